"""Whether a case file can be asked, and what it holds."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from evals.cases import Case, Known, articles_named, case_schema, load_cases
from evals.commands.boundary import NOT_JUDGED, console, judging, print_json
from evals.commands.options import Json
from evals.errors import CasesInvalid, EvalError
from evals.opening import open_url
from evals.report.terminal import escape
from evals.target import Target

HELD = ("history", "as_of", "reference", "contexts", "speaker", "short_answer")
GROUPS: dict[str, Callable[[Case], Iterable[str]]] = {
    "form": lambda case: [case.form],
    "outcome": lambda case: case.outcomes[:1],
    "tag": lambda case: case.tags,
    "origin": lambda case: [case.origin] if case.origin else [],
    "with": lambda case: [name for name in HELD if getattr(case, name)],
}
"""By what the cases of a file are counted."""


def check(
    file: Annotated[Path | None, typer.Argument(help="The cases, a JSON object a line.")] = None,
    *,
    articles: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Hold them against these articles.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="Hold them against the archive of a running service.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of a line, and do no more.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what a case file holds, or everything that is wrong with it.

    Examples:

      python -m evals check cases.jsonl --articles seeds

      python -m evals check cases.jsonl --url http://127.0.0.1:8000 --json

    Exit codes: 0 it can be asked, 2 it cannot (every problem is named by file, line and field).
    """
    with judging(as_json=as_json):
        if schema:
            print_json(case_schema())
            return
        if file is None:
            raise EvalError("say which file: python -m evals check cases.jsonl")
        try:
            named = articles_named(file)
            cases = load_cases(file, known=_known(named, articles=articles, url=url))
        except CasesInvalid as error:
            if not as_json:
                raise
            print_json(_invalid(error))
            raise typer.Exit(NOT_JUDGED) from error
    if as_json:
        print_json({"file": str(file), "cases": len(cases), "problems": [], **counted(cases)})
    else:
        console().print(_table(file, cases))


def counted(cases: Iterable[Case]) -> dict[str, dict[str, int]]:
    """How many cases have each form, outcome, tag, ...; by name of the group, then of the value."""
    cases = tuple(cases)
    return {
        group: dict(Counter(value for case in cases for value in values(case)))
        for group, values in GROUPS.items()
    }


def _known(names: frozenset[str], *, articles: Path | None, url: str | None) -> Known | None:
    if articles is None and url is None:
        return None
    target = Target(articles=articles, url=url)
    return target.known(names) if url is None else asyncio.run(_held(url, names))


async def _held(url: str, names: frozenset[str]) -> Known:
    async with open_url(url) as client:
        return await client.known(await client.holdings(), names)


def _invalid(error: CasesInvalid) -> dict[str, Any]:
    return {
        "problems": [
            {"file": str(problem.path), "line": problem.line, "message": problem.message}
            for problem in error.problems
        ]
    }


def _table(file: Path, cases: tuple[Case, ...]) -> Table:
    table = Table("", "", title=escape(f"{file.name}: {len(cases)}"), show_header=False)
    table.add_column(justify="right")
    for group, counts in counted(cases).items():
        for number, (value, count) in enumerate(sorted(counts.items())):
            table.add_row("" if number else group, escape(value), str(count))
        table.add_section()
    return table
