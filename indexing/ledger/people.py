"""Who is who inside one article: full names, descriptions and pronouns to one speaker.

"Moon", "South Korea's leader" and "he" may all be Moon Jae In. Every answer carries how sure it
is: a name is nearly certain, a surname that two people share less so, a pronoun less again.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexing.article import Span
from indexing.ledger import vocabulary
from indexing.ledger.names import Gender, Sighting, person_key, sightings
from indexing.ledger.roster import Person, ends, may_be_one, most_prominent, people_of

__all__ = ["Cast", "Person", "Speaker", "person_key"]

_WINDOW = 1500  # characters back within which a pronoun may find its person
_NEXT = 500  # characters on within which a surname takes up the full name that just spoke
_NEARBY = 60  # names back, for the same reason
_FAR = 200  # names back, and ahead, within which a description may find its name
_PRESS = frozenset({"agency", "newspaper", "paper", "network", "magazine", "outlet", "website"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a mention means, and how surely.

    "he" may mean whoever is a person or may be one, "it" whatever is none or may be none.
    """

    name: str
    confidence: float
    is_person: bool | None = None
    gender: Gender = ""

    @property
    def key(self) -> str:
        return person_key(self.name) or self.name.casefold()


@dataclass(frozen=True, slots=True)
class _Heard:
    """Somebody who has spoken: where, and how the text put it."""

    at: int
    mention: str
    speaker: Speaker


class Cast:
    """The people of one article, and who of them has spoken so far."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._heard: list[_Heard] = []
        self._by_handle: dict[str, list[Person]] = {}
        self._by_ends: dict[tuple[str, ...], list[Person]] = {}
        seen = list(sightings(text, sentences))
        for person in people_of(seen):
            self._by_ends.setdefault(ends(person.key), []).append(person)
            for handle in person.handles:
                self._by_handle.setdefault(handle, []).append(person)
        self._seen = [(s, p) for s in seen if (p := self._person(s)) is not None]
        self._sentences = [sentence.start for sentence in sentences]
        self._starts = [sighting.span.start for sighting, _ in self._seen]

    def hear(self, mention: Span, speaker: Speaker, *, until: int) -> None:
        """Note who speaks, and where that ends: the next "he" is most likely the same person."""
        self._heard.append(_Heard(until, mention.of(self._text), speaker))

    def name_at(self, at: int) -> Speaker | None:
        """Whose name covers a place of the text."""
        index = bisect_right(self._starts, at) - 1
        if index < 0 or self._seen[index][0].span.end <= at:
            return None
        sighting, person = self._seen[index]
        rivals = [p for p in self._by_handle.get(sighting.key, []) if p.is_person]
        if sighting.is_full or len(rivals) < 2:
            return _speaker(person, 0.95)
        return self._just_heard(rivals, sighting) or _speaker(person, 0.7)

    def _just_heard(self, rivals: Sequence[Person], sighting: Sighting) -> Speaker | None:
        """Who of several with one surname was named in full as the last to speak."""
        heard = self._heard[-1] if self._heard else None
        if heard is None or sighting.span.start - heard.at > _NEXT or sighting.gender:
            return None
        rival = next((p for p in rivals if p.name == heard.speaker.name), None)
        is_full = rival is not None and rival.key.split()[0] in heard.mention.casefold().split()
        return _speaker(rival, 0.7) if rival is not None and is_full else None

    def whole_mention(self, mention: Span, head: Span) -> Span:
        """The mention, with all of the name that its main word is part of."""
        index = bisect_right(self._starts, head.start) - 1
        if index >= 0 and head.start < (name := self._seen[index][0].span).end:
            return Span(min(mention.start, name.start), max(mention.end, name.end))
        return mention

    def first_person_in(self, span: Span) -> Speaker | None:
        """The first person named in a stretch of the text."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        people = (person for _, person in self._seen[first:last] if person.is_person)
        person = next(people, None)
        return _speaker(person, 0.6) if person is not None else None

    def owned(self, name: str, at: int) -> str:
        """ "its Foreign Ministry" by full name: with the first name of its sentence."""
        sentence = self._sentences[bisect_right(self._sentences, at) - 1]
        first = bisect_left(self._starts, sentence)
        is_before = first < len(self._starts) and self._seen[first][0].span.end < at
        return f"{self._seen[first][1].name}'s {name}" if is_before else name

    def pronoun(self, word: str, at: int, *, apart: Sequence[Span] = ()) -> Speaker | None:
        """Who "he", "she", "they" or "it" is at a place of the text; None when nobody fits.

        `apart` are the words that the pronoun is said to have spoken: nobody named there counts.
        """
        if word in {"he", "him", "his"}:
            return self._one_person(at, "m", apart)
        if word in {"she", "her"}:
            return self._one_person(at, "f", apart)
        near = [heard.speaker for heard in reversed(self._heard[-4:]) if at - heard.at <= _WINDOW]
        things = [speaker for speaker in near if not speaker.is_person]
        if word == "it":
            things = [speaker for speaker in things if _is_thing(speaker)]
        if things:
            return replace(things[0], confidence=0.55)
        are_people = word in {"they", "them", "their"}
        return replace(near[0], confidence=0.4) if near and are_people else None

    def described(self, head: str, owner: str, at: int) -> Speaker | None:
        """Who "the president", "the agency" or "South Korea's leader" is; None when unclear.

        The last to be named or heard before, else the first to be named after.
        """
        heads = vocabulary.LEADERS if owner and head in vocabulary.LEADERS else frozenset({head})
        middle = bisect_left(self._starts, at)
        before = reversed(self._seen[max(0, middle - _FAR) : middle])
        known = next((p for _, p in before if heads & p.roles and _fits(p, head, owner)), None)
        if known is not None:
            return _speaker(known, 0.75)
        for heard in reversed(self._heard[-12:]):
            if re.search(rf"\b{re.escape(head)}\b", heard.mention.casefold()):
                return replace(heard.speaker, confidence=0.7)
        after = self._seen[middle : middle + _FAR]
        known = next((p for _, p in after if heads & p.roles and _fits(p, head, owner)), None)
        return _speaker(known, 0.6) if known is not None else None

    def _person(self, sighting: Sighting) -> Person | None:
        key = sighting.key
        if sighting.is_full:
            alike = self._by_ends.get(ends(key), [])
            person = next((person for person in alike if may_be_one(person.key, key)), None)
            if person is not None:
                return person
            key = key.split()[-1]  # a byline and a name, run together
        known = self._by_handle.get(key, [])
        fits = [p for p in known if not (sighting.gender and p.gender not in {sighting.gender, ""})]
        return most_prominent(fits)

    def _one_person(self, at: int, gender: Gender, apart: Sequence[Span]) -> Speaker | None:
        """By who spoke last and who the last sentences are about, nearer ones first."""
        scores: defaultdict[Speaker, float] = defaultdict(float)
        for sighting, person in self._named_before(at):
            if any(span.start <= sighting.span.start < span.end for span in apart):
                continue
            sentences = self._sentences_between(sighting.span.start, at)
            score = (4.0 if sentences == 0 else 2.5) * 0.6**sentences * _weight(sighting, person)
            speaker = _speaker(person, 0.0)
            scores[speaker] = max(scores[speaker], score)
        for heard in self._heard[-3:]:
            if at - heard.at <= _WINDOW and heard.speaker.is_person is not False:
                speaker = replace(heard.speaker, confidence=0.0)
                weight = 3.0 if speaker.is_person else 1.5
                scores[speaker] += weight * 0.6 ** self._sentences_between(heard.at, at)
        scores = _of_gender(scores, gender)
        if not scores:
            return None
        best = max(scores, key=scores.__getitem__)
        margin = scores.pop(best) - max(scores.values(), default=0.0)
        confidence = round(min(0.8, 0.5 + 0.1 * margin), 2)
        return replace(best, confidence=confidence, gender=best.gender or gender)

    def _named_before(self, at: int) -> Iterator[tuple[Sighting, Person]]:
        end = bisect_left(self._starts, at)
        for sighting, person in self._seen[max(0, end - _NEARBY) : end]:
            if at - sighting.span.start <= _WINDOW and person.is_person:
                yield sighting, person

    def _sentences_between(self, start: int, end: int) -> int:
        return bisect_right(self._sentences, end) - bisect_right(self._sentences, start)


def _weight(sighting: Sighting, person: Person) -> float:
    """Whoever a sentence is about counts most; a known gender and many mentions help a little."""
    return (
        (1.0 if sighting.is_subject else 0.4)
        + 0.1 * bool(person.gender)
        + 0.02 * min(person.count, 10)
    )


def _of_gender(scores: dict[Speaker, float], gender: Gender) -> defaultdict[Speaker, float]:
    fits = {who: score for who, score in scores.items() if who.gender in {gender, ""}}
    return defaultdict(float, fits)


def _speaker(person: Person, confidence: float) -> Speaker:
    return Speaker(person.name, confidence, person.is_person, person.gender)


def _is_thing(speaker: Speaker) -> bool:
    """Whether "it" may mean whoever spoke: an institution or a paper, not "a worker"."""
    words = speaker.name.casefold().split()
    return speaker.name[:1].isupper() or not vocabulary.THAT_SPEAK.isdisjoint(words)


def _fits(person: Person, head: str, owner: str) -> bool:
    if person.is_person:
        return not owner or any(_country(owner) == _country(nation) for nation in person.nations)
    return not owner or head in _PRESS


def _country(words: str) -> tuple[str, ...]:
    """A country or its adjective cut to what they share: "South Korea" and "South Korean"."""
    stems = (vocabulary.COUNTRY_STEMS.get(word, word[:4]) for word in words.casefold().split())
    return tuple(stem for stem in stems if stem != "the")
