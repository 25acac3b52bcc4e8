"""Bars with their 95 % intervals, as SVG that grows with its cell; the numbers stand beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from evals.report.html.markup import Html, h
from evals.summary import Figure
from evals.thresholds import Bound

WIDTH, HEIGHT = 100.0, 12.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The values from one end of the plot to the other."""

    low: float
    high: float

    def place(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(WIDTH * min(1.0, max(0.0, share)), 2)


def scale_of(figures: Iterable[Figure]) -> Scale:
    """From 0 to 1, or as far as a figure reaches beyond."""
    ends = [end for one in figures for end in (one.low, one.high) if end is not None]
    return Scale(min([0.0, *ends]), max([1.0, *ends]))


def bar(
    figure: Figure, scale: Scale, *, before: float | None = None, bound: Bound | None = None
) -> Html | None:
    """The value, its interval, what it was before (a hollow mark) and where its bounds are.

    None of a figure without a value.
    """
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    start, end = sorted((scale.place(0), scale.place(figure.value)))
    low, high = scale.place(figure.low), scale.place(figure.high)
    middle = HEIGHT / 2
    return h(
        "svg",
        h("rect", x=0, y=2, width=WIDTH, height=HEIGHT - 4, class_="ground"),
        h("rect", x=start, y=2, width=round(end - start, 2), height=HEIGHT - 4, class_="bar"),
        [_upright(scale.place(at), 0, HEIGHT, "bound") for at in _ends(bound)],
        h("line", x1=low, x2=high, y1=middle, y2=middle, class_="interval"),
        [_upright(x, 3.5, HEIGHT - 3.5, "interval") for x in (low, high) if low != high],
        None if before is None else _upright(scale.place(before), 1, HEIGHT - 1, "before"),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        preserveAspectRatio="none",
        role="img",
        aria_label=_said(figure, before=before, bound=bound),
    )


def _upright(x: float, top: float, bottom: float, kind: str) -> Html:
    return h("line", x1=x, x2=x, y1=top, y2=bottom, class_=kind)


def _ends(bound: Bound | None) -> list[float]:
    ends = (bound.at_least, bound.at_most) if bound else ()
    return [end for end in ends if end is not None]


def _said(figure: Figure, *, before: float | None, bound: Bound | None) -> str:
    told = f"{figure.value:.3f}, 95 % interval {figure.low:.3f} to {figure.high:.3f}"
    if before is not None:
        told += f", before {before:.3f}"
    return told + (f", bound {bound}" if bound else "")
