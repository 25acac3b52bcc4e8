"""Every metric that needs no judge."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from evals.errors import EvalError
from evals.exchange import Exchange
from evals.metrics.article_ids import id_based_context_precision, id_based_context_recall
from evals.metrics.citations import citation_precision, citation_recall
from evals.metrics.cited_texts import (
    non_llm_context_precision_with_reference,
    non_llm_context_recall,
)
from evals.metrics.cited_words import citation_word_precision, citation_word_recall
from evals.metrics.faithfulness import faithfulness_by_rule
from evals.metrics.forbidden import forbidden_words
from evals.metrics.markers import stray_markers
from evals.metrics.metric import Metric, pure
from evals.metrics.outcome import outcome_accuracy, reason_accuracy
from evals.metrics.quoted_spans import quoted_spans_alignment
from evals.metrics.quotes import quote_exactness
from evals.metrics.ranking import hit_at_k, ndcg_at_k, reciprocal_rank
from evals.metrics.rouge import rouge_l
from evals.metrics.semantic_similarity import semantic_similarity
from evals.metrics.short_answer import short_answer_accuracy, wrong_short_answer
from evals.metrics.speaker import NOBODY, Rivals, wrong_speaker
from evals.metrics.string_similarity import non_llm_string_similarity
from evals.metrics.supported import claims_supported

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


def deterministic(
    *, embedder: "BaseEmbedding | None", rivals: Rivals = NOBODY
) -> tuple[Metric, ...]:
    """`rivals`: all speakers of the case file and their words, see wrong_speaker.

    Without an embedder, those that need one are left out. Raises EvalError where ragas is
    not installed.
    """
    _load_ragas()
    return (
        pure("outcome_accuracy", outcome_accuracy),
        pure("reason_accuracy", reason_accuracy),
        pure("quote_exactness", quote_exactness),
        pure("wrong_speaker", partial(wrong_speaker, rivals=rivals), better="lower"),
        pure("forbidden_words", forbidden_words, better="lower"),
        pure("stray_markers", stray_markers, better="lower"),
        pure("claims_supported", claims_supported),
        pure("short_answer_accuracy", short_answer_accuracy),
        pure("wrong_short_answer", wrong_short_answer, better="lower"),
        pure("citation_precision", citation_precision),
        pure("citation_recall", citation_recall),
        pure("citation_word_precision", citation_word_precision),
        pure("citation_word_recall", citation_word_recall),
        *map(_of_ragas, (id_based_context_precision, id_based_context_recall)),
        *map(_of_ragas, (non_llm_context_precision_with_reference, non_llm_context_recall)),
        _of_ragas(quoted_spans_alignment),
        _of_ragas(non_llm_string_similarity),
        pure("rouge_l", rouge_l),
        *(_comparing(embedder) if embedder else ()),
        *(pure(f"hit_at_{k}", partial(hit_at_k, k=k)) for k in (1, 5, 10)),
        pure("mrr", reciprocal_rank),
        pure("ndcg_at_10", partial(ndcg_at_k, k=10)),
    )


def _of_ragas(measure: Callable[[Exchange], Awaitable[float | None]]) -> Metric:
    return Metric(measure.__name__, measure)


def _comparing(embedder: "BaseEmbedding") -> tuple[Metric, ...]:
    return (
        Metric("semantic_similarity", partial(semantic_similarity, embedder=embedder)),
        Metric("faithfulness_by_rule", partial(faithfulness_by_rule, embedder=embedder)),
    )


def _load_ragas() -> None:
    """Now, and not while the first questions are under way, which would have to wait for it."""
    try:
        import evals.metrics.from_ragas  # noqa: F401
    except ModuleNotFoundError as error:
        raise EvalError(
            f"The evaluations need {error.name}, which is not installed: run "
            "`pip install --require-hashes -r requirements-dev.lock`."
        ) from error
