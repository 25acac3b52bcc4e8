"""Whether the cited words are the article's, to the character."""

from evals.exchange import Exchange


def quote_exactness(exchange: Exchange) -> float | None:
    """The share of the citations, of abstentions too, whose words stand at their place."""
    exact = [
        citation.quote != ""
        and exchange.texts[citation.article_id][citation.start : citation.end] == citation.quote
        for citation in exchange.reply.citations
    ]
    return sum(exact) / len(exact) if exact else None
