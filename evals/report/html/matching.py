"""Which words of a text stand in others too: what was cited of what should have been."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from evals.report.html.markup import Html, h, join
from evals.words import plain

IN_A_ROW = 4
"""Fewer words than this, one after the other, match by chance; a shorter text matches whole."""

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")


def matched(text: str, others: Iterable[str]) -> list[bool]:
    """For each word of `text`, whether it is part of a run of words that one of the others has."""
    words = _words(text)
    found = [False] * len(words)
    for other in map(_words, others):
        least = min(IN_A_ROW, len(words), len(other))
        blocks = SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks()
        for block in blocks:
            if block.size >= max(1, least):
                found[block.a : block.a + block.size] = [True] * block.size
    return found


def share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def marked(text: str, found: Sequence[bool]) -> Html:
    """The text with its matched words in <mark>, neighbours together."""
    parts: list[str] = []
    end = 0
    for is_found, run in groupby(zip(_WORD.finditer(text), found, strict=True), itemgetter(1)):
        words = [word for word, _ in run]
        if is_found:
            parts += [
                text[end : words[0].start()],
                h("mark", text[words[0].start() : words[-1].end()]),
            ]
            end = words[-1].end()
    return join(*parts, text[end:])


def _words(text: str) -> list[str]:
    return [_EDGES.sub("", plain(word)) for word in _WORD.findall(text)]
