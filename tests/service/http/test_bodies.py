"""A body may be so large, and take so long."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from service.http import bodies
from tests.service.apps import ADMIN_KEY, Opened, opened_app, served

ADMIN = {"authorization": f"Bearer {ADMIN_KEY}"}
JSON = {"content-type": "application/json"}
LARGE = b'{"text": "A short story."}' + b" " * 1_000_000


async def slowly(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
        await asyncio.sleep(0.1)


async def test_a_body_that_does_not_arrive_is_given_up(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for timeout in ("BODY_TIMEOUT_S", "ARTICLES_BODY_TIMEOUT_S"):
        monkeypatch.setattr(bodies, timeout, 0.2)
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        for path in ("/chat", "/articles"):
            body = slowly(*[b" "] * 6)
            reply = await remote.post(path, content=body, headers={**JSON, **ADMIN})
            assert (reply.status_code, reply.json()["error"]["code"]) == (408, "too_slow")
            assert "0.2 s" in reply.json()["error"]["message"]


async def test_one_that_is_slow_but_in_time_is_taken(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_TIMEOUT_S", 2.0)
    body = slowly(b'{"question": ', b'"Hanoi?"', b"}")
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        assert (await remote.post("/chat", content=body, headers=JSON)).status_code == 200


async def test_an_answer_may_take_longer_than_its_question(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_TIMEOUT_S", 0.1)
    opened.pipeline.hold = asyncio.Event()
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        asking = asyncio.create_task(remote.post("/chat", json={"question": "Hanoi?"}))
        await asyncio.sleep(0.5)
        opened.pipeline.hold.set()
        assert (await asking).status_code == 200


async def test_articles_may_be_longer_than_questions(http: httpx.AsyncClient) -> None:
    reply = await http.post("/articles", content=LARGE, headers={**JSON, **ADMIN})
    assert (reply.status_code, reply.json().get("added")) == (200, 1)


async def test_only_from_who_may_change_the_archive(tmp_path: Path) -> None:
    keys = {"ONRECORD_API_KEYS": "one"}
    async with opened_app(tmp_path, environ=keys) as opened:
        for sent in ({}, {"authorization": "Bearer one"}, {"authorization": "Bearer guess"}):
            for content in (LARGE, b"{}", b"{"):
                headers = {**JSON, **sent}
                reply = await opened.http.post("/articles", content=content, headers=headers)
                assert reply.status_code == 401


async def test_who_may_not_send_articles_hears_so_before_they_send_any(opened: Opened) -> None:
    async with served(opened.app) as url:
        place = httpx.URL(url)
        reader, writer = await asyncio.open_connection(place.host, place.port)
        writer.write(b"POST /articles HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\n")
        async with asyncio.timeout(5):
            assert (await reader.readline()).startswith(b"HTTP/1.1 401 ")
        writer.close()
        await writer.wait_closed()


async def test_who_announces_too_much_is_refused_before_it_comes(opened: Opened) -> None:
    async with served(opened.app) as url:
        place = httpx.URL(url)
        reader, writer = await asyncio.open_connection(place.host, place.port)
        writer.write(
            b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: 99999999\r\n\r\n"
        )
        async with asyncio.timeout(5):
            assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
        writer.close()
        await writer.wait_closed()
