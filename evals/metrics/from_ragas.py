"""The door to ragas 0.4.3. Imported only where one of its metrics is wanted: it takes seconds.

Its metrics that take samples are imported from the modules that define them: under the package's
own name they warn of successors that do not exist.
"""

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# Before the import: ragas, and langchain's tracer under it, tell others of every score otherwise.
os.environ["RAGAS_DO_NOT_TRACK"] = "true"
os.environ["LANGSMITH_TRACING_V2"] = "false"  # the first of four names that it looks at

from ragas import SingleTurnSample, _analytics
from ragas.embeddings.base import BaseRagasEmbedding
from ragas.metrics._context_precision import (
    IDBasedContextPrecision,
    NonLLMContextPrecisionWithReference,
)
from ragas.metrics._context_recall import IDBasedContextRecall, NonLLMContextRecall
from ragas.metrics.base import SingleTurnMetric
from ragas.metrics.collections import (
    NonLLMStringSimilarity,
    QuotedSpansAlignment,
    SemanticSimilarity,
)

from evals.errors import MetricFailed

# Tracked or not, ragas writes an id of the user into their home. Below a file there is no folder.
setattr(_analytics, "user_data_dir", lambda appname: os.devnull)  # noqa: B010

DIGITS = 9
"""ragas adds 1e-10 to what it divides by, so that its ones come as 0.99999999995."""


async def id_precision(*, retrieved: Iterable[str], reference: Iterable[str]) -> float:
    return await _of_ids(IDBasedContextPrecision(), retrieved, reference)


async def id_recall(*, retrieved: Iterable[str], reference: Iterable[str]) -> float:
    return await _of_ids(IDBasedContextRecall(), retrieved, reference)


async def text_precision(
    *, retrieved: Iterable[str], reference: Iterable[str], threshold: float
) -> float:
    metric = NonLLMContextPrecisionWithReference(threshold=threshold)
    return await _of_texts(metric, retrieved, reference)


async def text_recall(
    *, retrieved: Iterable[str], reference: Iterable[str], threshold: float
) -> float:
    return await _of_texts(NonLLMContextRecall(threshold=threshold), retrieved, reference)


async def string_similarity(response: str, reference: str) -> float:
    result = await NonLLMStringSimilarity().ascore(reference=reference, response=response)
    return number(result.value)


async def quoted_spans_alignment(response: str, sources: Sequence[str], *, min_words: int) -> float:
    metric = QuotedSpansAlignment(min_span_words=min_words)
    result = await metric.ascore(response=response, retrieved_contexts=list(sources))
    return number(result.value)


async def cosine(one: str, other: str, *, vectors: Mapping[str, list[float]]) -> float:
    """`vectors`: that of each of the two."""
    metric = SemanticSimilarity(embeddings=_Known(vectors))
    return number((await metric.ascore(reference=one, response=other)).value)


def number(value: Any) -> float:
    """Raises MetricFailed for NaN and whatever else ragas gives that is no score."""
    try:
        score = float(value)
    except (TypeError, ValueError) as error:
        raise MetricFailed("ragas gave no number") from error
    if not math.isfinite(score):
        raise MetricFailed(f"ragas gave {score}, not a number")
    return round(score, DIGITS)


async def _of_ids(
    metric: SingleTurnMetric, retrieved: Iterable[str], reference: Iterable[str]
) -> float:
    sample = SingleTurnSample(
        retrieved_context_ids=list(retrieved), reference_context_ids=list(reference)
    )
    return number(await metric.single_turn_ascore(sample))


async def _of_texts(
    metric: SingleTurnMetric, retrieved: Iterable[str], reference: Iterable[str]
) -> float:
    sample = SingleTurnSample(
        retrieved_contexts=list(retrieved), reference_contexts=list(reference)
    )
    return number(await metric.single_turn_ascore(sample))


class _Known(BaseRagasEmbedding):
    """Vectors that were made before: ragas would make each in the way of everything else."""

    def __init__(self, vectors: Mapping[str, list[float]]) -> None:
        super().__init__()
        self._vectors = vectors

    def embed_text(self, text: str, **kwargs: Any) -> list[float]:
        return self._vectors[text]

    async def aembed_text(self, text: str, **kwargs: Any) -> list[float]:
        return self._vectors[text]
