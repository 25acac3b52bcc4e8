"""An assistant: the protocol's own client, and what it reads of a tool."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

HANDSHAKE, TODAY = "legacy", "auto"  # a session that begins with `initialize`, and none at all


@dataclass(frozen=True, slots=True)
class Assistant:
    """Connects anew for each tool: the client has to be closed by who opened it."""

    connected: Callable[[], AbstractAsyncContextManager[Client]]

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


@asynccontextmanager
async def _connected(
    address: str, mode: str, headers: Mapping[str, str] | None
) -> AsyncIterator[Client]:
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


def words_of(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text
