"""The choice read off a reply that was not shown the choices."""

from collections.abc import Sequence

import pytest

from evals.bench.choices import chosen
from evals.bench.realtimeqa import normal

CITIES = ("Lisbon", "Porto", "Faro")
WITH_NONE = ("Lisbon", "Porto", "None of the above")
FAR = ("rain",) * 6


@pytest.mark.parametrize(
    ("options", "texts", "place"),
    [
        (CITIES, ("It is in Porto.",), 1),
        (CITIES, ("It is in Porto.", "Lisbon"), 1),  # what comes first counts most
        (CITIES, ("", "Porto", "Lisbon", "Lisbon", "Lisbon"), 0),  # but many outweigh one
        (CITIES, ("Portofino",), None),
        (("the old dam", "a new bridge"), ("", "a bridge"), 1),  # in part, where none is whole
        (("Porto", "the old dam"), ("the old", "Porto"), 0),  # whole before in part
        (WITH_NONE, ("It is in Faro.",), 2),
        (WITH_NONE, ("It is in Porto.",), 1),
        (WITH_NONE, (*FAR, "Porto"), 2),  # too far down to be borne
        (CITIES, (*FAR, "Porto"), 1),
        (("the old dam", "None of the above."), ("the dam",), 1),
        (CITIES, (), None),
        ((), ("Porto",), None),
    ],
)
def test_the_option_that_is_borne_best(
    options: Sequence[str], texts: Sequence[str], place: int | None
) -> None:
    assert chosen(options, texts, normal=normal) == place
