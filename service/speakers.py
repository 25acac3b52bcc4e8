"""The people the ledger quotes, found by whatever part of their name a reader uses."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from indexing.archive import Archive, SpeakerCount
from indexing.ledger import vocabulary
from indexing.ledger.people import person_key
from service.answer import Person
from service.places import LONGEST_PLACE, is_place
from service.terms import Stems, Term, terms_of
from service.words import fold, stem, stems_of

PROMINENT = 5  # a namesake quoted this many times less often is not who the reader means
_ROLES = vocabulary.TITLES | vocabulary.WOMEN | vocabulary.MEN
_RANKS = frozenset(map(stem, "vice deputy former ex acting assistant office department".split()))
_OFFICE_OF = re.compile(rf"\b(?P<role>{'|'.join(sorted(_ROLES))}) (?:of|for) ")
_SMALL = frozenset("the a an of and for in on".split())
_INITIALS_LEAST = 3  # two letters are the initials of too many
_LINKS = frozenset("of at in on for from with to by near who that which close familiar".split())


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A speaker of the ledger; `head` are the words by which a part of the name may be asked for.

    The head of "a source with knowledge of the talks" is the source, not the talks.
    """

    count: SpeakerCount
    head: tuple[str, ...]
    is_name: bool

    @property
    def key(self) -> str:
        return self.count.key

    @property
    def surnames(self) -> frozenset[str]:
        """The single words by which statements may name this person alone."""
        if not self.is_name or len(self.head) < 2 or self.head[-1] in vocabulary.INSTITUTIONS:
            return frozenset()
        return frozenset([self.head[0], self.head[-1]])


class _Mention:
    """Words with which an article refers to a speaker.

    Its ranks are words without which it would mean somebody else.
    """

    def __init__(self, key: str, stems: Sequence[str]) -> None:
        self.key = key
        self.stems = frozenset(stems)
        self.line = Stems(stems)
        self.ranks = _RANKS & self.stems


def _speaker(count: SpeakerCount) -> _Speaker:
    words = count.name.split()
    end = next((at for at, word in enumerate(words) if word in _LINKS), len(words))
    head = tuple(person_key(" ".join(words[:end])).split())
    is_name = all(
        word[:1].isupper() or not word[:1].isalpha() or word in vocabulary.PARTICLES
        for word in words[:end]
    )
    return _Speaker(count, head, is_name and end == len(words))


class Speakers:
    """Everyone the ledger quotes; made anew when the archive has changed.

    `mentions` are the words with which articles refer to a speaker, by key: they hold the titles
    by which a reader may ask ("the South Korean foreign minister").
    """

    def __init__(
        self, counts: Sequence[SpeakerCount], mentions: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._by_key = {count.key: _speaker(count) for count in counts}
        self._by_word: dict[str, list[_Speaker]] = defaultdict(list)
        for speaker in self._by_key.values():
            for word in {*speaker.head, *speaker.key.split()[-1:]}:
                self._by_word[word].append(speaker)
        self._by_initials: dict[str, list[_Speaker]] = defaultdict(list)
        for speaker in self._by_key.values():
            if letters := _initials(speaker.count.name):
                self._by_initials[letters].append(speaker)
        self._mentions: dict[str, list[_Mention]] = defaultdict(list)
        for key, words in mentions:
            mention = _Mention(key, stems_of(words))
            for each in mention.stems:
                self._mentions[each].append(mention)

    def named(self, name: str) -> tuple[Person, ...]:
        """The people `name` can mean, most quoted first; empty when the ledger has none.

        A full name means that person, and also the statements under their surname alone where
        nobody else bears it. A part of a name means everyone whose name holds it at either end.
        What is no name is tried as a description.
        """
        key = person_key(name)
        if not key:
            return ()
        # "The mayor of Marlow" is whoever articles call so, and nobody by the name of Marlow.
        office = _OFFICE_OF.search(fold(name))
        is_office = office is not None and office["role"] not in key.split()
        people = [self._person(each) for each in self._bearers(key)] if not is_office else []
        people = people or self._office(key) or self._abbreviated(name) or self._described_as(name)
        return tuple(sorted(people, key=lambda person: (-person.statements, person.name)))

    def listed(self, start: str, *, limit: int) -> tuple[Person, ...]:
        """Those with a word of their name that begins with `start`, most quoted first.

        A surname alone is not listed beside the one person who bears it.
        """
        wanted = f" {fold(start)}".rstrip()
        people = [
            self._person(speaker)
            for key, speaker in self._by_key.items()
            if wanted in f" {key}" or wanted in f" {speaker.count.name.casefold()}"
        ]
        borne = {key for person in people for key in person.keys[1:]}
        shown = (person for person in people if person.keys[0] not in borne)
        return tuple(nsmallest(limit, shown, key=lambda each: (-each.statements, each.name)))

    def _bearers(self, key: str) -> list[_Speaker]:
        exact = self._by_key.get(key)
        if exact and " " in key:
            return [exact]
        part = key.split()
        bearers = [each for each in self._by_word.get(part[-1], ()) if _bears(each.head, part)]
        full = [each for each in bearers if " " in each.key and (each.is_name or not exact)]
        return full or ([exact] if exact else bearers)

    def _office(self, key: str) -> list[Person]:
        """An institution that articles name without its country ("the Foreign Ministry")."""
        words = key.split()
        for size in range(min(LONGEST_PLACE, len(words) - 1), 0, -1):
            country = " ".join(words[:size]).removesuffix("'s")
            office = self._by_key.get(" ".join(words[size:]))
            if office and is_place(country):
                return [replace(self._person(office), country=country)]
        return []

    def _abbreviated(self, name: str) -> list[Person]:
        """ "KCNA" is the Korean Central News Agency, whichever of the two the articles print."""
        if name.isupper() and len(name) >= _INITIALS_LEAST:
            return [self._person(each) for each in self._by_initials.get(name.casefold(), ())]
        short = self._by_key.get(_initials(name))
        return [self._person(short)] if short and short.count.name.isupper() else []

    def _described_as(self, description: str) -> list[Person]:
        """The speakers whom articles mention with all the words of a description."""
        terms = terms_of(description)
        if not terms or (len(terms) == 1 and fold(terms[0].text) not in _ROLES):
            return []
        ranks = _RANKS.intersection(stems_of(description))
        found = dict.fromkeys(
            mention.key
            for mention in self._mentioned(terms[-1])
            if mention.key in self._by_key
            and mention.ranks == ranks
            and all(mention.line.match(term) for term in terms)
        )
        return [self._person(self._by_key[key]) for key in found]

    def _mentioned(self, term: Term) -> list[_Mention]:
        return [
            mention
            for first in dict.fromkeys(phrase[0] for phrase in (term.stems, *term.related))
            for mention in self._mentions.get(first, ())
        ]

    def _person(self, speaker: _Speaker) -> Person:
        alone = [
            word
            for word in sorted(speaker.surnames - {speaker.key})
            if word in self._by_key and len(self._full_names(word)) == 1
        ]
        total = speaker.count.statements
        total += sum(self._by_key[word].count.statements for word in alone)
        return Person(speaker.count.name, (speaker.key, *alone), total)

    def _full_names(self, word: str) -> list[_Speaker]:
        return [each for each in self._by_word[word] if word in each.surnames]


def _bears(name: Sequence[str], part: Sequence[str]) -> bool:
    """Whether a name begins or ends with the one word of `part`, or holds its words in order.

    A place may be somebody's family name; what begins with one is merely of that place.
    """
    if is_place(" ".join(part)):
        return list(name[-len(part) :]) == list(part)
    if len(part) == 1:
        return part[0] in (*name[:1], *name[-1:])
    rest = iter(name)
    return all(word in rest for word in part)


def _initials(name: str) -> str:
    """Those of a body's name, in lower case; "" for a person's, and for a name of few words."""
    words = [word for word in name.split() if word.casefold() not in _SMALL]
    is_body = any(word.casefold() in vocabulary.INSTITUTIONS for word in words)
    if not is_body or len(words) < _INITIALS_LEAST or not all(w[:1].isupper() for w in words):
        return ""
    return "".join(word[0] for word in words).casefold()


def is_prominent(person: Person, *, over: Person) -> bool:
    """Whether a reader who gives a shared surname means `person` rather than `over`."""
    return person.statements >= PROMINENT * max(over.statements, 1)


class SpeakerBook:
    """The archive's speakers and publishers, read again only when the archive has changed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reading = asyncio.Lock()
        self._revision: tuple[object, ...] | None = None
        self._read: tuple[Speakers, tuple[str, ...]] = Speakers(()), ()

    async def open(self) -> tuple[Speakers, tuple[str, ...]]:
        # One question reads, those beside it wait; on a thread, for ten thousand take a while.
        async with self._reading:
            revision = await self._archive.revision()
            if revision != self._revision:
                counts = await self._archive.speakers()
                mentions = await self._archive.speaker_mentions()
                publishers = tuple(await self._archive.publishers())
                speakers = await asyncio.to_thread(Speakers, counts, mentions)
                self._revision, self._read = revision, (speakers, publishers)
            return self._read
