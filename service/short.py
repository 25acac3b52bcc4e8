"""The few words that answer a factoid, read off the sentence that holds them."""

import re
from collections.abc import Sequence

from service.answer import Form
from service.terms import Stems, Term
from service.words import stems_of

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"dozens?|hundreds?|thousands?|once|twice|several)"
)
_WHEN = re.compile(
    rf"(?:(?:early |late |mid-)?{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b"
    rf"|\d{{1,2}}\s+{_MONTH}(?:\s+(?:\d{{4}}|last year|this year))?"
    rf"|{_MONTH}\s+\d{{4}}|(?:last|next|this)\s+(?:week|month|year|{_WEEKDAY}|{_MONTH})"
    rf"|{_WEEKDAY}|yesterday|today|tomorrow|(?:in|since)\s+(?:{_MONTH}|\d{{4}})|\b(?:19|20)\d\d)\b"
)
_HOW_MANY = re.compile(
    rf"[$€£]?\d[\d,.]*\d?(?:\s+(?:percent|per cent|million|billion|trillion))?%?"
    rf"|\b{_NUMBER_WORD}\b(?:\s+(?:times|million|billion))?",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|at|to|from|near|outside|through)\s+(?:the\s+)?"
    r"((?:[A-Z][\w’'-]+)(?:\s+(?:of\s+the\s+|of\s+)?[A-Z][\w’'-]+)*)"
)
_ENUMERATION = re.compile(
    r"((?:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)(?:,\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)*,?"
    r"\s+(?:and|or)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
)
_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")
_WHY = re.compile(
    r"\b(?:because(?: of)?|due to|after|in order to|as a means to|in protest (?:at|of)|to)\b[^.;]+",
)
_SHAPES: dict[Form, re.Pattern[str]] = {
    "when": _WHEN,
    "how_many": _HOW_MANY,
    "where": _WHERE,
    "list": _ENUMERATION,
    "who": _NAME,
}


def short_fact(form: Form, terms: Sequence[Term], sentence: str) -> str | None:
    """The part of `sentence` with the shape that `form` asks for; None when there is none.

    What the question itself names is no answer to it; of several, the one nearest to the
    question's words is taken.
    """
    shape = _SHAPES.get(form)
    if shape is None:
        return None
    asked = {stem for term in terms for stem in term.stems}
    found = [
        match
        for match in shape.finditer(sentence)
        if not set(stems_of(match[match.lastindex or 0])) <= asked
    ]
    if not found:
        return None
    best = min(found, key=lambda match: _distance(match.start(), sentence, terms))
    return best[best.lastindex or 0].strip(" ,.")


def _distance(place: int, sentence: str, terms: Sequence[Term]) -> int:
    """Characters between `place` and the question's words in the sentence, summed."""
    total = 0
    for word in re.finditer(r"\w+", sentence):
        stems = Stems(stems_of(word[0]))
        if any(stems.match(term) for term in terms if len(term.stems) == 1):
            total += abs(word.start() - place)
    return total
