"""The command `onrecord`: a file per command in `commands/`, each as light to import as this."""

from typing import Annotated

import typer

from service.commands.ask import ask
from service.commands.boundary import check_stdout
from service.commands.chat import chat
from service.commands.doctor import doctor
from service.commands.index import index
from service.commands.mcp import mcp
from service.commands.quotes import quotes
from service.commands.serve import serve
from service.commands.slack import slack
from service.commands.status import status


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Who said what, about what, and when: answers from a news archive, with the exact words.

    Begin with: onrecord index FOLDER, then: onrecord ask "what did Moon say about Hanoi?"

    The archive is in ONRECORD_DATA_DIR (.onrecord). Exit codes: 0 yes, 1 no or not all, 2 failed.
    """


def main() -> None:
    check_stdout()
    build()()


def build() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    for command in (index, status, ask, chat, quotes, serve, slack, mcp, doctor):
        app.command()(command)
    return app
