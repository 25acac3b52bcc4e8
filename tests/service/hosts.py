"""Hosts of a chat model for tests: what a real one will not do on demand."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from indexing.settings import ChatEndpoint
from service.chat_model import Message, Schema
from service.llm import OpenAIChatModel, Patience, open_chat_model

KEY = "sk-hidden-7f3a"
HERE = "http://127.0.0.1:9/v1"
ASKED = (Message("system", "Answer."), Message("user", "What did Moon say?"))
SCHEMA = Schema(
    "verdict",
    {
        "type": "object",
        "properties": {"supported": {"type": "boolean"}, "reason": {"type": "string"}},
        "required": ["supported", "reason"],
        "additionalProperties": False,
    },
)
VERDICT = {"supported": True, "reason": "it is there"}
QUICK = Patience(first_pause_s=0.001)

Reply = httpx2.Response | Exception | Callable[[], Awaitable[httpx2.Response]]


class ScriptedHost:
    """A transport that gives its replies in order, and remembers what it was sent.

    An assertion that fails in a transport comes out of the client as a connection error: a request
    too many is noted, and `check` tells of it.
    """

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self._too_many = 0
        self.sent: list[httpx2.Request] = []
        self.transport = httpx2.MockTransport(self._answer)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.sent]

    def check(self) -> None:
        if self._too_many or self._replies:
            pytest.fail(f"{self._too_many} requests too many, {len(self._replies)} too few")

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        if not self._replies:
            self._too_many += 1
            return httpx2.Response(418)
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, httpx2.Response) else await reply()


@asynccontextmanager
async def asking(
    *replies: Reply, patience: Patience = QUICK, base_url: str = HERE, key: str = KEY
) -> AsyncIterator[tuple[OpenAIChatModel, ScriptedHost]]:
    """A model whose host gives `replies`, each of them once and no other."""
    host = ScriptedHost(*replies)
    endpoint = ChatEndpoint("small", base_url, SecretStr(key))
    async with open_chat_model(endpoint, patience=patience, transport=host.transport) as model:
        yield model, host
    host.check()


def completion(content: Any, *, end: str = "stop", **message: Any) -> httpx2.Response:
    choice = {"index": 0, "finish_reason": end, "message": {"content": content, **message}}
    usage = {"prompt_tokens": 11, "completion_tokens": 5}
    return httpx2.Response(200, json={"choices": [choice], "usage": usage})


def refused(status: int, message: str = "", /, **error: Any) -> httpx2.Response:
    return httpx2.Response(status, json={"error": {"message": message, **error}})


def chunk(content: str | None = None, *, end: str | None = None, **delta: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"content": content, **delta}, "finish_reason": end}]}


USAGE: dict[str, Any] = {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 5}}


def as_event(data: object) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


class Streamed(httpx2.AsyncByteStream):
    """Chunks one by one; an error among them breaks the stream off. Knows whether it was closed."""

    def __init__(self, *parts: dict[str, Any] | bytes | Exception, is_done: bool = True) -> None:
        self._parts: list[dict[str, Any] | bytes | Exception] = list(parts)
        if is_done:
            self._parts.append(b"data: [DONE]\n\n")
        self.given = 0
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            await asyncio.sleep(0)
            if isinstance(part, Exception):
                raise part
            self.given += 1
            yield part if isinstance(part, bytes) else as_event(part)

    async def aclose(self) -> None:
        self.is_closed = True


def streamed(body: Streamed) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=body)


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """The address of a server that does `serve` with each connection, then closes it."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.close()
        await server.wait_closed()
