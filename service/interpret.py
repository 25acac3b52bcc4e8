"""A question read: its form, who is asked about, the topic, dates and publishers.

Grammar alone decides; what it decided is shown to the reader, who can overrule it by filters.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from indexing.ledger import vocabulary
from service.answer import SPEECH, Interpretation, Person
from service.dates import date_range
from service.grammar import Reading, is_office, read, tidy
from service.headline import headline_of
from service.quotation import is_quotation
from service.speakers import Speakers, is_prominent
from service.words import PRONOUNS, fold, is_content

_QUOTED = re.compile(
    r"\"([^\"]{2,})\"|[“”«»]([^\"“”«»]{2,})[“”«»]|(?<!\w)['‘]([^'‘’]{8,})['’](?!\w)"
)
_OF = re.compile(r" (?:of|to|in|on|with|for|from|at|between) ")
_DOCUMENTS = vocabulary.THAT_SPEAK - vocabulary.INSTITUTIONS
_PEOPLE = vocabulary.TITLES | vocabulary.WOMEN | vocabulary.MEN | vocabulary.SOURCES - _DOCUMENTS
_SPEAKS = re.compile(r" (?:\w+ )?(?:say|said|says|tell|told|tells|think|thought|thinks|comment)\b")
_ANYONE = frozenset({"one", "you", "people"})  # "how would one write ..."
_NEWS = re.compile(r"\bthis week$", re.IGNORECASE)
_DESCRIPTION = re.compile(r"^(?:the|a|an|this|that|these|those)\b|'s ", re.IGNORECASE)


def interpret(
    query: str, *, speakers: Speakers, publishers: Sequence[str], today: date
) -> Interpretation:
    """Read `query`, a question that stands alone.

    `today` is what "last week" counts from: the day the archive is asked about.
    """
    plain = " ".join(query.replace("’", "'").split())
    headline = headline_of(plain)
    named = _publishers(_without(plain, headline.title if headline else None), publishers)
    plain = _without_source(_without(plain, headline.phrase if headline else None), named)
    quoted = _quoted(plain)
    when = date_range(_without(plain, quoted), today=today)
    reading = _read(_without(plain, when.phrase if when else None), quoted)
    if reading.form not in SPEECH:
        # When a fact is from is part of the fact, but for news: "last week" may be an article's.
        when = when if when and _NEWS.search(when.phrase) else None
        reading = read(_without(plain, when.phrase if when else None))
    if reading.speaker and not _may_speak(reading.speaker, plain, speakers):
        reading = Reading("what", None, tidy(plain))
    people = people_meant(reading.speaker, speakers)
    if not people and reading.form == "what_said":
        people = _together(reading.speaker or "", speakers)
    return Interpretation(
        form=reading.form,
        topic=reading.topic,
        speaker=people[0].name if len(people) == 1 and not people[0].country else reading.speaker,
        people=people,
        quoted=quoted,
        headline=headline,
        asked=reading.asked,
        since=when.since if when else None,
        until=when.until if when else None,
        publishers=named,
    )


def _read(question: str, quoted: str | None) -> Reading:
    """The grammar of a question; that of the words it quotes has nothing to say in it."""
    if quoted is None or not is_quotation(quoted):
        return read(question)
    reading = read(question.replace(quoted, "it"))
    return replace(reading, topic=quoted) if reading.form in SPEECH else read(question)


def _quoted(text: str) -> str | None:
    found = _QUOTED.search(text)
    return next(group for group in found.groups() if group).strip() if found else None


def _publishers(text: str, publishers: Sequence[str]) -> tuple[str, ...]:
    """The archive's publishers whose article or report the question asks for."""
    plain = text.casefold()  # a pattern each takes a second for two thousand publishers
    there = [name for name in publishers if name.casefold() in plain]
    return tuple(name for name in there if _source(name, text).search(text))


def _source(publisher: str, text: str) -> re.Pattern[str]:
    """The phrases with which a question asks for the articles of a publisher."""
    name, alone = re.escape(publisher), _alone(publisher, text)
    kind = r"(?:article|story|report|piece|coverage|account)"
    return re.compile(
        rf"^according to (?:the )?{name}\b(?:'s (?:\w+ )?{kind}\b)?,? ?"
        rf"|\b(?:in|from) (?:the |an? )?(?:{name}(?:'s)? (?:\w+ )?{kind}|{alone})\b"
        rf"|\b{name}(?:'s)? (?:\w+ )?{kind}\b"
        rf"|\b(?:in |from )?(?:the |an? )?{kind} (?:by|from|in) (?:the )?{name}\b",
        re.IGNORECASE,
    )


def _alone(publisher: str, text: str) -> str:
    """A name with nothing beside it to mark it: "in time" is none where the reader has capitals."""
    name = publisher.removeprefix("The ")
    if text[1:].islower() or not name[:1].isupper():
        return re.escape(publisher)
    the = publisher.removesuffix(name)
    return rf"{the}(?-i:{re.escape(name[0])}){re.escape(name[1:])}"


def _without_source(text: str, publishers: Sequence[str]) -> str:
    """The question without the words that only name the publisher."""
    for name in publishers:
        text = _source(name, text).sub(" ", text)
    return " ".join(text.split())


def _without(text: str, phrase: str | None) -> str:
    return " ".join(text.replace(phrase, " ").split()).lstrip(", ") if phrase else text


def _may_speak(phrase: str, query: str, speakers: Speakers) -> bool:
    """Whether the words in the speaker's place name somebody, rather than a letter or a trip.

    Whoever says, tells or thinks is somebody; a trip may signal something, and a letter say it.
    """
    if fold(phrase) in _ANYONE:
        return False
    if not is_content(phrase.rsplit(maxsplit=1)[-1]) and fold(phrase) not in PRONOUNS:
        return False  # "what does the law seek to answer?", "did she hide the report?"
    # Readers who write without capitals may mean a name; not by "according to recent figures".
    is_plain = phrase.islower() and " " in phrase and query.lower().startswith("according to ")
    is_description = is_plain or _DESCRIPTION.search(phrase)
    if speakers.named(phrase) or not is_description:
        return True
    head = _OF.split(phrase)[0].split()[-1]
    if head[:1].isupper() or is_office(head) or _is_person(head):
        return True
    return fold(head) not in _DOCUMENTS and bool(_SPEAKS.match(query.partition(phrase)[2]))


def _is_person(noun: str) -> bool:
    return fold(noun) in _PEOPLE or fold(noun).removesuffix("s") in _PEOPLE


def people_meant(phrase: str | None, speakers: Speakers) -> tuple[Person, ...]:
    """Who can be meant by a name: namesakes only where none is quoted far more than the others."""
    people = speakers.named(phrase) if phrase else ()
    if len(people) > 1 and is_prominent(people[0], over=people[1]):
        return people[:1]
    return people


def _together(phrase: str, speakers: Speakers) -> tuple[Person, ...]:
    """Both of "Okafor and Lindqvist" as one: what either said is asked for."""
    each = [people_meant(part, speakers) for part in phrase.split(" and ")]
    if len(each) < 2 or any(len(people) != 1 for people in each):
        return ()
    return (all_of([people[0] for people in each]),)


def all_of(people: Sequence[Person]) -> Person:
    keys = tuple(dict.fromkeys(key for person in people for key in person.keys))
    name = " and ".join(person.name for person in people)
    return Person(name, keys, sum(person.statements for person in people))
