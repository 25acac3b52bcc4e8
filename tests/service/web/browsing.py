"""A reader at the page."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright

Visit = Callable[..., Awaitable[Page]]

HERE = "127.0.0.1"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# Every name leads to this machine: pages of others can be played, and nobody else is reached.
RESOLVER = f"--host-resolver-rules=MAP * {HERE}"
HANOI = "what did Moon say about Hanoi?"


def needs_chromium() -> str:
    """Where it is. Without it a test is skipped, and fails in CI."""
    if place := shutil.which("chromium"):
        return place
    reason = "Chromium is missing: install the package chromium"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Chromium, which may be missing."""
    place = needs_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=place, args=[*ARGUMENTS, RESOLVER]
        )
        yield browser
        await browser.close()


async def ask(page: Page, question: str) -> Locator:
    """The turn, once it is answered, failed or stopped."""
    await page.fill("#question", question)
    await page.press("#question", "Enter")
    return await answered(page)


async def answered(page: Page) -> Locator:
    await page.wait_for_selector(".turn:last-child .body[aria-busy=false]")
    return page.locator(".turn").last


async def highlighted(page: Page) -> str:
    """The words that are marked, the pieces of several paragraphs joined as the text has them."""
    await page.wait_for_selector(".text mark")
    pieces = await page.locator(".text mark").all_text_contents()
    return "\n\n".join(pieces)


async def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    within: bool = await page.evaluate(
        "[document.documentElement, document.querySelector('.panel')].every("
        "(each) => !each || each.scrollWidth <= each.clientWidth)"
    )
    return within


async def call(page: Page, module: str, expression: str, argument: Any = None) -> Any:
    """What an expression over the exports of one of the page's modules gives."""
    script = f"async (given) => {{ const m = await import('/web/{module}'); return {expression}; }}"
    return await page.evaluate(script, argument)
