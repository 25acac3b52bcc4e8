"""A server with everything that serves: the real app, and Slack on its other side."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from fastapi import FastAPI
from playwright.async_api import Browser

from indexing.settings import load_settings
from service.running import announced
from service.wiring import open_app
from tests.service.apps import served
from tests.service.mcp.assistants import Assistant, over_stdio
from tests.service.slack.far_side import FarSide, far_side
from tests.service.slack.sent import SECRET, TEAM
from tests.service.slack.surfaces import BOT_TOKEN, without_proxies
from tests.service.web.browsing import launched
from tests.service.web.servers import ARTICLES

T = TypeVar("T")


class Once(Generic[T]):
    """Opened for who needs it first, and kept open for all until the end."""

    def __init__(
        self, opening: Callable[[], AbstractAsyncContextManager[T]], until_end: AsyncExitStack
    ) -> None:
        self._opening = opening
        self._until_end = until_end
        self._opened: T | None = None

    async def open(self) -> T:
        if self._opened is None:
            self._opened = await self._until_end.enter_async_context(self._opening())
        return self._opened


@dataclass(frozen=True, slots=True)
class Serving:
    """Its address, and what it is asked with that takes long to start."""

    url: str
    data_dir: Path
    slack: FarSide
    assistant: Once[Assistant]  # over stdio
    chromium: Once[Browser]


@asynccontextmanager
async def serving(seed_archive: Path, data_dir: Path) -> AsyncIterator[Serving]:
    """The seed articles, and a few in which namesakes disagree."""
    shutil.copytree(seed_archive, data_dir)
    with without_proxies():
        async with (
            far_side({BOT_TOKEN: TEAM}) as slack,
            _opened(data_dir, slack) as app,
            served(app) as url,
            AsyncExitStack() as until_end,
        ):
            assistant = Once(over_stdio(data_dir).staying, until_end)
            chromium = Once(launched, until_end)
            with announced(data_dir, url=url, token=app.state.services.token):
                yield Serving(url, data_dir, slack, assistant, chromium)


@asynccontextmanager
async def _opened(data_dir: Path, slack: FarSide) -> AsyncIterator[FastAPI]:
    settings = load_settings(
        {
            "ONRECORD_DATA_DIR": str(data_dir),
            "ONRECORD_RATE_LIMIT": "off",
            "SLACK_API_URL": slack.url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
        }
    )
    async with open_app(settings, must_exist=True, guards_pages=True, hears_slack=True) as app:
        await app.state.services.intake.add(ARTICLES)
        await app.state.services.desk.open()
        yield app
