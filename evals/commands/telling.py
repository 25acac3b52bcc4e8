"""A report for people, or for other programs."""

from dataclasses import asdict
from typing import Any

from evals.commands.boundary import console, print_json
from evals.report.report import Report
from evals.report.terminal import show


def tell(report: Report, *, as_json: bool) -> None:
    print_json(told(report)) if as_json else show(console(), report)


def told(report: Report) -> dict[str, Any]:
    """What the run is about, its figures, what speaks against it, and what was not judged."""
    summary, verdict = report.summary, report.verdict
    return {
        "verdict": verdict.word,
        "findings": [asdict(finding) for finding in verdict.findings],
        "cases": summary.cases,
        "right": summary.right,
        "missing": summary.missing,
        "not_judged": dict(summary.unjudged),
        "figures": {figure.name: _bare(asdict(figure)) for figure in summary.figures},
        "latency_s": asdict(summary.latency) if summary.latency else None,
        "about": report.run.about.model_dump(mode="json"),
    }


def _bare(figure: dict[str, Any]) -> dict[str, Any]:
    del figure["name"]
    return figure
