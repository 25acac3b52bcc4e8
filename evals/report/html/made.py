"""What came of the questions, and how the run was made."""

from functools import partial

from evals.record import About
from evals.report.html.cells import Column, table
from evals.report.html.markup import Html, h
from evals.summary import NOT_JUDGED, Abstention, Summary

_ORDER = ("answered", "insufficient_evidence", "clarify", NOT_JUDGED)


def outcomes(summary: Summary) -> Html:
    def cell(came: str, expected: str) -> Html:
        count = summary.outcomes.get((expected, came), 0)
        kind = "diagonal" if came == expected else "off" if count else "soft"
        return h("span", str(count), class_=kind)

    def in_order(names: set[str]) -> list[str]:
        return sorted(
            names,
            key=lambda one: (one not in _ORDER, _ORDER.index(one) if one in _ORDER else 0, one),
        )

    came = in_order({came for _, came in summary.outcomes})
    expected = in_order({expected for expected, _ in summary.outcomes})
    counts: list[Column[str]] = [Column(one, partial(cell, one), "number") for one in came]
    columns: list[Column[str]] = [Column("expected", lambda one: one), *counts]
    return table("What was expected (rows) and what came (columns)", columns, expected)


def abstentions(summary: Summary) -> Html | None:
    if not summary.abstentions:
        return None
    columns: list[Column[Abstention]] = [
        Column("reason", lambda one: one.reason),
        Column("outcome", lambda one: one.outcome),
        Column("cases", lambda one: str(one.count), "number"),
        Column("fair", lambda one: str(one.fair), "number"),
    ]
    return table("Not answered, by the reason given", columns, summary.abstentions)


def made(about: About) -> Html:
    columns: list[Column[tuple[str, str]]] = [
        Column("what", lambda one: one[0]),
        Column("value", lambda one: one[1]),
    ]
    return table("Enough to run it again", columns, [one for one in facts(about) if one[1]])


def facts(about: About) -> list[tuple[str, str]]:
    """The same names in the same order, whatever the run."""
    told = about.model_dump(mode="json", exclude={"settings", "prompts", "metrics"})
    for name, pairs in (("settings", about.settings), ("prompts", about.prompts)):
        told[name] = ", ".join(f"{key}={value}" for key, value in sorted(pairs.items()))
    return [(name.replace("_", " "), _said(value)) for name, value in told.items()]


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
