"""The gold set of the starter archive, held against its bounds."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated

import typer

from evals.cases import Case, load_cases
from evals.client import Client
from evals.commands.boundary import console, judging
from evals.commands.options import Answering, Data, Url
from evals.gold import Row, figures, run
from evals.report import as_json, show
from evals.target import Target
from evals.thresholds import Check, check, load_thresholds
from indexing.report import Progress

ROOT = Path(__file__).parents[2]


def gold(
    *,
    cases: Annotated[
        Path, typer.Option(help="The questions; thresholds.json lies beside them.")
    ] = ROOT / "evals/gold/seeds.jsonl",
    articles: Annotated[Path, typer.Option(help="The articles they are about.")] = ROOT / "seeds",
    url: Url = None,
    data: Data = None,
    answerer: Answering = "extractive",
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write figures and every row to this file.")
    ] = None,
) -> None:
    """Ask every question of a gold set and hold the figures against their bounds."""
    with judging():
        target = Target(articles=None if url else articles, data=data, url=url)
        asked = load_cases(cases, sources=_sources(Target(articles=articles)))
        bounds = load_thresholds(cases.with_name("thresholds.json"))
        rows = asyncio.run(_ask(asked, target.open(tell=_not_told, answerer=answerer)))
        measured = figures(rows)
        checks = check(measured, bounds)
        if json_out is not None:
            told = json.dumps(as_json(rows, measured, checks), ensure_ascii=False, indent=1)
            json_out.write_text(told + "\n", encoding="utf-8")
    show(console(), rows, measured, checks)
    raise typer.Exit(exit_code(rows, checks))


def exit_code(rows: Sequence[Row], checks: Sequence[Check]) -> int:
    """0, 1 or 2; a case that was not judged, or a bound without a figure, is never a pass."""
    verdicts = {one.verdict for one in checks}
    if any(row.exchange is None for row in rows):
        return 2
    if "broken" in verdicts:
        return 1
    return 2 if "unmeasured" in verdicts else 0


async def _ask(
    cases: Sequence[Case], opened: AbstractAsyncContextManager[Client]
) -> tuple[Row, ...]:
    async with opened as client:
        return await run(cases, ask=client.ask, article=client.article)


def _sources(target: Target) -> frozenset[str]:
    listed = target.listed()
    return listed.sources if listed else frozenset()


def _not_told(_: Progress) -> None:
    """It takes a few seconds."""
