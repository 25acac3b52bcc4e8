"""Every metric that takes a judge."""

from functools import partial
from typing import TYPE_CHECKING

from evals.judged.answer_relevancy import answer_relevancy
from evals.judged.context_precision import context_precision
from evals.judged.context_recall import context_recall
from evals.judged.factual_correctness import factual_correctness
from evals.judged.faithfulness import faithfulness
from evals.judged.judge import Judge
from evals.metrics.metric import Measure, Metric
from indexing.embed import open_embedder

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


def judged(judge: Judge, *, embedder: "BaseEmbedding | None" = None) -> tuple[Metric, ...]:
    """`embedder`: what compares questions, the bundled one unless given; never the judge's host."""
    relevancy = partial(answer_relevancy, judge=judge, embedder=embedder or open_embedder())
    return (
        _judged("faithfulness", partial(faithfulness, judge=judge)),
        _judged("answer_relevancy", relevancy),
        _judged("factual_correctness", partial(factual_correctness, judge=judge)),
        _judged("context_precision", partial(context_precision, judge=judge)),
        _judged("context_recall", partial(context_recall, judge=judge)),
    )


def _judged(name: str, measure: Measure) -> Metric:
    return Metric(name, measure, kind="judged")
