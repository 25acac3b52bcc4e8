"""The one door to the protocol's library: our tools behind it, over HTTP or stdin and stdout."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.metadata import version
from typing import Any

import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive

from service.mcp.archivist import Archivist
from service.mcp.tools import INSTRUCTIONS, TOOLS, Tool

Context = ServerRequestContext[Any, Any]
CallTool = Callable[[Context, types.CallToolRequestParams], Awaitable[types.CallToolResult]]

_READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, open_world_hint=False
)


async def respond(request: Request, body: bytes, archivist: Archivist) -> Response:
    """The reply to one message, for which a session is begun and ended: nothing outlives it.

    Whoever cancels it cancels the tool. That pages of others do not ask is seen to before (see
    service/http/foreign.py), so the library is not told to.
    """
    reply = _Reply()
    sessions = StreamableHTTPSessionManager(_server(archivist), json_response=True, stateless=True)
    async with sessions.run():
        await sessions.handle_request(request.scope, _giving(body), reply.take)
    return reply.response()


async def serve_stdio(archivist: Archivist) -> None:
    """Until stdin ends. Meanwhile stdout is the protocol's alone: what else is written to it goes
    to stderr."""
    server = _server(archivist)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def _server(archivist: Archivist) -> Server[Any]:
    return Server(
        "onrecord",
        title="onrecord",
        version=version("onrecord"),
        instructions=INSTRUCTIONS,
        on_list_tools=_list_tools,
        on_call_tool=_calling(archivist),
    )


async def _list_tools(_: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    return types.ListToolsResult(tools=[_listed(tool) for tool in TOOLS])


@cache
def _listed(tool: Tool[Any, Any]) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=_READ_ONLY,
    )


def _calling(archivist: Archivist) -> CallTool:
    async def call(_: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = next((tool for tool in TOOLS if tool.name == params.name), None)
        if tool is None:
            known = ", ".join(tool.name for tool in TOOLS)
            raise MCPError(types.INVALID_PARAMS, f"no tool has that name: there are {known}")
        try:
            told = await tool.call(params.arguments or {}, archivist)
        except Exception as error:  # noqa: BLE001  the library would tell a caller its very words
            failure = types.TextContent(text=archivist.explain(error))
            return types.CallToolResult(content=[failure], is_error=True)
        text = types.TextContent(text=told.text)
        return types.CallToolResult(content=[text], structured_content=told.fields)

    return call


def _giving(body: bytes) -> Receive:
    """The body, and then nothing: that the caller hangs up is noticed elsewhere."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop()

    return receive


class _Reply:
    """What the library sends, put together."""

    def __init__(self) -> None:
        self._status = 500
        self._headers: list[tuple[bytes, bytes]] = []
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = list(message["headers"])
        else:
            self._body += message.get("body", b"")

    def response(self) -> Response:
        response = Response(bytes(self._body), self._status)
        response.raw_headers = self._headers
        return response
