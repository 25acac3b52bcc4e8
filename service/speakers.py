"""The people the ledger quotes, found by whatever part of their name a reader uses."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from indexing.archive import Archive, Counts, SpeakerCount
from indexing.people import person_key
from service.answer import Person
from service.places import LONGEST_PLACE, is_place
from service.words import is_content, stem, stems_of, words_of

PROMINENT = 5  # a namesake quoted this many times less often is not who the reader means


class Speakers:
    """Everyone the ledger quotes; made anew when the archive has changed.

    `mentions` are the words with which articles refer to a speaker, by key: they hold the titles
    by which a reader may ask ("the South Korean foreign minister").
    """

    def __init__(
        self, counts: Sequence[SpeakerCount], mentions: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._by_key = {count.key: count for count in counts}
        self._by_word: dict[str, list[SpeakerCount]] = defaultdict(list)
        for count in counts:
            for word in set(count.key.split()):
                self._by_word[word].append(count)
        self._described: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
        for key, mention in mentions:
            words = frozenset(stems_of(mention))
            for word in words:
                self._described[word].add((key, words))

    def named(self, name: str) -> tuple[Person, ...]:
        """The people `name` can mean, most quoted first; empty when the ledger has none.

        A full name means that person, and also the statements under their surname alone where
        nobody else bears it. A part of a name means everyone whose name holds it at either end.
        What is no name is tried as a description.
        """
        key = person_key(name)
        if not key:
            return ()
        bearers = [count for count in self._by_word[key.split()[-1]] if _bears(count.key, key)]
        people = [count for count in bearers if " " in count.key] or bearers
        people = people or self._office(key) or self._described_as(name)
        people.sort(key=lambda count: (count.key != key, -count.statements, count.key))
        return tuple(self._person(count) for count in people)

    def _office(self, key: str) -> list[SpeakerCount]:
        """An institution that articles name without its country ("the Foreign Ministry")."""
        words = key.split()
        for size in range(min(LONGEST_PLACE, len(words) - 1), 0, -1):
            rest = " ".join(words[size:])
            if is_place(" ".join(words[:size]).removesuffix("'s")) and rest in self._by_key:
                return [self._by_key[rest]]
        return []

    def _described_as(self, description: str) -> list[SpeakerCount]:
        """The speaker whom articles mention most often with all the words of a description."""
        wanted = {stem(word) for word in words_of(description) if is_content(word)}
        if len(wanted) < 2:
            return []
        found = Counter(
            key
            for key, words in self._described[max(wanted, key=len)]
            if all(_is_among(word, words) for word in wanted) and key in self._by_key
        )
        return [self._by_key[key] for key, _ in found.most_common(1)]

    def in_text(self, text: str) -> tuple[Person, ...]:
        """The people whose full name, or whose surname as a word, occurs in `text`, in order."""
        words = person_key(text).split()
        found: dict[str, Person] = {}
        for place in range(len(words)):
            for size in range(min(4, len(words) - place), 0, -1):
                people = self.named(" ".join(words[place : place + size]))
                if people:
                    found.setdefault(people[0].name, people[0])
                    break
        return tuple(found.values())

    def _person(self, count: SpeakerCount) -> Person:
        surnames = {count.key.split()[0], count.key.split()[-1]} - {count.key}
        alone = [
            word
            for word in sorted(surnames)
            if word in self._by_key and len(self._full_names(word)) == 1
        ]
        total = count.statements + sum(self._by_key[word].statements for word in alone)
        return Person(count.name, (count.key, *alone), total)

    def _full_names(self, word: str) -> list[SpeakerCount]:
        return [
            count for count in self._by_word[word] if " " in count.key and _bears(count.key, word)
        ]


def _bears(key: str, part: str) -> bool:
    """Whether the name `key` begins or ends with `part`, or holds its words in order."""
    words, wanted = key.split(), part.split()
    if len(wanted) == 1:
        return wanted[0] in (words[0], words[-1])
    rest = iter(words)
    return all(word in rest for word in wanted)


def _is_among(word: str, words: Collection[str]) -> bool:
    """Whether a description's word is there: itself, or the same place ("Korea" for "Korean")."""
    return word in words or any(
        len(word) > 3 and (other.startswith(word) or word.startswith(other)) and len(other) > 3
        for other in words
    )


def is_prominent(person: Person, *, over: Person) -> bool:
    """Whether a reader who gives a shared surname means `person` rather than `over`."""
    return person.statements >= PROMINENT * max(over.statements, 1)


class SpeakerBook:
    """The archive's speakers and publishers, read again only when the archive has changed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._counts: Counts | None = None
        self._speakers = Speakers(())
        self._publishers: tuple[str, ...] = ()

    async def open(self) -> tuple[Speakers, tuple[str, ...]]:
        counts = await self._archive.count()
        if counts != self._counts:
            self._speakers = Speakers(
                await self._archive.speakers(), await self._archive.speaker_mentions()
            )
            self._publishers = tuple(await self._archive.publishers())
            self._counts = counts
        return self._speakers, self._publishers
