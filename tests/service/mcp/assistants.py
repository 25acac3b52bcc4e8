"""An assistant: the protocol's own client, and what it reads of a tool."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

HANDSHAKE, TODAY = "legacy", "auto"  # a session that begins with `initialize`, and none at all
ONRECORD = "from service.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Assistant:
    """Connects anew for each tool: the client has to be closed by who opened it."""

    connected: Callable[[], AbstractAsyncContextManager[Client]]

    @asynccontextmanager
    async def staying(self) -> AsyncIterator["Assistant"]:
        """The same with one connection, which a task of its own opens and closes."""
        opened: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
        is_over = asyncio.Event()

        async def stay() -> None:
            async with self.connected() as client:
                opened.set_result(client)
                await is_over.wait()

        task = asyncio.create_task(stay())
        either: set[asyncio.Future[Any]] = {task, opened}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task  # raises why it could not be opened
        try:
            yield Assistant(lambda: nullcontext(opened.result()))
        finally:
            is_over.set()
            await task

    async def use(self, tool: str, **arguments: Any) -> CallToolResult:
        async with self.connected() as client:
            result = await client.call_tool(tool, arguments)
        assert isinstance(result, CallToolResult)
        return result

    async def fields(self, tool: str, **arguments: Any) -> Any:
        result = await self.use(tool, **arguments)
        assert not result.is_error, words_of(result)
        return result.structured_content

    async def words(self, tool: str, **arguments: Any) -> str:
        result = await self.use(tool, **arguments)
        assert not result.is_error, words_of(result)
        return words_of(result)

    async def refusal(self, tool: str, **arguments: Any) -> str:
        result = await self.use(tool, **arguments)
        assert result.is_error, words_of(result)
        assert result.structured_content is None
        return words_of(result)


def over_http(
    address: str, *, mode: str = TODAY, headers: Mapping[str, str] | None = None
) -> Assistant:
    return Assistant(partial(_connected, address, mode, headers))


def over_stdio(data_dir: Path, **environ: str) -> Assistant:
    return Assistant(partial(_connected_to_process, data_dir, environ))


@asynccontextmanager
async def _connected(
    address: str, mode: str, headers: Mapping[str, str] | None
) -> AsyncIterator[Client]:
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


@asynccontextmanager
async def _connected_to_process(
    data_dir: Path, environ: Mapping[str, str]
) -> AsyncIterator[Client]:
    process = StdioServerParameters(
        command=sys.executable,
        args=["-c", ONRECORD, "mcp"],
        env={"ONRECORD_DATA_DIR": str(data_dir), **environ},
        cwd=Path.cwd(),
    )
    async with Client(stdio_client(process)) as client:
        yield client


def words_of(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text
