"""Every case that is not right: the first ones whole, the others in a line."""

from collections.abc import Iterator, Sequence

from evals.record import Row
from evals.report.html.case import anchor, case
from evals.report.html.cells import Column, table
from evals.report.html.markup import Html, Part, h
from evals.report.report import Report
from evals.report.wording import first_fault

WHOLE = 300
"""So many are shown with everything, some 2 MB."""

LISTED = 1000
"""So many more have a line; the others are in the run file alone."""


def failing(report: Report) -> Iterator[Part]:
    rows, comparison = report.failing, report.verdict.comparison
    yield h("h2", f"Failing cases: {len(rows)}")
    if not rows:
        yield h("p", "None.")
    broken = set(comparison.newly_broken) if comparison else set()
    earlier = {row.case.id: row for row in report.earlier.rows} if report.earlier else {}
    for row in rows[:WHOLE]:
        badge = "newly broken" if row.case.id in broken else None
        yield case(row, earlier=earlier.get(row.case.id), badge=badge)
    if rows[WHOLE:]:
        yield _rest(rows[WHOLE:])


def _rest(rows: Sequence[Row]) -> Html:
    columns: list[Column[Row]] = [
        Column("case", lambda row: h("span", row.case.id, id=anchor(row.case.id), class_="name")),
        Column("question", lambda row: row.case.question),
        Column("what is wrong", first_fault),
    ]
    hidden = len(rows[LISTED:])
    told = f"; {hidden} more are in the run file" if hidden else ""
    return table(f"The other failing cases{told}", columns, rows[:LISTED])
