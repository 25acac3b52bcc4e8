"""Names as they stand in a text: where, with which title, and what is said beside them.

Names come from a scan for capitalised words, not from a model: cheap, and the same whatever
pipeline parses. A wrong guess at what is a person does little harm, because a name is only ever
looked up for somebody who speaks.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from indexing.article import Span
from indexing.ledger import vocabulary

Gender = Literal["m", "f", ""]

_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Hon|Sec|Jr|Sr|St)\."
)
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ]\w*(?:[-’'](?!s\b)\w+)*"
_NAME_WORD = rf"(?:{_ABBREVIATION}|(?:[A-Z]\.){{1,3}}|{_CAPITALISED})"
_PARTICLE = rf"(?:(?:{'|'.join(sorted(vocabulary.PARTICLES))})[ \u00a0]+){{0,2}}"
_NAME = re.compile(rf"{_NAME_WORD}(?:[ \u00a0]+{_PARTICLE}{_NAME_WORD}){{0,9}}(?:, Jr\.)?")
_OF_NAME = re.compile(rf" (?:of|for)(?: the)? {_CAPITALISED}(?: {_CAPITALISED}){{0,3}}")
_AND_OFFICE = re.compile(rf",? and (?P<office>{_CAPITALISED})(?: {_CAPITALISED})?")
_ROLE_BEFORE = re.compile(
    r"(?:(?P<nation>(?:[A-Z][\w.]* ){0,3}[A-Z][\w.]*)(?:['’]s)? )?"
    r"(?:[a-z-]+ ){0,2}(?P<role>[a-z-]+),? $"
)
_ROLE_OF_BEFORE = re.compile(  # "the mayor of Dunmore, Jane Doe,"
    r"\b(?P<role>[a-z]+) (?:of|for) (?:the )?(?:[A-Z][\w'’.-]* ?){1,4}, $"
)
_ROLE_AFTER = re.compile(
    r", (?:a|an|the|who is|who was|his|her|its|their|another) (?P<words>[^,.;:“”\"]{3,80})"
)
_SPEAKS = frozenset("said says told added wrote tweeted argued tells writes".split())
_LOCATES = frozenset("in at near across throughout outside".split())
_GOVERNS = _LOCATES | frozenset("of with to for by from about against on and the".split())
_SPOKE_AFTER = re.compile(rf" (?:{'|'.join(sorted(_SPEAKS))})\b|, \d\d,")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_PRONOUN_AFTER = re.compile(r"[^.A-Z]{0,90}?\b(?P<pronoun>he|his|him|himself|she|her|herself)\b")
_MALE = frozenset({"he", "his", "him", "himself"})
_DASHES = re.compile(r"[-‐‑–—]")
_COMMON = re.compile(r"\b[a-z]+\b")
_KEY_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Sighting:
    """One place where a name stands; `words` has no title, `roles` are nouns in lower case."""

    span: Span
    words: tuple[str, ...]
    roles: frozenset[str]
    nation: str
    gender: Gender
    hint: Gender
    is_person: bool
    is_subject: bool
    is_located: bool

    @cached_property
    def key(self) -> str:
        return person_key(" ".join(self.words))

    @cached_property
    def is_full(self) -> bool:
        """Whether it is more than a surname: "Trump" and "Trump Jr." are not."""
        words = without_suffix(self.key.split())
        return len(self.words) > 1 and len(words) > 1


@lru_cache(maxsize=8192)  # an article names the same few people over and over
def person_key(name: str) -> str:
    """The form of a name that joins articles: "President Moon Jae-in" is "moon jae in"."""
    plain = name.casefold() if name.isascii() else _without_accents(name)
    plain = _POSSESSIVE.sub("", _DASHES.sub(" ", plain))
    words = _KEY_WORD.findall(plain.replace(".", ""))
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    words = untitled(words)
    if len(words) > 2 and words[0] == "us" and words[-1] == "department":
        words = words[1:]  # the State Department, wherever it is told that it is American
    if len(words) > 2:
        middle = [word for word in words[1:-1] if len(word) > 1]
        words = [words[0], *middle, words[-1]]
    return " ".join(words)


def without_suffix(words: Sequence[str]) -> Sequence[str]:
    """A key's words without "jr" or "iii"."""
    return words[:-1] if words and words[-1] in vocabulary.SUFFIXES else words


def _without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def untitled(words: Sequence[str]) -> list[str]:
    """A name's words without the titles before it; an institution's name is left whole."""
    low = [word.casefold().strip(".") for word in words]
    if not low or low[-1] in vocabulary.INSTITUTIONS:
        return list(words)
    titles = (at + 1 for at, word in enumerate(low[:-1]) if word in vocabulary.TITLES)
    cut = max(titles, default=0)
    if 0 < cut < len(low) - 1 and low[cut] in {"of", "for"}:
        cut += 1
    while 0 < cut < len(low) - 1 and low[cut] in vocabulary.OFFICES:
        cut += 1
    return list(words[cut:])


def sightings(text: str, sentences: Sequence[Span]) -> Iterator[Sighting]:
    """Every name of a text in order, titles and nations cut off; time grows with length alone."""
    starts = [sentence.start for sentence in sentences]
    common = set(_COMMON.findall(text)) | vocabulary.SOURCES
    subject_taken = end = -1
    for match in _NAME.finditer(text):
        if match.start() < end:
            continue
        end = _end_with_of(text, match)
        place = bisect_right(starts, match.start()) - 1
        opens = place >= 0 and _opens_sentence(text, starts[place], match.start())
        at, words = _without_opening(match, text[match.start() : end], common if opens else set())
        before = text[max(0, at - 70) : at]
        kept = _kept(words, before)
        if not kept:
            continue
        start = text.rfind(kept[0], at, end) if len(kept) == 1 else at
        after = text[end : end + 100]
        is_subject = place != subject_taken and _word_before(before) not in _GOVERNS
        is_subject = is_subject and not _POSSESSIVE.match(after)
        subject_taken = place if is_subject else subject_taken
        titles = [word.casefold().strip(".") for word in words[: len(words) - len(kept)]]
        name = Span(start, end)
        yield _described(name, kept, titles, beside=(before, after), is_subject=is_subject)


def _end_with_of(text: str, match: re.Match[str]) -> int:
    """Where an institution's name ends: "Department of Health", "Bank of America"."""
    if match.group().rpartition(" ")[2].casefold() not in vocabulary.INSTITUTIONS:
        return match.end()
    rest = _OF_NAME.match(text, match.end())
    if rest is None:
        return match.end()
    more = _AND_OFFICE.match(text, rest.end())
    return more.end() if more and more["office"].casefold() in vocabulary.OFFICES else rest.end()


def _opens_sentence(text: str, start: int, at: int) -> bool:
    """Whether nothing but a quotation mark or a bracket or two stands before."""
    return at - start <= 4 and not any(map(str.isalnum, text[start:at]))


def _word_before(before: str) -> str:
    """The last word of what stands before a name, or "" where something other than a space does."""
    return before[:-1].rpartition(" ")[2] if before[-1:] in {" ", "\u00a0"} else ""


def _without_opening(match: re.Match[str], name: str, common: set[str]) -> tuple[int, list[str]]:
    """Where the name begins, once "But" and, at the start of a sentence, "Analysts" are off."""
    at, words = match.start(), name.split()
    low = words[0].casefold()
    if common and len(words) > 1 and low.endswith("ly") and low not in vocabulary.GIVEN:
        at, words = at + len(words[0]) + 1, words[1:]  # "Eventually Jane Fox said"
    while words:
        low = words[0].casefold()
        is_function_word = low in vocabulary.FUNCTION_WORDS and words[0] != "US"
        if not is_function_word and not (len(words) == 1 and low in common):
            break
        at += len(words[0]) + 1
        words = words[1:]
    return at, words


def _kept(words: Sequence[str], before: str) -> list[str]:
    kept = untitled(words)
    if before.endswith((" of ", " and ")):  # "Secretary of Health and Human Services Alex Azar"
        while len(kept) > 1 and kept[0].casefold() in vocabulary.OFFICES:
            kept = kept[1:]
    alone = kept[0].casefold() if len(kept) == 1 else ""
    is_common = alone in vocabulary.TITLES or (
        alone in vocabulary.INSTITUTIONS and alone not in vocabulary.PAPERS
    )
    return [] if is_common else kept


def _described(
    span: Span, kept: list[str], titles: list[str], *, beside: tuple[str, str], is_subject: bool
) -> Sighting:
    before, after = beside
    low = [word.casefold().strip(".") for word in kept]
    is_given = len(kept) > 1 and low[0] in vocabulary.GIVEN
    is_institution = not vocabulary.INSTITUTIONS.isdisjoint(low[1:] if is_given else low)
    roles, nation = _roles(titles, before, after)
    may_be_place = low[0] in vocabulary.PLACES_BEGIN
    if not (roles or may_be_place) and len(kept) > 1 and after.startswith(","):
        role = _ROLE_OF_BEFORE.search(before)
        roles = {role["role"]} & vocabulary.TITLES if role else roles
    if is_institution:
        roles |= set(low) & vocabulary.INSTITUTIONS
    last = _word_before(before)
    spoke = last in _SPEAKS or bool(_SPOKE_AFTER.match(after))
    is_place = may_be_place or (len(low) == 1 and low[0] in vocabulary.NOT_NAMES)
    is_person = not is_institution and not is_place and (bool(roles) or is_given or spoke)
    return Sighting(
        span,
        tuple(kept),
        frozenset(roles),
        nation,
        _gender(titles, roles, low) if is_person else "",
        _hint(after),
        is_person,
        is_subject,
        is_located=last in _LOCATES,
    )


def _roles(titles: Sequence[str], before: str, after: str) -> tuple[set[str], str]:
    """ "South Korean President", "North Korea’s leader", and ", a spokesman for ..."."""
    roles = set(titles) & vocabulary.TITLES
    nation = " ".join(title for title in titles if title not in vocabulary.TITLES)
    if not roles and _word_before(before).rstrip(",") in vocabulary.TITLES:
        role = _ROLE_BEFORE.search(before)
        if role is not None:
            roles, nation = {role["role"]}, role["nation"] or ""
    if appositive := _ROLE_AFTER.match(after):
        roles |= set(appositive["words"].casefold().split()) & vocabulary.TITLES
    return roles, nation


def _hint(after: str) -> Gender:
    """The first pronoun behind a name, with no other name between, most often means the name."""
    pronoun = _PRONOUN_AFTER.match(after)
    if pronoun is None:
        return ""
    return "m" if pronoun["pronoun"] in _MALE else "f"


def _gender(titles: Sequence[str], roles: set[str], low: Sequence[str]) -> Gender:
    honorific = next((g for title in titles if (g := vocabulary.HONORIFICS.get(title))), "")
    if honorific:
        return "m" if honorific == "m" else "f"
    if roles & vocabulary.WOMEN or (len(low) > 1 and low[0] in vocabulary.GIVEN_WOMEN):
        return "f"
    is_man = roles & vocabulary.MEN or (len(low) > 1 and low[0] in vocabulary.GIVEN_MEN)
    return "m" if is_man else ""
