"""Weighing evidence: how much of what was asked a place in an article speaks about.

Two halves, equal: the share of the question's terms that stand there, rarer terms counting more,
and the cosine of the topic and the sentence. Either alone is fooled: words miss paraphrase, and
every sentence of an article about a summit is near to every question about one. A cross-encoder
can take the embedder's half.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from indexing.article import Span
from indexing.sentences import sentence_spans
from service.answer import Evidence
from service.terms import Stems, Term
from service.words import stems_of

NEARBY = 0.5  # a term in the title or in a sentence beside this one counts this much
EMBEDDED_MOST = 24  # so many sentences are embedded for one question


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence with what decides about it: the share of terms it covers, and the cosine."""

    evidence: Evidence
    coverage: float
    similarity: float

    @property
    def score(self) -> float:
        return (self.coverage + max(self.similarity, 0.0)) / 2


class Weigher:
    """Puts the evidence in the order of what it says about the topic."""

    def __init__(self, embedder: BaseEmbedding) -> None:
        self._embedder = embedder

    async def weigh(
        self, topic: str, terms: Sequence[Term], evidence: Iterable[tuple[Evidence, str]]
    ) -> tuple[Weighed, ...]:
        """The evidence, each with the words that stand around it, best first."""
        covered = [
            Weighed(each, _covered(terms, each.quote, around), each.score)
            for each, around in evidence
        ]
        covered.sort(key=lambda each: -each.score)
        best = covered[:EMBEDDED_MOST]
        if not topic or not best:
            return tuple(covered)
        vectors = np.asarray(
            await self._embedder.aget_text_embedding_batch(
                [topic, *(each.evidence.quote for each in best)]
            ),
            np.float32,
        )
        similar = vectors[1:] @ vectors[0]
        weighed = [
            Weighed(
                replace(each.evidence, score=(each.coverage + max(cosine, 0.0)) / 2),
                each.coverage,
                cosine,
            )
            for each, cosine in zip(best, map(float, similar), strict=True)
        ]
        return tuple(sorted(weighed, key=lambda each: -each.score))


def alone(evidence: Iterable[Evidence]) -> list[tuple[Evidence, str]]:
    """Evidence that has to bear on the question by its own words."""
    return [(each, "") for each in evidence]


def sentences(passages: Iterable[Evidence]) -> list[tuple[Evidence, str]]:
    """Each sentence of these passages, with the title and the sentences beside it."""
    return [pair for passage in passages for pair in _sentences(passage)]


def _sentences(passage: Evidence) -> Iterable[tuple[Evidence, str]]:
    title = passage.article.metadata.title.value or ""
    places = sentence_spans(passage.quote)
    words = [place.of(passage.quote) for place in places]
    for number, place in enumerate(places):
        span = Span(passage.span.start + place.start, passage.span.start + place.end)
        beside = words[max(0, number - 1) : number + 2]
        yield replace(passage, span=span), f"{title} . {' . '.join(beside)}"


def _covered(terms: Sequence[Term], quote: str, around: str) -> float:
    total = sum(term.weight for term in terms)
    if not total:
        return 1.0
    own, near = Stems(stems_of(quote)), Stems(stems_of(around))
    found = sum(term.weight * max(own.match(term), NEARBY * near.match(term)) for term in terms)
    return found / total
