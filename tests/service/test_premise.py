"""What a question takes for granted that somebody said."""

import pytest

from indexing.archive import SpeakerCount
from indexing.ledger.people import person_key
from service.answer import Evidence
from service.premise import denial, supposed
from service.speakers import Speakers
from service.terms import terms_of
from tests.service.newsroom import Remark, heard

OKAFOR = "Ada Okafor"
SPEAKERS = Speakers([SpeakerCount(person_key(OKAFOR), OKAFOR, 3, 1)])
CLAIM = "the dam a failure"


def remark(text: str) -> Evidence:
    return heard(Remark(text, OKAFOR, "Okafor", (text.removeprefix("Okafor said ").rstrip("."),)))


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Why did Okafor call the dam a failure?", "dam a failure"),
        ("When did Okafor say that tolls would rise?", "tolls would rise"),
        ("Why did Okafor criticize the dam?", None),
        ("Why did Okafor deny that the dam leaks?", None),
        ("How did Okafor describe the dam?", None),
        ("Why did Okafor walk out?", None),
        ("Why did Zoe Quist call the dam a failure?", None),
        ("Did Okafor call the dam a failure?", None),
        ("Why does the dam leak?", None),
    ],
)
def test_why_somebody_said_it_supposes_that_they_did(question: str, claim: str | None) -> None:
    premise = supposed(question, SPEAKERS)
    assert (premise and premise.claim) == claim
    assert premise is None or premise.speaker.name == OKAFOR


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Okafor said the dam is not a failure.", True),
        ("Okafor said the dam is a failure.", False),
        ("Okafor said the dam is not hers.", False),
        ("Okafor said tolls would not rise.", False),
    ],
)
def test_only_a_denial_of_the_thing_itself_contradicts(text: str, denies: bool) -> None:
    assert (denial(CLAIM, terms_of(CLAIM), [remark(text)]) is not None) is denies


def test_who_also_said_it_is_not_contradicted() -> None:
    both = [
        remark("Okafor said the dam is no failure."),
        remark("Okafor said the dam is a failure."),
    ]
    assert denial(CLAIM, terms_of(CLAIM), both) is None


def test_nothing_said_denies_nothing() -> None:
    assert denial(CLAIM, terms_of(CLAIM), []) is None
