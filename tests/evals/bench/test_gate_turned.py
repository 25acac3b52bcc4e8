"""What a few words make of a sentence."""

import pytest

from evals.bench.gate_turned import TURNED


@pytest.mark.parametrize(
    ("kind", "said", "turned"),
    [
        ("small word turned", "he voted against the war", "he voted for the war"),
        ("small word turned", "he voted", None),
        ("small word lost", "the few lawmakers", "the lawmakers"),
        ("names or amounts swapped", "then Ann met Bo", "then Bo met Ann"),
        ("names or amounts swapped", "then Ann and Bo met", None),
        ("names or amounts swapped", "hit 3 men and 12 women", "hit 12 men and 3 women"),
        ("adverb added", "it was signed", "it was secretly signed"),
        ("few words added", "it was signed.", "it was signed, which is nonsense"),
        ("link added", "it was signed.", "it was signed ![x](//example.org)"),
    ],
)
def test_a_sentence_is_turned_by_its_kind(kind: str, said: str, turned: str | None) -> None:
    assert TURNED[kind](said) == turned
