"""`onrecord serve` and `onrecord slack` as processes, with Slack's keys and without."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from indexing.settings import load_settings
from service.cli import build
from service.wiring import open_app
from tests.service.slack.far_side import FarSide
from tests.service.slack.reading import read
from tests.service.slack.sent import SECRET, mention, send
from tests.service.slack.surfaces import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET
from tests.service.slack.test_socket_mode import envelope

ONRECORD = "from service.cli import main; main()"
QUESTION = "What did Moon say about Hanoi?"
SPAN = "doesn't see the Vietnam summit as a failure"


@asynccontextmanager
async def process(
    data_dir: Path, far: FarSide, *command: str, **keys: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """It, and its first line; it is told to end afterwards, and has to end well."""
    environ = {**os.environ, "ONRECORD_DATA_DIR": str(data_dir), "SLACK_API_URL": far.url, **keys}
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", ONRECORD, *command),
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert running.stdout is not None
        async with asyncio.timeout(60):
            yield running, (await running.stdout.readline()).decode()
        running.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(running.communicate(), 30)
        assert running.returncode == 0, told.decode()
        assert not any(key in told.decode() for key in keys.values())
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()


@pytest.fixture
def data_dir(seed_archive: Path, tmp_path: Path) -> Path:
    shutil.copytree(seed_archive, tmp_path / "data")
    return tmp_path / "data"


async def test_the_command_answers_over_socket_mode(far: FarSide, data_dir: Path) -> None:
    far.app_tokens.add(APP_TOKEN)
    keys = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    async with process(data_dir, far, "slack", **keys) as (_, greeting):
        assert "onrecord answers in Slack" in greeting
        await far.send(envelope(1, mention(QUESTION)))
        [posted] = await far.until_posted(1)
    assert SPAN in read(posted.words).text
    assert "Read as: said by Moon Jae In, about Hanoi" in posted.words


async def test_the_server_answers_over_http_and_over_socket_mode(
    far: FarSide, data_dir: Path
) -> None:
    far.app_tokens.add(APP_TOKEN)
    keys = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
    }
    async with process(data_dir, far, "serve", "--port", "0", **keys) as (_, greeting):
        async with httpx.AsyncClient(base_url=greeting.split()[-1], trust_env=False) as http:
            assert (await send(http, mention(QUESTION))).status_code == 200
            refused = await http.post("/slack/events", content=b"{}")
            assert refused.status_code == 401
        await far.send(envelope(1, mention(QUESTION)))
        over_http, over_socket = await far.until_posted(2)
    assert read(over_http.words).text == read(over_socket.words).text
    assert SPAN in read(over_http.words).text


async def test_a_server_without_slacks_keys_loads_none_of_its_libraries(data_dir: Path) -> None:
    code = """if True:
        import asyncio, os, sys
        from indexing.settings import load_settings
        from service.wiring import open_app

        async def main():
            async with open_app(load_settings(os.environ), hears_slack=True):
                sys.exit(sum(name in sys.modules for name in ("slack_bolt", "slack_sdk")))

        asyncio.run(main())
    """
    without = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), env={**without, "ONRECORD_DATA_DIR": str(data_dir)}
    )
    assert await running.wait() == 0


async def test_the_server_is_wired_to_slack_by_its_keys(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "ONRECORD_DATA_DIR": str(tmp_path),
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SLACK_SIGNING_SECRET": SECRET,
        }
    )
    for hears_slack, status in ((True, 200), (False, 503)):
        async with open_app(settings, hears_slack=hears_slack) as app:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                reply = await send(http, {"type": "url_verification", "challenge": "abc"})
                assert reply.status_code == status


def test_the_command_says_which_keys_it_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(tmp_path))
    for keys in ({}, {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET}):
        for name, value in keys.items():
            monkeypatch.setenv(name, value)
        result = CliRunner().invoke(build(), ["slack"])
        assert result.exit_code == 2
        assert "SLACK_APP_TOKEN (xapp-...)" in result.stderr
