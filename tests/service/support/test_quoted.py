"""Quotations, in whatever marks a model puts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.support.quoted import strange_markup, strange_quotes, unified, with_every_quote

TEXT = "“It's very safe,” she said. “And dull — very dull.” ‘Safe’ was her word, not mine."


@pytest.mark.parametrize(
    ("sentence", "strange"),
    [
        ("She called it “very safe”.", []),
        ('She called it "very safe" and "dull".', []),
        ("She called it 'very safe'.", []),
        ("She called it ‘very safe’, and it’s hers.", []),
        ("She called it «very safe».", []),
        ("“It’s very safe,” she said.", []),  # another apostrophe
        ("She said: “It's very safe … dull.”", []),
        ("“Dull - very dull,” she said.", []),  # another dash
        ("“VERY SAFE”, she said.", []),
        ("She called it “quite safe”.", ["quite safe"]),
        ("She called it 'quite safe'.", ["quite safe"]),
        ("She called it ‘quite safe’.", ["quite safe"]),
        ('She said: "It is quite safe', ["It is quite safe"]),
        ("It is quite safe,” she said.", ["It is quite safe"]),
        ("She said: “The word ‘safe’ is mine.”", ["The word ‘safe’ is mine"]),
        ("She said: “The word “safe” is mine.”", ["The word safe is mine"]),
        ("She called it ＂quite safe＂.", ["quite safe"]),
        ("She called it ‹quite safe›.", ["quite safe"]),
        ("She called it „quite safe“.", ["quite safe"]),
        ("She called it 「quite safe」.", ["quite safe"]),
        ("She called it ❝quite safe❞.", ["quite safe"]),
        ("She called it »quite safe«.", ["quite safe"]),
        ("She called it ‹very safe›.", []),
        ("The engineers' dam isn't theirs.", []),
        ("It is very safe.", []),
    ],
)
def test_what_is_quoted_stands_in_the_text(sentence: str, strange: list[str]) -> None:
    assert strange_quotes(with_every_quote(sentence), TEXT) == strange


@given(st.text("“”\"'‘’ ab"))
def test_quotations_are_closed_and_never_nested(text: str) -> None:
    marks = [letter for letter in with_every_quote(text) if letter in "“”"]
    assert marks == ["“", "”"] * (len(marks) // 2)


@pytest.mark.parametrize(
    "markup",
    [
        "![x](//evil.example)",
        "[dam](http://evil.example)",
        "[dam][1]",
        "https://evil.example",
        "see www.evil.example",
        "<b onclick=x>dam</b>",
        "<img src=x",
    ],
)
def test_markup_that_is_not_in_the_text_is_strange(markup: str) -> None:
    assert strange_markup(f"The dam holds {markup}.", "The dam holds.")
    assert strange_markup(f"The dam holds {markup}.", f"The dam holds {markup}.") is None


def test_plain_words_are_no_markup() -> None:
    assert strange_markup("“Dam [of 1912] < 3,” she said: 4 < 5.", "") is None


def test_what_nobody_sees_is_taken_out() -> None:
    assert unified("n\u200bot\u202e\u00ad so\x07") == "not so"
