"""The gold set of the starter archive, held against its bounds and its baseline."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.boundary import judging
from evals.commands.options import Answering, Data, Json, Out, Resume, Url, kept_in
from evals.commands.progress import Bar
from evals.commands.telling import tell
from evals.evaluate import Plan, evaluate
from evals.report.report import report_of
from evals.target import Target
from evals.thresholds import load_thresholds

ROOT = Path(__file__).parents[2]
CASES = ROOT / "evals/gold/seeds.jsonl"
ARTICLES = ROOT / "seeds"
BASELINE = ROOT / "evals/baselines/gold.json"


def gold(  # noqa: PLR0913  a parameter is an option
    *,
    cases: Annotated[
        Path, typer.Option(help="The questions; thresholds.json lies beside them.")
    ] = CASES,
    articles: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The articles to ask about; without --url and --data those of the gold set.",
        ),
    ] = None,
    url: Url = None,
    data: Data = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Compare with this earlier run; the gold set has its own."
        ),
    ] = None,
    answerer: Answering = "extractive",
    out: Out = None,
    resume: Resume = False,
    as_json: Json = False,
) -> None:
    """Ask every question of a gold set and hold the figures against their bounds.

    Examples:

      python -m evals gold

      python -m evals gold --url http://127.0.0.1:8000 --out gold.jsonl

    Exit codes: 0 every bound is kept, 1 one is broken, 2 it could not be judged.
    """
    with judging(as_json=as_json):
        plan = Plan(
            cases=cases,
            target=Target(articles or (None if url or data else ARTICLES), data, url),
            answerer=answerer,
        )
        bounds = load_thresholds(cases.with_name("thresholds.json"))
        output = kept_in(out, resume=resume)
        with Bar() as bar:
            run = asyncio.run(evaluate(plan, environ=_unjudged(), watch=bar, output=output))
        report = report_of(run, bounds=bounds, baseline=baseline or _own_baseline(cases))
    tell(report, as_json=as_json)
    raise typer.Exit(report.verdict.exit_code)


def _own_baseline(cases: Path) -> Path | None:
    return BASELINE if cases.resolve() == CASES else None


def _unjudged() -> dict[str, str]:
    """The gate takes a minute and costs nothing, whatever judge is configured."""
    return {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_JUDGE_")}
