"""How sure it is that the best that was found answers a question for a fact.

A logistic function of a few signals, with weights in `sureness.tsv`. `python -m evals calibrate`
fits them on one half of public questions, answerable and not, and reports on the other half how
often answers of that sureness were right.
"""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from indexing.article import Article
from service.rerank import Weighed
from service.terms import Stems, terms_of
from service.words import stems_of

LEAST_SURE = 0.27
"""The target: less sure, and we abstain. At this, about half of the answers to the public questions
are wrong, where a third to a half have none, and one in eighteen to the gold questions for a fact;
docs/figures.md tells what other targets cost."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells whether evidence answers, each about from 0 to 1.

    `relevance` is that of `Weighed`; `named` is the share of the question's names and numbers that
    stand anywhere in the article, its title and publisher included.
    """

    relevance: float
    named: float


def signals_of(weighed: Weighed, topic: str) -> Signals:
    return Signals(weighed.relevance, _named(topic, weighed.evidence.article))


def sureness(signals: Signals) -> float:
    """The probability that such evidence answers, by the share of those like it that did."""
    weights = _weights()
    total = weights["always"] + sum(
        weights[name] * getattr(signals, name) for name in Signals.__slots__
    )
    return 1 / (1 + math.exp(-total))


def _named(topic: str, article: Article) -> float:
    names = [term for term in terms_of(topic) if term.text[:1].isupper() or term.text[:1].isdigit()]
    if not names:
        return 1.0
    told = article.metadata
    words = Stems(stems_of(f"{told.title.value} . {told.publisher.value} . {article.text}"))
    return sum(words.match(name) for name in names) / len(names)


@cache
def _weights() -> dict[str, float]:
    lines = files("service").joinpath("sureness.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight, *_ in rows}
