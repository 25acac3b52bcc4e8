"""Whether a sentence denies what the evidence affirms, or affirms what it denies."""

import re

from evals.faithfulness.grounds import Grounds
from service.polarity import is_negated
from service.words import content_stems

ALIKE = 0.8
"""Two texts have to share this much of the words of both to be the same thing said; below, a
negation more or less tells nothing: "is open daily" and "is not open on Sunday" are both true."""
WORDS_LEAST = 3
_CLAUSE_END = re.compile(r"[,;:]\s+|,?\s+(?:and|but|although|though|while|because)\s+")
_NO_NEGATION = re.compile(r"^(?:yes|no)\b\W*|\bnot (?=(?:just|only|merely|least)\b)", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?:avoid|fail|lack|prevent|refrain)(?:s|ed|ing)?\b", re.IGNORECASE)


def is_contradicted(sentence: str, grounds: Grounds) -> bool:
    """Whether the words of the evidence that are most alike have the opposite polarity.

    Only counts negations; of two opposites ("opened", "closed") it sees neither.
    """
    words = _stems(sentence)
    if len(words) < WORDS_LEAST:
        return False
    nearest = max(
        ((_alike(words, _stems(said)), _agree(sentence, said)) for said in _said_in(grounds)),
        default=(0.0, True),
    )
    return nearest[0] >= ALIKE and not nearest[1]


def _said_in(grounds: Grounds) -> list[str]:
    """The sentences of the evidence, and their clauses: a claim may repeat one of these alone."""
    clauses = [clause for each in grounds.sentences for clause in _CLAUSE_END.split(each)]
    return [*grounds.sentences, *clauses]


def _agree(one: str, other: str) -> bool:
    return _denies(one) == _denies(other)


def _denies(text: str) -> bool:
    return is_negated(_NEGATIVE.sub("not", _NO_NEGATION.sub("", text)))


def _alike(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of the words that two texts have in common (Dice)."""
    return 2 * len(words & others) / (len(words) + len(others))


def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
