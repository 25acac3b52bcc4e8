"""The HTTP contract from the side of the command line."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from indexing.settings import Settings, load_settings
from service.commands.client import Client, open_client, open_remote
from service.errors import ServerFailed
from service.http.app import create_app
from service.metrics import Metrics
from service.running import RunningServer


def answering(reply: httpx.Response) -> Client:
    transport = httpx.MockTransport(lambda _: reply)
    return Client(httpx.AsyncClient(transport=transport, base_url="http://onrecord.test"))


async def test_a_failure_comes_in_the_servers_words() -> None:
    error = {"error": {"code": "archive_missing", "message": "index first", "request_id": "1"}}
    with pytest.raises(ServerFailed, match="^index first$") as failed:
        await answering(httpx.Response(503, json=error)).get("/status")
    assert failed.value.code == "archive_missing"


async def test_an_app_that_is_opened_here_fails_as_a_server_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    @asynccontextmanager
    async def services(_: Metrics) -> AsyncIterator[Any]:
        yield SimpleNamespace(token="")  # with which no route can do anything

    @asynccontextmanager
    async def opened(_: Settings, *, must_exist: bool) -> AsyncIterator[FastAPI]:
        app = create_app(services)
        async with app.router.lifespan_context(app):
            yield app

    monkeypatch.setattr("service.wiring.open_app", opened)
    async with open_client(load_settings({"ONRECORD_DATA_DIR": str(tmp_path)})) as client:
        with pytest.raises(
            ServerFailed, match=r"something went wrong here.* \(\w{32}\)$"
        ) as failed:
            await client.post("/chat", {"question": "Who?"})
    assert failed.value.code == "internal"


@pytest.mark.parametrize("content", [b"<html>", b"[]", b'{"error": "no"}'])
async def test_a_failure_of_somebody_else_is_told_by_its_status(content: bytes) -> None:
    with pytest.raises(ServerFailed, match="502 Bad Gateway"):
        await answering(httpx.Response(502, content=content)).get("/status")


async def test_a_server_that_is_gone_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    async with open_remote(RunningServer(1, url, "token")) as client:
        with pytest.raises(ServerFailed, match="does not answer"):
            await client.get("/status")
        with pytest.raises(ServerFailed, match="does not answer"):
            _ = [event async for event in client.events("/index", {})]


async def test_an_error_event_is_raised() -> None:
    told = 'event: progress\ndata: {"done":1}\n\nevent: error\ndata: {"code":"c","message":"m"}\n\n'
    events = answering(httpx.Response(200, text=told)).events("/index", {})
    assert await anext(events) == ("progress", {"done": 1})
    with pytest.raises(ServerFailed, match="^m$"):
        await anext(events)
