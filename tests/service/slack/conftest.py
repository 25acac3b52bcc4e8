"""Slack on loopback, and a surface that speaks to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.service.slack.far_side import FarSide, far_side
from tests.service.slack.sent import TEAM
from tests.service.slack.surfaces import BOT_TOKEN, Surface, surface


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """slack-sdk would ask a proxy of the environment even for what is on this machine."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest_asyncio.fixture
async def far() -> AsyncIterator[FarSide]:
    async with far_side({BOT_TOKEN: TEAM}) as far:
        yield far


@pytest_asyncio.fixture
async def slack(far: FarSide, tmp_path: Path) -> AsyncIterator[Surface]:
    async with surface(tmp_path, far) as opened:
        yield opened
