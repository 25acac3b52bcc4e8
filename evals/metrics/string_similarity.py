"""How many letters an answer shares with the reference: ragas' string similarity."""

from evals.exchange import Exchange
from evals.words import plain


async def non_llm_string_similarity(exchange: Exchange) -> float | None:
    """1 less the Levenshtein distance over the length of the longer.

    Of plain texts: ragas takes another kind of quotation mark, and every [n], for an error.
    """
    from evals.metrics.from_ragas import string_similarity

    case, reply = exchange.case, exchange.reply
    if not (reply.is_answered and case.reference):
        return None
    return await string_similarity(plain(reply.answer), plain(case.reference))
