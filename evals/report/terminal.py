"""A run in the terminal: the figures, what they are made of, each failing case, the verdict."""

from collections.abc import Iterable, Mapping, Sequence

from rich import markup
from rich.console import Console
from rich.table import Table

from evals.baseline import Change
from evals.gate import Finding
from evals.record import Row
from evals.report.characters import showable
from evals.report.failing import told
from evals.report.report import Report, Standing
from evals.report.wording import change_interval, interval, number, signed
from evals.summary import Figure, Summary

CASES = 50
"""More failing cases than this are for the HTML page."""

MOST = 2000
"""The most characters that are shown of anything in a case; rich takes a minute over 100,000."""

_COLOURS: Mapping[str, str] = {
    "pass": "green",
    "kept": "green",
    "fail": "red",
    "broken": "red",
    "worse": "red",
    "could not judge": "magenta",
    "unmeasured": "magenta",
    "advisory": "yellow",
}


def show(console: Console, report: Report, *, cases: int = CASES) -> None:
    """Print everything a reader of the run needs, the verdict last."""
    console.print(_figures(report))
    console.print(_groups("form", report.summary.by_form))
    if report.summary.by_tag:
        console.print(_groups("tag", report.summary.by_tag))
    console.print(_outcomes(report.summary))
    if report.summary.abstentions:
        console.print(_abstentions(report.summary))
    failing = report.failing
    for row in failing[:cases]:
        console.print(_failing(row))
    if len(failing) > cases:
        console.print(f"and {len(failing) - cases} more failing cases: --html FILE has them")
    console.print(*_told(report), sep="\n")


def escape(words: str) -> str:
    """Neither markup of ours nor what a terminal would obey."""
    return markup.escape(showable(words))


def _table(title: str, *headings: str) -> Table:
    table = Table(headings[0], title=title)
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    return table


def _figures(report: Report) -> Table:
    headings = ["figure", "value", "95 %", "of", "failed"]
    headings += ["bound"] if report.bounds else []
    headings += ["before", "change", "95 %"] if report.changes else []
    table = _table(escape(report.run.about.name), *headings, "")
    for figure in report.summary.figures:
        table.add_row(*_cells(figure, report), _coloured(report.standing(figure)))
    return table


def _cells(figure: Figure, report: Report) -> Iterable[str]:
    yield figure.name + (" (judged)" if figure.kind == "judged" else "")
    yield number(figure.value)
    yield interval(figure)
    yield str(figure.count)
    yield str(figure.failed or "")
    if report.bounds:
        bound = report.bounds.get(figure.name)
        yield "" if bound is None else str(bound)
    if report.changes:
        yield from _changed(report.changes.get(figure.name))


def _changed(change: Change | None) -> tuple[str, str, str]:
    if change is None:
        return "", "", ""
    return number(change.before), signed(change), change_interval(change)


def _coloured(standing: Standing | str) -> str:
    return f"[{_COLOURS[standing]}]{standing}[/]" if standing else ""


def _groups(what: str, groups: Mapping[str, Sequence[Figure]]) -> Table:
    table = _table(f"By {what}", what, "cases", "right", "95 %", "not judged")
    for name, figures in groups.items():
        right = next(figure for figure in figures if figure.name == "right")
        table.add_row(
            escape(name),
            str(right.count + right.failed),
            number(right.value),
            interval(right),
            str(right.failed or ""),
        )
    return table


def _outcomes(summary: Summary) -> Table:
    columns = list(dict.fromkeys(came for _, came in summary.outcomes))
    table = _table("Outcomes: expected, and what came", "expected", *columns)
    for expected in dict.fromkeys(expected for expected, _ in summary.outcomes):
        counts = (summary.outcomes.get((expected, came), 0) for came in columns)
        table.add_row(expected, *(str(count or "") for count in counts))
    return table


def _abstentions(summary: Summary) -> Table:
    table = _table("Not answered, by reason", "reason", "outcome", "cases", "fair")
    for one in summary.abstentions:
        table.add_row(escape(one.reason), escape(one.outcome), str(one.count), str(one.fair))
    return table


def _failing(row: Row) -> Table:
    table = Table(show_header=False, title=escape(f"{row.case.id} ({row.case.form})"), expand=True)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for name, words in told(row):
        table.add_row(name, escape(words if len(words) <= MOST else f"{words[:MOST]}…"))
    return table


def _told(report: Report) -> Iterable[str]:
    summary, verdict = report.summary, report.verdict
    if summary.latency:
        times = summary.latency
        yield f"{times.p50:.2f} s a question in the middle, {times.p95:.2f} s at the 95th of 100"
    if verdict.comparison:
        comparison = verdict.comparison
        yield escape(_listed("newly broken", comparison.newly_broken))
        yield escape(_listed("newly right", comparison.newly_right))
    yield from (_finding(finding) for finding in verdict.findings)
    counts = f"{summary.right} of {summary.cases} cases right"
    yield f"{_coloured(verdict.word)}: {counts}, {report.held}"


def _listed(what: str, ids: Sequence[str]) -> str:
    return f"{what}: {', '.join(ids) or 'none'}"


def _finding(finding: Finding) -> str:
    return f"{_coloured(finding.level)}: {escape(f'{finding.about}: {finding.message}')}"
