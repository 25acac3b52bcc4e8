"""Nobody keeps the server waiting for ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from service.http import connections
from tests.indexing.archives import an_article
from tests.service.apps import Opened, served


@asynccontextmanager
async def connected(
    opened: Opened,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    async with served(opened.app) as url:
        place = httpx.URL(url)
        reader, writer = await asyncio.open_connection(place.host, place.port)
        try:
            yield reader, writer
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def is_cut_off(reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(5):
            return await reader.read() == b""
    except ConnectionResetError:
        return True


async def test_who_says_nothing_is_cut_off(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_TIMEOUT_S", 0.2)
    async with connected(opened) as (reader, _):
        assert await is_cut_off(reader)


async def test_who_tells_one_header_after_the_other_is_cut_off(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_TIMEOUT_S", 0.3)
    async with connected(opened) as (reader, writer):

        async def drip() -> None:
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
            while True:
                writer.write(b"X-More: 1\r\n")
                await asyncio.sleep(0.05)

        dripping = asyncio.create_task(drip())
        assert await is_cut_off(reader)
        dripping.cancel()


@pytest.mark.parametrize("start", [b"GET /", b"GET / HTTP/1.1\r\nX-Long: "])
async def test_who_sends_a_head_without_end_is_cut_off(opened: Opened, start: bytes) -> None:
    async with connected(opened) as (reader, writer):
        writer.write(start)
        with suppress(ConnectionError):
            for _ in range(200):
                writer.write(b"x" * 10_000)
                await writer.drain()
        assert await is_cut_off(reader)


async def test_who_adds_to_a_request_without_end_is_cut_off(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MAX_REQUEST_BYTES", 200_000)
    async with connected(opened) as (reader, writer):
        writer.write(b"POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n")
        writer.write(b"Content-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: ")
        with suppress(ConnectionError):
            for _ in range(100):
                writer.write(b"x" * 10_000)
                await writer.drain()
        assert await is_cut_off(reader)


async def test_who_asks_twice_has_time_for_each(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_TIMEOUT_S", 0.3)
    async with connected(opened) as (reader, writer):
        for _ in range(4):
            writer.write(b"GET /healthz HTTP/1.1\r\n")
            await asyncio.sleep(0.15)
            writer.write(b"Host: x\r\n\r\n")
            async with asyncio.timeout(5):
                assert b"200 OK" in await reader.readuntil(b'"ok"}')


async def test_who_waits_for_an_answer_is_not_cut_off(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_TIMEOUT_S", 0.1)
    opened.pipeline.hold = asyncio.Event()
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        asking = asyncio.create_task(remote.post("/chat", json={"question": "Hanoi?"}))
        await asyncio.sleep(0.4)
        opened.pipeline.hold.set()
        assert (await asking).status_code == 200


async def test_who_goes_on_sending_what_is_refused_already_is_cut_off(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_TIMEOUT_S", 0.3)
    async with connected(opened) as (reader, writer):
        writer.write(b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n")
        writer.write(b"Content-Type: application/json\r\n\r\n")

        async def drip() -> None:
            while True:
                writer.write(b" ")
                await asyncio.sleep(0.05)

        dripping = asyncio.create_task(drip())
        async with asyncio.timeout(5):
            assert b" 413 " in await reader.readline()
            assert not await is_cut_off(reader)  # not before the answer is out
        dripping.cancel()


async def test_who_does_not_take_in_the_answer_is_cut_off(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "READER_TIMEOUT_S", 0.3)
    await opened.store.archive.replace([an_article("long", "A long story. " * 1_000_000)])
    async with connected(opened) as (reader, writer):
        transport = writer.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        writer.write(b"GET /articles/long HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(1.5)
        transport.resume_reading()
        received = 0
        with suppress(ConnectionResetError):
            async with asyncio.timeout(10):
                while part := await reader.read(1_000_000):
                    received += len(part)
        assert 0 < received < 14_000_000
