"""How much of a sentence stands in its evidence."""

import pytest

from service.support.coverage import least_held
from service.support.grounds import Cited, Grounds


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("The dam above Lisbon leaks.", 1.0),
        ("The dam above Lisbon sings.", 2 / 3),
        ("The dam above Lisbon leaks, and opera singers rehearse.", 0.0),
        ("The dam above Lisbon leaks, sadly.", 3 / 4),
        ("It is what it is.", 1.0),
    ],
)
def test_the_poorest_clause_counts(sentence: str, share: float) -> None:
    grounds = Grounds([Cited("The dam above Lisbon leaks.")])
    assert least_held(sentence, grounds) == pytest.approx(share)


def test_nothing_holds_nothing() -> None:
    assert least_held("The dam leaks.", Grounds([])) == 0.0
