"""Whether the names of a sentence stand in the evidence."""

import re
from collections.abc import Iterable, Iterator

from indexing.ledger import vocabulary
from service.support.grounds import Grounds
from service.support.speaking import speaking
from service.terms import Stems, Term, terms_of
from service.words import fold, is_content

_CAPITALISED = re.compile(r"(?<![\w’'.])[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*")

_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_COMMON = vocabulary.FUNCTION_WORDS | vocabulary.TITLES | vocabulary.INSTITUTIONS
_COMMON_ENDS = ("ly", "ing", "ed", "s", "ion", "ment", "ity", "ness")


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
    return [term.text for term in names if not has_name(held, term)]


def _opening(sentence: str, articles: Iterable[str]) -> tuple[Term, ...]:
    """The word that opens a sentence, where it looks like a name that no article writes small."""
    found = re.match(r"\W*([A-Z][\w’'-]*)", sentence)
    word = found[1] if found else ""
    low = fold(word)
    is_common = low.endswith(_COMMON_ENDS) or low in _COMMON or vocabulary.can_speak(low)
    if not low or not is_content(word) or (is_common and low not in vocabulary.GIVEN):
        return ()
    small = re.compile(rf"\b{re.escape(word.lower())}\b")
    return () if any(small.search(text) for text in articles) else terms_of(word)


def names_of(sentence: str) -> tuple[Term, ...]:
    """What is capitalised within a sentence, and who opens it where that is sure to be a name."""
    return tuple(term for name in _runs(sentence) for term in terms_of(name))


def _runs(sentence: str) -> Iterator[str]:
    for found in _CAPITALISED.finditer(sentence):
        opens = not re.search(r"\w", sentence[: found.start()])
        words = found[0].split()
        if opens and len(words) == 1 and found[0] not in speaking(sentence):
            continue
        if opens and not is_content(words[0]):
            words = words[1:]
        yield " ".join(words)
