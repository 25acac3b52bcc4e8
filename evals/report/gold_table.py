"""A gold run for people: per form, the figures, and each failing case beside its expectation."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.cases import Case, Context
from evals.exchange import Exchange
from evals.gold import Row, by_form
from evals.thresholds import Check

_VERDICTS = {
    "kept": "[green]kept[/]",
    "broken": "[red]broken[/]",
    "unmeasured": "[red]unmeasured[/]",
}


def show(
    console: Console,
    rows: Sequence[Row],
    figures: Mapping[str, float | None],
    checks: Sequence[Check],
) -> None:
    """Print everything a reader of the run needs, what went wrong last."""
    console.print(_forms(rows))
    console.print(_figures(figures, checks))
    for row in rows:
        if not row.is_right:
            console.print(_failing(row))


def as_json(
    rows: Sequence[Row], figures: Mapping[str, float | None], checks: Sequence[Check]
) -> dict[str, Any]:
    """The same as data: the figures, the bounds, and every row with its whole response."""
    return {
        "cases": len(rows),
        "judged": sum(row.exchange is not None for row in rows),
        "figures": dict(figures),
        "checks": [
            {"name": c.name, "value": c.value, "bound": str(c.bound), "verdict": c.verdict}
            for c in checks
        ],
        "rows": [
            {
                "case": row.case.model_dump(mode="json", by_alias=True),
                "right": row.is_right,
                "faults": row.faults,
                "failure": row.failure,
                "seconds": round(row.seconds, 4),
                "response": row.response,
            }
            for row in rows
        ],
    }


def _forms(rows: Sequence[Row]) -> Table:
    table = Table("form", title="Gold set")
    for heading in ("cases", "right", "accuracy", "answerable", "right", "not to answer", "right"):
        table.add_column(heading, justify="right")
    for form, group in [*by_form(rows).items(), ("all", tuple(rows))]:
        if form == "all":
            table.add_section()
        answerable = [row for row in group if row.case.is_answerable]
        others = [row for row in group if not row.case.is_answerable]
        right = _right(group)
        parts = (answerable, others)
        counts = [str(n) for part in parts for n in (len(part), _right(part))]
        table.add_row(form, str(len(group)), str(right), _share(right / len(group)), *counts)
    return table


def _right(rows: Sequence[Row]) -> int:
    return sum(row.is_right for row in rows)


def _figures(figures: Mapping[str, float | None], checks: Sequence[Check]) -> Table:
    table = Table("figure", title="Figures")
    for heading in ("value", "bound", ""):
        table.add_column(heading, justify="right")
    bounds = {check.name: (str(check.bound), _VERDICTS[check.verdict]) for check in checks}
    for name, value in figures.items():
        table.add_row(name, _share(value), *bounds.get(name, ("", "")))
    return table


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _failing(row: Row) -> Table:
    table = Table(show_header=False, title=escape(f"{row.case.id} ({row.case.form})"), expand=True)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for name, value in (*_asked(row.case), *_expected(row.case), *_came(row)):
        if value:
            table.add_row(name, escape(value))
    return table


def _asked(case: Case) -> list[tuple[str, str]]:
    filters = case.filters.model_dump(mode="json", by_alias=True)
    limits = {"as_of": case.as_of, **filters}
    return [
        ("after", "\n".join(f"{turn.role}: {turn.content}" for turn in case.history)),
        ("asked", case.question),
        ("within", ", ".join(f"{name} {value}" for name, value in limits.items() if value)),
    ]


def _expected(case: Case) -> list[tuple[str, str]]:
    needed = [*case.answer_contains, *case.cited_contains]
    return [
        (
            "expected",
            " or ".join(case.outcomes) + (f" ({', '.join(case.reasons)})" if case.reasons else ""),
        ),
        ("with", "; ".join(n if isinstance(n, str) else " or ".join(n) for n in needed)),
        ("citing", "\n".join(map(_reference, case.contexts))),
    ]


def _reference(context: Context) -> str:
    return f"{'' if context.required else 'or '}{context.source}: {context.quote}"


def _came(row: Row) -> list[tuple[str, str]]:
    if row.exchange is None:
        return [("not judged", row.failure or "")]
    return [*_replied(row.exchange), ("wrong", "\n".join(row.faults))]


def _replied(exchange: Exchange) -> list[tuple[str, str]]:
    reply = exchange.reply
    cited = (f"{c.source or c.article_id}, {c.speaker}: {c.quote}" for c in reply.citations)
    short = f" (short: {reply.short_answer})" if reply.short_answer else ""
    return [
        ("came", reply.outcome + (f" ({reply.reason})" if reply.reason else "")),
        ("answer", reply.answer + short),
        ("cited", "\n".join(cited)),
    ]
