"""Canonical text to passages: whole sentences, as many as fit, with their exact place.

Offsets come from a cursor that only moves forward, never from searching for the words: text that
repeats itself cannot confuse it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from indexing.article import Passage, Span
from indexing.sentences import sentence_spans

FULL = 0.75  # a passage this full may end with a paragraph; shorter ones hold too little to rank

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is longer than a passage may be."""

    span: Span
    words: int
    ends_paragraph: bool


def passages_of(article_id: str, text: str, *, max_words: int = 190) -> tuple[Passage, ...]:
    """The passages of `text`, in order: apart, and together every character but white space.

    A passage ends with a sentence, with a paragraph where that leaves it `FULL`, and holds at
    most `max_words` words. Only a sentence that is longer itself is cut, at a space.
    """
    if max_words < 1:
        raise ValueError(f"a passage needs at least one word, not {max_words}")
    pieces = list(_pieces(text, max_words))
    words_left = sum(piece.words for piece in pieces)
    passages = []
    first = 0
    while first < len(pieces):
        last = _last_piece(pieces, first, words_left, max_words)
        passages.append(_passage(article_id, text, pieces[first].span.start, pieces[last].span.end))
        words_left -= sum(piece.words for piece in pieces[first : last + 1])
        first = last + 1
    return tuple(passages)


def _last_piece(pieces: list[_Piece], first: int, words_left: int, max_words: int) -> int:
    """The index of the piece that ends the passage which `first` begins.

    Where little more than one passage is left, it is shared out, so that no stub of a few words
    stands alone: such a stub is near to everything and tells nothing.
    """
    half = max_words // 2
    limit = max_words if words_left <= max_words else min(max_words, max(words_left - half, half))
    last, words = first, 0
    full = min(int(max_words * FULL), limit)
    paragraph_end: int | None = None
    for index in range(first, len(pieces)):
        words += pieces[index].words
        if words > limit and index > first:
            break
        last = index
        if pieces[index].ends_paragraph and words >= full:
            paragraph_end = index
    return last if paragraph_end is None else paragraph_end


def _pieces(text: str, max_words: int) -> Iterator[_Piece]:
    spans = sentence_spans(text)
    for index, span in enumerate(spans):
        next_start = spans[index + 1].start if index + 1 < len(spans) else len(text)
        ends_paragraph = index + 1 == len(spans) or "\n" in text[span.end : next_start]
        words = len(span.of(text).split())
        if words <= max_words:
            yield _Piece(span, words, ends_paragraph)
        else:
            yield from _cut(text, span, max_words, ends_paragraph=ends_paragraph)


def _cut(text: str, span: Span, max_words: int, *, ends_paragraph: bool) -> Iterator[_Piece]:
    places = [match.span() for match in _WORD.finditer(text, span.start, span.end)]
    for at in range(0, len(places), max_words):
        held = places[at : at + max_words]
        is_tail = at + max_words >= len(places)
        yield _Piece(Span(held[0][0], held[-1][1]), len(held), ends_paragraph and is_tail)


def _passage(article_id: str, text: str, start: int, end: int) -> Passage:
    words = text[start:end]
    return Passage(passage_id(article_id, start, end, words), article_id, start, end, words)


def passage_id(article_id: str, start: int, end: int, words: str) -> str:
    """The same for the same words in the same place, and for no others."""
    key = f"{article_id}\0{start}\0{end}\0{words}"
    return sha256(key.encode()).hexdigest()[:24]
