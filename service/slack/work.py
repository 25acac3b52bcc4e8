"""Work that goes on after Slack was told that its message has arrived."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import uuid4

from service.http.logs import REQUEST_ID

AT_ONCE = 16
WAITING_MOST = 500
PATIENCE_S = 8.0  # to tell everybody who waits that nothing will come

Do = Callable[[], Awaitable[None]]
Explain = Callable[[BaseException], Awaitable[None]]

logger = logging.getLogger("onrecord.slack")


class Work:
    """So many tasks and no more, all of them known: at the end they are cancelled, and say so."""

    def __init__(self, *, most: int = WAITING_MOST) -> None:
        self._most = most
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_ending = False

    @property
    def is_full(self) -> bool:
        """Whether Slack should send again later what it sends now."""
        return self._is_ending or len(self._tasks) >= self._most

    def start(self, do: Do, *, explain: Explain) -> None:
        """Do it in a task; whatever goes wrong, a cancellation too, is handed to `explain`."""
        task = asyncio.create_task(_explained(do, explain))
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("nobody could be told that an answer failed", exc_info=error)

    async def idle(self) -> None:
        """Until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Cancel what goes on. Whoever waits is told, as far as time allows."""
        self._is_ending = True
        for patience_s in (PATIENCE_S, 1.0):
            for task in self._tasks:
                task.cancel()
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=patience_s)


async def _explained(do: Do, explain: Explain) -> None:
    REQUEST_ID.set(REQUEST_ID.get() or uuid4().hex)
    doing = asyncio.ensure_future(do())
    try:
        await asyncio.wait({doing})
    except asyncio.CancelledError as cancelled:
        doing.cancel()
        await asyncio.wait({doing})
        await explain(cancelled)
        raise
    error = asyncio.CancelledError() if doing.cancelled() else doing.exception()
    if error:
        await explain(error)
