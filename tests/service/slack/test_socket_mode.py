"""Slack over a WebSocket that we open."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from service.errors import CannotServe
from service.slack.keys import SlackKeys
from service.slack.socket_mode import connecting
from tests.service.slack.far_side import FarSide
from tests.service.slack.sent import command, mention
from tests.service.slack.surfaces import APP_TOKEN, BOT_TOKEN, Surface, surface
from tests.service.slack.test_ask_command import response_url

QUESTION = "Who was in Hanoi?"
KEYS = SlackKeys(None, SecretStr(APP_TOKEN), SecretStr(BOT_TOKEN))


def envelope(number: int, payload: dict[str, Any], kind: str = "events_api") -> dict[str, Any]:
    return {
        "envelope_id": f"envelope-{number}",
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind == "slash_commands",
    }


@pytest_asyncio.fixture
async def connected(far: FarSide, tmp_path: Path) -> AsyncIterator[Surface]:
    far.app_tokens.add(APP_TOKEN)
    async with surface(tmp_path, far, keys=KEYS) as opened, connecting(opened.slack):
        async with asyncio.timeout(10):
            await opened.slack.is_connected.wait()
        yield opened


async def test_a_mention_is_acknowledged_and_answered(connected: Surface) -> None:
    far = connected.far
    await far.send(envelope(1, mention(QUESTION)))
    [posted] = await far.until_posted(1)
    assert "Kang was" in posted.words
    assert far.acknowledged == [{"envelope_id": "envelope-1"}]


async def test_it_is_acknowledged_before_it_is_answered(connected: Surface) -> None:
    far = connected.far
    hold = connected.pipeline.hold = asyncio.Event()
    await far.send(envelope(1, mention(QUESTION)))
    await far.until(lambda: bool(far.acknowledged))
    assert far.shown == []
    hold.set()
    await far.until_posted(1)


async def test_what_is_sent_again_is_acknowledged_and_not_answered_again(
    connected: Surface,
) -> None:
    far, event = connected.far, mention(QUESTION)
    await far.send(envelope(1, event))
    await far.until_posted(1)
    await far.send({**envelope(2, event), "retry_attempt": 1, "retry_reason": "timeout"})
    await far.until(lambda: len(far.acknowledged) == 2)
    await connected.settle()
    assert len(far.shown) == 1


async def test_a_command_is_acknowledged_in_words(connected: Surface) -> None:
    far = connected.far
    asked = command(QUESTION, response_url=response_url(far))
    await far.send(envelope(1, asked, kind="slash_commands"))
    await far.until_responded(1)
    await far.until(lambda: bool(far.acknowledged))
    [acknowledged] = far.acknowledged
    assert acknowledged["payload"]["text"].startswith("Reading the archive")


async def test_a_connection_that_slack_renews_is_made_again(connected: Surface) -> None:
    far = connected.far
    first = far.socket
    await far.send({"type": "disconnect", "reason": "refresh_requested"})
    await far.until(lambda: far.socket is not None and far.socket is not first)
    await far.send(envelope(1, mention(QUESTION)))
    await far.until_posted(1)


async def test_a_token_that_slack_does_not_take_is_told_at_once(
    far: FarSide, tmp_path: Path
) -> None:
    async with surface(tmp_path, far, keys=KEYS) as opened:
        with pytest.raises(CannotServe, match="SLACK_APP_TOKEN \\(invalid_auth\\)"):
            async with connecting(opened.slack):
                pytest.fail("there is no connection")


async def test_a_bot_token_that_slack_does_not_take_is_told_at_once(
    far: FarSide, tmp_path: Path
) -> None:
    far.teams.clear()
    with pytest.raises(CannotServe, match="SLACK_BOT_TOKEN \\(invalid_auth\\)"):
        async with surface(tmp_path, far):
            pytest.fail("nobody could be answered")


async def test_slack_may_be_away_when_the_server_starts(far: FarSide, tmp_path: Path) -> None:
    far.app_tokens.add(APP_TOKEN)
    for method in ("auth.test", "apps.connections.open"):
        for _ in range(2):  # once more, as a server may be back
            far.trouble(method, status=503, is_broken=True)
    async with surface(tmp_path, far, keys=KEYS) as opened, connecting(opened.slack):
        async with asyncio.timeout(20):
            await opened.slack.is_connected.wait()
        await far.send(envelope(1, mention(QUESTION)))
        await far.until_posted(1)
