"""The faithfulness score: how far every sentence of an answer is borne by its evidence.

    support = (coverage + meaning) / 2 × details
    details = (1 - names/2) × (1 - numbers/2) × (1 - quotes/2) × (1/2 if contradicted) × (0 if
              put in the wrong mouth)

where names, numbers and quotes are the shares that the evidence does not have. An answer's score
is the mean over its sentences, each weighing as much as it has content words. The weights are
round numbers, chosen with people's ratings in view but not fitted to them: `python -m evals bench
mtrag_human159` tells how the score agrees with people, and how it does where the weight of coverage
is fitted to other conversations than those it is scored on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from evals.faithfulness.claims import claimed_sentences, content_words
from evals.faithfulness.coverage import coverage
from evals.faithfulness.grounds import Cited, Grounds
from evals.faithfulness.misattributed import is_misattributed
from evals.faithfulness.names import missing_names
from evals.faithfulness.nearness import Vectors, nearness, vectors_of
from evals.faithfulness.negation import is_contradicted
from evals.faithfulness.numbers import missing_numbers
from evals.faithfulness.quotes import missing_quotes

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

COVERAGE = 0.5
"""What coverage weighs; meaning weighs the rest."""
MISSING = 0.5
"""What a sentence loses whose names (or numbers, or quotes) are all missing from the evidence."""
CONTRADICTED = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """Some words of an answer, and what they cite; without citations, all that was given."""

    text: str
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """One sentence, seen from every side; `words` is how many content words it has."""

    sentence: str
    words: int
    coverage: float
    meaning: float
    names: float
    numbers: float
    quotes: float
    is_contradicted: bool
    is_misattributed: bool

    def support(self, *, weight: float = COVERAGE) -> float:
        """Between 0 and 1; `weight` is that of coverage."""
        if self.is_misattributed:
            return 0.0
        borne = weight * self.coverage + (1 - weight) * self.meaning
        for missing in (self.names, self.numbers, self.quotes):
            borne *= 1 - MISSING * missing
        return borne * (CONTRADICTED if self.is_contradicted else 1.0)


async def score(claims: Sequence[Claim], *, embedder: "BaseEmbedding") -> float | None:
    """How far the claims are borne, between 0 and 1; None where nothing is claimed."""
    return total(list(chain.from_iterable(await parts_of(claims, embedder=embedder))))


def total(parts: Sequence[Parts], *, weight: float = COVERAGE) -> float | None:
    """The mean support of sentences, by their content words; None without any."""
    words = sum(each.words for each in parts)
    borne = sum(each.words * each.support(weight=weight) for each in parts)
    return borne / words if words else None


async def parts_of(
    claims: Sequence[Claim], *, embedder: "BaseEmbedding"
) -> list[tuple[Parts, ...]]:
    """For each claim its sentences that can be held against evidence, seen from every side."""
    grounds = {claim.evidence: Grounds(claim.evidence) for claim in claims}
    sentences = [claimed_sentences(claim.text) for claim in claims]
    held = (each.sentences for each in grounds.values())
    vectors = await vectors_of(list(chain(*held, *sentences)), embedder=embedder)
    return [
        tuple(_parts(sentence, grounds[claim.evidence], vectors) for sentence in said)
        for claim, said in zip(claims, sentences, strict=True)
    ]


def _parts(sentence: str, grounds: Grounds, vectors: Mapping[str, Vectors]) -> Parts:
    others = np.array([vectors[each] for each in grounds.sentences], np.float32)
    return Parts(
        sentence=sentence,
        words=len(content_words(sentence)),
        coverage=coverage(sentence, grounds),
        meaning=nearness(vectors[sentence], others),
        names=missing_names(sentence, grounds),
        numbers=missing_numbers(sentence, grounds),
        quotes=missing_quotes(sentence, grounds),
        is_contradicted=is_contradicted(sentence, grounds),
        is_misattributed=is_misattributed(sentence, grounds),
    )
