"""Whether a sentence says by name who it is about: the sentence before may be about another."""

import re

from indexing.ledger import vocabulary
from service.places import is_place
from service.support.plain import blanked, contains
from service.support.quoted import quotations
from service.words import fold, is_content, words_of

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_CAPITALS = re.compile(rf"(?<![\w’'.]){_CAPITAL}(?:\s+{_CAPITAL})*")
_PERSONAL = re.compile(r"\b(?:he|she|they|him|her|his|their|them)\b", re.IGNORECASE)
_OPENING_IT = re.compile(
    r"\W*its?\b(?! (?:is|was|will be|would be|could be)\b.* (?:that|who|whether)\b)", re.IGNORECASE
)
"""Without "It was Moon who said so", in which it stands for nobody."""


def unresolved(claim: str, cited: str) -> str | None:
    """The pronoun that a claim has before anybody whom it can mean; None within quotation marks,
    and where all of the claim is the article's own words."""
    if contains(cited, claim.rstrip(" .!?")):
        return None
    bare = blanked(claim, (span for _, span in quotations(claim)))
    if opening := _OPENING_IT.match(bare):
        return opening[0].strip()
    found = _PERSONAL.search(bare)
    if found is None or people_in(bare[: found.start()]) or _is_described(bare[: found.start()]):
        return None
    return found[0]


def people_in(text: str) -> tuple[str, ...]:
    """The names in a text but those of places and days, each once."""
    runs = [found[0].split() for found in _CAPITALS.finditer(text)]
    names = (" ".join(run if is_content(run[0]) else run[1:]) for run in runs)
    return tuple(dict.fromkeys(name for name in names if name and not _is_other(name)))


def _is_other(name: str) -> bool:
    words = fold(name).split()
    return is_place(fold(name)) or all(word in _NO_PEOPLE for word in words)


def _is_described(text: str) -> bool:
    return any(fold(word) in _PEOPLE for word in words_of(text))


_PEOPLE = (
    vocabulary.TITLES
    | vocabulary.WOMEN
    | vocabulary.MEN
    | (vocabulary.SOURCES - vocabulary.THAT_SPEAK)
)
_NO_PEOPLE = vocabulary.NOT_NAMES | vocabulary.DAYS | vocabulary.FUNCTION_WORDS
