"""One question, one answer."""

import asyncio
import os
from typing import Annotated, Any

import typer

from service.commands.boundary import FOUND, NOT_FOUND, explained
from service.commands.options import Answering, AsOf, Json, Publishers, Since, Speakers, Until


def ask(  # noqa: PLR0913  a parameter is an option
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    *,
    as_of: AsOf = None,
    publisher: Publishers = None,
    since: Since = None,
    until: Until = None,
    speaker: Speakers = None,
    answerer: Answering = "auto",
    as_json: Json = False,
) -> None:
    """Answer a question with exact citations, or say why not.

    Examples:

      onrecord ask "what did Moon say about Hanoi?"

      onrecord ask "who called the letter very warm?" --publisher AFP --json

    Exit codes: 0 answered, 1 not answered (the reason is printed), 2 failed.
    """
    filters = {
        "publishers": publisher or [],
        "speakers": speaker or [],
        "from": since,
        "to": until,
    }
    with explained(as_json=as_json):
        body = {"question": question, "as_of": as_of, "filters": filters, "answerer": answerer}
        reply = asyncio.run(_ask(body))
        from service.commands.render import show_answer, show_json

        show_json(reply) if as_json else show_answer(reply)
        raise typer.Exit(FOUND if reply["outcome"] == "answered" else NOT_FOUND)


async def _ask(body: dict[str, Any]) -> dict[str, Any]:
    from indexing.settings import load_settings
    from service.commands.client import open_client

    async with open_client(load_settings(os.environ)) as client:
        return await client.post("/chat", body)
