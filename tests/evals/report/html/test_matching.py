import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.report.html.matching import marked, matched, share
from tests.evals.report.html.documents import Document


@pytest.mark.parametrize(
    ("text", "others", "shown"),
    [
        ("He said it was a failure.", ["said it was a"], "He <mark>said it was a</mark> failure."),
        ("He said so.", ["He said so."], "<mark>He said so.</mark>"),
        ("“He said,” they wrote", ["he SAID they wrote so"], "<mark>“He said,” they wrote</mark>"),
        ("one two three four five", ["x one two three y"], "one two three four five"),
        ("no", ["yes", "no"], "<mark>no</mark>"),
        (
            "a b c d - e f g h",
            ["a b c d", "e f g h"],
            "<mark>a b c d</mark> - <mark>e f g h</mark>",
        ),
        ("a < b", [], "a &lt; b"),
        ("", ["a"], ""),
    ],
)
def test_words_that_stand_in_others_are_marked(text: str, others: list[str], shown: str) -> None:
    assert marked(text, matched(text, others)) == shown


def test_the_share_is_that_of_the_words() -> None:
    assert share(matched("a b c d e", ["a b c d"])) == 0.8
    assert share([]) == 0


@settings(deadline=None)
@given(st.text("ab <.", max_size=40), st.lists(st.text("ab <.", max_size=20), max_size=3))
def test_marking_changes_no_word(text: str, others: list[str]) -> None:
    found = matched(text, others)
    document = Document(f"<p>{marked(text, found)}</p>")
    assert document.text == text
    assert {tag for tag, _ in document.elements} <= {"p", "mark"}
