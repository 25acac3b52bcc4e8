"""Where a command ends: what keeps it from judging becomes its text and exit code 2."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from evals.errors import EvalError
from indexing.errors import OnRecordError

PASSED, FAILED, NOT_JUDGED, INTERRUPTED = 0, 1, 2, 130
WIDTH_OF_A_FILE = 120


@contextmanager
def judging(*, as_json: bool = False) -> Iterator[None]:
    """Tells a failure in its own words, or as JSON where that was asked for."""
    # A service in this process logs its failures; here they are rows.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        yield
    except KeyboardInterrupt as error:
        typer.echo("interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from error
    except (EvalError, OnRecordError, OSError) as error:
        if as_json:
            print_json({"error": {"code": type(error).__name__, "message": str(error)}})
        else:
            typer.echo(str(error), err=True)
        raise typer.Exit(NOT_JUDGED) from error


def console() -> Console:
    """For tables; a file gets lines of one width."""
    here = Console()
    return here if here.is_terminal else Console(width=WIDTH_OF_A_FILE)


def print_json(told: object) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
