"""A report for people, or for other programs."""

from evals.commands.boundary import console, print_json
from evals.report.data import as_data
from evals.report.report import Report
from evals.report.terminal import show


def tell(report: Report, *, as_json: bool) -> None:
    print_json(as_data(report)) if as_json else show(console(), report)
