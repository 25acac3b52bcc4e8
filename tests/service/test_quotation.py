"""Quoted words find the statements that hold them."""

import pytest

from indexing.article import Article, Metadata, Span, Statement
from service.answer import Evidence
from service.quotation import is_quotation, matching


def evidence(words: str, speaker: str | None = "Maria Keller") -> Evidence:
    article = Article("a", "a.txt", "seeds", words, Metadata(), "f")
    whole = Span(0, len(words))
    statement = Statement(
        id=words,
        article_id="a",
        sentence=whole,
        content=(whole,),
        kind="direct",
        cue=None,
        speaker_mention=None,
        speaker=speaker,
        speaker_key=speaker and speaker.casefold(),
        via=None,
        is_denial=False,
        confidence=0.9,
    )
    return Evidence(words, article, whole, 0.0, statement)


HELD = "We will not walk out of the talks, whatever the weather"


@pytest.mark.parametrize(
    "quoted",
    [
        "We will not walk out of the talks, whatever the weather",
        "we WILL not — walk out of the talks",
        "walk out of the talks",
        "We won't be moved. We will not walk out of the talks, whatever the weather",
        "We will not walk out of talks whatever the weather is",
    ],
)
def test_the_same_words_match_however_they_are_printed(quoted: str) -> None:
    held, other = evidence(HELD), evidence("The weather was fine and the talks went on for long")
    assert matching(quoted, [other, held]) == (held,)


def test_words_strewn_over_a_remark_are_no_quotation() -> None:
    strewn = evidence("we know that the people of this state will never let him win")
    assert matching("we will win", [strewn]) == ()


def test_a_scrap_of_the_quotation_is_not_the_quotation() -> None:
    scrap = evidence("I was told")
    assert matching("I was told by everyone in the room that this deal is dead", [scrap]) == ()


@pytest.mark.parametrize("quoted", ["the talks", "We walk to the station whatever it costs"])
def test_a_few_words_in_common_are_no_match(quoted: str) -> None:
    assert matching(quoted, [evidence(HELD)]) == ()


def test_what_holds_more_of_the_words_comes_first() -> None:
    half, whole = evidence("We will not walk out of the talks"), evidence(HELD)
    assert matching(HELD, [half, whole]) == (whole, half)


@pytest.mark.parametrize(
    ("quoted", "expected"), [("very warm", False), ("a very warm letter", True), (None, False)]
)
def test_a_word_or_two_are_a_term(quoted: str | None, expected: bool) -> None:
    assert is_quotation(quoted) is expected
