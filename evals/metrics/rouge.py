"""How much of the reference's wording an answer keeps, in its order: ROUGE-L."""

import re

from evals.exchange import Exchange
from evals.words import plain


def rouge_l(exchange: Exchange) -> float | None:
    """The F1 of the longest common subsequence of words (Lin, ROUGE, 2004, with beta = 1).

    Not by ragas: its version needs rouge-score, which is no wheel, and reads ASCII letters only.
    Words are not stemmed.
    """
    case, reply = exchange.case, exchange.reply
    if not (reply.is_answered and case.reference):
        return None
    return in_order(reply.answer, case.reference)


def in_order(text: str, reference: str) -> float:
    """ROUGE-L of any two texts."""
    from rapidfuzz.distance import LCSseq

    words, others = _words(text), _words(reference)
    common = LCSseq.similarity(words, others)
    # 2PR / (P + R), where P = common / len(words) and R = common / len(others).
    return 2 * common / (len(words) + len(others)) if common else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))
