"""How much of the reference's wording an answer keeps, in its order: ROUGE-L."""

import re

from evals.exchange import Exchange
from evals.words import plain


def rouge_l(exchange: Exchange) -> float | None:
    """The F1 of the longest common subsequence of words (Lin, ROUGE, 2004, with beta = 1).

    Not by ragas: its version needs rouge-score, which is no wheel, and reads ASCII letters only.
    Words are not stemmed.
    """
    from rapidfuzz.distance import LCSseq

    case, reply = exchange.case, exchange.reply
    if not (reply.is_answered and case.reference):
        return None
    answer, reference = _words(reply.answer), _words(case.reference)
    common = LCSseq.similarity(answer, reference)
    # 2PR / (P + R), where P = common / len(answer) and R = common / len(reference).
    return 2 * common / (len(answer) + len(reference)) if common else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))
