"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from evals.errors import EvalError
from evals.evaluate import Output
from evals.writing import Writing
from service.answer import Answerer

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Articles = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The articles to ask about, indexed here first."),
]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="An archive that is there already; with --articles, where their index is kept.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        help="Ask a running service, as http://127.0.0.1:8000, instead; with the key of"
        " ONRECORD_EVALS_KEY, where it asks for one."
    ),
]
Answering = Annotated[Answerer, typer.Option(help="Who composes the answers.")]
Replies = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Keep a chat model's replies here, and take those that are kept already.",
    ),
]
Ungated = Annotated[
    bool, typer.Option("--ungated", help="Show what a chat model writes unchecked, to compare.")
]
SkipRejected = Annotated[
    bool,
    typer.Option(
        "--skip-rejected", help="Leave out articles that cannot be indexed, instead of stopping."
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write every row here as it comes (JSON lines)."),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with the file of a run that was cut off.")
]


def kept_in(out: Path | None, *, resume: bool) -> Output | None:
    """What --out and --resume say together."""
    if out is None and resume:
        raise EvalError("say with --out which file to go on with")
    return Output(out, resume=resume) if out else None


def writing_of(answerer: Answerer, *, replies: Path | None, ungated: bool) -> Writing:
    """What --replies and --ungated say of the chat model that writes."""
    writing = Writing(replies, is_ungated=ungated)
    if answerer == "extractive" and writing != Writing():
        raise EvalError(
            "give --replies and --ungated with --answerer generative: no model writes without it"
        )
    return writing
