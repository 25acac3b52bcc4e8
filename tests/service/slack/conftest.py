"""Slack on loopback, and a surface that speaks to it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.service.slack.far_side import FarSide, far_side
from tests.service.slack.sent import TEAM
from tests.service.slack.surfaces import BOT_TOKEN, Surface, surface, without_proxies


@pytest.fixture(autouse=True)
def _no_proxy() -> Iterator[None]:
    with without_proxies():
        yield


@pytest_asyncio.fixture
async def far() -> AsyncIterator[FarSide]:
    async with far_side({BOT_TOKEN: TEAM}) as far:
        yield far


@pytest_asyncio.fixture
async def slack(far: FarSide, tmp_path: Path) -> AsyncIterator[Surface]:
    async with surface(tmp_path, far) as opened:
        yield opened
