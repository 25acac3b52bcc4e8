"""A run as data, for other programs: the same as the tables say, and every case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evals.baseline import Comparison
from evals.report.report import Report
from evals.summary import Figure, came


def as_data(report: Report) -> dict[str, Any]:
    """JSON, when dumped. The responses are in the run file."""
    run, summary, verdict = report.run, report.summary, report.verdict
    return {
        "verdict": verdict.word,
        "exit_code": verdict.exit_code,
        "findings": [asdict(finding) for finding in verdict.findings],
        "about": run.about.model_dump(mode="json"),
        "cases": summary.cases,
        "judged": summary.judged,
        "right": summary.right,
        "missing": summary.missing,
        "not_judged": dict(summary.unjudged),
        "figures": {one.name: _told(one, report) for one in summary.figures},
        "by_form": _groups(summary.by_form),
        "by_tag": _groups(summary.by_tag),
        "outcomes": [
            {"expected": expected, "came": other, "cases": count}
            for (expected, other), count in summary.outcomes.items()
        ],
        "abstentions": [asdict(one) for one in summary.abstentions],
        "latency_s": asdict(summary.latency) if summary.latency else None,
        "baseline": _compared(verdict.comparison) if verdict.comparison else None,
        "rows": [
            {
                "id": row.case.id,
                "right": row.is_right,
                "outcome": came(row),
                "faults": row.faults,
                "failure": row.failure,
                "seconds": row.seconds,
                "scores": dict(row.scores),
                "failed": dict(row.failed),
            }
            for row in run.rows
        ],
    }


def _told(figure: Figure, report: Report) -> dict[str, Any]:
    bound = report.bounds.get(figure.name)
    told = asdict(figure)
    del told["name"]
    gate = {"bound": str(bound) if bound else None, "gate": report.standing(figure) or None}
    return {**told, **gate}


def _groups(groups: Mapping[str, Sequence[Figure]]) -> dict[str, Any]:
    return {key: _values(figures) for key, figures in groups.items()}


def _values(figures: Iterable[Figure]) -> dict[str, Any]:
    return {
        one.name: {"value": one.value, "low": one.low, "high": one.high, "count": one.count}
        for one in figures
        if one.count
    }


def _compared(comparison: Comparison) -> dict[str, Any]:
    return {
        "about": comparison.baseline.about.model_dump(mode="json"),
        "newly_broken": comparison.newly_broken,
        "newly_right": comparison.newly_right,
        "gone": comparison.gone,
        "edited": comparison.edited,
        "new": comparison.new,
        "changes": [{**asdict(one), "change": one.change} for one in comparison.changes],
    }
