"""Stops a query that takes too long, or that nobody waits for any more."""

import asyncio
import time

STEPS_BETWEEN_LOOKS = 1_000_000
"""Of SQLite's virtual machine: some 15 ms. A look may have to wait 5 ms for Python's lock."""


class Watch:
    """Over the queries of one connection.

    SQLite runs a query in a thread of its own, where cancelling a task does not reach it: whoever
    was cancelled would wait for the query's end all the same.
    """

    def __init__(self) -> None:
        self._deadline: float | None = None
        self._task: asyncio.Task[object] | None = None
        self._cancels = 0

    def begin(self, *, limit_s: float | None) -> None:
        """A transaction of the current task begins. None: only cancelling stops its queries."""
        self._deadline = None if limit_s is None else time.monotonic() + limit_s
        self._task = asyncio.current_task()
        self._cancels = self._task.cancelling() if self._task else 0

    def is_over(self) -> bool:
        """What SQLite asks while a query runs, in that thread: true stops the query."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            return True
        return self._task is not None and self._task.cancelling() > self._cancels
