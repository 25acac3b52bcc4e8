"""The fitted weights, what a sureness was worth, and what each least sureness costs."""

from collections.abc import Sequence

from rich.table import Table

from evals.calibration.fitting import area, choices, reliability
from evals.calibration.observing import Observation

_HEADER = """\
# How sure an answer is: see sureness.py. Written by `python -m evals calibrate`.
# signal	weight: what one unit of it adds to the log odds that what is shown answers
"""


def as_tsv(weights: dict[str, float]) -> str:
    return _HEADER + "".join(f"{name}\t{weight:.2f}\n" for name, weight in weights.items())


def weights_table(weights: dict[str, float]) -> Table:
    table = Table("signal", "weight", title="fitted on one half")
    for name, weight in weights.items():
        table.add_row(name, f"{weight:.2f}")
    return table


def reliability_table(found: Sequence[Observation], weights: dict[str, float]) -> Table:
    table = Table(
        "set", "questions", "stated", "observed", title="how often right, on the other half (%)"
    )
    for name, own in _by_set(found):
        for each in reliability(own, weights):
            table.add_row(
                name, str(each.count), f"{100 * each.stated:.0f}", f"{100 * each.observed:.0f}"
            )
    return table


def choices_table(
    found: Sequence[Observation], weights: dict[str, float], leasts: Sequence[float]
) -> Table:
    table = Table(title="what each least sureness costs, on the other half (%)")
    for column in ("set", "ROC area", "least", "answered rightly", "abstained rightly", "wrong"):
        table.add_column(column)
    for name, own in _by_set(found):
        for each in choices(own, weights, leasts):
            table.add_row(
                name,
                f"{area(own, weights):.2f}",
                f"{each.least:.2f}",
                f"{100 * each.answered_rightly:.0f}",
                f"{100 * each.abstained_rightly:.0f}",
                f"{100 * each.wrong_of_answered:.0f}",
            )
    return table


def _by_set(found: Sequence[Observation]) -> list[tuple[str, list[Observation]]]:
    names = dict.fromkeys(each.set for each in found)
    return [("all", list(found)), *((n, [e for e in found if e.set == n]) for n in names)]
