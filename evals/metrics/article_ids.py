"""Whether the right articles are cited, whatever of them: ragas' id-based context metrics."""

from evals.cases import Context
from evals.exchange import Citation, Exchange
from evals.metrics.wanted import alternatives, is_compared


async def id_based_context_precision(exchange: Exchange) -> float | None:
    """The share of the articles cited that some context is of, required or not.

    ragas gives NaN where nothing is cited; here it does not apply.
    """
    from evals.metrics.from_ragas import id_precision

    cited = _cited(exchange)
    if not cited:
        return None
    return await id_precision(retrieved=cited, reference=_named(exchange.case.contexts))


async def id_based_context_recall(exchange: Exchange) -> float | None:
    """The share of the articles of the required contexts that are cited.

    Where none is required, any one is all that is asked.
    """
    from evals.metrics.from_ragas import id_recall

    cited = _cited(exchange)
    if cited is None:
        return None
    return max(
        [
            await id_recall(retrieved=cited, reference=_named(wanted))
            for wanted in alternatives(exchange.case)
        ]
    )


def _named(contexts: tuple[Context, ...]) -> set[str]:
    return {context.article for context in contexts}


def _cited(exchange: Exchange) -> set[str] | None:
    """The articles cited, by the names that the contexts have for them."""
    cited, by_source = exchange.reply.citations, any(c.source for c in exchange.case.contexts)
    is_told = not by_source or all(citation.source for citation in cited)  # older services do not
    if not (is_compared(exchange) and is_told):
        return None
    return {_name(citation, _named(exchange.case.contexts)) for citation in cited}


def _name(citation: Citation, known: set[str]) -> str:
    return citation.source if citation.source in known else citation.article_id
