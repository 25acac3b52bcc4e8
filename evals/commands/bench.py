"""Public evaluation sets."""

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.boundary import NOT_JUDGED, PASSED, console, judging, print_json
from evals.commands.options import Answering, Replies, Ungated, writing_of
from evals.errors import EvalError


def bench(  # noqa: PLR0913  a parameter is an option
    name: Annotated[str, typer.Argument(help="The set's name; another one lists them all.")],
    *,
    data: Annotated[Path, typer.Option(help="The folder that holds the sets.")],
    split: Annotated[str, typer.Option(help="Which half of the set.")] = "dev",
    limit: Annotated[int | None, typer.Option(min=1, help="Take only so many.")] = None,
    answerer: Answering = "extractive",
    replies: Replies = None,
    ungated: Ungated = False,
    json_out: Annotated[
        Path | None,
        typer.Option(
            "--json",
            metavar="FILE",
            help="Write figures and every verdict here; - prints them in place of the table.",
        ),
    ] = None,
    errors_out: Annotated[
        Path | None, typer.Option("--errors", help="Write every error, for reading, to this file.")
    ] = None,
) -> None:
    """Score a public evaluation set.

    Examples:

      python -m evals bench polnear --data ../shared/bench

      python -m evals bench squad2 --data ../shared/bench --limit 100 --json -

    With --answerer generative, the chat model of the environment writes the answers.

    A question that fails (the service is slow, refuses, or its model is down) is in no figure: how
    many did, and why, is told.

    Exit codes: 0 every question was judged, 2 some were not, or nothing could be.
    """
    from evals.bench import report as benchmarks
    from evals.bench.about import about_of
    from evals.bench.run import answerer_of, benchmark

    is_printed, started = json_out == Path("-"), datetime.now(UTC)
    with judging(as_json=is_printed):
        writing = writing_of(answerer, replies=replies, ungated=ungated)
        ask = benchmark(name, answerer=answerer, writing=writing)
        result = asyncio.run(ask(data / name, split=split, limit=limit))
        if not result.verdicts:
            raise EvalError(f"{data / name}: there was nothing to judge: this half is empty")
        about = about_of(
            result,
            data / name,
            split=split,
            limit=limit,
            answerer=answerer_of(ask),
            environ=os.environ,
            started=started,
        )
        told = benchmarks.as_json(result, about)
        if json_out is not None and not is_printed:
            written = json.dumps(told, ensure_ascii=False, indent=1)
            json_out.write_text(written + "\n", encoding="utf-8")
        if errors_out is not None:
            benchmarks.write_errors(result.verdicts, errors_out)
    if is_printed:
        print_json(told)
    else:
        console().print(benchmarks.table(result))
    for line in benchmarks.amiss(result):
        typer.echo(line, err=True)
    raise typer.Exit(NOT_JUDGED if result.failed else PASSED)
