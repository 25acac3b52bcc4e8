"""Whether an answer is one to the question: ragas' answer relevancy."""

from typing import TYPE_CHECKING

from evals.exchange import Exchange
from evals.judged.asked import answer
from evals.judged.judge import Judge

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


async def answer_relevancy(
    exchange: Exchange, *, judge: Judge, embedder: "BaseEmbedding"
) -> float | None:
    """How near the question is to three that the judge would ask to be answered so, as a mean
    cosine; 0 when the judge finds the answer evasive (Es et al., RAGAS, 2024).

    Of the question as asked: a follow-up comes out lower than the same question in full.
    """
    given = answer(exchange)
    if given is None:
        return None
    return await judge.score(
        "AnswerRelevancy", embedder=embedder, user_input=exchange.case.question, response=given
    )
