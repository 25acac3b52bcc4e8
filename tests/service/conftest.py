"""One app a test; one archive of the seed articles for all."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from typer.testing import CliRunner

from service.cli import build
from tests.service.apps import Opened, opened_app
from tests.service.archives import SEEDS


@pytest_asyncio.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opened]:
    async with opened_app(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def http(opened: Opened) -> httpx.AsyncClient:
    return opened.http


@pytest.fixture(scope="session")
def seed_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the seed articles, for tests that leave it as it is."""
    place = tmp_path_factory.mktemp("seeds") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_DATA_DIR", str(place))
        result = CliRunner().invoke(build(), ["index", str(SEEDS)])
    assert result.exit_code == 0, result.output
    return place
