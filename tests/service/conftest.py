"""One app a test."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio

from tests.service.apps import Opened, opened_app


@pytest_asyncio.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opened]:
    async with opened_app(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def http(opened: Opened) -> httpx.AsyncClient:
    return opened.http
