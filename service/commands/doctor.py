"""Is the archive whole?"""

import asyncio
import os
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.boundary import FOUND, NOT_FOUND, explained
from service.commands.options import Json

if TYPE_CHECKING:
    from indexing.doctor import Finding


def doctor(
    mend: Annotated[
        bool, typer.Option("--mend", help="Put right what the articles themselves can tell.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Look the archive over: tables, places, full-text index, vectors.

    Examples:

      onrecord doctor

      onrecord doctor --mend

    A server that runs has to be ended first. Exit codes: 0 whole, or all of it mended, 1 something
    is wrong, 2 failed.
    """
    with explained(as_json=as_json):
        findings = asyncio.run(_examine(mend=mend))
        from dataclasses import asdict

        from service.commands.render import show_findings, show_json

        if as_json:
            show_json({"findings": [asdict(finding) for finding in findings]})
        else:
            show_findings(findings)
        raise typer.Exit(FOUND if all(one.is_mended for one in findings) else NOT_FOUND)


async def _examine(*, mend: bool) -> "tuple[Finding, ...]":
    from indexing.settings import load_settings
    from service.wiring import examine

    return await examine(load_settings(os.environ), mend=mend)
