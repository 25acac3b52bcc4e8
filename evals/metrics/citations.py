"""Whether an answer cites what bears it, and only that."""

from evals.cases import Context
from evals.exchange import Citation, Exchange

SHARE = 0.5
"""A citation hits a context when they share this much of the shorter of the two.

Sentences are split now here, now there, so equal ends would ask too much; a bare touch too little.
"""


def citation_precision(exchange: Exchange) -> float | None:
    """The share of an answer's citations that hit a context of the case, required or not."""
    cited = exchange.reply.citations
    if not (exchange.reply.is_answered and exchange.case.contexts and cited):
        return None
    wanted = exchange.case.contexts
    return sum(any(hits(exchange, c, w) for w in wanted) for c in cited) / len(cited)


def citation_recall(exchange: Exchange) -> float | None:
    """The share of the required contexts that an answer cites.

    Where none is required, any one of the contexts is all that is asked.
    """
    if not (exchange.reply.is_answered and exchange.case.contexts):
        return None
    cited = exchange.reply.citations
    reached = {w: any(hits(exchange, c, w) for c in cited) for w in exchange.case.contexts}
    required = [hit for context, hit in reached.items() if context.required]
    return sum(required) / len(required) if required else float(any(reached.values()))


def hits(exchange: Exchange, citation: Citation, context: Context) -> bool:
    """Whether the cited words and the context's are, for the most part, the same place."""
    if not context.is_of(article_id=citation.article_id, source=citation.source):
        return False
    for found in context.places_in(exchange.texts[citation.article_id]):
        shared = min(citation.end, found.end()) - max(citation.start, found.start())
        shorter = min(citation.end - citation.start, found.end() - found.start())
        if shared > 0 and shared >= SHARE * shorter:
            return True
    return False
