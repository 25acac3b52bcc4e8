"""Every metric that needs no judge."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from evals.exchange import Exchange
from evals.metrics.citations import citation_precision, citation_recall
from evals.metrics.metric import Metric, pure
from evals.metrics.outcome import outcome_accuracy, reason_accuracy
from evals.metrics.quotes import quote_exactness
from evals.metrics.short_answer import short_answer_accuracy
from evals.metrics.speaker import wrong_speaker

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


def deterministic(
    *, embedder: "BaseEmbedding | None", rivals: Collection[str] = ()
) -> tuple[Metric, ...]:
    """`rivals`: the names of all speakers of the case file, see wrong_speaker.

    Without an embedder, those that compare meanings are left out.
    """

    def wrong(exchange: Exchange) -> float | None:
        return wrong_speaker(exchange, rivals=rivals)

    return (
        pure("outcome_accuracy", outcome_accuracy),
        pure("reason_accuracy", reason_accuracy),
        pure("quote_exactness", quote_exactness),
        pure("wrong_speaker", wrong, better="lower"),
        pure("citation_precision", citation_precision),
        pure("citation_recall", citation_recall),
        pure("short_answer_accuracy", short_answer_accuracy),
    )
