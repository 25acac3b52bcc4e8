"""Whether the few words given for a factoid are among those that are right."""

from evals.exchange import Exchange
from evals.words import normal, plain


def short_answer_accuracy(exchange: Exchange) -> float | None:
    """1 for one of the case's short answers, as SQuAD compares; typographic quotes are quotes."""
    case, reply = exchange.case, exchange.reply
    if not (case.short_answer and reply.is_answered):
        return None
    return float(_bare(reply.short_answer or "") in map(_bare, case.short_answer))


def wrong_short_answer(exchange: Exchange) -> float | None:
    """1 for one that is none of the case's: it is printed large. None at all is no wrong one."""
    is_right = short_answer_accuracy(exchange)
    if is_right is None:
        return None
    return float(not is_right and bool(exchange.reply.short_answer))


def _bare(text: str) -> str:
    return normal(plain(text))
