"""Where the command line ends: a failure becomes one line that says what to do, and exit code 2."""

import json
import logging
import os
import sys
from types import TracebackType
from typing import Self

import typer

from indexing.errors import OnRecordError

FOUND, NOT_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


class explained:  # noqa: N801  it is used as a statement: `with explained():`
    """Tells failures in one line, or as JSON where that was asked for."""

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json

    def __enter__(self) -> Self:
        debug = os.environ.get("LOG_LEVEL", "").upper() == "DEBUG"
        if debug:
            from service.http.logs import write_logs

            write_logs("DEBUG")
        else:  # a command prints its answer and its failure, and nothing between
            logging.getLogger().addHandler(logging.NullHandler())
        self._debug = debug
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None or isinstance(error, SystemExit | typer.Exit | typer.Abort):
            return
        if isinstance(error, KeyboardInterrupt):
            typer.echo("onrecord: interrupted", err=True)
            raise SystemExit(INTERRUPTED) from error
        if self._debug:
            logging.getLogger("onrecord").error("the command failed", exc_info=error)
        code, message = _in_words(error)
        if self._as_json:
            typer.echo(json.dumps({"error": {"code": code, "message": message}}))
        else:
            typer.echo(f"onrecord: {message}", err=True)
        raise SystemExit(FAILED) from error


def _in_words(error: BaseException) -> tuple[str, str]:
    if isinstance(error, OnRecordError):
        return error.code, " ".join(str(error).split())
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return "internal", f"something went wrong here ({reason[:300]}); LOG_LEVEL=DEBUG shows where"


def check_stdout() -> None:
    """A terminal that lacks a character gets a substitute, not a failure."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
