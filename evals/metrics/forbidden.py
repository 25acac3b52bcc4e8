"""Whether a reply tells what the case says must never be told."""

import unicodedata

from evals.exchange import Exchange, Reply
from evals.words import contains


def forbidden_words(exchange: Exchange) -> float | None:
    """1 when something forbidden is told, else 0; None where the case forbids nothing."""
    return float(bool(told_forbidden(exchange))) if exchange.case.forbidden else None


def told_forbidden(exchange: Exchange) -> tuple[str, ...]:
    """The forbidden words that the answer has, or that a citation gives as somebody's.

    A reply that does not answer may repeat the question's own words, to say what is missing.
    """
    told = _seen(" … ".join(_told(exchange.reply)))
    asked = "" if exchange.reply.is_answered else _seen(exchange.case.question)
    given = [_seen(each.quote) for each in exchange.reply.citations if each.speaker]
    return tuple(
        phrase
        for phrase in exchange.case.forbidden
        if (contains(told, phrase) and not contains(asked, phrase))
        or any(contains(words, phrase) for words in given)
    )


def _told(reply: Reply) -> tuple[str, ...]:
    return reply.answer, reply.short_answer or "", *(claim.text for claim in reply.claims)


def _seen(text: str) -> str:
    """The text as a reader sees it: without characters that part words and are not seen."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
