"""A follow-up made to stand alone, by rule: the same conversation always gives the same query."""

import re
from collections.abc import Sequence

from service.answer import Turn
from service.grammar import read
from service.speakers import Speakers
from service.terms import terms_of

_FRAGMENT = re.compile(
    r"^(?:and|but|also|so|ok(?:ay)?|then)?[\s,]*(?:(?:what|how)\s+)?"
    r"(?:about|on|regarding|of)\s+(?P<rest>[^?]+)\??$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:and|but|or|also)\s+(?P<rest>(?!what|who|when|where|why|how|did|does|is|was|which)[^?]+)\??$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their)\b", re.IGNORECASE)
_POSSESSIVES = frozenset(["his", "their", "hers"])
_LEADING = re.compile(r"^(?:and|but|so|also|then|ok(?:ay)?)[\s,]+", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|that|this|there|then|those|these)\b", re.IGNORECASE)
_ABOUT = ("what_said", "did_say")


def condense(question: str, history: Sequence[Turn], *, speakers: Speakers) -> str:
    """`question` with what it takes from the turns before; unchanged when it takes nothing."""
    standing, reply = "", ""
    for turn in history:
        if turn.role == "user":
            standing, reply = _stand_alone(turn.content, standing, reply, speakers), ""
        else:
            reply = turn.content
    return _stand_alone(question, standing, reply, speakers)


def _stand_alone(question: str, before: str, reply: str, speakers: Speakers) -> str:
    if not before:
        return question
    fragment = _FRAGMENT.match(question.strip()) or _BARE.match(question.strip())
    if fragment:
        return _swapped(fragment["rest"].strip(), before, speakers)
    named = _with_names(_LEADING.sub("", question.strip()), before, reply, speakers)
    if _is_bare(named):
        return f"{named.rstrip('?').rstrip()} ({read(before).topic or before.rstrip('?')})?"
    return named if named != _LEADING.sub("", question.strip()) else question


def _swapped(rest: str, before: str, speakers: Speakers) -> str:
    """The question before, asked of another person or about another thing."""
    reading = read(before)
    if reading.speaker and speakers.named(rest) and rest[:1].isupper():
        return before.replace(reading.speaker, rest, 1)
    if reading.form in _ABOUT and reading.speaker:
        return f"What did {reading.speaker} say about {rest}?"
    if reading.topic and reading.topic in before:
        return f"{before.rstrip('? ')}, {rest}?"
    return f"{before.rstrip('? ')} {rest}?"


def _with_names(question: str, before: str, reply: str, speakers: Speakers) -> str:
    """Pronouns replaced by the person the turns before were about."""
    pronoun = _PERSON.search(question)
    if pronoun is None or speakers.in_text(question[: pronoun.start()]):
        return question
    person = _person_of(before, reply, speakers)
    if person is None:
        return question
    word = pronoun[0].lower()
    is_owner = word in _POSSESSIVES or (word == "her" and _owns(question[pronoun.end() :]))
    name = f"{person}'s" if is_owner else person
    return question[: pronoun.start()] + name + question[pronoun.end() :]


def _owns(rest: str) -> bool:
    """Whether "her" stands before a noun ("her words") rather than alone ("to her?")."""
    return bool(re.match(r"\s+(?!about|on|to|in|at|that|and|or|for|with)\w+", rest))


def _person_of(before: str, reply: str, speakers: Speakers) -> str | None:
    speaker = read(before).speaker
    if speaker and not _PERSON.fullmatch(speaker):
        return speaker
    people = speakers.in_text(before) or speakers.in_text(reply)
    return people[0].name if people else None


def _is_bare(question: str) -> bool:
    """Whether a question has nothing of its own to be about ("Why?", "When was that?")."""
    return not terms_of(_THING.sub("", read(question).topic))
