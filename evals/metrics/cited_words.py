"""How much of what is cited bears the answer, and how much of what bears it is cited, by words.

Token-level precision and recall of rationales (DeYoung et al., ERASER, ACL 2020). Unlike
citation_precision and citation_recall they see a citation that is far too long or too short.
"""

import re
from collections.abc import Iterable, Iterator

from evals.cases import Context
from evals.exchange import Exchange
from evals.metrics.wanted import alternatives, is_compared

Word = tuple[str, int]
"""A word by its place: the article, and where in its text the word begins."""

_WORD = re.compile(r"\w+")


def citation_word_precision(exchange: Exchange) -> float | None:
    """The share of the words cited that stand in a context, required or not."""
    cited = _cited(exchange)
    if not (is_compared(exchange) and cited):
        return None
    return len(cited & _standing(exchange, exchange.case.contexts)) / len(cited)


def citation_word_recall(exchange: Exchange) -> float | None:
    """The share of the words of the required contexts that are cited.

    Where none is required, that of the context of which the most is cited.
    """
    if not is_compared(exchange):
        return None
    cited = _cited(exchange)
    return max(_recall(exchange, cited, wanted) for wanted in alternatives(exchange.case))


def _recall(exchange: Exchange, cited: set[Word], wanted: Iterable[Context]) -> float:
    reached = asked = 0
    for context in wanted:
        # A text may have the words twice: to cite them at one place is enough.
        reached += max((len(cited & place) for place in _each(exchange, context)), default=0)
        asked += len(_WORD.findall(context.quote))
    return reached / asked if asked else 0.0


def _cited(exchange: Exchange) -> set[Word]:
    return {
        word
        for citation in exchange.reply.citations
        for word in _words(exchange, citation.article_id, citation.start, citation.end)
    }


def _standing(exchange: Exchange, contexts: Iterable[Context]) -> set[Word]:
    return {word for context in contexts for place in _each(exchange, context) for word in place}


def _each(exchange: Exchange, context: Context) -> Iterator[set[Word]]:
    """The words of each place where the context stands in an article that is cited."""
    sources = {citation.article_id: citation.source for citation in exchange.reply.citations}
    for article_id, source in sources.items():
        if context.is_of(article_id=article_id, source=source):
            for found in context.places_in(exchange.texts[article_id]):
                yield _words(exchange, article_id, found.start(), found.end())


def _words(exchange: Exchange, article_id: str, start: int, end: int) -> set[Word]:
    found = _WORD.finditer(exchange.texts[article_id], start, end)
    return {(article_id, word.start()) for word in found}
