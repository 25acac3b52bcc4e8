"""One browser and one newsroom for all; a page of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.service.web.browsing import Visit, launched
from tests.service.web.servers import newsroom

PATIENCE_MS = 10_000


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def archive(
    seed_archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    async with newsroom(seed_archive, tmp_path_factory.mktemp("web") / "data") as url:
        yield url


@pytest.fixture
def faults() -> list[str]:
    """What pages complained of, or asked for elsewhere; a test takes out what it provoked."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium: Browser, faults: list[str]) -> AsyncIterator[Visit]:
    """Opens pages; they must fail in nothing, and ask nobody else for anything."""
    opened: list[BrowserContext] = []

    async def open_page(
        url: str, *, width: int = 1200, height: int = 800, scheme: str = "light"
    ) -> Page:
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]  # tests name schemes by word
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.extend(_fault(said)))
        page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
        host = "/".join(url.split("/")[:3])
        page.on(
            "request", lambda sent: None if sent.url.startswith(host) else faults.append(sent.url)
        )
        await page.goto(url)
        await page.wait_for_selector("html[data-ready-after-ms]")
        return page

    yield open_page
    for context in opened:
        await context.close()
    assert faults == []


def _fault(said: ConsoleMessage) -> list[str]:
    """A browser writes down every reply of 4xx, which the page is there to explain."""
    is_fault = said.type in ("error", "warning") and "Failed to load resource" not in said.text
    return [said.text] if is_fault else []
