"""Public evaluation sets."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.boundary import NOT_JUDGED, PASSED, console, judging, print_json
from evals.commands.options import Answering, Replies, Ungated
from evals.writing import Writing


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

    Exit codes: 0 every question was judged, 2 some were not, or nothing could be.
    """
    from evals.bench import report as benchmarks
    from evals.bench.run import benchmark

    is_printed = json_out == Path("-")
    with judging(as_json=is_printed):
        written = None if answerer == "extractive" else Writing(replies, is_ungated=ungated)
        ask = benchmark(name, written=written)
        result = asyncio.run(ask(data / name, split=split, limit=limit))
        if json_out is not None and not is_printed:
            told = json.dumps(benchmarks.as_json(result), ensure_ascii=False, indent=1)
            json_out.write_text(told + "\n", encoding="utf-8")
        if errors_out is not None:
            benchmarks.write_errors(result.verdicts, errors_out)
    if is_printed:
        print_json(benchmarks.as_json(result))
    else:
        console().print(benchmarks.table(result))
    is_whole = not any(verdict.verdict == "failed" for verdict in result.verdicts)
    raise typer.Exit(PASSED if is_whole else NOT_JUDGED)
