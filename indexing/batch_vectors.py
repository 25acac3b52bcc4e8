"""The vectors of a batch: one a passage, and one a statement from its passage's forward pass."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from indexing.article import IndexedArticle, Passage, Span, Statement
from indexing.sql.schema import Kind
from indexing.vectors import Vector

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

KindVectors = dict[Kind, tuple[list[str], Vector]]
"""Ids, and as many vectors."""


async def vectors_of(batch: Sequence[IndexedArticle], *, embedder: "BaseEmbedding") -> KindVectors:
    """A statement has the vector of its sentence, in the passage where that begins."""
    from indexing.embed import embed_passages

    passages = [passage for each in batch for passage in each.passages]
    held = {passage.id: list[tuple[str, Span]]() for passage in passages}
    for each in batch:
        for statement in each.statements:
            passage = _passage_of(statement, each.passages)
            held[passage.id].append((statement.id, _clipped(statement.sentence, passage)))
    spans = {name: list(dict.fromkeys(span for _, span in some)) for name, some in held.items()}
    whole, parts = await embed_passages(
        embedder,
        [passage.text for passage in passages],
        [[(span.start, span.end) for span in spans[passage.id]] for passage in passages],
    )
    ids: list[str] = []
    vectors: list[Vector] = []
    for passage, of_spans in zip(passages, parts, strict=True):
        by_span = dict(zip(spans[passage.id], of_spans, strict=True))
        for statement_id, span in held[passage.id]:
            ids.append(statement_id)
            vectors.append(by_span[span])
    return {
        "passages": ([passage.id for passage in passages], whole),
        "statements": (ids, np.array(vectors, np.float32)),
    }


def _passage_of(statement: Statement, passages: Sequence[Passage]) -> Passage:
    after = bisect_right(passages, statement.sentence.start, key=lambda passage: passage.start)
    return passages[max(after - 1, 0)]


def _clipped(sentence: Span, passage: Passage) -> Span:
    """In offsets of the passage's text."""
    end = min(sentence.end, passage.end)
    return Span(sentence.start - passage.start, end - passage.start)
