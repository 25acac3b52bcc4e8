"""Weights fitted on one half of the observations, and how sure they are on the other half.

Each set counts the same, however many questions it has. Halves are of whole groups, by a hash, so
that no article is in both.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evals.calibration.observing import Observation
from service.sureness import Signals

Floats = npt.NDArray[np.float64]

NAMES = ("always", *Signals.__slots__)
STEPS_MOST = 50
PENALTY = 1e-5  # keeps the weights finite where a signal parts all observations
EDGES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The observations of about one sureness: how sure on average, and what share was right."""

    count: int
    stated: float
    observed: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What one least sureness costs a set; shares of 1."""

    least: float
    answered_rightly: float
    abstained_rightly: float
    wrong_of_answered: float


def halves(found: Sequence[Observation]) -> tuple[list[Observation], list[Observation]]:
    """To fit on, and to report on."""
    fitted = [each for each in found if _half(each.group) == 0]
    return fitted, [each for each in found if _half(each.group) == 1]


def fit(found: Sequence[Observation]) -> dict[str, float]:
    """The weights under which what was seen is likeliest, by Newton's method."""
    rows, right = _rows(found), np.array([each.is_right for each in found], np.float64)
    counts = {name: sum(each.set == name for each in found) for name in {e.set for e in found}}
    shares = np.array([1 / counts[each.set] / len(counts) for each in found])
    weights = np.zeros(len(NAMES))
    for _ in range(STEPS_MOST):
        sure = _sure(rows, weights)
        slope = rows.T @ (shares * (right - sure)) - PENALTY * weights
        bend = (rows.T * (shares * sure * (1 - sure))) @ rows + PENALTY * np.eye(len(NAMES))
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return dict(zip(NAMES, map(float, weights), strict=True))


def sureness_of(found: Sequence[Observation], weights: dict[str, float]) -> Floats:
    return _sure(_rows(found), np.array([weights[name] for name in NAMES]))


def reliability(found: Sequence[Observation], weights: dict[str, float]) -> list[Bin]:
    """Stated beside observed: near each other, the sureness means what it says."""
    sure = sureness_of(found, weights)
    right = np.array([each.is_right for each in found])
    bins = [(sure >= low) & (sure < high) for low, high in zip(EDGES, EDGES[1:], strict=False)]
    return [
        Bin(int(inside.sum()), float(sure[inside].mean()), float(right[inside].mean()))
        for inside in bins
        if inside.any()
    ]


def choices(
    found: Sequence[Observation], weights: dict[str, float], leasts: Sequence[float]
) -> list[Choice]:
    """What answering from each of `leasts` on would give; NaN where there is nothing to share."""
    sure = sureness_of(found, weights)
    right = np.array([each.is_right for each in found])
    has = np.array([each.is_answerable for each in found])
    return [
        Choice(
            least,
            _mean((sure >= least)[has] & right[has]),
            _mean(sure[~has] < least),
            _mean(~right[sure >= least]),
        )
        for least in leasts
    ]


def area(found: Sequence[Observation], weights: dict[str, float]) -> float:
    """How often an answerable question is surer than another one: the area under the ROC curve."""
    sure = sureness_of(found, weights)
    has = np.array([each.is_answerable for each in found])
    above = sure[has][:, None] - sure[~has][None, :]
    return _mean((above > 0) + 0.5 * (above == 0))


def _half(group: str) -> int:
    # Sets are cut into their own halves by a hash as well: this one has to differ.
    return hashlib.sha256(f"calibration {group}".encode()).digest()[0] % 2


def _rows(found: Sequence[Observation]) -> Floats:
    signals = [[getattr(each.signals, name) for name in NAMES[1:]] for each in found]
    return np.hstack([np.ones((len(found), 1)), np.array(signals, np.float64)])


def _sure(rows: Floats, weights: Floats) -> Floats:
    sure: Floats = 1 / (1 + np.exp(-(rows @ weights)))
    return sure


def _mean(values: npt.ArrayLike) -> float:
    values = np.asarray(values, np.float64)
    return float(values.mean()) if values.size else float("nan")
