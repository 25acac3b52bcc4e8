"""A benchmark for people, and as data: the figures, and every error with what was wanted."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from evals.bench.verdicts import Result, Verdict


def table(result: Result) -> Table:
    """Our figures, and the published ones beside them."""
    systems = list(dict.fromkeys(name for f in result.figures for name, _ in f.published))
    shown = Table("figure", title=result.name)
    for heading in ("ours", "of", *systems):
        shown.add_column(heading, justify="right")
    for figure in result.figures:
        published = dict(figure.published)
        values = [published.get(system) for system in systems]
        count = str(figure.count) if figure.count else ""
        shown.add_row(figure.name, _percent(figure.value), count, *map(_percent, values))
    return shown


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def as_json(result: Result) -> dict[str, Any]:
    return {
        "set": result.name,
        "figures": [
            {"name": f.name, "value": f.value, "count": f.count, "published": dict(f.published)}
            for f in result.figures
        ],
        "verdicts": [asdict(verdict) for verdict in result.verdicts],
    }


def write_errors(verdicts: Sequence[Verdict], path: Path) -> int:
    """Every question that is not wholly right, the same kinds together; how many those are."""
    errors = [v for v in verdicts if v.score < 1 or v.scores.get("wrongly")]
    errors.sort(key=lambda v: (v.type, v.verdict))
    path.write_text("\n".join(map(_told, errors)), encoding="utf-8")
    return len(errors)


def _told(v: Verdict) -> str:
    lines = {"asked": v.asked, "gold": v.gold, "ours": v.ours, "sentence": v.sentence}
    told = "".join(f"  {name:9}{' '.join(text.split())}\n" for name, text in lines.items() if text)
    return f"{v.type} · {v.verdict} · {v.id}\n{told}"
