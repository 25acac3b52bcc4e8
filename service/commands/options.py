"""Options that several commands share."""

from typing import Annotated, Literal

import typer

Answering = Annotated[
    Literal["auto", "extractive", "generative"],
    typer.Option(
        help="auto: a chat model writes the answer where one is set, else the articles' own words."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="The archive as it stood that day."),
]
Publishers = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Only from this publisher.")
]
Since = Annotated[
    str | None,
    typer.Option("--from", metavar="YYYY-MM-DD", help="Published on this day or later."),
]
Until = Annotated[
    str | None,
    typer.Option("--to", metavar="YYYY-MM-DD", help="Published on this day or earlier."),
]
Speakers = Annotated[
    list[str] | None, typer.Option("--speaker", metavar="NAME", help="Only what this person said.")
]
