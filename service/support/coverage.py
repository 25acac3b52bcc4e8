"""How much of what a sentence says, word by word, stands together in the evidence."""

import re
from collections.abc import Callable, Sequence

from service.support.grounds import Grounds
from service.words import content_stems

CLAUSE_LEAST = 3
"""A clause of fewer content words is judged with its sentence alone."""

_CLAUSE_END = re.compile(
    r"[,;:—–]\s+(?:and |but |or )?|\s+(?:and|but|because|while|although|which|who|after|before)\s+"
)


def coverage(sentence: str, grounds: Grounds) -> float:
    """The share of the content words, rarer ones counting more, in the best few sentences."""
    words = content_stems(sentence)
    return max((_share(words, held, grounds.rarity) for held in grounds.windows), default=0.0)


def least_held(sentence: str, grounds: Grounds) -> float:
    """The same for the sentence or that clause of it which has least, every word counting alike.

    Of a lone sentence of evidence no word is rare; and what was added to a sentence that is borne
    has to be borne itself.
    """
    clauses = [content_stems(clause) for clause in _CLAUSE_END.split(sentence)]
    parts = [content_stems(sentence), *(each for each in clauses if len(each) >= CLAUSE_LEAST)]
    return min(_plain_share(part, grounds) for part in parts)


def _plain_share(words: Sequence[str], grounds: Grounds) -> float:
    return max((_share(words, held, lambda _: 1.0) for held in grounds.windows), default=0.0)


def _share(words: Sequence[str], held: frozenset[str], weight: Callable[[str], float]) -> float:
    total = sum(map(weight, words))
    return sum(weight(word) for word in words if word in held) / total if total else 1.0
