"""Whether a sentence can be read alone: it says something, and what it counts from stands in it."""

import re
from collections.abc import Sequence

from indexing.sentences import sentence_spans
from service.support.plain import contains
from service.words import words_of

_JOINING = frozenset("a an and at in of on or the".split())
_UNIT = r"(?:hour|day|week|month|year|decade)"
_COUNTED = re.compile(
    rf"\b(?:an?|one|two|three|four|five|several|the) {_UNIT}s? (?:before|earlier|later|after)\b"
    r"(?= ?(?:[.,;:!?”\"]|$))"
    rf"|\bthe (?:next|following|previous|same) {_UNIT}\b",
    re.IGNORECASE,
)
"""A time that counts from another: "a day before", "the next week"."""

_TIME = re.compile(
    rf"\b(?:last|this|next) (?:{_UNIT}|spring|summer|autumn|fall|winter|night)\b"
    r"|\b(?:today|yesterday|tomorrow)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\bMay \d{1,4}\b|\b(?:1[5-9]|20)\d\d\b"
)


def is_sentence(text: str) -> bool:
    """Whether it has a word that is no name, and joins none: a list of names says nothing."""
    return any(word.islower() and word not in _JOINING for word in words_of(text))


def unanchored(claim: str, quotes: Sequence[str]) -> tuple[str, str] | None:
    """A time that the claim counts from one which it leaves out, and that one."""
    for counted in _COUNTED.finditer(claim):
        for sentence in (span.of(quote) for quote in quotes for span in sentence_spans(quote)):
            if not contains(sentence, counted[0]):
                continue
            for time in _TIME.finditer(sentence):
                if not contains(claim, time[0]):
                    return counted[0], time[0]
    return None
