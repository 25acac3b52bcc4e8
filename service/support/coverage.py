"""How much of what a sentence says, word by word, stands together in the evidence."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from service.support.grounds import Grounds
from service.terms import terms_of
from service.words import content_stems, stems_of

CLAUSE_LEAST = 3
"""A clause of fewer content words is judged with its sentence alone."""

_TELLING = (
    "said say says saying told tell tells stated states noted notes added adds expressed expresses "
    "described describes mentioned mentions commented remarked explained stressed emphasized "
    "emphasised responded replied answered spoke speaks according view opinion words remarks "
    "statement believes believed thinks thought"
)
"""Without those that tell how it was meant: who denied has not merely said."""

_CLAUSE_END = re.compile(
    r"[,;:—–]\s+(?:and |but |or )?|\s+(?:and|but|because|while|although|which|who|after|before)\s+"
)


def coverage(sentence: str, grounds: Grounds) -> float:
    """The share of the content words, rarer ones counting more, in the best few sentences."""
    words = content_stems(sentence)
    return max((_share(words, held, grounds.rarity) for held in grounds.windows), default=0.0)


def least_held(sentence: str, grounds: Grounds, *, names: frozenset[str] = frozenset()) -> float:
    """The same for the sentence or that clause of it which has least, every word counting alike.

    Of a lone sentence of evidence no word is rare; and what was added to a sentence that is borne
    has to be borne itself. Not counted are words that only tell that somebody speaks, the stems of
    the speakers' `names`, judged elsewhere, and places that stand there by another name.
    """
    free = names | _telling()
    free |= places_held(sentence, grounds.stems)
    whole, *clauses = (_bare(part, free) for part in (sentence, *_CLAUSE_END.split(sentence)))
    return min(
        _plain_share(part, grounds)
        for part in (whole, *(each for each in clauses if len(each) >= CLAUSE_LEAST))
    )


def places_held(text: str, words: frozenset[str]) -> set[str]:
    """The places of a text that stand among the words by another name: "Hanoi", "Vietnam"."""
    return {
        stem
        for term in terms_of(text)
        if any(words.issuperset(phrase) for phrase in term.related)
        for stem in term.stems
    }


def _bare(text: str, free: frozenset[str]) -> list[str]:
    return [word for word in content_stems(text) if word not in free]


@cache
def _telling() -> frozenset[str]:
    return frozenset(stems_of(_TELLING))


def _plain_share(words: Sequence[str], grounds: Grounds) -> float:
    return max((_share(words, held, lambda _: 1.0) for held in grounds.windows), default=0.0)


def _share(words: Sequence[str], held: frozenset[str], weight: Callable[[str], float]) -> float:
    total = sum(map(weight, words))
    return sum(weight(word) for word in words if word in held) / total if total else 1.0
