"""Whether the reader was answered, or told so, as expected."""

from evals.exchange import Exchange


def outcome_accuracy(exchange: Exchange) -> float:
    """1 for an outcome that the case calls fair, else 0."""
    return float(exchange.reply.outcome in exchange.case.outcomes)


def reason_accuracy(exchange: Exchange) -> float | None:
    """1 for a fair reason; None unless an abstention was fair and came."""
    case, reply = exchange.case, exchange.reply
    if reply.is_answered or reply.outcome not in case.outcomes:
        return None
    return float(reply.reason in case.reasons)
