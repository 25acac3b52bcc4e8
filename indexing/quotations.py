"""Where an article quotes: every outermost stretch between quotation marks.

Straight and typographic marks, British single ones, a quotation that runs on over paragraphs
(each paragraph opens a mark, only the last closes it), and marks that were never closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexing.article import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_MARK = re.compile(r"[\"“”„«»‘’]|``|''|(?<![^\s(\[—–])'(?=[^\W\d_])|(?<=[,.?!])'(?![^\W_])")
_OPENING = frozenset("“„«‘") | {"``"}
_CLOSING = frozenset("”»") | {"''"}
_SINGLE = frozenset("‘’'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` has the marks, `inner` the words; `closed` is False where the end has no mark."""

    outer: Span
    inner: Span
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; they never overlap and are never empty."""
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found.extend(_in_paragraph(text, paragraph.start(), paragraph.end()))
    return found


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if _opens(text, mark):
                opened = mark
        elif _closes(text, mark, opened):
            if quotation := _between(text, opened, mark.start(), mark.end()):
                yield quotation
            opened = None
    if opened is not None and opened.start() == _first_word(text, start) and _is_double(opened):
        last = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        if quotation := _between(text, opened, last, last):
            yield quotation


def _between(text: str, opened: re.Match[str], stop: int, outer_end: int) -> Quotation | None:
    words = text[opened.end() : stop]
    start = opened.end() + len(words) - len(words.lstrip())
    inner = Span(start, start + len(words.strip()))
    if not any(character.isalnum() for character in words):
        return None
    return Quotation(Span(opened.start(), outer_end), inner, closed=stop != outer_end)


def _first_word(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _is_double(mark: re.Match[str]) -> bool:
    return mark.group() not in _SINGLE


def _opens(text: str, mark: re.Match[str]) -> bool:
    sign = mark.group()
    if sign in _CLOSING or sign == "’":
        return False
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if sign in _OPENING:
        return sign != "‘" or not before.isalnum()
    return not before.isalnum() and bool(after) and not after.isspace()


def _closes(text: str, mark: re.Match[str], opened: re.Match[str]) -> bool:
    """Whether a mark ends what `opened` began: of the same sort, and no apostrophe."""
    if _is_double(mark) != _is_double(opened):
        return False
    after = text[mark.end() : mark.end() + 1]
    if not _is_double(mark):
        return mark.group() != "‘" and not after.isalnum()
    if mark.group() in _CLOSING:
        return opened.group() != '"'
    if opened.group() == '"' and mark.group() != '"':
        return False
    return not after.isalnum()
