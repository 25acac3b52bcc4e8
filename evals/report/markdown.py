"""A run as a summary for a pull request: the verdict, the figures, what broke."""

import re
from collections.abc import Iterable, Iterator, Sequence

from evals.record import Row
from evals.report.characters import shortened
from evals.report.report import Report
from evals.report.wording import first_fault, interval, number, percent, signed
from evals.summary import Figure

CASES = 30
WORDS = 160
"""A comment on GitHub may have 65,536 characters: so many cases of so many fit."""

_SIGNS = {"pass": "✅", "fail": "❌", "could not judge": "⚠️"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
_CALLING = re.compile(r"([@#])(?=\w)")


def markdown(report: Report) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    verdict = report.verdict
    yield f"## {_SIGNS[verdict.word]} {escaped(report.run.about.name)}: {verdict.word}"
    yield ""
    yield _counts(report)
    yield ""
    for one in verdict.findings:
        yield f"- **{one.level}** {escaped(f'{one.about}: {one.message}', most=4 * WORDS)}"
    yield ""
    yield from _figures(report)
    comparison = verdict.comparison
    broken = set(comparison.newly_broken) if comparison else set()
    failing = report.failing
    yield from _cases(
        "Newly broken", [row for row in failing if row.case.id in broken], is_open=True
    )
    others = [row for row in failing if row.case.id not in broken]
    yield from _cases("Not right before either" if comparison else "Failing", others)
    if comparison and comparison.newly_right:
        ids = ", ".join(f"`{id}`" for id in map(_code, comparison.newly_right[:CASES]))
        more = len(comparison.newly_right[CASES:])
        yield f"Newly right: {ids}" + (f" and {more} more" if more else "")


def _counts(report: Report) -> str:
    summary, comparison = report.summary, report.verdict.comparison
    right = next(figure for figure in summary.figures if figure.name == "right")
    told = [
        f"{summary.right} of {summary.cases} cases right ({percent(right.value) or 'none judged'})"
    ]
    lost = len(summary.unjudged) + summary.missing
    told += [f"{lost} not judged"] if lost else []
    if comparison:
        told.append(f"{len(comparison.newly_broken)} newly broken")
        told.append(f"{len(comparison.newly_right)} newly right")
    if summary.latency:
        told.append(
            f"{summary.latency.p50:.2f} s a question (95 % below {summary.latency.p95:.2f} s)"
        )
    return f"{', '.join(told)}; {report.held}."


def _figures(report: Report) -> Iterator[str]:
    headings = ["figure", "value", "95 %", "cases", "failed"]
    headings += ["before", "change"] if report.changes else []
    headings += ["bound"] if report.bounds else []
    yield _row([*headings, ""])
    yield "|" + "|".join(["---", *["--:"] * (len(headings) - 1), "---"]) + "|"
    for figure in report.summary.figures:
        yield _row(_cells(figure, report))
    yield ""


def _cells(figure: Figure, report: Report) -> Iterator[str]:
    yield f"`{_code(figure.name)}`" + (" (judged)" if figure.kind == "judged" else "")
    yield number(figure.value)
    yield interval(figure)
    yield str(figure.count)
    yield str(figure.failed or "")
    if report.changes:
        change = report.changes.get(figure.name)
        yield number(change.before) if change else ""
        yield signed(change) if change else ""
    if report.bounds:
        yield str(report.bounds.get(figure.name, ""))
    standing = report.standing(figure)
    yield standing if standing in ("", "kept") else f"**{standing}**"


def _cases(what: str, rows: Sequence[Row], *, is_open: bool = False) -> Iterator[str]:
    if not rows:
        return
    yield f"<details{' open' if is_open else ''}><summary>{what}: {len(rows)}</summary>"
    yield ""
    yield "| case | question | what is wrong |"
    yield "|---|---|---|"
    for row in rows[:CASES]:
        told = (row.case.question, first_fault(row))
        yield _row([f"`{_code(row.case.id)}`", *(escaped(words) for words in told)])
    yield ""
    if rows[CASES:]:
        yield f"and {len(rows[CASES:])} more: the HTML report has them"
        yield ""
    yield "</details>"
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(name: str) -> str:
    return shortened(name, WORDS).replace("`", "'").replace("|", "\\|")


def escaped(words: str, *, most: int = WORDS) -> str:
    """Words that stay words: no markup, no mention of people, no link to an issue."""
    safe = _SPECIAL.sub(r"\\\1", shortened(words, most))
    return _CALLING.sub("\\1\N{WORD JOINER}", safe)
