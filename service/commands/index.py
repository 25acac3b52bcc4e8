"""Articles into the archive."""

import asyncio
import os
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.commands.boundary import FOUND, NOT_FOUND, explained
from service.commands.options import Json

if TYPE_CHECKING:
    from service.commands.progress import Bar
    from service.running import RunningServer


def index(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: .txt, .md, .html, .jsonl, .jsonl.gz.")
    ],
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles that are gone from these folders.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print what could not be taken in, and no more.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take articles into the archive. What is there already and has not changed costs nothing.

    Examples:

      onrecord index seeds/

      onrecord index news.jsonl.gz archive/ --prune

    While a server runs, it does the work. Exit codes: 0 all taken in, 1 something was rejected
    (the report says what and why), 2 could not run.
    """
    with explained(as_json=as_json):
        from service.commands.progress import Bar
        from service.commands.render import show_json, show_report

        with Bar(shown=not quiet and not as_json) as bar:
            report = asyncio.run(_index([path.absolute() for path in paths], prune, bar))
        if as_json:
            show_json(report)
        else:
            show_report(report, quiet=quiet)
        raise typer.Exit(NOT_FOUND if report["rejected"] else FOUND)


async def _index(paths: list[Path], prune: bool, bar: "Bar") -> dict[str, Any]:
    from indexing.settings import load_settings
    from service.running import running_server

    settings = load_settings(os.environ)
    if (server := running_server(settings.data_dir)) is not None:
        return await _hand_over(server, paths, prune, bar)
    from service.http.archive_responses import ReportOut
    from service.wiring import open_intake

    async with open_intake(settings) as intake:
        report = await intake.index(paths, prune=prune, tell=bar.show)
    return ReportOut.of(report).model_dump(mode="json")


async def _hand_over(
    server: "RunningServer", paths: list[Path], prune: bool, bar: "Bar"
) -> dict[str, Any]:
    from service.commands.client import open_remote

    report: dict[str, Any] = {}
    body = {"paths": [str(path) for path in paths], "prune": prune}
    async with open_remote(server) as client:
        async for name, data in client.events("/index", body):
            if name == "progress":
                bar.show(SimpleNamespace(**data))
            else:
                report = data
    return report
