"""The persons and institutions that an article names, made of every place where it names them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexing.ledger import vocabulary
from indexing.ledger.names import Gender, Sighting, person_key, without_suffix


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or an institution, that the article names; `roles` are nouns ("president").

    `is_named` where the full name itself has a title or a given name, or speaks; `first` is the
    place where the name first stands.
    """

    name: str
    key: str
    first: int
    count: int
    roles: frozenset[str]
    nations: frozenset[str]
    gender: Gender
    is_person: bool | None  # None: nothing tells
    is_named: bool

    @property
    def handles(self) -> tuple[str, ...]:
        """The single words by which the name may be taken up again."""
        words = self.name.split()
        suffix = person_key(words[-1]) if len(words) > 2 else ""
        if suffix in vocabulary.SUFFIXES:
            return (f"{person_key(words[-2])} {suffix}", person_key(words[-2]))
        last = person_key(words[-1])
        if self.is_person is False and len(words) > 1:
            return (last,) if last in vocabulary.PAPERS else ()
        return tuple(dict.fromkeys((last, person_key(words[0]))))


def most_prominent(people: Sequence[Person]) -> Person | None:
    """Who of several is meant by a name they share.

    Papers give the person they write about in full once, and relatives each time; so the first
    to be named counts, unless another is named far more often. A junior is not left short.
    """
    if not people:
        return None
    best = max((person.is_named, bool(person.is_person)) for person in people)
    fits = [p for p in people if (p.is_named, bool(p.is_person)) == best]
    first = min(fits, key=lambda person: (_is_junior(person), person.first))
    often = max(fits, key=lambda person: person.count)
    return often if often.count >= 3 * first.count and not _is_junior(often) else first


def _is_junior(person: Person) -> bool:
    words = person.key.split()
    return len(without_suffix(words)) < len(words)


def ends(key: str) -> tuple[str, ...]:
    """The first and the last word of a name: what its longer and shorter forms share.

    A suffix counts as well: a junior is not his father.
    """
    words = key.split() or [""]
    if len(words) > 2 and words[-1] in vocabulary.SUFFIXES:
        return words[0], words[-2], words[-1]
    return words[0], words[-1]


def may_be_one(key: str, other: str) -> bool:
    """Whether names with the same ends agree in between: "kim yong chol" is not "kim jong chol".

    They do where one leaves words out, or cuts them short.
    """
    short, long = sorted((_middle(key), _middle(other)), key=len)
    rest = iter(long)
    return all(any(_is_cut(word, full) for full in rest) for word in short)


def _middle(key: str) -> Sequence[str]:
    return without_suffix(key.split())[1:-1]


def _is_cut(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word)


def people_of(seen: Sequence[Sighting]) -> list[Person]:
    """One person for each full name; a single name counts for the full name that holds it."""
    full: dict[str, list[Sighting]] = {}
    single: dict[str, list[Sighting]] = {}
    for sighting in seen:
        if sighting.key:
            named = full if sighting.is_full else single
            named.setdefault(sighting.key, []).append(sighting)
    every = _joined(full)
    bylines = _bylines(every)
    groups = [group for group in every if tuple(_three(group[0])[:2]) not in bylines]
    people = [_person(group, single) for group in groups]
    known = {handle for person in people for handle in person.handles}
    return people + [_person(group, {}) for key, group in single.items() if key not in known]


def _joined(full: Mapping[str, list[Sighting]]) -> list[list[Sighting]]:
    """The places of each full name, its longer and shorter forms together, in their order."""
    by_ends: dict[tuple[str, ...], list[list[str]]] = {}
    for key in full:
        people = by_ends.setdefault(ends(key), [])
        known = next((forms for forms in people if all(may_be_one(key, f) for f in forms)), None)
        if known is None:
            people.append([key])
        else:
            known.append(key)
    return [
        sorted((s for form in forms for s in full[form]), key=lambda sighting: sighting.span)
        for people in by_ends.values()
        for forms in people
    ]


def _bylines(groups: Sequence[Sequence[Sighting]]) -> set[tuple[str, ...]]:
    """Names that stand before other names, as a byline does: "Jane Doe" of "Jane Doe Trump"."""
    known = {ends(group[0].key) for group in groups}
    after: dict[tuple[str, ...], set[str]] = {}
    for group in groups:
        if words := _three(group[0]):
            after.setdefault(tuple(words[:2]), set()).add(words[2])
    return {two for two, third in after.items() if two in known or len(third) > 1}


def _three(sighting: Sighting) -> Sequence[str]:
    """The words of a name of three or more that begins with a given name."""
    words = without_suffix(sighting.key.split())
    return words if len(words) > 2 and words[0] in vocabulary.GIVEN else ()


def _person(group: Sequence[Sighting], single: dict[str, list[Sighting]]) -> Person:
    name = max((" ".join(sighting.words) for sighting in group), key=len)
    handles = {*ends(person_key(name)), person_key(name.split()[-1])}
    alone = [sighting for handle in sorted(handles) for sighting in single.get(handle, [])]
    every = [*group, *alone]
    return Person(
        name=name,
        key=person_key(name),
        first=group[0].span.start,
        count=len(group),
        roles=frozenset(role for s in every for role in s.roles),
        nations=frozenset(s.nation for s in group if s.nation),
        gender=_likeliest([s.gender for s in group])
        or _likeliest([s.gender for s in alone])
        or _likeliest([s.hint for s in every]),
        is_person=_is_person(group, every),
        is_named=any(sighting.is_person for sighting in group),
    )


def _is_person(group: Sequence[Sighting], every: Sequence[Sighting]) -> bool | None:
    """By title, first name or having spoken; not where a word or "in" tells of a place or body."""
    low = [word.casefold() for word in group[0].words]
    is_acronym = len(low) == 1 and group[0].words[0].isupper() and len(low[0]) <= 5
    is_headline = len(low) > 4
    is_body = any(s.roles & vocabulary.INSTITUTIONS for s in group) or is_acronym or is_headline
    is_place = low[0] in vocabulary.PLACES_BEGIN or (
        len(low) == 1 and low[0] in vocabulary.NOT_NAMES
    )
    if is_body or is_place:
        return False
    if any(s.is_located for s in group) and not any(s.gender for s in every):
        return False
    return True if any(s.is_person for s in every) else None


def _likeliest(genders: Sequence[Gender]) -> Gender:
    counts = Counter(gender for gender in genders if gender)
    return counts.most_common(1)[0][0] if counts else ""
