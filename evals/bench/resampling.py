"""How sure a figure is that is no mean: a seeded bootstrap over questions or conversations."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import TypeVar

from evals.intervals import LEVEL, Interval

RESAMPLES = 1000

T = TypeVar("T")


def interval_of(
    rows: Sequence[T],
    figure: Callable[[Sequence[T]], float | None],
    *,
    group: Callable[[T], Hashable] | None = None,
    seed: int = 0,
) -> Interval | None:
    """Where `figure` lies, 95 % sure: the percentile bootstrap of Efron (1979).

    With `group`, whole groups are drawn: turns of one conversation are no independent cases.
    Samples for which there is no figure are left out; None where none has one, or all rows are of
    one group.
    """
    import numpy as np

    groups: defaultdict[Hashable, list[T]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[place if group is None else group(row)].append(row)
    every = list(groups.values())
    if len(every) == 1 < len(rows):
        return None
    random = np.random.default_rng(seed)
    samples = (
        list(chain.from_iterable(every[at] for at in random.integers(0, len(every), len(every))))
        for _ in range(RESAMPLES if every else 0)
    )
    found = [value for value in map(figure, samples) if value is not None]
    if not found:
        return None
    low, high = np.percentile(found, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return Interval(float(low), float(high))
