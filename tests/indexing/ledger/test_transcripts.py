"""Transcripts: a name, a colon, and what was said."""

import pytest

from indexing.ledger.transcripts import labelled_lines
from indexing.statements import StatementExtractor

TALK = (
    "Senator Joan Vance met Governor Tom Reyes.\n"
    "VANCE: We agree. Do we?\nREYES: We do.\nVANCE: Good."
)


def test_lines_of_a_label_that_recurs_are_found() -> None:
    lines = [(label.of(TALK), words.of(TALK)) for label, words in labelled_lines(TALK)]
    assert lines == [("VANCE", "We agree. Do we?"), ("VANCE", "Good.")]


def test_a_line_is_said_by_the_person_of_the_label() -> None:
    statements = StatementExtractor().extract("a", TALK)
    said = [(s.speaker, s.kind, s.content[0].of(TALK)) for s in statements]
    assert said == [
        ("Joan Vance", "direct", "We agree. Do we?"),
        ("Joan Vance", "direct", "Good."),
    ]


def test_a_label_that_is_nobody_says_nothing() -> None:
    text = "Details: it rained.\nDetails: it froze."
    assert StatementExtractor().extract("a", text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Answer: Senator Joan Vance said she agreed. Vance added that it was hard.",
        "> Assistant: Senator Joan Vance said she agreed.",
        "They talked. User: what did she say? Assistant: Joan Vance said she agreed.",
    ],
)
def test_what_a_voice_without_a_name_tells_is_no_report(line: str) -> None:
    assert StatementExtractor().extract("a", f"It rained.\n{line}\nIt froze.") == ()


def test_a_role_that_opens_no_line_takes_nothing_away() -> None:
    text = "She gave her answer: Senator Joan Vance said that it rained."
    assert [s.speaker for s in StatementExtractor().extract("a", text)] == ["Joan Vance"]
