"""Whether an answer says what the reference says: ragas' factual correctness."""

from evals.exchange import Exchange
from evals.judged.asked import answer
from evals.judged.judge import Judge


async def factual_correctness(exchange: Exchange, *, judge: Judge) -> float | None:
    """The F1 of claims: the answer's that the reference bears, and the reverse. ragas rounds it to
    two digits, and counts the claims borne on the answer's side for both."""
    given, reference = answer(exchange), exchange.case.reference
    if given is None or reference is None:
        return None
    return await judge.score("FactualCorrectness", response=given, reference=reference)
