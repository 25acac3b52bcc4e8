from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.report.characters import shortened, showable

ANY = st.text(st.characters(exclude_categories=()))
"""Control characters and halves of surrogate pairs too."""


@given(ANY)
def test_what_is_shown_can_stand_in_xml(words: str) -> None:
    element = ElementTree.Element("a", b=showable(words))
    element.text = showable(words)
    read = ElementTree.fromstring(ElementTree.tostring(element, encoding="unicode"))
    assert (read.text or "") == showable(words)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_words_stay_as_they_are(words: str) -> None:
    assert showable(words) == words


@pytest.mark.parametrize("words", ["a\tb", "a\nb"])
def test_tabs_and_line_ends_stay(words: str) -> None:
    assert showable(words) == words


def test_what_cannot_be_shown_leaves_a_mark() -> None:
    assert showable("a\x00\x1b\ud800\uffffb\r\nc\rd") == "a\ufffd\ufffd\ufffd\ufffdb\nc\nd"


@given(ANY, st.integers(1, 50))
def test_what_is_shortened_is_one_line_of_that_length(words: str, most: int) -> None:
    found = shortened(words, most)
    assert len(found) <= most
    assert len(found.splitlines()) <= 1


def test_what_is_short_enough_is_not_cut() -> None:
    assert shortened("a  b\nc", 5) == "a b c"
    assert shortened("abcdef", 4) == "abc…"
