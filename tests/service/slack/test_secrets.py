"""No key of Slack's is written down: not in logs, not in errors, not in what anybody is shown."""

import logging
from pathlib import Path

import pytest
from pydantic import SecretStr

from indexing.settings import load_settings
from service.http.logs import JsonLines
from service.slack.client import Discreet, library_logger
from service.slack.keys import SlackKeys, slack_keys
from service.slack.socket_mode import connecting
from tests.service.slack.far_side import FarSide
from tests.service.slack.sent import SECRET, direct, mention
from tests.service.slack.surfaces import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    SEVERAL,
    surface,
)
from tests.service.slack.test_workspaces import (
    begin_installation,
    finish_installation,
    granted,
    pytestmark,  # noqa: F401  an installation warns here, too
)

QUESTION = "Who was in Hanoi?"
ALL = SlackKeys(SecretStr(SECRET), SecretStr(APP_TOKEN), SecretStr(BOT_TOKEN))


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged, as with LOG_LEVEL=debug."""
    caplog.set_level(logging.DEBUG)
    return caplog


def ours(told: pytest.LogCaptureFixture) -> str:
    """Without what the far side logs."""
    lines = JsonLines()
    return "\n".join(lines.format(one) for one in told.records if one.name != "aiohttp.access")


async def test_none_is_logged_on_good_days(
    far: FarSide, tmp_path: Path, told: pytest.LogCaptureFixture
) -> None:
    far.app_tokens.add(APP_TOKEN)
    async with surface(tmp_path, far, keys=ALL) as slack, connecting(slack.slack):
        await slack.slack.is_connected.wait()
        await slack.answered(mention(QUESTION))
        await slack.answered(direct(QUESTION))
    for secret in (*ALL.secrets, "ticket="):  # of the address of the WebSocket
        assert secret not in ours(told)
    assert "question" in ours(told)


async def test_none_is_logged_on_bad_days(
    far: FarSide, tmp_path: Path, told: pytest.LogCaptureFixture
) -> None:
    async with surface(tmp_path, far, keys=ALL) as slack:
        for error in ("invalid_auth", "token_revoked", "fatal_error"):
            far.trouble("chat.postMessage", error)
            far.trouble("chat.postMessage", error)
            await slack.answered(mention(QUESTION))
        slack.pipeline.failure = RuntimeError("unexpected")
        await slack.answered(direct(QUESTION))
    for secret in ALL.secrets:
        assert secret not in ours(told)
        assert not any(secret in one.words for one in far.shown)
    assert "unexpected" in ours(told)


async def test_none_is_logged_when_the_app_is_installed(
    far: FarSide, tmp_path: Path, told: pytest.LogCaptureFixture
) -> None:
    far.client = (CLIENT_ID, CLIENT_SECRET)
    far.codes["the-code"] = granted("T7", "xoxb-seven")
    async with surface(tmp_path, far, keys=SEVERAL) as slack:
        state, cookie = await begin_installation(slack)
        status, page = await finish_installation(slack, "the-code", state, cookie)
        assert status == 200
        await slack.answered(mention(QUESTION, team="T7"))
    for secret in (*SEVERAL.secrets, "xoxb-seven"):
        assert secret not in ours(told)
        assert secret not in page


def test_the_libraries_write_errors_alone_and_those_without_keys(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    logger = library_logger([SECRET])
    logger.debug("body: xoxb-1-2-abc")
    logger.error("it failed: %s", f"{SECRET} xoxb-1-2-abc xapp-1-A-2-b xoxe.xoxp-1-abc")
    try:
        raise ValueError("xoxb-1-2-abc")
    except ValueError:
        logger.exception("again")
    assert "body" not in caplog.text
    assert "it failed: [secret] [secret] [secret] [secret]" in caplog.text
    assert "ValueError: [secret]" in caplog.text
    assert "xoxb-1" not in caplog.text


def test_the_longer_of_two_keys_is_hidden_whole() -> None:
    assert Discreet(["abc", "abcdef"]).clean("abcdef") == "[secret]"


def test_none_shows_in_what_is_printed_of_settings() -> None:
    settings = load_settings(
        {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_APP_TOKEN": APP_TOKEN,
        }
    )
    for shown in (repr(settings), repr(slack_keys(settings)), str(settings)):
        assert not any(secret in shown for secret in ALL.secrets)
