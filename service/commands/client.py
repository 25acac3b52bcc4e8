"""The HTTP contract as the command line speaks it: to a running server, or to an app of its own.

One process owns the data folder. Where a server does, it is asked; else the same app is opened
here and asked without a socket.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import httpx

from indexing.settings import Settings
from service.errors import ServerFailed
from service.running import RunningServer, running_server

TIMEOUT = httpx.Timeout(None, connect=5)  # a server itself ends what takes too long
Body = dict[str, Any]


class Client:
    """Bodies in, bodies out; any failure is a ServerFailed with the server's own words."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def get(self, path: str, params: Mapping[str, Any] | None = None) -> Body:
        return await self._send("GET", path, params={k: v for k, v in (params or {}).items() if v})

    async def post(self, path: str, body: Body) -> Body:
        return await self._send("POST", path, json=body)

    async def events(self, path: str, body: Body) -> AsyncIterator[tuple[str, Body]]:
        """The events of a stream: name and data. An `error` event is raised."""
        try:
            async with self._http.stream("POST", path, json=body, timeout=None) as reply:
                if reply.is_error:
                    await reply.aread()
                    raise _failure(reply)
                name = ""
                async for line in reply.aiter_lines():
                    field, _, value = line.partition(": ")
                    if field == "event":
                        name = value
                    elif field == "data" and name == "error":
                        raise ServerFailed(**json.loads(value))
                    elif field == "data":
                        yield name, json.loads(value)
        except httpx.TransportError as error:
            raise _unreachable(self._http, error) from error

    async def _send(self, method: str, path: str, **content: Any) -> Body:
        try:
            reply = await self._http.request(method, path, **content)
        except httpx.TransportError as error:
            raise _unreachable(self._http, error) from error
        if reply.is_error:
            raise _failure(reply)
        body: Body = reply.json()
        return body


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[Client]:
    """A client of whoever answers for the data folder: its server, or an app opened here."""
    server = running_server(settings.data_dir)
    async with open_remote(server) if server else open_here(settings) as client:
        yield client


@asynccontextmanager
async def open_here(settings: Settings) -> AsyncIterator[Client]:
    """A client of an app of its own, without a socket between them."""
    from service.wiring import open_app

    async with open_app(settings, must_exist=True) as app:
        # Whatever fails is told as a server tells it: it ends the question, not the conversation.
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {app.state.services.token}"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://onrecord.local", headers=headers, timeout=TIMEOUT
        ) as http:
            yield Client(http)


@asynccontextmanager
async def open_remote(server: RunningServer) -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {server.token}"}
    # A proxy that the environment names has no business between two programs of one machine.
    async with httpx.AsyncClient(
        base_url=server.url, headers=headers, timeout=TIMEOUT, trust_env=False
    ) as http:
        yield Client(http)


def _failure(reply: httpx.Response) -> ServerFailed:
    try:
        error = reply.json()["error"]
        is_unexpected = reply.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        request_id = f" ({error['request_id']})" if is_unexpected else ""
        return ServerFailed(error["message"] + request_id, code=error["code"])
    except (ValueError, KeyError, TypeError):
        phrase = HTTPStatus(reply.status_code).phrase
        return ServerFailed(f"the server at {reply.url} answered {reply.status_code} {phrase}")


def _unreachable(http: httpx.AsyncClient, error: httpx.TransportError) -> ServerFailed:
    reason = str(error) or type(error).__name__
    return ServerFailed(f"the server at {http.base_url} does not answer ({reason}): try again")
