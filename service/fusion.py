"""Merging rankings that cannot be compared by score."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

RRF_K = 60  # the constant of Cormack, Clarke and Büttcher, SIGIR 2009


def fuse(
    rankings: Iterable[Sequence[str]], *, minor: Iterable[Sequence[str]] = ()
) -> dict[str, float]:
    """Ids with their scores, best first, by reciprocal rank fusion; `minor` rankings count half.

    What comes first in every ranking has 1.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    most = 0.0
    for rankings_alike, weight in ((rankings, 1.0), (minor, 0.5)):
        for ranking in rankings_alike:
            most += weight / (RRF_K + 1) if ranking else 0.0
            for rank, item in enumerate(ranking, start=1):
                scores[item] += weight / (RRF_K + rank)
    ordered = sorted(scores, key=scores.__getitem__, reverse=True)
    return {item: scores[item] / most for item in ordered}
