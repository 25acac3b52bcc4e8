"""`python -m evals gold`: is the service still right? `bench NAME`: how right, on public sets?

Exit codes: 0 every bound kept, 1 a bound broken, 2 it could not be judged.
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals.bench import report as benchmarks
from evals.bench.run import BENCHMARKS
from evals.cases import Case, load_cases
from evals.client import Client, open_in_process, open_url
from evals.errors import EvalError
from evals.gold import Row, figures, run
from evals.report import as_json, show
from evals.thresholds import Check, check, load_thresholds
from indexing.article import RawArticle
from indexing.errors import OnRecordError
from indexing.sources import read_sources
from service.answer import Answerer

ROOT = Path(__file__).parent.parent
WIDTH_OF_A_FILE = 120

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def main() -> None:
    """Does the service work?"""


@app.command()
def gold(
    *,
    cases: Annotated[
        Path, typer.Option(help="The questions; thresholds.json lies beside them.")
    ] = ROOT / "evals/gold/seeds.jsonl",
    articles: Annotated[Path, typer.Option(help="The articles they are about.")] = ROOT / "seeds",
    url: Annotated[str | None, typer.Option(help="Ask a running service instead.")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Keep the index in this folder, not in a temporary one.")
    ] = None,
    answerer: Annotated[Answerer, typer.Option(help="Who composes the answers.")] = "extractive",
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write figures and every row to this file.")
    ] = None,
) -> None:
    """Ask every question of a gold set and hold the figures against their bounds."""
    try:
        if url is not None and data is not None:
            raise EvalError("give --url or --data, not both: a running service has its own index")
        asked = load_cases(cases, sources=_sources(articles))
        bounds = load_thresholds(cases.with_name("thresholds.json"))
        opened = (
            open_url(url, answerer=answerer)
            if url is not None
            else open_in_process(articles, data=data, answerer=answerer)
        )
        rows = asyncio.run(_ask(asked, opened))
        measured = figures(rows)
        checks = check(measured, bounds)
        if json_out is not None:
            told = json.dumps(as_json(rows, measured, checks), ensure_ascii=False, indent=1)
            json_out.write_text(told + "\n", encoding="utf-8")
    except (EvalError, OnRecordError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    show(_console(), rows, measured, checks)
    raise typer.Exit(exit_code(rows, checks))


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHMARKS)}.")],
    *,
    data: Annotated[Path, typer.Option(help="The folder that holds the sets.")],
    split: Annotated[str, typer.Option(help="Which half of the set.")] = "dev",
    limit: Annotated[int | None, typer.Option(min=1, help="Take only so many.")] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write figures and every verdict to this file.")
    ] = None,
    errors_out: Annotated[
        Path | None, typer.Option("--errors", help="Write every error, for reading, to this file.")
    ] = None,
) -> None:
    """Score a public evaluation set: python -m evals bench polnear --data ../shared/bench"""
    try:
        if name not in BENCHMARKS:
            raise EvalError(f"no benchmark is called {name!r}: {', '.join(BENCHMARKS)}")
        result = asyncio.run(BENCHMARKS[name](data / name, split=split, limit=limit))
        if json_out is not None:
            told = json.dumps(benchmarks.as_json(result), ensure_ascii=False, indent=1)
            json_out.write_text(told + "\n", encoding="utf-8")
        if errors_out is not None:
            benchmarks.write_errors(result.verdicts, errors_out)
    except (EvalError, OnRecordError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    _console().print(benchmarks.table(result))
    raise typer.Exit(2 if any(v.verdict == "failed" for v in result.verdicts) else 0)


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


def _sources(articles: Path) -> set[str]:
    return {raw.source for raw in read_sources([articles]) if isinstance(raw, RawArticle)}


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH_OF_A_FILE)


if __name__ == "__main__":
    app()
