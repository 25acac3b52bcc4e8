"""Whether what is cited is of use for the reference answer: ragas' context precision."""

from evals.exchange import Exchange
from evals.judged.asked import answer, evidence, question
from evals.judged.judge import Judge


async def context_precision(exchange: Exchange, *, judge: Judge) -> float | None:
    """The mean precision at the ranks of the citations that the judge finds useful."""
    reference, cited = exchange.case.reference, evidence(exchange)
    if answer(exchange) is None or reference is None or not cited:
        return None
    return await judge.score(
        "ContextPrecision",
        user_input=question(exchange.case),
        reference=reference,
        retrieved_contexts=cited,
    )
