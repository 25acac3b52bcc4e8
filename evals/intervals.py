"""How sure a mean is: a seeded bootstrap over the cases."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL = 0.95
RESAMPLES = 2000
CELLS_AT_ONCE = 200_000
"""How many values are drawn at a time: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def mean_interval(
    values: Sequence[float], *, groups: Sequence[Hashable] | None = None, seed: int = 0
) -> Interval | None:
    """Where the mean lies, 95 % sure: the percentile bootstrap of Efron (1979). None of no values.

    Values that are all alike give an interval of no width: of cases that never fail, the bootstrap
    cannot say how often others would. (The rule of three can: below 3 in as many as were tried.)

    With `groups`, one to each value, whole groups are drawn: questions about one article are no
    independent cases. None where they are all of one: there is nothing to draw.

    The draws hang on the seed and on how many values (or groups) there are, not on what they are,
    so a mean that is nowhere lower has an interval that is nowhere lower.
    """
    import numpy as np

    if not values or (groups is not None and len(set(groups)) == 1 < len(values)):
        return None
    sample = np.asarray(values, dtype=np.float64)
    if sample.min() == sample.max():
        return Interval(float(sample[0]), float(sample[0]))
    if groups is None:
        drawn = [sample.take(places).mean(axis=1) for places in _draws(len(sample), seed)]
    else:
        sums, sizes = np.array(_sums(values, groups), dtype=np.float64).T
        drawn = [
            sums.take(places).sum(axis=1) / sizes.take(places).sum(axis=1)
            for places in _draws(len(sums), seed)
        ]
    means = np.concatenate(drawn)
    low, high = np.percentile(means, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return Interval(float(low), float(high))


def _sums(values: Sequence[float], groups: Sequence[Hashable]) -> list[tuple[float, int]]:
    """The sum of each group's values, and how many they are."""
    found: defaultdict[Hashable, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        found[group].append(value)
    return [(sum(own), len(own)) for own in found.values()]


def change_interval(
    pairs: Sequence[tuple[float, float]],
    *,
    groups: Sequence[Hashable] | None = None,
    seed: int = 0,
) -> Interval | None:
    """Where the mean change of (before, after) lies, the same cases on both sides.

    Paired: how cases differ from each other drops out, so that it sees far smaller changes than
    two intervals side by side do.
    """
    changes = [after - before for before, after in pairs]
    return mean_interval(changes, groups=groups, seed=seed)


def _draws(count: int, seed: int) -> "Iterator[NDArray[np.int64]]":
    import numpy as np

    random = np.random.default_rng(seed)
    at_once = max(1, CELLS_AT_ONCE // count)
    for start in range(0, RESAMPLES, at_once):
        size = (min(at_once, RESAMPLES - start), count)
        yield random.integers(0, count, size=size, dtype=np.int64)
