"""What a question takes for granted that somebody said, held against what they are quoted with.

"Why did Okafor call the dam a failure?" has no answer where Okafor is quoted as denying it. Only a
denial by that very person, about most of what is taken for granted, counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import Evidence, Person
from service.grammar import read, stance
from service.interpret import people_meant
from service.polarity import agrees, is_open, spoken
from service.rerank import covered
from service.speakers import Speakers
from service.terms import Term

DENIED_LEAST = 0.7  # of the terms, by weight, that the denial has to be about

_ASKS_MORE = re.compile(r"^(?:why|when|where)\s+(?=(?:did|does|do|has|have|had)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes somebody to have said."""

    speaker: Person
    claim: str


def supposed(question: str, speakers: Speakers) -> Premise | None:
    """None where it takes nothing of the kind for granted, or of nobody that the archive quotes."""
    asked = _ASKS_MORE.match(question)
    if asked is None:
        return None
    rest = question[asked.end() :]
    reading = read(rest)
    if reading.form != "did_say" or not reading.speaker or not reading.topic:
        return None
    if stance(rest):
        return None  # who criticizes a thing denies much of it
    people = people_meant(reading.speaker, speakers)
    if len(people) != 1 or people[0].country:
        return None
    return Premise(people[0], reading.topic)


def denial(claim: str, terms: Sequence[Term], said: Sequence[Evidence]) -> Evidence | None:
    """The statement that denies `claim`, where none that speaks of as much affirms it."""
    about = [(covered(terms, ((1.0, spoken(each)),)), each) for each in said if not is_open(each)]
    most = max((share for share, _ in about), default=0.0)
    if most < DENIED_LEAST:
        return None
    nearest = [each for share, each in about if share == most]
    return None if any(agrees(claim, each) for each in nearest) else nearest[0]
