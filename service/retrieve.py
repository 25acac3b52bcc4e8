"""Finding evidence: near in meaning and alike in words, filtered by SQL, fused by rank."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexing.archive import EVERYTHING, Archive, Filters, StoredStatement
from indexing.article import Article, Passage, Span
from indexing.sql.schema import Kind
from indexing.vectors import Vectors
from service.answer import Evidence
from service.fusion import fuse

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

Vector = NDArray[np.float32]

SPOKEN_MOST = 300  # so many statements of one speaker are all looked at
RANKED_MOST = 100  # of each ranking so much is fused
NEWS_FOR_DAYS = 7  # what was published so lately counts half as much again


class Retriever:
    """Reads the archive for one question at a time; keeps nothing."""

    def __init__(self, archive: Archive, vectors: Vectors, embedder: "BaseEmbedding") -> None:
        self._archive = archive
        self._vectors = vectors
        self._embedder = embedder

    async def passages(
        self, query: str, *, filters: Filters, top_k: int, of_its_dates: Filters | None = None
    ) -> tuple[Evidence, ...]:
        """Passages about `query`, best first; the score tells their rank, and is 1 at most.

        How many are asked for changes nothing about the first of them. What passes the filters
        `of_its_dates` is ranked once more among itself. Without them, a question asked as of a day
        most likely is about the news of that week, which is then ranked so.
        """
        vector = await self._vector_of(query)
        near, alike = await self._both(query, vector, filters)
        favoured = of_its_dates or _lately(filters)
        again = await self._both(query, vector, favoured) if favoured else ({}, [])
        ranked = fuse([list(near), alike], minor=[list(again[0]), again[1]])
        found = await self._archive.passages(list(ranked)[:top_k], filters=filters)
        return await self._passage_evidence(found, ranked)

    async def _both(
        self, query: str, vector: Vector | None, filters: Filters
    ) -> tuple[dict[str, float], list[str]]:
        """The passages near in meaning, with their cosines, and those alike in words."""
        near = await self._nearest("passages", vector, filters=filters, top_k=RANKED_MOST)
        alike = await self._archive.search_passages(query, filters=filters, limit=RANKED_MOST)
        return near, [passage_id for passage_id, _ in alike]

    async def statements(
        self, query: str, *, speakers: Collection[str] | None, filters: Filters, top_k: int
    ) -> tuple[Evidence, ...]:
        """Statements about `query` (the newest when it is empty), by these speakers or anybody."""
        if speakers is not None or not query:
            said = await self._archive.statements_of(
                filters=filters, speaker_keys=speakers, limit=SPOKEN_MOST
            )
            if len(said) < SPOKEN_MOST or not query:
                return await self._statement_evidence(said, await self._similar(query, said))
        vector = await self._vector_of(query)
        near = await self._nearest(
            "statements", vector, filters=filters, top_k=top_k, speakers=speakers
        )
        alike = await self._archive.search_statements(
            query, filters=filters, speaker_keys=speakers, limit=top_k
        )
        ranked = list(fuse([list(near), [statement_id for statement_id, _ in alike]]))
        found = await self._archive.statements(ranked, filters=filters, speaker_keys=speakers)
        return await self._statement_evidence(found[:top_k], near)

    async def newest(
        self, *, speakers: Collection[str] | None, filters: Filters, limit: int, offset: int
    ) -> tuple[Evidence, ...]:
        """Statements by these speakers or anybody, undated ones last."""
        said = await self._archive.statements_of(
            filters=filters, speaker_keys=speakers, limit=limit, offset=offset
        )
        return await self._statement_evidence(said, {})

    async def _nearest(
        self,
        kind: Kind,
        vector: Vector | None,
        *,
        filters: Filters,
        top_k: int,
        speakers: Collection[str] | None = None,
    ) -> dict[str, float]:
        """Ids and cosines, nearest first; the archive's filters hold for all of them."""
        if vector is None:
            return {}
        allowed = await self._allowed(kind, filters, speakers)
        return dict(await self._vectors.nearest(kind, vector, k=top_k, allowed=allowed))

    async def _vector_of(self, query: str) -> Vector | None:
        """The query's vector; None where there are no words."""
        if not query:
            return None
        return np.asarray(await self._embedder.aget_query_embedding(query), np.float32)

    async def _allowed(
        self, kind: Kind, filters: Filters, speakers: Collection[str] | None
    ) -> Sequence[str] | None:
        """The ids to search among; None where nothing is filtered."""
        if filters == EVERYTHING and speakers is None:
            return None
        if kind == "passages":
            return await self._archive.passage_ids(filters)
        return await self._archive.statement_ids(filters, speaker_keys=speakers)

    async def _similar(self, query: str, said: Sequence[StoredStatement]) -> dict[str, float]:
        vector = await self._vector_of(query) if said else None
        if vector is None:
            return {}
        stored = await self._vectors.get("statements", [each.statement.id for each in said])
        return {statement_id: float(vector @ other) for statement_id, other in stored.items()}

    async def _passage_evidence(
        self, found: Sequence[Passage], scores: Mapping[str, float]
    ) -> tuple[Evidence, ...]:
        articles = await self._archive.articles_by_id({passage.article_id for passage in found})
        placed = [(each, Span(each.start, each.end)) for each in found]
        return tuple(
            Evidence(each.id, article, span, scores.get(each.id, 0.0))
            for each, span in placed
            if (article := _unchanged(articles, each.article_id, (span,), (each.text,)))
        )

    async def _statement_evidence(
        self, found: Sequence[StoredStatement], scores: dict[str, float]
    ) -> tuple[Evidence, ...]:
        said = [(each.statement, (each.text, *each.contents)) for each in found]
        articles = await self._archive.articles_by_id({each.article_id for each, _ in said})
        return tuple(
            Evidence(each.id, article, each.sentence, scores.get(each.id, 0.0), each)
            for each, words in said
            if (
                article := _unchanged(
                    articles, each.article_id, (each.sentence, *each.content), words
                )
            )
        )


def _lately(filters: Filters) -> Filters | None:
    """The same for the week before the day that is asked about."""
    if filters.as_of is None:
        return None
    week = date.fromordinal(max(filters.as_of.toordinal() - NEWS_FOR_DAYS, 1))
    return replace(filters, since=max(week, filters.since or week))


def _unchanged(
    articles: Mapping[str, Article], article_id: str, spans: Sequence[Span], words: Sequence[str]
) -> Article | None:
    """The article; None when it went or was replaced after the places in it were read.

    Places and articles are read one after the other, and somebody may be indexing.
    """
    article = articles.get(article_id)
    if article and tuple(span.of(article.text) for span in spans) == tuple(words):
        return article
    return None
