"""Whether the names of a sentence stand in the evidence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from indexing.ledger import vocabulary
from service.places import is_country
from service.support.grounds import Grounds
from service.support.speaking import CAPITALISED, speaking
from service.terms import Stems, Term, terms_of
from service.words import fold, is_content

_CAPITALS = re.compile(rf"(?<![\w’'.]){CAPITALISED}(?:\s+{CAPITALISED})*")

_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_COMMON = (
    vocabulary.FUNCTION_WORDS | vocabulary.TITLES | vocabulary.INSTITUTIONS | vocabulary.SOURCES
)
_JOINING = frozenset(
    "additionally consequently currently finally furthermore initially notably overall previously "
    "specifically therefore ultimately".split()
)


def missing_names(sentence: str, grounds: Grounds) -> float:
    """The share of the names that the evidence does not have; 0 for a sentence without names.

    A place may stand there under another name: its capital, its country, its people.
    """
    held = Stems(grounds.stems)
    names = names_of(sentence)
    return sum(not has_name(held, term) for term in names) / len(names) if names else 0.0


def has_name(held: Stems, term: Term) -> bool:
    """Whether a name, or another for the same place, is among these stems."""
    # The stems come in no order, so the words of a name are looked for one by one.
    phrases = (term.stems, *term.related)
    return any(all(held.has((stem,)) for stem in phrase) for phrase in phrases)


def strange_names(sentence: str, held: Stems, *, articles: Iterable[str]) -> list[str]:
    """The names of a sentence that are not held; `articles` show whether its first word is one."""
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), sentence)
    names = (*_opening(plain, articles), *names_of(plain))
    return [term.text for term in names if not _is_reported(held, term)]


def fuller_names(sentence: str, held: Iterable[Stems]) -> list[str]:
    """The names of which every two words in a row are not in a row in anything that is held.

    Of "Trump and his daughter Ivanka" nobody has to be an Ivanka Trump.
    """
    known = tuple(held)
    return [
        f"{one.text} {other.text}"
        for name in runs(sentence)
        for part in _parts(name)
        for one, other in pairwise(terms_of(part))
        if not (_is_no_part(one) or _is_no_part(other))
        and not any(each.has((*one.stems, *other.stems)) for each in known)
    ]


def _parts(name: str) -> list[str]:
    """ "Democrats" and "Hillary" of "Democrats For Hillary"."""
    parts = groupby(name.split(), key=is_content)
    return [" ".join(words) for is_part, words in parts if is_part]


def _is_no_part(term: Term) -> bool:
    """Whether it may stand beside a name without being part of it: a title, a place."""
    return bool(term.related) or fold(term.text) in _COMMON


def _is_reported(held: Stems, term: Term) -> bool:
    """Whether a name is held, or one from which it follows: who is in Hanoi is in Vietnam, but who
    is in Vietnam need not be in Hanoi."""
    return has_name(held, term if is_country(fold(term.text)) else replace(term, related=()))


def _opening(sentence: str, articles: Iterable[str]) -> tuple[Term, ...]:
    """The word that opens a sentence, where no article writes it small."""
    found = re.match(rf"\W*({CAPITALISED})", sentence)
    word = re.sub(r"['’]s?$", "", found[1]) if found else ""
    low = fold(word)
    is_common = low in _COMMON or low in _JOINING
    if not low or not is_content(word) or (is_common and low not in vocabulary.GIVEN):
        return ()
    small = re.compile(rf"\b{re.escape(word.lower().removesuffix('s'))}s?\b")
    return () if any(small.search(text) for text in articles) else terms_of(word)


def names_of(sentence: str) -> tuple[Term, ...]:
    """What is capitalised within a sentence, and who opens it where that is sure to be a name."""
    return tuple(term for name in runs(sentence) for term in terms_of(name))


def runs(sentence: str, *, opens: bool = False) -> Iterator[str]:
    """The capitalised words in a row; with `opens` also a single one at the beginning."""
    for found in _CAPITALS.finditer(sentence):
        is_first = not re.search(r"\w", sentence[: found.start()])
        words = found[0].split()
        if is_first and not opens and len(words) == 1 and found[0] not in speaking(sentence):
            continue
        if is_first and not is_content(words[0]):
            words = words[1:]
        if words:
            yield " ".join(words)
