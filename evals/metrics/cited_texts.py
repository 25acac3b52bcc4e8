"""Whether the cited words resemble the contexts: ragas' context metrics without a judge.

Both take two texts for the same when their Levenshtein similarity reaches THRESHOLD, and know
nothing of places: a citation of one sentence of a long context resembles it too little, which
citation_precision and citation_word_recall see as the hit that it is. They are here to be compared
with figures of others.
"""

from collections.abc import Iterable

from evals.cases import Context
from evals.exchange import Exchange
from evals.metrics.wanted import alternatives, is_compared

THRESHOLD = 0.5
"""ragas' own; precision takes it as enough, recall asks for more than it."""


async def non_llm_context_precision_with_reference(exchange: Exchange) -> float | None:
    """The mean precision at the ranks of the citations that resemble a context, required or not."""
    from evals.metrics.from_ragas import text_precision

    cited = _plainly(citation.quote for citation in exchange.reply.citations)
    if not (is_compared(exchange) and cited):
        return None
    contexts = _quotes(exchange.case.contexts)
    return await text_precision(retrieved=cited, reference=contexts, threshold=THRESHOLD)


async def non_llm_context_recall(exchange: Exchange) -> float | None:
    """The share of the required contexts that a citation resembles; of none required, any one.

    ragas raises where nothing is cited; that is a 0.
    """
    from evals.metrics.from_ragas import text_recall

    if not is_compared(exchange):
        return None
    cited = _plainly(citation.quote for citation in exchange.reply.citations)
    if not cited:
        return 0.0
    return max(
        [
            await text_recall(retrieved=cited, reference=_quotes(wanted), threshold=THRESHOLD)
            for wanted in alternatives(exchange.case)
        ]
    )


def _quotes(contexts: Iterable[Context]) -> list[str]:
    return _plainly(context.quote for context in contexts)


def _plainly(texts: Iterable[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts if text.strip()]
