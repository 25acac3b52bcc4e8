"""How near in meaning an answer is to the reference: ragas' semantic similarity."""

from typing import TYPE_CHECKING

from evals.errors import MetricFailed
from evals.exchange import Exchange
from evals.words import unmarked
from indexing.errors import OnRecordError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


async def semantic_similarity(exchange: Exchange, *, embedder: "BaseEmbedding") -> float | None:
    """The cosine of the two vectors (Risch et al., semantic answer similarity, 2021): -1 to 1.

    An embedder reads as much of a text as it can, the bundled one 256 tokens. Unrelated sentences
    come to about 0.1 with it, so this tells answers apart and is no grade.
    """
    from evals.metrics.from_ragas import cosine

    case, answer = exchange.case, unmarked(exchange.reply.answer)
    if not (exchange.reply.is_answered and case.reference and answer):
        return None
    texts = list(dict.fromkeys([case.reference, answer]))
    try:
        vectors = await embedder.aget_text_embedding_batch(texts)
    except OnRecordError as error:
        raise MetricFailed(str(error)) from error
    return await cosine(case.reference, answer, vectors=dict(zip(texts, vectors, strict=True)))
