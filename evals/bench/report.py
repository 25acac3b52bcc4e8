"""A benchmark for people, and as data: the figures, and every error with what was wanted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from evals.bench.verdicts import Figure, Result, Verdict
from evals.gate import NAMED, named
from evals.record import About


def table(result: Result) -> Table:
    """Our figures, and the published ones beside them."""
    systems = list(dict.fromkeys(name for f in result.figures for name, _ in f.published))
    shown = Table("figure", title=result.name)
    for heading in ("ours", "95 % sure", "of", *systems):
        shown.add_column(heading, justify="right")
    for figure in result.figures:
        published = dict(figure.published)
        count = str(figure.count) if figure.count else ""
        values = [_told(published.get(system), figure) for system in systems]
        shown.add_row(figure.name, _told(figure.value, figure), _sure(figure), count, *values)
    if result.failed:
        shown.add_row(
            "failed, in no figure", str(len(result.failed)), "", str(len(result.verdicts))
        )
    return shown


def amiss(result: Result) -> Iterator[str]:
    """What keeps the figures from being of the whole set, a line each."""
    if result.failed:
        reasons = "; ".join(f"{count} times {why}" for why, count in list(_reasons(result))[:NAMED])
        count, every = len(result.failed), len(result.verdicts)
        yield f"could not judge: {count} of {every} questions failed ({reasons})"
    rejected = result.archive.rejected if result.archive else ()
    if rejected:
        yield f"articles that could not be indexed: {len(rejected)} ({named(rejected)})"


def _reasons(result: Result) -> Iterator[tuple[str, int]]:
    """Why questions failed and how often, the most frequent first."""
    yield from Counter(each.failure or "" for each in result.failed).most_common()


def _sure(figure: Figure) -> str:
    if figure.interval is None:
        return ""
    return f"{_told(figure.interval.low, figure)} to {_told(figure.interval.high, figure)}"


def _told(value: float | None, figure: Figure) -> str:
    if value is None:
        return "–"
    if figure.unit == "share":
        return f"{100 * value:.1f}"
    return f"{value:.3f}" if figure.unit == "plain" else f"{100 * value:+.1f}"


def as_json(result: Result, about: About) -> dict[str, Any]:
    return {
        "set": result.name,
        "about": about.model_dump(mode="json"),
        "questions": len(result.verdicts),
        "failed": {"count": len(result.failed), "reasons": dict(_reasons(result))},
        "figures": [
            {
                "name": f.name,
                "value": f.value,
                "interval": [f.interval.low, f.interval.high] if f.interval else None,
                "count": f.count,
                "unit": f.unit,
                "published": dict(f.published),
            }
            for f in result.figures
        ],
        "verdicts": [asdict(verdict) for verdict in result.verdicts],
    }


def write_errors(verdicts: Sequence[Verdict], path: Path) -> int:
    """Every question that failed or is not wholly right, the same kinds together; how many."""
    errors = [v for v in verdicts if v.score is None or v.score < 1 or v.scores.get("wrongly")]
    errors.sort(key=lambda v: (v.type, v.verdict))
    path.write_text("\n".join(map(_read, errors)), encoding="utf-8")
    return len(errors)


def _read(v: Verdict) -> str:
    lines = {"asked": v.asked, "gold": v.gold, "ours": v.failure or v.ours, "sentence": v.sentence}
    told = "".join(f"  {name:9}{' '.join(text.split())}\n" for name, text in lines.items() if text)
    return f"{v.type} · {v.verdict} · {v.id}\n{told}"
