"""What a case wants cited."""

from evals.cases import Case, Context
from evals.exchange import Exchange


def alternatives(case: Case) -> tuple[tuple[Context, ...], ...]:
    """Contexts that together are all that is asked: the required ones, or, where none is, each."""
    required = tuple(context for context in case.contexts if context.required)
    return (required,) if required else tuple((context,) for context in case.contexts)


def is_compared(exchange: Exchange) -> bool:
    """Whether what was cited can be held against contexts: there are some, and an answer came."""
    return exchange.reply.is_answered and bool(exchange.case.contexts)
