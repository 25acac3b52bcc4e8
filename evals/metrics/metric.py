"""A metric: its name, how it is taken from an exchange, and which way is better."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from evals.exchange import Exchange

Better = Literal["higher", "lower"]
Kind = Literal["deterministic", "judged"]
Measure = Callable[[Exchange], Awaitable[float | None]]


@dataclass(frozen=True, slots=True)
class Metric:
    """`measure` gives None where the metric does not apply, and raises MetricFailed where it does
    but could not be taken: neither is a zero."""

    name: str
    measure: Measure
    better: Better = "higher"
    kind: Kind = "deterministic"


def pure(
    name: str, function: Callable[[Exchange], float | None], *, better: Better = "higher"
) -> Metric:
    """The metric of a plain function."""

    async def measure(exchange: Exchange) -> float | None:
        return function(exchange)

    return Metric(name, measure, better)
