"""How far an answer's claims are borne by the words they cite: by rule, without a judge."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evals.errors import MetricFailed
from evals.exchange import Citation, Exchange, Reply
from evals.faithfulness.grounds import Cited
from evals.faithfulness.score import Claim, score
from indexing.errors import OnRecordError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


async def faithfulness_by_rule(exchange: Exchange, *, embedder: "BaseEmbedding") -> float | None:
    """See evals/faithfulness/score.py; None for what is no answer, or claims nothing.

    Each claim is held against what it cites, one that cites nothing against nothing. Of a service
    that tells no claims, the whole answer is held against all its citations.
    """
    if not exchange.reply.is_answered:
        return None
    try:
        return await score(list(_claims(exchange.reply)), embedder=embedder)
    except OnRecordError as error:
        raise MetricFailed(str(error)) from error


def _claims(reply: Reply) -> Iterator[Claim]:
    if not reply.claims:
        yield Claim(reply.answer, tuple(map(_evidence, reply.citations)))
    cited = {citation.marker: citation for citation in reply.citations}
    for claim in reply.claims:
        found = (cited[marker] for marker in claim.citations if marker in cited)
        yield Claim(claim.text, tuple(map(_evidence, found)))


def _evidence(citation: Citation) -> Cited:
    return Cited(citation.quote, citation.speaker)
