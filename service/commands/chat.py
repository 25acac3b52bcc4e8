"""A conversation in the terminal."""

import asyncio
import os
import signal
import sys

import typer

from service.commands.boundary import explained
from service.commands.options import Answering, AsOf, Json, Publishers, Since, Until

QUIT = ("/quit", "/exit", "/q")


def chat(
    *,
    as_of: AsOf = None,
    publisher: Publishers = None,
    since: Since = None,
    until: Until = None,
    answerer: Answering = "auto",
    as_json: Json = False,
) -> None:
    """Ask one question after the other; follow-ups know what came before.

    Example:

      onrecord chat --publisher AP

    /new starts another conversation, /quit or Ctrl-D ends. Exit codes: 0 ended, 2 failed.
    """
    filters = {"publishers": publisher or [], "from": since, "to": until}
    with explained(as_json=as_json):
        narrowing: dict[str, object] = {"as_of": as_of, "filters": filters, "answerer": answerer}
        asyncio.run(_chat(narrowing, as_json=as_json))


async def _chat(narrowing: dict[str, object], *, as_json: bool) -> None:
    from indexing.settings import load_settings
    from service.commands.client import open_client
    from service.commands.render import show_answer, show_json
    from service.errors import ServerFailed

    async with open_client(load_settings(os.environ)) as client:
        if sys.stdin.isatty():
            typer.echo("Ask the archive. /new starts another conversation, /quit ends.", err=True)
        conversation_id = None
        while (question := _next_question()) is not None:
            if question == "/new":
                conversation_id = None
                continue
            body = {**narrowing, "question": question, "conversation_id": conversation_id}
            try:
                reply = await client.post("/chat", body)
            except ServerFailed as error:  # one bad question does not end the conversation
                typer.echo(f"onrecord: {error}", err=True)
                continue
            conversation_id = reply["conversation_id"]
            show_json(reply) if as_json else show_answer(reply)


def _next_question() -> str | None:
    """The next line that is not empty; None at the end. Blocks: nothing else is to be done."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        while True:
            question = input("\n> " if sys.stdin.isatty() else "").strip()
            if question in QUIT:
                return None
            if question:
                return question
    except (EOFError, KeyboardInterrupt):
        return None
    finally:
        signal.signal(signal.SIGINT, before)
