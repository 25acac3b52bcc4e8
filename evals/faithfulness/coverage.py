"""How much of what a sentence says, word by word, stands together in the evidence."""

from collections.abc import Callable, Sequence

from evals.faithfulness.grounds import Grounds
from service.words import content_stems


def coverage(sentence: str, grounds: Grounds) -> float:
    """The share of the content words, rarer ones counting more, in the best few sentences."""
    words = content_stems(sentence)
    return max((_share(words, held, grounds.rarity) for held in grounds.windows), default=0.0)


def _share(words: Sequence[str], held: frozenset[str], weight: Callable[[str], float]) -> float:
    total = sum(map(weight, words))
    return sum(weight(word) for word in words if word in held) / total if total else 1.0
