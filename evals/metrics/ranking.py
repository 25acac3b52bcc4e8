"""How high the search ranks what bears the answer, whatever is then made of it.

Evidence is relevant when it hits a context, as a citation does.
"""

import math
from collections.abc import Sequence

from evals.exchange import Exchange
from evals.metrics.citations import hits
from evals.metrics.wanted import alternatives


def hit_at_k(exchange: Exchange, *, k: int) -> float | None:
    """1 when one of the first k bears the answer, else 0."""
    rank = _first(exchange)
    return None if rank is None else float(rank <= k)


def reciprocal_rank(exchange: Exchange) -> float | None:
    """1 over the rank of the first that bears the answer, 0 without one; its mean is the MRR
    (Voorhees, TREC-8, 1999)."""
    rank = _first(exchange)
    return None if rank is None else 1 / rank


def ndcg_at_k(exchange: Exchange, *, k: int) -> float | None:
    """Discounted cumulative gain over that of the best order (Järvelin and Kekäläinen, 2002).

    The gain at a rank is the number of required contexts that are hit there for the first time, so
    that saying one thing twice gains nothing (Clarke et al., 2008). The best order has the largest
    gains first, and after them each context that was missed. Where none is required, the best of
    the contexts alone.
    """
    if exchange.ranked is None or not exchange.case.contexts:
        return None
    best = 0.0
    for wanted in alternatives(exchange.case):
        gains, missing = [0] * len(exchange.ranked), 0
        for context in wanted:
            hit = (i for i, found in enumerate(exchange.ranked) if hits(exchange, found, context))
            if (first := next(hit, None)) is None:
                missing += 1
            else:
                gains[first] += 1
        ideal = sorted([*gains, *[1] * missing], reverse=True)
        best = max(best, _dcg(gains[:k]) / _dcg(ideal[:k]))
    return best


def _dcg(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _first(exchange: Exchange) -> float | None:
    """The rank of the first that hits any context, infinite without one."""
    if exchange.ranked is None or not exchange.case.contexts:
        return None
    for rank, found in enumerate(exchange.ranked, start=1):
        if any(hits(exchange, found, context) for context in exchange.case.contexts):
            return rank
    return math.inf
