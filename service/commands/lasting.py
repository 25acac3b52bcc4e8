"""A client for a program that outlives servers: each time it asks whoever answers then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from types import TracebackType
from typing import Self

from indexing.settings import Settings
from service.commands.client import Client, open_here, open_remote
from service.running import running_server


class LastingClient:
    """Opens the archive itself where no server does, and keeps it: by then no server can."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own: Client | None = None
        self._opening = asyncio.Lock()
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """Raises what keeps the archive from being opened."""
        server = None
        if self._own is None:
            server = await asyncio.to_thread(running_server, self._settings.data_dir)
        if server is not None:
            async with open_remote(server) as client:
                yield client
        else:
            yield await self._open_own()

    async def _open_own(self) -> Client:
        async with self._opening:
            if self._own is None:
                self._own = await self._open.enter_async_context(open_here(self._settings))
        return self._own
