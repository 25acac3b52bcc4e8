"""How alike two rankings of the same things are."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The correlation of ranks, ties sharing theirs; None where either side ranks nothing."""
    ranks, others = ranked(one), ranked(other)
    if len(ranks) < 2 or not (np.ptp(ranks) and np.ptp(others)):
        return None
    return float(np.corrcoef(ranks, others)[0, 1])


def kendall(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Tau-b: pairs in the same order less those in the opposite one, allowing for ties."""
    order, others = _signs(one), _signs(other)
    untied = float(np.sqrt(np.abs(order).sum() * np.abs(others).sum()))
    return float((order * others).sum()) / untied if untied else None


def ranked(values: Sequence[float]) -> Floats:
    """The rank of each value from 0 on; equal ones have the mean of theirs."""
    found = np.asarray(values, np.float64)
    _, inverse, counts = np.unique(found, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    means: Floats = (ends - counts + ends - 1) / 2
    return means[inverse]


def _signs(values: Sequence[float]) -> Floats:
    found = np.asarray(values, np.float64)
    return np.sign(found[:, None] - found[None, :])
