"""Answers as events, over a real server: an in-process client would hold them back."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from indexing.errors import StorageFailed
from service.http import stream
from tests.service.apps import Opened, served
from tests.service.held import PATIENCE_S, given_up

Event = tuple[str, Any]


@pytest_asyncio.fixture
async def remote(opened: Opened) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        served(opened.app) as url,
        httpx.AsyncClient(base_url=url, timeout=PATIENCE_S) as client,
    ):
        yield client


async def test_a_body_that_is_refused_meanwhile_is_not_taken_for_a_caller_who_left() -> None:
    async def receive() -> Message:
        raise HTTPException(413)

    request = Request({"type": "http", "method": "GET", "headers": []}, receive)
    with pytest.raises(HTTPException):
        await stream.unless_gone(request, asyncio.Event().wait())


async def events_of(remote: httpx.AsyncClient, question: str, **more: Any) -> list[Event]:
    body = {"question": question, "stream": True, **more}
    async with remote.stream("POST", "/chat", json=body) as reply:
        assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
        return [event async for event in read_events(reply)]


async def read_events(reply: httpx.Response) -> AsyncIterator[Event]:
    name = ""
    async for line in reply.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
        elif line.startswith(":"):
            yield "comment", line


async def test_events_come_in_the_order_of_the_contract(remote: httpx.AsyncClient) -> None:
    events = await events_of(remote, "Who was in Hanoi?")
    assert [name for name, _ in events] == [
        "interpretation",
        "sources",
        "delta",
        "citation",
        "delta",
        "citation",
        "done",
    ]


async def test_the_deltas_are_the_answer(remote: httpx.AsyncClient) -> None:
    for question in ("Who was in Hanoi?", "What is beautiful?", "And whaling?"):
        events = await events_of(remote, question)
        told = "".join(data["text"] for name, data in events if name == "delta")
        assert told == events[-1][1]["answer"] != ""


async def test_done_is_the_body_that_is_kept(remote: httpx.AsyncClient) -> None:
    *before, (name, body) = await events_of(remote, "Who was in Hanoi?")
    kept = (await remote.get(f"/conversations/{body['conversation_id']}")).json()
    assert name == "done"
    assert kept["turns"][0]["response"] == body
    assert [data for name, data in before if name == "citation"] == body["citations"]


async def test_accepting_events_is_asking_for_them(remote: httpx.AsyncClient) -> None:
    reply = await remote.post(
        "/chat", json={"question": "Hanoi?"}, headers={"accept": "text/event-stream"}
    )
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["cache-control"] == "no-cache"


async def test_evidence_is_told_before_the_answer_is_made(
    opened: Opened, remote: httpx.AsyncClient
) -> None:
    opened.pipeline.hold = asyncio.Event()
    body = {"question": "Who was in Hanoi?", "stream": True}
    async with remote.stream("POST", "/chat", json=body) as reply:
        events = read_events(reply)
        assert [(await anext(events))[0], (await anext(events))[0]] == ["interpretation", "sources"]
        opened.pipeline.hold.set()
        assert [name async for name, _ in events][-1] == "done"


async def test_silence_is_filled_with_pings(
    opened: Opened, remote: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "PING_S", 0.01)
    opened.pipeline.hold = asyncio.Event()
    body = {"question": "Hanoi?", "stream": True}
    async with remote.stream("POST", "/chat", json=body) as reply:
        events = read_events(reply)
        while await anext(events) != ("comment", ": ping"):
            pass
        opened.pipeline.hold.set()
        assert [name async for name, _ in events][-1] == "done"


async def test_a_failure_before_the_stream_is_a_status(remote: httpx.AsyncClient) -> None:
    body = {"question": "Hanoi?", "stream": True, "answerer": "generative"}
    reply = await remote.post("/chat", json=body)
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "generative_unavailable")


async def test_a_failure_in_the_stream_is_its_last_event(
    opened: Opened, remote: httpx.AsyncClient
) -> None:
    opened.pipeline.failure = StorageFailed("the disk is full (/srv/archive.db)")
    events = await events_of(remote, "Hanoi?")
    name, data = events[-1]
    assert (name, data["code"]) == ("error", "storage_failed")
    assert "/srv" not in data["message"]


async def test_a_bug_in_the_stream_shows_nothing(opened: Opened, remote: httpx.AsyncClient) -> None:
    opened.pipeline.failure = RuntimeError("secret plans")
    name, data = (await events_of(remote, "Hanoi?"))[-1]
    assert (name, data["code"]) == ("error", "internal")
    assert "secret" not in data["message"]


@pytest.mark.parametrize("stream", [True, False])
async def test_who_hangs_up_is_not_answered(
    opened: Opened, remote: httpx.AsyncClient, stream: bool
) -> None:
    body = {"question": "Who was in Hanoi?", "stream": stream}
    await given_up(opened.pipeline, remote.post("/chat", json=body))


async def test_a_search_is_given_up_with_its_caller(
    opened: Opened, remote: httpx.AsyncClient
) -> None:
    await given_up(opened.pipeline, remote.post("/search", json={"question": "Hanoi?"}))
