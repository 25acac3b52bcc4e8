"""Whether the names of a sentence stand in the evidence."""

import re
from collections.abc import Iterator

from evals.faithfulness.grounds import Grounds
from evals.faithfulness.speaking import CAPITALISED, speaking
from service.terms import Stems, Term, terms_of
from service.words import is_content

_CAPITALS = re.compile(rf"(?<![\w’'.]){CAPITALISED}(?:\s+{CAPITALISED})*")


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


def names_of(sentence: str) -> tuple[Term, ...]:
    """What is capitalised within a sentence, and who opens it where that is sure to be a name."""
    return tuple(term for name in _runs(sentence) for term in terms_of(name))


def _runs(sentence: str) -> Iterator[str]:
    """The capitalised words in a row, but a single one at the beginning that need be no name."""
    for found in _CAPITALS.finditer(sentence):
        is_first = not re.search(r"\w", sentence[: found.start()])
        words = found[0].split()
        if is_first and len(words) == 1 and found[0] not in speaking(sentence):
            continue
        if is_first and not is_content(words[0]):
            words = words[1:]
        if words:
            yield " ".join(words)
