"""Whether what an answer puts in quotation marks stands in what it cites: ragas' alignment."""

import re

from evals.exchange import Exchange
from evals.words import unmarked

_QUOTED = re.compile(r"“[^”]*\w[^”]*”|\"[^\"]*\w[^\"]*\"")
_SINGLE = str.maketrans(dict.fromkeys("'‘’‚‛`´", "ʼ"))
_END = " ¶"


async def quoted_spans_alignment(exchange: Exchange) -> float | None:
    """The share of the quoted spans that one citation holds, whatever the case and the spaces.

    ragas takes an apostrophe for a quotation mark, so that “doesn't see it” is no span and what
    stands between two spans is one: single marks are made letters before. It gives 1 where nothing
    is quoted, passes over spans of one or two words, and finds spans that begin in one citation and
    end in the next: here the first does not apply, and the others count as what they are.
    """
    from evals.metrics.from_ragas import quoted_spans_alignment as alignment

    answer = _even(unmarked(exchange.reply.answer))
    if not (exchange.reply.is_answered and _QUOTED.search(answer)):
        return None
    sources = [_even(citation.quote) + _END for citation in exchange.reply.citations]
    return await alignment(answer, sources, min_words=1)


def _even(text: str) -> str:
    return " ".join(text.translate(_SINGLE).split())
