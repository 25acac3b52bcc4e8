"""The lexicon of cues."""

import pytest

from indexing.ledger.cues import cue_forms


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("saying", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("announcing", "announce"),
        ("admitted", "admit"),
        ("stresses", "stress"),
        ("wrote", "write"),
    ],
)
def test_inflected_forms_lead_to_their_verb(form: str, lemma: str) -> None:
    assert cue_forms()[form].lemma == lemma


def test_what_a_verb_governs_is_told_from_its_prepositions() -> None:
    call = cue_forms()["called"]
    assert call.frames == frozenset({"object"})
    assert call.particles == frozenset({"for", "on"})


def test_only_plain_verbs_of_saying_take_any_subject() -> None:
    assert cue_forms()["said"].takes_anything
    assert not cue_forms()["suggested"].takes_anything
    assert not cue_forms()["praised"].takes_anything
