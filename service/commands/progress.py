"""How far indexing has come: a bar, the rate, and the time that is left."""

from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)


class HowFar(Protocol):
    """What is told while a batch goes on, in this process or by a server."""

    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int | None: ...
    @property
    def words_per_s(self) -> float: ...
    @property
    def seconds_left(self) -> float | None: ...
    @property
    def asked(self) -> int: ...


class Bar:
    """Drawn on stderr, and only where that is a terminal."""

    def __init__(self, *, shown: bool) -> None:
        console = Console(stderr=True)
        self._bars = Progress(
            TextColumn("indexing"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[asked]}"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
            console=console,
            transient=True,
            disable=not (shown and console.is_terminal),
        )
        self._task = self._bars.add_task("", total=None, rate="", asked="", left="")

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

    def show(self, now: HowFar) -> None:
        rate = f"{now.words_per_s:,.0f} words/s" if now.words_per_s else ""
        left = f"{timedelta(seconds=round(now.seconds_left))} left" if now.seconds_left else ""
        asked = f"asked about {now.asked:,}" if now.asked else ""
        self._bars.update(
            self._task, completed=now.done, total=now.total, rate=rate, asked=asked, left=left
        )
