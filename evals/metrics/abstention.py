"""Whether the service abstains when it should, and only then."""

from collections.abc import Iterable

from evals.exchange import Exchange


def abstention_precision(exchanges: Iterable[Exchange]) -> float | None:
    """The share of the abstentions that were fair; None without any."""
    fair = [
        any(outcome != "answered" for outcome in exchange.case.outcomes)
        for exchange in exchanges
        if not exchange.reply.is_answered
    ]
    return sum(fair) / len(fair) if fair else None


def unanswerable_answered(exchanges: Iterable[Exchange]) -> float | None:
    """The share of the questions not to be answered that were; None without any.

    One less this is the recall of abstentions.
    """
    caught = [e.reply.is_answered for e in exchanges if not e.case.is_answerable]
    return sum(caught) / len(caught) if caught else None
