"""Quotation marks of every sort, and which quotations are somebody's whole clause."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.article import Span
from indexing.ledger.quotations import find_quotations, is_utterance


def quoted(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and “we stay”.", ["we go", "we stay"]),
        ('He said "we go" and left.', ["we go"]),
        ("‘We go,’ he said, and it’s the boys’ wish.", ["We go,"]),
        ("'We go,' he said. It's the boys' wish.", ["We go,"]),
        ("« We go », he said.", ["We go"]),
        ("``We go,'' he said.", ["We go,"]),
        ("“She told me ‘go’ and I went,” he said.", ["She told me ‘go’ and I went,"]),
        ('"He called it “fine” again," she said.', ["He called it “fine” again,"]),
        ('"We go,” he said.', ["We go,"]),
        ("The 6'2\" guard scored in the '90s.", []),
        ("“We go.\n“We stay.”", ["We go.", "We stay."]),
        ("He said: “We go.\n\n“We stay.”", ["We go.", "We stay."]),
        ("He opened “a door and left.\n\nIt rained.", []),
        ("He said “we go and “we stay”.", ["we stay"]),
        ("“” and “—” say nothing.", []),
    ],
)
def test_quotations_are_found(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_left_open_is_marked() -> None:
    first, second = find_quotations("“We go.\n“We stay.”")
    assert (first.closed, second.closed) == (False, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said.", True),
        ("He said: “We go.”", True),
        ("He said, “we go.”", True),
        ("He called it “beautiful.”", False),
        ("He called it “a beautiful thing.”", False),
        ("“The Art of the Deal,” a book, sold well.", False),
        ("They are in “behind-the-scenes talks” on it.", False),
    ],
)
def test_a_whole_clause_is_told_from_woven_in_words(text: str, expected: bool) -> None:
    (quotation,) = find_quotations(text)
    assert is_utterance(text, Span(0, len(text)), quotation) is expected


@given(st.text(alphabet="“”‘’\"'«» ,.ab\n", max_size=80))
def test_quotations_are_in_order_apart_and_not_empty(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.outer.start <= quotation.inner.start
        assert quotation.inner.start < quotation.inner.end <= quotation.outer.end
        end = quotation.outer.end
    assert end <= len(text)


@pytest.mark.parametrize("unit", ["“Go on now it is.” and ", "x" * 1000 + " “Go on.” "])
def test_telling_them_apart_takes_time_by_length_alone(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = perf_counter()
    for quotation in find_quotations(text):
        is_utterance(text, Span(0, len(text)), quotation)
    assert perf_counter() - started < 5  # a quadratic search takes minutes
