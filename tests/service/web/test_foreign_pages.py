"""A real browser beside a server without keys, and a page of somebody else open in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, Page
from starlette.responses import HTMLResponse

from tests.service.apps import Opened, opened_app, served
from tests.service.web.browsing import HERE

pytestmark = pytest.mark.asyncio(loop_scope="session")

READ = (
    "async url => { try { return (await fetch(url)).status } catch (error) { return error.name } }"
)
SEND = """async url => {
    const body = '{"question": "Hanoi?"}'
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
        await fetch(url, {method: 'POST', mode: 'no-cors', headers: {'content-type': type}, body})
}"""
ASK = """async url => {
    const body = '{"question": "Hanoi?"}', headers = {'content-type': 'application/json'}
    try { return (await fetch(url, {method: 'POST', headers, body})).status }
    catch (error) { return error.name }
}"""


@asynccontextmanager
async def a_page_of(host: str, chromium: Browser) -> AsyncIterator[Page]:
    """A page whose host, as that of every other name, leads to this machine."""
    app = FastAPI()
    app.add_api_route(
        "/", lambda: "<!doctype html><title>A page</title>", response_class=HTMLResponse
    )
    async with served(app) as url, await chromium.new_context() as context:
        page = await context.new_page()
        await page.goto(url.replace(HERE, host))
        yield page


@asynccontextmanager
async def an_archive(data_dir: Path, *origins: str) -> AsyncIterator[tuple[Opened, str]]:
    environ = {"ONRECORD_CORS_ORIGINS": ",".join(origins)} if origins else {}
    async with (
        opened_app(data_dir, guards_pages=True, environ=environ) as opened,
        served(opened.app) as url,
    ):
        yield opened, url


@pytest.mark.parametrize("host", ["evil.example", "localhost"])
async def test_a_page_of_another_origin_neither_asks_nor_reads(
    tmp_path: Path, chromium: Browser, host: str
) -> None:
    async with a_page_of(host, chromium) as page, an_archive(tmp_path) as (opened, url):
        await page.evaluate(SEND, f"{url}/chat")
        for address in (url, url.replace(HERE, "localhost")):
            assert await page.evaluate(ASK, f"{address}/chat") == "TypeError"
            assert await page.evaluate(READ, f"{address}/articles/moon") == "TypeError"
        assert opened.pipeline.asked == []


async def test_a_host_name_that_is_made_to_lead_here_reads_nothing(
    tmp_path: Path, chromium: Browser
) -> None:
    async with a_page_of("evil.example", chromium) as page, an_archive(tmp_path) as (opened, url):
        rebound = url.replace(HERE, "evil.example")
        reply = await page.goto(f"{rebound}/articles/moon")
        assert reply is not None
        assert (reply.status, "Moon" in await reply.text()) == (403, False)
        assert await page.evaluate(READ, f"{rebound}/articles/moon") == 403  # of its own origin now
        assert await page.evaluate(ASK, f"{rebound}/chat") == 403
        assert opened.pipeline.asked == []


async def test_a_page_that_the_operator_named_asks_and_reads(
    tmp_path: Path, chromium: Browser
) -> None:
    async with a_page_of("friend.example", chromium) as page:
        origin = page.url.rstrip("/")
        async with an_archive(tmp_path, origin) as (opened, url):
            assert await page.evaluate(READ, f"{url}/articles/moon") == 200
            assert await page.evaluate(READ, f"{url}/nowhere") == 404
            assert await page.evaluate(ASK, f"{url}/chat") == 200
            assert len(opened.pipeline.asked) == 1
