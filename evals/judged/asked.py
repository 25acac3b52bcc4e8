"""What a judge is shown of an exchange."""

from evals.cases import Case
from evals.exchange import Citation, Exchange
from evals.words import unmarked

BEFORE = 400
"""Characters of the article before a citation: "he said" has its name there."""


def answer(exchange: Exchange) -> str | None:
    """The answer, if the reply is one: what an abstention says is nothing to judge."""
    return (exchange.reply.is_answered and unmarked(exchange.reply.answer)) or None


def question(case: Case) -> str:
    """The question after what was said before it."""
    turns = [f"{turn.role}: {turn.content}" for turn in case.history]
    return "\n".join([*turns, f"user: {case.question}"]) if turns else case.question


def evidence(exchange: Exchange) -> list[str]:
    """The words cited, in the order of the answer, each with what stands before it."""
    return [_read(exchange, citation) for citation in exchange.reply.citations]


def _read(exchange: Exchange, citation: Citation) -> str:
    text = exchange.texts[citation.article_id]
    start = max(0, citation.start - BEFORE)
    if start:  # not in the middle of a word
        start = text.find(" ", start, citation.start) + 1 or citation.start
    return " ".join(text[start : citation.end].split())
