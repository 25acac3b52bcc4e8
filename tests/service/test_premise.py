"""What a question takes for granted that somebody said."""

from dataclasses import replace
from datetime import date

import pytest

from indexing.archive import SpeakerCount
from indexing.article import Span
from indexing.ledger.people import person_key
from service.answer import Evidence
from service.interpret import interpret
from service.premise import denial, supposed
from service.speakers import Speakers
from tests.service.newsroom import Remark, heard

OKAFOR = "Ada Okafor"
SPEAKERS = Speakers([SpeakerCount(person_key(OKAFOR), OKAFOR, 3, 1)])
CLAIM = "the dam a failure"


def said(content: str) -> Evidence:
    return heard(Remark(f"Okafor said {content}.", OKAFOR, "Okafor", (content,)))


def with_cue(cue: str, content: str) -> Evidence:
    """What the ledger notes as not said: denied, or only not told."""
    evidence = heard(Remark(f"Okafor {cue} {content}.", OKAFOR, "Okafor", (content,), True))
    assert evidence.statement is not None
    place = Span(len("Okafor "), len("Okafor ") + len(cue))
    return replace(evidence, statement=replace(evidence.statement, cue=place))


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Why did Okafor call the dam a failure?", "the dam a failure"),
        ("So why did Okafor call the dam “a failure”?", "the dam a failure"),
        ("When did Okafor say that tolls would rise?", "tolls would rise"),
        ("On which day did Okafor claim tolls would rise?", "tolls would rise"),
        ("Why did Okafor think the dam was a failure?", "the dam was a failure"),
        ("When has Okafor described the dam as a failure?", "the dam as a failure"),
        ("Why did Okafor say she would resign?", "she would resign"),
        # a topic is nothing that can be denied
        ("When did Okafor talk about the dam failure?", None),
        ("Why did Okafor mention the dam failure?", None),
        ("Why did Okafor speak of meeting Lindqvist?", None),
        ("When did Okafor write to Lindqvist?", None),
        ("Why did Okafor say something about the dam?", None),
        ("Why did Okafor say that about the dam?", None),
        ("Why did Okafor say what she said about the dam?", None),
        ("When did Okafor comment on the dam?", None),
        ("Why did Okafor call for a meeting of the board?", None),
        ("Why did Okafor call Lindqvist from the dam?", None),
        # nor is what is itself a negation, or who is spoken of unclear
        ("Why did Okafor say the bridge would not be repaired?", None),
        ("Why did Okafor say it was a failure?", None),
        ("Why didn't Okafor call the dam a failure?", None),
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
    read = interpret(question, speakers=SPEAKERS, publishers=[], today=date(2024, 1, 1))
    premise = supposed(read, SPEAKERS)
    assert (premise and premise.claim) == claim
    assert premise is None or premise.speaker.name == OKAFOR


@pytest.mark.parametrize(
    "content",
    [
        "the dam is not a failure",
        "the dam isn’t a failure",
        "she does not see the dam as a failure",
        "No, the dam was no failure",
        "it is not true that the dam is a failure",
        "the dam was never a failure, but the bridge is old",
    ],
)
def test_who_denies_the_thing_itself_contradicts(content: str) -> None:
    assert denial(CLAIM, [said(content)]) is not None


@pytest.mark.parametrize(
    "content",
    [
        "the dam is a failure",
        "the dam is not hers",
        "tolls would not rise",
        "there is no doubt that the dam is a failure",
        "the dam is not only a failure",
        "no one knows better that the dam is a failure",
        "the dam is not yet a failure",
        "the dam is not a complete failure",
        "the dam is not a failure of engineering",
        "the dam should not be a failure",
        "the dam will not be a failure",
        "she did not know the dam was a failure",
        "Lindqvist does not see the dam as a failure",
        "she would be sad if the dam is not a failure",
        "the dam is a failure, not a success",
        "the dam leaks and the bridge is not a failure",
        "is the dam not a failure?",
    ],
)
def test_who_says_something_else_does_not_contradict(content: str) -> None:
    assert denial(CLAIM, [said(content)]) is None


@pytest.mark.parametrize(
    ("claim", "content", "denies"),
    [
        ("tolls would rise", "tolls will not rise", True),
        ("tolls would rise", "tolls will not rise until March", False),
        ("tolls would rise", "tolls did not rise", False),
        ("she would meet Lindqvist", "I won't be meeting Lindqvist", True),
        ("she would meet Lindqvist", "he will not meet Lindqvist", False),
        ("the dam ruined the bridge", "the bridge has not ruined the dam", False),
        ("the Hanoi summit was a failure", "she doesn't see the Vietnam summit as a failure", True),
    ],
)
def test_time_order_and_person_have_to_be_the_same(claim: str, content: str, denies: bool) -> None:
    assert (denial(claim, [said(content)]) is not None) is denies


@pytest.mark.parametrize(
    ("cue", "content", "denies"),
    [
        ("denied", "that the dam was a failure", True),
        ("denied", "that the dam was not a failure", False),
        ("declined to say", "that the dam was a failure", False),
        ("did not say", "that the dam was a failure", False),
    ],
)
def test_who_does_not_say_it_does_not_deny_it(cue: str, content: str, denies: bool) -> None:
    assert (denial(CLAIM, [with_cue(cue, content)]) is not None) is denies


def test_who_also_said_it_is_not_contradicted() -> None:
    both = [said("the dam is no failure"), said("the dam is a failure")]
    assert denial(CLAIM, both) is None


def test_nothing_said_denies_nothing() -> None:
    assert denial(CLAIM, []) is None
