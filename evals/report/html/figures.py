"""The figures of a run as plots: all of them, and each by form and by tag."""

from collections.abc import Iterator, Mapping, Sequence

from evals.report.html.cells import Column, changed, named, table
from evals.report.html.markup import Html, Part, h
from evals.report.html.plots import bar, scale_of
from evals.report.report import Report
from evals.report.wording import interval, number
from evals.summary import Figure, Summary

GROUPS = 40
"""A plot has no more forms or tags than this, those of the most cases."""


_NO_WIDTH = (
    "An interval of no width says only that no case differed from another. Of n cases without a "
    "lapse, up to 3 in n others may lapse all the same."
)
"""The rule of three; the bootstrap knows nothing of what it has never seen."""


def figures(report: Report) -> Iterator[Part]:
    changes, bounds = report.changes, report.bounds
    scale = scale_of(report.summary.figures)

    def plot(one: Figure) -> Html | None:
        change = changes.get(one.name)
        before = change.before if change else None
        return bar(one, scale, before=before, bound=bounds.get(one.name))

    def standing(one: Figure) -> Html | None:
        word = report.standing(one)
        return h("span", word, class_=f"badge {word}") if word else None

    columns: list[Column[Figure]] = [
        Column("figure", _name),
        Column("value", lambda one: number(one.value), "number"),
        Column("0 to 1" if (scale.low, scale.high) == (0, 1) else "", plot, "plot"),
        Column("change", lambda one: changed(changes.get(one.name)), "number"),
        Column("bound", lambda one: str(bounds.get(one.name, "")), "number"),
        Column("gate", standing),
        *_COUNTS,
    ]
    left_out = {"" if changes else "change", "" if bounds else "bound"}
    if not (changes or bounds or report.verdict.findings):
        left_out.add("gate")
    shown = [column for column in columns if column.heading not in left_out - {""}]
    yield h("h2", "Figures")
    yield table("Means with their 95 % bootstrap intervals", shown, report.summary.figures)
    yield _legend(has_changes=bool(changes), has_bounds=bool(bounds))
    yield h("p", _NO_WIDTH, class_="soft")


def _name(one: Figure) -> Part:
    arrow = h("span", " lower is better", class_="soft") if one.better == "lower" else None
    return [
        named(one.name),
        arrow,
        h("span", " judged", class_="soft") if one.kind == "judged" else None,
    ]


_COUNTS: Sequence[Column[Figure]] = (
    Column("95 % interval", interval, "number"),
    Column("cases", lambda one: str(one.count), "number"),
    Column("failed", lambda one: str(one.failed or ""), "number"),
)


def _legend(*, has_changes: bool, has_bounds: bool) -> Html:
    keys = [_key("interval", "95 % interval", x1=1, x2=23, y1=6, y2=6)]
    if has_changes:
        keys.append(_key("before", "before, on the cases of both", x1=12, x2=12, y1=0, y2=12))
    if has_bounds:
        keys.append(_key("bound", "bound", x1=12, x2=12, y1=0, y2=12))
    return h("p", keys, class_="legend")


def _key(kind: str, words: str, **place: float) -> Html:
    line = h("line", class_=kind, **place)
    return h("span", h("svg", line, viewBox="0 0 24 12", aria_hidden="true"), words)


def by_group(name: str, what: str, groups: Mapping[str, Sequence[Figure]]) -> Html | None:
    """One metric by form or tag, the weakest first; None where it applies nowhere."""
    found = [
        (key, figure)
        for key, figures in groups.items()
        for figure in figures
        if figure.name == name and figure.count + figure.failed
    ]
    if not found:
        return None
    shown = sorted(found, key=lambda one: -one[1].count)[:GROUPS]
    shown.sort(key=lambda one: _weakness(one[1]))
    scale = scale_of(figure for _, figure in shown)
    columns: list[Column[tuple[str, Figure]]] = [
        Column(what, lambda one: one[0]),
        Column(name, lambda one: number(one[1].value), "number"),
        Column("", lambda one: bar(one[1], scale), "plot"),
        *(_of_second(column) for column in _COUNTS),
    ]
    hidden = len(found) - len(shown)
    told = f"; {hidden} with fewer cases are left out" if hidden else ""
    return table(f"{name} by {what}, the weakest first{told}", columns, shown)


def _of_second(column: Column[Figure]) -> Column[tuple[str, Figure]]:
    return Column(column.heading, lambda one: column.cell(one[1]), column.kind)


def _weakness(figure: Figure) -> tuple[bool, float]:
    value = figure.value or 0.0
    return figure.value is None, value if figure.better == "higher" else -value


def each_metric(summary: Summary) -> Iterator[Html]:
    """Folded, a metric each, but for "right", which stands open elsewhere."""
    for figure in summary.figures:
        tables = [
            by_group(figure.name, what, groups)
            for what, groups in (("form", summary.by_form), ("tag", summary.by_tag))
        ]
        if figure.name != "right" and any(tables):
            value = h("span", f" {number(figure.value)}", class_="soft")
            told = h("summary", named(figure.name), value)
            yield h("details", told, h("div", tables, class_="body"))
