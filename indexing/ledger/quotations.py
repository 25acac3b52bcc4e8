"""Where an article quotes: every outermost stretch between quotation marks.

Straight and typographic marks, British single ones, a quotation that runs on over paragraphs
(each paragraph opens a mark, only the last closes it), and marks that were never closed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexing.article import Span
from indexing.ledger.cues import cue_forms

_PARAGRAPH = re.compile(r"[^\s][^\n]*")
_MARK = re.compile(r"[\"“”„«»‘’]|``|''|(?<![^\s(\[—–])'(?=[^\W\d_])|(?<=[,.?!])'(?![^\W_])")
_OPENING = frozenset("“„«‘") | {"``"}
_CLOSING = frozenset("”»") | {"''"}
STOPS = frozenset(",.?!…—–-")
CLOSING_MARKS = " '’\"”"
_OPENERS = frozenset(",:—–-")
_LAST_WORD = re.compile(r"\w+$")
_LAST_CHARACTERS = 40  # in which the last word is looked for: cues are short
_WORD = re.compile(r"[^\W\d_]+")
_SINGLE = frozenset("‘’'")
_DOUBLE = frozenset('“"„«')


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` has the marks, `inner` the words; `closed` is False where the end has no mark."""

    outer: Span
    inner: Span
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; they never overlap and are never empty."""
    found: list[Quotation] = []
    paragraphs = list(_PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].start() if number + 1 < len(paragraphs) else len(text)
        goes_on = text[following : following + 1] in _DOUBLE
        found.extend(_in_paragraph(text, paragraph.start(), paragraph.end(), goes_on=goes_on))
    return found


def _in_paragraph(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    inside = 0  # typographic quotations open inside straight marks
    for mark in _MARK.finditer(text, start, end):
        if opened is None or (opened.group() == mark.group() == "“" and _opens(text, mark)):
            opened = mark if _opens(text, mark) else None  # the mark before was never closed
        elif opened.group() == '"' and (mark.group() == "“" or (mark.group() == "”" and inside)):
            inside += 1 if mark.group() == "“" else -1
        elif _closes(text, mark, opened):
            yield from _between(text, opened, mark.start(), mark.end())
            opened, inside = None, 0
    if opened is not None and _is_double(opened) and (goes_on or opened.start() == start):
        last = start + len(text[start:end].rstrip())
        yield from _between(text, opened, last, last)


def _between(text: str, opened: re.Match[str], stop: int, outer_end: int) -> Iterator[Quotation]:
    words = text[opened.end() : stop]
    start = opened.end() + len(words) - len(words.lstrip())
    if any(map(str.isalnum, words)):
        inner = Span(start, start + len(words.strip()))
        yield Quotation(Span(opened.start(), outer_end), inner, closed=stop != outer_end)


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
    return mark.group() in _CLOSING or not after.isalnum()


def is_utterance(text: str, span: Span, quotation: Quotation) -> bool:
    """Whether a quotation is somebody's whole clause rather than words woven into a sentence."""
    words = quotation.inner.of(text).split()
    if _is_title(words):
        return False
    before = text[span.start : quotation.outer.start]
    after = text[quotation.outer.end : quotation.outer.end + 1]
    ends = (
        " ".join(words).rstrip(CLOSING_MARKS)[-1:] in STOPS
        or after in {",", ""}
        or quotation.outer.end >= span.end
    )
    if not _WORD.search(before):
        return ends
    is_clause = words[0][0].isupper() or len(words) > (1 if before.rstrip()[-1:] in _OPENERS else 3)
    return _leads_in(before[-_LAST_CHARACTERS:]) and ends and is_clause


def _leads_in(before: str) -> bool:
    """Whether what stands before a quotation opens it: a comma, a colon, a dash, "said"."""
    before = before.rstrip()
    last = _LAST_WORD.search(before)
    return before[-1:] in _OPENERS or (last is not None and last.group() in cue_forms())


def _is_title(words: Sequence[str]) -> bool:
    """“The Art of the Deal”: two words or more, and every long one has a capital."""
    long = [word for word in words if len(word) > 3]
    return (
        len(words) > 1
        and bool(long)
        and all(word[0].isupper() for word in words if len(word) > 3 and word[0].isalpha())
        and not all(word.isupper() for word in long)
        and words[-1][-1] not in ".?!"
    )
