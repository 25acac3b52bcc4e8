"""Whether a judge finds an answer's claims in what it cites: ragas' faithfulness."""

from evals.exchange import Exchange
from evals.judged.asked import answer, evidence, question
from evals.judged.judge import Judge


async def faithfulness(exchange: Exchange, *, judge: Judge) -> float | None:
    """The share of the answer's claims that its citations bear (Es et al., RAGAS, 2024).

    An answer that cites nothing is borne by nothing: 0, without asking.
    """
    claimed = answer(exchange)
    if claimed is None:
        return None
    cited = evidence(exchange)
    if not cited:
        return 0.0
    return await judge.score(
        "Faithfulness",
        user_input=question(exchange.case),
        response=claimed,
        retrieved_contexts=cited,
    )
