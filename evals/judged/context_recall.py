"""Whether what is cited bears all of the reference answer: ragas' context recall."""

from evals.exchange import Exchange
from evals.judged.asked import answer, evidence, question
from evals.judged.judge import Judge


async def context_recall(exchange: Exchange, *, judge: Judge) -> float | None:
    """The share of the reference's sentences that the judge finds in the citations; without any
    citation 0, without asking."""
    reference, cited = exchange.case.reference, evidence(exchange)
    if answer(exchange) is None or reference is None:
        return None
    if not cited:
        return 0.0
    return await judge.score(
        "ContextRecall",
        user_input=question(exchange.case),
        retrieved_contexts=cited,
        reference=reference,
    )
