"""Whether an answer's claims are borne by what they cite: our score, which needs no judge."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evals.errors import MetricFailed
from evals.exchange import Citation, Exchange
from evals.faithfulness.grounds import Evidence
from evals.faithfulness.score import Claim, score
from indexing.errors import OnRecordError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

_CITED = re.compile(r"(?P<text>.*?)(?P<markers>(?:\s*\[\d+\])+[.!?]?|\Z)", re.DOTALL)


async def faithfulness_by_rule(exchange: Exchange, *, embedder: "BaseEmbedding") -> float | None:
    """Between 0 and 1, see evals/faithfulness/score.py; None where nothing is claimed.

    What comes before a marker is held against what the marker cites, and what no marker follows
    against all that is cited.
    """
    if not exchange.reply.is_answered:
        return None
    try:
        return await score(list(_claims(exchange)), embedder=embedder)
    except OnRecordError as error:
        raise MetricFailed(str(error)) from error


def _claims(exchange: Exchange) -> Iterator[Claim]:
    cited = dict(enumerate(exchange.reply.citations, start=1))  # markers go in reading order
    for found in _CITED.finditer(exchange.reply.answer):
        if text := found["text"].strip():
            markers = [int(number) for number in re.findall(r"\d+", found["markers"])]
            known = [cited[marker] for marker in markers if marker in cited]
            yield Claim(text, tuple(map(_evidence, known if markers else cited.values())))


def _evidence(citation: Citation) -> Evidence:
    return Evidence(citation.quote, citation.speaker)
