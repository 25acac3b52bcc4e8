"""Merging rankings that cannot be compared by score."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

RRF_K = 60  # the constant of Cormack, Clarke and Büttcher, SIGIR 2009


def fuse(rankings: Iterable[Sequence[str]], *, minor: Iterable[Sequence[str]] = ()) -> list[str]:
    """Ids, best first, by reciprocal rank fusion; `minor` rankings count half."""
    scores: defaultdict[str, float] = defaultdict(float)
    for rankings_alike, weight in ((rankings, 1.0), (minor, 0.5)):
        for ranking in rankings_alike:
            for rank, item in enumerate(ranking, start=1):
                scores[item] += weight / (RRF_K + rank)
    return sorted(scores, key=scores.__getitem__, reverse=True)
