"""Weighing evidence: how much of what was asked a place in an article speaks about.

Nearness in meaning finds a passage but does not decide: words of the topic have to stand in the
sentence or close by. A cross-encoder can take the embedder's place through `similarity`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from indexing.article import Article, Span
from indexing.sentences import sentence_spans
from service.answer import Evidence
from service.terms import Stems, Term
from service.words import stems_of

NEARBY = 0.6  # a term in the sentence before, the title or the same passage counts this much
COVERAGE_SHARE = 0.7  # of the score; the rest is the cosine
SENTENCES_MOST = 24  # so many sentences are embedded for one question


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence with what decides about it: the share of terms it covers, and the cosine."""

    evidence: Evidence
    coverage: float
    similarity: float

    @property
    def score(self) -> float:
        return COVERAGE_SHARE * self.coverage + (1 - COVERAGE_SHARE) * max(self.similarity, 0.0)


def weigh_statements(terms: Sequence[Term], evidence: Sequence[Evidence]) -> tuple[Weighed, ...]:
    """Statements, best first, by their own words and those of the sentence before."""
    weighed = []
    for each in evidence:
        own = Stems(stems_of(each.quote))
        near = Stems(stems_of(_before(each.article, each.span)))
        weighed.append(Weighed(each, _covered(terms, own, near), each.score))
    return tuple(sorted(weighed, key=lambda each: -each.score))


class SentenceWeigher:
    """Narrows passages to the sentences that answer."""

    def __init__(self, embedder: BaseEmbedding) -> None:
        self._embedder = embedder

    async def weigh(
        self, query: str, terms: Sequence[Term], passages: Sequence[Evidence]
    ) -> tuple[Weighed, ...]:
        """The sentences of these passages, best first."""
        covered = [each for passage in passages for each in _sentences(terms, passage)]
        covered.sort(key=lambda each: -each.score)
        best = covered[:SENTENCES_MOST]
        if not best:
            return ()
        similar = await self._similarity(query, [each.evidence.quote for each in best])
        weighed = [
            replace(each, similarity=cosine) for each, cosine in zip(best, similar, strict=True)
        ]
        return tuple(sorted(weighed, key=lambda each: -each.score))

    async def _similarity(self, query: str, sentences: list[str]) -> list[float]:
        vectors = np.asarray(
            await self._embedder.aget_text_embedding_batch([query, *sentences]), np.float32
        )
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def _sentences(terms: Sequence[Term], passage: Evidence) -> list[Weighed]:
    """Each sentence of a passage, weighed by its words and its neighbourhood."""
    title = passage.article.metadata.title.value or ""
    whole = Stems(stems_of(f"{title} . {passage.quote}"))
    return [
        Weighed(
            replace(passage, span=Span(passage.span.start + at.start, passage.span.start + at.end)),
            _covered(terms, Stems(stems_of(at.of(passage.quote))), whole),
            passage.score,
        )
        for at in sentence_spans(passage.quote)
    ]


def _before(article: Article, span: Span) -> str:
    """The sentence before `span` in the same article, and the title."""
    title = article.metadata.title.value or ""
    start = max(0, span.start - 600)
    earlier = sentence_spans(article.text[start : span.start])
    return f"{title} . {earlier[-1].of(article.text[start : span.start]) if earlier else ''}"


def _covered(terms: Sequence[Term], own: Stems, near: Stems) -> float:
    total = sum(term.weight for term in terms)
    if not total:
        return 1.0
    found = sum(term.weight * max(own.match(term), NEARBY * near.match(term)) for term in terms)
    return found / total
