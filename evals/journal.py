"""The file of a run while it goes on: a row is added as it comes, so that a killed run resumes.

When all have come, the file is written anew in the order of the cases, in one step.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import Problem, RunInvalid
from evals.record import About, Row, Run, line_of, read_lines

MAY_DIFFER = {"started", "concurrency"}
"""What of `About` says nothing of how the answers came about."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What an earlier, cut off run left; `is_cut` where its last line was half written."""

    about: About
    rows: Mapping[str, Row]
    is_cut: bool


def read_begun(path: Path) -> Begun | None:
    """What a run has left in its file so far; None of an empty one.

    Only rows that need nothing more are taken: a case that could not be judged is asked again.
    Raises RunInvalid.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RunInvalid([Problem(path, None, f"cannot be read: {error}")]) from error
    if not content:
        return None
    whole, _, cut = content.rpartition(b"\n")
    try:
        run = read_lines(whole.decode(), path=path)
    except UnicodeDecodeError as error:
        raise RunInvalid([Problem(path, None, f"cannot be read: {error}")]) from error
    kept = {row.case.id: row for row in run.rows if row.is_judged and not row.failed}
    return Begun(run.about, kept, is_cut=bool(cut))


def require_same(begun: About, now: About, *, path: Path) -> None:
    """Raises RunInvalid, naming what differs, where the rows would not be of one run."""
    before, wanted = (about.model_dump(mode="json", exclude=MAY_DIFFER) for about in (begun, now))
    differing = [name for name in wanted if before[name] != wanted[name]]
    if differing:
        told = "; ".join(
            f"{name} {_shown(before[name])}, now {_shown(wanted[name])}" for name in differing
        )
        raise RunInvalid(
            [Problem(path, 1, f"another run began this file ({told}): give another --out")]
        )


def _shown(value: Any) -> str:
    shown = "none" if value is None else str(value)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


@contextmanager
def journal(path: Path, about: About, rows: Collection[Row]) -> Iterator[Callable[[Row], None]]:
    """Begin the file with these rows; what is yielded adds one, so that a killed run has it."""
    write_run(path, Run(about=about, rows=tuple(rows)))
    with path.open("a", encoding="utf-8") as file:

        def add(row: Row) -> None:
            file.write(line_of(row))
            file.flush()

        yield add


def write_run(path: Path, run: Run) -> None:
    """All of it or, where this fails, nothing: what was there before stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with written.open("w", encoding="utf-8") as file:
            file.write(line_of(run.about))
            file.writelines(map(line_of, run.rows))
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
