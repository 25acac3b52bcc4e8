"""The quote ledger in the terminal."""

import asyncio
import os
from typing import Annotated, Any

import typer

from service.commands.boundary import FOUND, NOT_FOUND, explained
from service.commands.options import Json, Publishers, Since, Until


def quotes(  # noqa: PLR0913  a parameter is an option
    *,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Who said it.")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="WORDS", help="What it is about.")
    ] = None,
    publisher: Publishers = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many.")] = 20,
    as_json: Json = False,
) -> None:
    """List who said what: best first with --about, else newest first.

    Examples:

      onrecord quotes --speaker "Moon Jae-in"

      onrecord quotes --speaker Kang --about "the Hanoi summit" --json

    Exit codes: 0 something found, 1 nothing found, 2 failed.
    """
    params = {
        "speaker": speaker,
        "about": about,
        "publisher": publisher,
        "from": since,
        "to": until,
        "limit": limit,
    }
    with explained(as_json=as_json):
        reply = asyncio.run(_quotes(params))
        from service.commands.render import show_json, show_statements

        show_json(reply) if as_json else show_statements(reply["statements"])
        raise typer.Exit(FOUND if reply["statements"] else NOT_FOUND)


async def _quotes(params: dict[str, Any]) -> dict[str, Any]:
    from indexing.settings import load_settings
    from service.commands.client import open_client

    async with open_client(load_settings(os.environ)) as client:
        return await client.get("/statements", params)
