"""How far a run has come, on stderr where that is a terminal: a bar, the count, the time left."""

from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from evals.record import Row
from indexing.report import Progress as Indexing


class Bar:
    def __init__(self, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[told]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._indexed = self._bars.add_task("indexing", total=None, visible=False, told="")
        self._asked = self._bars.add_task("asking", total=None, visible=False, told="")
        self._wrong = self._unjudged = 0

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def indexing(self, progress: Indexing) -> None:
        self._bars.update(
            self._indexed, total=progress.total, completed=progress.done, visible=True
        )

    def asking(self, total: int, *, done: int) -> None:
        self._bars.update(self._indexed, visible=False)
        self._bars.reset(self._asked, total=total, completed=done, visible=True, told="")

    def took(self, row: Row) -> None:
        self._wrong += row.is_judged and not row.is_right
        self._unjudged += not row.is_judged
        told = f"{self._wrong} wrong, {self._unjudged} not judged"
        self._bars.update(self._asked, advance=1, told=told)

    def note(self, message: str) -> None:
        """On stderr, terminal or not."""
        if self._bars.disable:
            typer.echo(message, err=True)
        else:
            self._bars.console.print(message, markup=False, highlight=False)
