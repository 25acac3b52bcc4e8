"""A case file of your own, put to an archive of your own."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from evals.client import TIMEOUT_S
from evals.commands.boundary import judging
from evals.commands.options import (
    Answering,
    Articles,
    Data,
    Json,
    Out,
    Replies,
    Resume,
    SkipRejected,
    Ungated,
    Url,
    kept_in,
    writing_of,
)
from evals.commands.progress import Bar
from evals.commands.telling import tell
from evals.evaluate import Plan, evaluate
from evals.report.report import report_of
from evals.target import Target


def run(  # noqa: PLR0913  a parameter is an option
    cases: Annotated[Path, typer.Argument(help="The cases, a JSON object a line.")],
    *,
    articles: Articles = None,
    data: Data = None,
    url: Url = None,
    out: Out = None,
    resume: Resume = False,
    answerer: Answering = "extractive",
    replies: Replies = None,
    ungated: Ungated = False,
    only: Annotated[
        list[str] | None, typer.Option(metavar="ID|TAG", help="Only these; may be repeated.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many.")] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="How many at once.")] = 4,
    timeout_s: Annotated[
        float, typer.Option("--timeout", min=0.001, help="Seconds to wait for a reply.")
    ] = TIMEOUT_S,
    seed: Annotated[int, typer.Option(help="Of what is drawn by chance: the intervals.")] = 0,
    skip_rejected: SkipRejected = False,
    as_json: Json = False,
) -> None:
    """Ask every case, and judge each reply by every metric.

    Examples:

      python -m evals run cases.jsonl --articles my_articles --out run.jsonl

      python -m evals run cases.jsonl --url http://127.0.0.1:8000 --out run.jsonl --resume

      OPENAI_BASE_URL=http://127.0.0.1:8081/v1 ONRECORD_CHAT_MODEL=local python -m evals run
      cases.jsonl --articles my_articles --answerer generative --replies replies --timeout 300

    A case that cannot be asked or judged (the service is down, slow, refuses or talks nonsense) is
    a row that says so. A connection that is lost is tried once more, nothing else is; where no
    reply comes five times in a row, the rest are not asked. --resume keeps what was judged in full
    and asks the others again.

    With ONRECORD_JUDGE_MODEL, and ONRECORD_JUDGE_BASE_URL or ONRECORD_JUDGE_API_KEY, a model on any
    OpenAI-compatible endpoint judges as well. A judgment that fails is counted as failed.

    Exit codes: 0 every case was judged, 2 some were not, or nothing could be.
    """
    with judging(as_json=as_json):
        plan = Plan(
            cases=cases,
            target=Target(
                articles,
                data,
                url,
                strict=not skip_rejected,
                writing=writing_of(answerer, replies=replies, ungated=ungated),
            ),
            answerer=answerer,
            only=tuple(only or ()),
            limit=limit,
            concurrency=concurrency,
            timeout_s=timeout_s,
            seed=seed,
        )
        output = kept_in(out, resume=resume)
        with Bar() as bar:
            done = asyncio.run(evaluate(plan, environ=os.environ, watch=bar, output=output))
    report = report_of(done)
    tell(report, as_json=as_json)
    raise typer.Exit(report.verdict.exit_code)
