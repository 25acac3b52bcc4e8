"""A run beside its baseline: what broke, what was mended, what changed, and what else differs."""

from collections.abc import Iterator

from evals.baseline import Change, Comparison
from evals.report.html.case import anchor, case
from evals.report.html.cells import Column, changed, named, table
from evals.report.html.made import facts
from evals.report.html.markup import Html, Part, h
from evals.report.report import Report
from evals.report.wording import change_interval, commit, number

WHOLE = 100
"""So many mended cases are shown side by side, some 1 MB."""

LISTED = 1000
NAMED = 20


def compared(report: Report, comparison: Comparison) -> Iterator[Part]:
    before = comparison.baseline.about
    yield h("h2", "Against the baseline")
    told = [before.name, f"{before.started:%Y-%m-%d %H:%M} UTC", commit(before)]
    yield h("p", ", ".join(filter(None, told)), class_="soft")
    yield _linked("Newly broken", comparison.newly_broken, there=LISTED)
    yield _linked("Newly right", comparison.newly_right, there=WHOLE if report.earlier else 0)
    yield _others("not in this run", comparison.gone)
    yield _others("edited since", comparison.edited)
    yield _others("new in this run", comparison.new)
    yield _changes(comparison)
    yield _differing(report, comparison)
    if report.earlier and comparison.newly_right:
        earlier = {row.case.id: row for row in report.earlier.rows}
        rows = {row.case.id: row for row in report.run.rows}
        yield h("h3", "Newly right, side by side")
        for id in comparison.newly_right[:WHOLE]:
            yield case(rows[id], earlier=earlier.get(id), badge="newly right")


def _linked(what: str, ids: tuple[str, ...], *, there: int) -> Part:
    """`there`: how many of the cases the page shows themselves, to link to."""
    items: list[Html] = [h("a", id, href=f"#{anchor(id)}") for id in ids[:LISTED][:there]]
    items += [named(id) for id in ids[:LISTED][there:]]
    listed = h("ul", [h("li", item) for item in items], class_="links") if ids else None
    return [h("h3", f"{what}: {len(ids)}"), listed]


def _others(what: str, ids: tuple[str, ...]) -> Html | None:
    more = " …" if len(ids) > NAMED else ""
    return h("p", f"{what}: {len(ids)} ({', '.join(ids[:NAMED])}{more})") if ids else None


def _changes(comparison: Comparison) -> Html:
    found = [change for change in comparison.changes if change.worse or change.better]
    if not comparison.changes:
        return h("p", "The two have no judged case in common.")
    if not found:
        return h("p", "No figure has changed on the cases of both.")
    columns: list[Column[Change]] = [
        Column("figure", lambda one: named(one.name)),
        Column("before", lambda one: number(one.before), "number"),
        Column("now", lambda one: number(one.after), "number"),
        Column("change", changed, "number"),
        Column("95 % interval", change_interval, "number"),
        Column("cases", lambda one: str(one.count), "number"),
        Column("worse in", lambda one: str(len(one.worse) or ""), "number"),
        Column("better in", lambda one: str(len(one.better) or ""), "number"),
    ]
    return table("Figures that changed, on the cases of both", columns, found)


def _differing(report: Report, comparison: Comparison) -> Html | None:
    facts_of_both = zip(facts(comparison.baseline.about), facts(report.run.about), strict=True)
    found = [(name, then, now) for (name, then), (_, now) in facts_of_both if then != now]
    columns: list[Column[tuple[str, str, str]]] = [
        Column("what", lambda one: one[0]),
        Column("before", lambda one: one[1]),
        Column("now", lambda one: one[2]),
    ]
    return table("What else differs between the two runs", columns, found) if found else None
