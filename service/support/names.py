"""Whether the names of a sentence stand in the evidence."""

import re
from collections.abc import Iterator

from service.support.grounds import Grounds
from service.support.speaking import speaking
from service.terms import Stems, Term, terms_of
from service.words import is_content

_CAPITALISED = re.compile(r"(?<![\w’'.])[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*")


def missing_names(sentence: str, grounds: Grounds) -> float:
    """The share of the names that the evidence does not have; 0 for a sentence without names.

    A place may stand there under another name: its capital, its country, its people.
    """
    held = Stems(grounds.stems)
    missing = [not _has(held, term) for term in names_of(sentence)]
    return sum(missing) / len(missing) if missing else 0.0


def _has(held: Stems, term: Term) -> bool:
    # The stems come in no order, so the words of a name are looked for one by one.
    phrases = (term.stems, *term.related)
    return any(all(held.has((stem,)) for stem in phrase) for phrase in phrases)


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
