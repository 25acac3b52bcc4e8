"""Whether a statement affirms or denies what a question supposes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.polarity import agrees, is_negated, says_not, spoken
from tests.service.newsroom import Remark, heard, read


def said(content: str, *, is_denial: bool = False) -> Remark:
    return Remark(f"Okafor said {content}", "Ada Okafor", "Okafor", (content,), is_denial)


@pytest.mark.parametrize(
    ("question", "content", "is_yes"),
    [
        ("Did Okafor say the dam was safe?", "the dam was safe", True),
        ("Did Okafor say the dam was safe?", "the dam was not safe", False),
        ("Did Okafor say the dam was safe?", "the dam isn’t safe", False),
        ("Did Okafor say the dam was not safe?", "the dam wasn't safe", True),
        ("Did Okafor say nobody had died?", "two people had died", False),
        ("Did Okafor say talks could start without Cho?", "talks cannot start before Cho", True),
        ("Did Okafor say the dam wasn't a failure?", "she doesn't see a failure", True),
        ("Did Okafor say the dam wasn't safe?", "the dam was safe", False),
        # what the question itself denies
        ("Didn't Okafor say the dam was safe?", "the dam was safe", True),
        ("Didn’t Okafor say the dam was safe?", "the dam was not safe", False),
        ("And so, didn't Okafor say the dam was safe?", "the dam was safe", True),
        ("Did Okafor deny the dam leaked?", "the dam leaked", False),
        ("Did Okafor deny the dam leaked?", "the dam did not leak", True),
        # only the clause that is asked about counts
        ("Did Okafor say the dam was safe?", "nobody likes tolls. The dam was safe", True),
        ("Did Okafor say the dam was safe?", "the dam was safe, but tolls would not rise", True),
        ("Did Okafor say the dam was safe?", "no, the dam was safe", True),
        ("Did Okafor say the dam was safe?", "no, the dam was not safe", False),
        ("Did Okafor say the dam was safe?", "there is no doubt that the dam was safe", True),
        ("Did Okafor say the dam was safe?", "nobody doubts the dam was safe", True),
        ("Did Okafor say the dam was safe?", "the dam was not only safe", True),
        ("Did Okafor say dam No. 2 was safe?", "the dam was safe", True),
        ("Did Okafor say the dam was safe?", "no, no, and again: the dam was never safe", False),
    ],
)
def test_a_statement_affirms_or_denies(question: str, content: str, is_yes: bool) -> None:
    assert agrees(question, heard(said(content))) is is_yes


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("Did Okafor say the dam will fail?", "the dam might fail"),
        ("Did Okafor say the dam leaked?", "perhaps the dam leaked"),
        ("Did Okafor say the dam would open in spring?", "the dam will not open until spring"),
        ("Did Okafor call the dam slow?", "the dam is not ugly, only slow"),
        ("Did Okafor call the toll unfair?", "the toll is no scandal, but it is unfair"),
    ],
)
def test_it_may_be_open_whether_a_statement_affirms(question: str, content: str) -> None:
    assert agrees(question, heard(said(content))) is None


def test_what_is_asked_as_possible_may_be_said_as_possible() -> None:
    assert agrees("Did Okafor say the dam could fail?", heard(said("the dam might fail")))


def test_what_a_speaker_would_not_say_is_not_said() -> None:
    refusal = heard(said("that the dam had leaked", is_denial=True))
    assert not agrees("Did Okafor confirm that the dam had leaked?", refusal)


def test_who_would_not_say_it_has_not_said_the_contrary() -> None:
    refusal = heard(said("whether the dam leaks", is_denial=True))
    assert agrees("Did Okafor say the dam does not leak?", refusal) is None


def test_who_declined_is_who_declined() -> None:
    refusal = heard(said("to comment on the leak", is_denial=True))
    assert agrees("Who declined to comment on the leak?", refusal)


def test_two_sentences_of_a_remark_are_two_clauses() -> None:
    text = "“The dam is safe,” Okafor said. “Tearing it down makes no sense.”"
    parts = ("“The dam is safe,”", "“Tearing it down makes no sense.”")
    said_both = heard(Remark(text, "Ada Okafor", "Okafor", parts))
    assert agrees("Did Okafor say the dam is safe?", said_both)


def test_only_the_speakers_own_words_count() -> None:
    remark = Remark("Okafor, never shy, said it leaks", "Ada Okafor", "Okafor", ("it leaks",))
    assert agrees("Did Okafor say it leaks?", heard(remark))


def test_the_spoken_words_are_those_of_a_split_quote() -> None:
    split = Remark(
        "“It leaks,” Okafor said, “badly.”", "Ada Okafor", "Okafor", ("It leaks", "badly")
    )
    assert spoken(heard(split)) == "It leaks badly"


def test_a_sentence_without_a_statement_is_taken_whole() -> None:
    assert not agrees("Is the dam safe?", read("The dam is not safe."))


@given(st.text(max_size=80), st.text(min_size=1, max_size=80))
def test_any_question_can_be_held_against_any_words(question: str, words: str) -> None:
    assert agrees(question, read(words)) in (True, False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("What does the dam not hold?", True),
        ("Who never came?", True),
        ("What doesn’t it hold?", True),
        ("Which town has no bridge?", True),
        ("Who is the No. 2 official?", False),
        ("Who asked for a no-fly zone?", False),
        ("Who came without a bridge?", False),
        ("Who rejected it?", False),
        ("What holds not only water?", False),
        ("Who said no?", True),
        ("Who has no doubt about it?", False),
    ],
)
def test_a_not_is_said_in_so_many_words(text: str, says: bool) -> None:
    assert says_not(text) is says


@pytest.mark.parametrize(
    "text",
    [
        "There is no doubt that it leaks",
        "There is no question that it leaks",
        "I don’t doubt that it leaks",
        "Without a doubt it leaks",
        "It isn't just a leak",
        "Nobody but me saw the leak",
        "No one but Cho saw the leak",
        "It is nothing but a leak",
        "No fewer than ten dams leak",
        "No. It leaks",
        "Dam no. 2 leaks",
        "A no-fly zone",
    ],
)
def test_a_not_that_denies_nothing_is_none(text: str) -> None:
    assert not is_negated(text)
    assert not says_not(text)


@pytest.mark.parametrize(
    "text", ["No", "She said no.", "There is no question of a leak", "It is no secret leak"]
)
def test_a_not_that_denies_something_is_one(text: str) -> None:
    assert is_negated(text)
    assert says_not(text)


@pytest.mark.parametrize("word", ["no", "not", "never", "isn’t", "nor", "without", "denied"])
def test_a_word_alone_may_negate(word: str) -> None:
    assert is_negated(word)
