"""A benchmark for people, and as data: the figures, and every error with what was wanted."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from evals.bench.verdicts import Figure, Result, Verdict


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
    return shown


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


def as_json(result: Result) -> dict[str, Any]:
    return {
        "set": result.name,
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
    """Every question that is not wholly right, the same kinds together; how many those are."""
    errors = [v for v in verdicts if v.score < 1 or v.scores.get("wrongly")]
    errors.sort(key=lambda v: (v.type, v.verdict))
    path.write_text("\n".join(map(_read, errors)), encoding="utf-8")
    return len(errors)


def _read(v: Verdict) -> str:
    lines = {"asked": v.asked, "gold": v.gold, "ours": v.ours, "sentence": v.sentence}
    told = "".join(f"  {name:9}{' '.join(text.split())}\n" for name, text in lines.items() if text)
    return f"{v.type} · {v.verdict} · {v.id}\n{told}"
