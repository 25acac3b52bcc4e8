"""A follow-up made to stand alone, by rule: the same conversation always gives the same query."""

import re
from collections.abc import Sequence

from indexing.sentences import sentence_spans
from service.answer import Turn
from service.grammar import Reading, read
from service.speakers import Speakers
from service.terms import terms_of

_FRAGMENT = re.compile(
    r"^(?:and|but|also|so|ok(?:ay)?|then)?[\s,]*(?:(?:what|how)\s+)?"
    r"(?:about|on|regarding|of)\s+(?P<rest>[^?]+)\??$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:and|but|or|also)\s+"
    r"(?P<rest>(?!what|who|when|where|why|how|did|does|is|was|which)[^?]+)\??$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:and|but|so|also|then|ok(?:ay)?)[\s,]+", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its)\b|\b(?:that|this)(?=\s*\?|$)", re.IGNORECASE)
_THERE = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|any))", re.IGNORECASE)
_OWNERS = frozenset(["his", "hers", "their", "its"])
_CAPITALISED = r"[A-Z][\w'’-]*"
_NAMES = re.compile(rf"{_CAPITALISED}(?:\s+(?:of\s+)?{_CAPITALISED})*")
_PAIR = re.compile(rf"({_NAMES.pattern})\s+and\s+({_NAMES.pattern})")
_PLACE = re.compile(rf"\b(?:in|at|to)\s+(?:the\s+)?{_NAMES.pattern}")
_AUXILIARY = re.compile(r"^(?:is|are|was|were|did|does|do|has|have|had|might|could|will)\s+", re.I)
_NO_NAMES = frozenset(
    "What Who Whom Whose When Where Why How Which Did Does Do Is Are Was Were Has Have Had And But "
    "The A An In On At To Yes No He She They It".split()
)


def condense(question: str, history: Sequence[Turn], *, speakers: Speakers) -> str:
    """`question` with what it takes from the turns before; unchanged when it takes nothing.

    Sentences before the last one of a question count as a turn before it.
    """
    before = _Before(speakers)
    for turn in history:
        if turn.role == "user":
            before.asked(_last_sentence(before, turn.content))
        else:
            before.reply = turn.content
    return before.completed(_last_sentence(before, question))


def _last_sentence(before: "_Before", text: str) -> str:
    *earlier, last = [span.of(text) for span in sentence_spans(text)] or [text]
    if len(earlier) != 1 or not last.endswith("?"):
        return text
    before.asked(earlier[0])
    return last


class _Before:
    """What a follow-up can refer to: the question before it, made to stand alone, and its reply."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._question = ""
        self.reply = ""

    def asked(self, question: str) -> None:
        self._question, self.reply = self.completed(question), ""

    def completed(self, question: str) -> str:
        if not self._question:
            return question
        plain = question.strip()
        fragment = _FRAGMENT.match(plain) or _BARE.match(plain)
        if fragment:
            return self._swapped(fragment["rest"].strip())
        named = self._with_place(self._with_thing(self._with_names(_LEADING.sub("", plain))))
        if not terms_of(read(named).topic):
            return f"{named.rstrip('? ')} ({self._topic()})?"
        return question if named == _LEADING.sub("", plain) else named

    def _swapped(self, rest: str) -> str:
        """The question before, asked of another person or about another thing."""
        reading = read(self._question)
        if reading.speaker and self._is_person(rest):
            return self._question.replace(reading.speaker, rest, 1)
        if reading.form in ("what_said", "did_say") and reading.speaker:
            return f"What did {reading.speaker} say about {rest}?"
        return f"{self._question.rstrip('? ')}, {rest}?"

    def _is_person(self, words: str) -> bool:
        is_name = _NAMES.fullmatch(words.removeprefix("the ")) is not None
        return is_name or bool(self._speakers.named(words) and len(words.split()) < 3)

    def _with_names(self, question: str) -> str:
        """Pronouns replaced by those whom the turns before were about."""
        singular, plural = _PERSON.search(question), _PEOPLE.search(question)
        if singular and not _names(question[: singular.start()]):
            return _replaced(question, singular, self._person())
        if plural and not _names(question[: plural.start()]):
            pair = _PAIR.search(self._question)
            named = pair[0] if pair else " and ".join(_names(self._question)[:2])
            return _replaced(question, plural, named or None)
        return question

    def _with_thing(self, question: str) -> str:
        thing = _THING.search(question)
        return _replaced(question, thing, self._topic()) if thing else question

    def _with_place(self, question: str) -> str:
        there = _THERE.search(question)
        place = _PLACE.search(self._question) or _PLACE.search(self.reply)
        return _replaced(question, there, place[0] if place else None) if there else question

    def _person(self) -> str | None:
        """The speaker asked about; else who answers a question for a person; else one it names."""
        reading = read(self._question)
        if reading.speaker and not _PERSON.fullmatch(reading.speaker):
            return reading.speaker
        is_for_person = reading.form in ("who", "who_said")
        first, second = (
            (self.reply, self._question) if is_for_person else (self._question, self.reply)
        )
        return next(iter([*_names(first), *_names(second)]), None)

    def _topic(self) -> str:
        reading: Reading = read(self._question)
        return _AUXILIARY.sub("", reading.topic) or self._question.rstrip("? ")


def _names(text: str) -> list[str]:
    found = (
        [word for word in name.split() if word not in _NO_NAMES] for name in _NAMES.findall(text)
    )
    return [" ".join(words) for words in found if words]


def _replaced(question: str, word: re.Match[str], by: str | None) -> str:
    if by is None:
        return question
    is_owner = word[0].lower() in _OWNERS or (
        word[0].lower() == "her" and _stands_before_noun(question[word.end() :])
    )
    return question[: word.start()] + (f"{by}'s" if is_owner else by) + question[word.end() :]


def _stands_before_noun(rest: str) -> bool:
    """Whether "her" stands before a noun ("her words") rather than alone ("to her?")."""
    return bool(re.match(r"\s+(?!about|on|to|in|at|that|and|or|for|with)\w+", rest))
