"""A run as one page that needs nothing else: no script, no network, light or dark."""

from collections.abc import Iterator
from importlib.resources import files

from evals.report.html.cells import class_of
from evals.report.html.compared import compared
from evals.report.html.failing import failing
from evals.report.html.figures import by_group, each_metric, figures
from evals.report.html.made import abstentions, made, outcomes
from evals.report.html.markup import Html, Part, h
from evals.report.report import Report
from evals.report.wording import commit, percent
from evals.summary import Summary

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser lets the page do, should any text of an article ever get through as markup."""


def page(report: Report) -> str:
    """The whole document."""
    name = report.run.about.name
    title = f"{name}: {report.verdict.word}"
    style = files("evals.report.html").joinpath("page.css").read_text("utf-8")
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="Content-Security-Policy", content=POLICY),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("title", f"{title} · onrecord evaluation"),
        h("style", Html(style)),
    )
    body = h("body", h("header", *_top(report)), h("main", *_sections(report)))
    return f"<!doctype html>\n{h('html', head, body, lang='en')}\n"


def _top(report: Report) -> Iterator[Part]:
    about, verdict = report.run.about, report.verdict
    yield h("h1", f"Evaluation of {about.name}")
    when = f"{about.started:%Y-%m-%d %H:%M} UTC"
    yield h("p", ", ".join(filter(None, [when, about.service, commit(about)])), class_="soft")
    said = [
        h("li", h("span", f.level, class_=f"badge {class_of(f.level)}"), f" {f.about}: {f.message}")
        for f in verdict.findings
    ]
    yield h(
        "section",
        h("strong", verdict.word.capitalize()),
        h("span", f" {report.held}", class_="soft"),
        h("ul", said) if said else None,
        class_=f"verdict {class_of(verdict.word)}",
        aria_label="Verdict",
    )
    yield h(
        "dl",
        [h("div", h("dt", name), h("dd", value)) for name, value in _tiles(report)],
        class_="tiles",
    )
    yield _links(report)


def _tiles(report: Report) -> Iterator[tuple[str, Part]]:
    summary, comparison = report.summary, report.verdict.comparison
    yield "cases", str(summary.cases)
    right = next(figure for figure in summary.figures if figure.name == "right")
    yield "right", [str(summary.right), h("small", f" {percent(right.value)}")]
    yield "wrong", str(summary.judged - summary.right)
    yield "not judged", str(len(summary.unjudged) + summary.missing)
    if comparison:
        yield "newly broken", str(len(comparison.newly_broken))
        yield "newly right", str(len(comparison.newly_right))
    if summary.latency:
        yield "median time", f"{summary.latency.p50:.2f} s"
        yield "95 % within", f"{summary.latency.p95:.2f} s"


def _sections(report: Report) -> Iterator[Part]:
    summary, comparison = report.summary, report.verdict.comparison
    yield h("section", *figures(report), id="figures")
    if comparison:
        yield h("section", *compared(report, comparison), id="baseline")
    yield h("section", h("h2", "Where it is weak"), *_weak(summary), id="weak")
    yield h("section", h("h2", "Outcomes"), outcomes(summary), abstentions(summary), id="outcomes")
    yield h("section", *failing(report), id="failing")
    yield h("section", h("h2", "Every metric by form and tag"), *each_metric(summary), id="metrics")
    yield h("section", h("h2", "How it was run"), made(report.run.about), id="run")


def _weak(summary: Summary) -> Iterator[Part]:
    for what, groups in (("form", summary.by_form), ("tag", summary.by_tag)):
        yield by_group("right", what, groups)


def _links(report: Report) -> Html:
    there = {
        "figures": "Figures",
        "baseline": "Against the baseline" if report.verdict.comparison else "",
        "weak": "Where it is weak",
        "outcomes": "Outcomes",
        "failing": f"Failing cases ({len(report.failing)})",
        "metrics": "Every metric",
        "run": "How it was run",
    }
    links = [h("a", words, href=f"#{id}") for id, words in there.items() if words]
    return h("nav", links, aria_label="Sections")
