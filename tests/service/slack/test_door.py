"""Who is let in over HTTP, and how quickly they are told that they were heard."""

import asyncio
import json
import time
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from service.slack.keys import SlackKeys
from service.slack.work import Work
from tests.service.slack.far_side import BOT_USER, FarSide
from tests.service.slack.sent import SECRET, Json, command, mention, new_ts, said, signed
from tests.service.slack.surfaces import BOT_TOKEN, Surface, surface
from tests.service.slack.test_ask_command import response_url

QUESTION = "Who was in Hanoi?"
JSON = {"Content-Type": "application/json"}


async def knock(slack: Surface, payload: Json, **how: str) -> httpx.Response:
    body = json.dumps(payload)
    return await slack.http.post(
        "/slack/events", content=body, headers={**signed(body, **how), **JSON}
    )


async def test_slack_is_let_in_as_it_proves_the_address(slack: Surface) -> None:
    reply = await knock(slack, {"type": "url_verification", "challenge": "abc"})
    assert (reply.status_code, reply.json()) == (200, {"challenge": "abc"})


async def test_a_wrong_secret_is_refused(slack: Surface) -> None:
    reply = await knock(slack, mention(QUESTION), secret="another")
    assert reply.status_code == 401
    assert "SLACK_SIGNING_SECRET" in reply.json()["error"]["message"]
    await slack.settle()
    assert slack.far.shown == []


@pytest.mark.parametrize("seconds", [-301, 330])
async def test_a_signature_holds_for_five_minutes(slack: Surface, seconds: int) -> None:
    reply = await knock(slack, mention(QUESTION), timestamp=str(int(time.time()) + seconds))
    assert reply.status_code == 401


async def test_a_signature_of_four_minutes_ago_holds(slack: Surface) -> None:
    reply = await knock(slack, mention(QUESTION), timestamp=str(int(time.time()) - 240))
    assert reply.status_code == 200
    await slack.settle()


async def test_a_body_that_was_changed_is_refused(slack: Surface) -> None:
    body = json.dumps(mention(QUESTION))
    reply = await slack.http.post(
        "/slack/events", content=body.replace("Hanoi", "Seoul"), headers={**signed(body), **JSON}
    )
    assert reply.status_code == 401


@pytest.mark.parametrize(
    ("signature", "sent_at"),
    [
        (None, None),
        (b"v0=abc", None),
        (b"v0=abc", "now"),
        (b"v0=abc", "when it comes"),
        (b"v0=\xe9", "when it comes"),
    ],
)
async def test_what_slack_never_sends_is_refused(
    slack: Surface, signature: bytes | None, sent_at: str | None
) -> None:
    headers = []
    if signature is not None:
        headers.append((b"X-Slack-Signature", signature))
    if sent_at is not None:
        now = str(int(time.time())) if sent_at == "when it comes" else sent_at
        headers.append((b"X-Slack-Request-Timestamp", now.encode()))
    for body in (b"{}", b"\xff\xfe", b""):
        reply = await slack.http.post("/slack/events", content=body, headers=headers)
        assert reply.status_code == 401


async def test_without_slacks_keys_it_says_what_to_set(http: httpx.AsyncClient) -> None:
    for reply in (
        await http.post("/slack/events", content=b"{}"),
        await http.get("/slack/install"),
    ):
        assert reply.status_code == 503
        assert reply.json()["error"]["code"] == "slack_not_set_up"
        assert "SLACK_SIGNING_SECRET" in reply.json()["error"]["message"]


async def test_one_workspace_alone_installs_nothing(slack: Surface) -> None:
    reply = await slack.http.get("/slack/install")
    assert reply.status_code == 503
    assert "SLACK_CLIENT_ID" in reply.json()["error"]["message"]


async def test_socket_mode_alone_takes_nothing_over_http(far: FarSide, tmp_path: Path) -> None:
    keys = SlackKeys(None, SecretStr("xapp-1"), SecretStr(BOT_TOKEN))
    async with surface(tmp_path, far, keys=keys) as slack:
        reply = await slack.send(mention(QUESTION))
    assert reply.status_code == 503
    assert "SLACK_SIGNING_SECRET" in reply.json()["error"]["message"]


async def test_it_acknowledges_while_answers_are_made(slack: Surface) -> None:
    slack.pipeline.hold = asyncio.Event()
    for number in range(8):
        await slack.hear(mention(QUESTION, thread_ts=f"17.{number}"))
    while len(slack.pipeline.asked) < 8:
        await asyncio.sleep(0)
    assert slack.far.shown == []
    async with asyncio.timeout(5):  # no answer comes before `hold` is set
        await slack.hear(mention(QUESTION))
        await slack.hear(command(QUESTION, response_url=response_url(slack.far)))
    assert slack.far.shown == []
    slack.pipeline.hold.set()
    await slack.settle()
    assert len(slack.far.shown) == 9


async def test_it_acknowledges_while_slack_is_slow(slack: Surface) -> None:
    slack.far.hold = asyncio.Event()
    async with asyncio.timeout(5):
        await slack.hear(mention(QUESTION))
    slack.far.hold.set()
    await slack.settle()
    assert len(slack.far.shown) == 1


async def test_no_more_than_so_many_answers_are_made_at_once(far: FarSide, tmp_path: Path) -> None:
    async with surface(tmp_path, far, at_once=2, most_waiting=5) as slack:
        slack.pipeline.hold = asyncio.Event()
        for _ in range(5):
            await slack.hear(mention(QUESTION))
        while not slack.slack.work.is_full or len(slack.pipeline.asked) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        assert len(slack.pipeline.asked) == 2
        slack.pipeline.hold.set()
        await slack.settle()
        assert len(far.shown) == 5


async def test_what_is_too_much_is_not_acknowledged(far: FarSide, tmp_path: Path) -> None:
    async with surface(tmp_path, far, most_waiting=2) as slack:
        slack.pipeline.hold = asyncio.Event()
        await slack.hear(mention(QUESTION), mention(QUESTION))
        while len(slack.pipeline.asked) < 2:
            await asyncio.sleep(0)
        event = mention(QUESTION)
        refused = await slack.send(event)
        assert refused.status_code == 503  # Slack sends it again
        told = await slack.send(command(QUESTION, response_url=response_url(far)))
        assert told.status_code == 200  # a command it does not
        assert "ask again in a minute" in told.text
        slack.pipeline.hold.set()
        await slack.settle()
        assert await slack.answered(event)


async def test_who_waits_at_the_end_is_told(far: FarSide, tmp_path: Path) -> None:
    async with surface(tmp_path, far, at_once=1, most_waiting=4) as slack:
        slack.pipeline.hold = asyncio.Event()
        await slack.hear(
            mention(QUESTION, thread_ts="17.1"),
            mention(QUESTION, thread_ts="17.1"),
            mention(QUESTION, thread_ts="17.2"),
            command(QUESTION, response_url=response_url(far)),
        )
        while not (slack.slack.work.is_full and slack.pipeline.asked):
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
    assert slack.pipeline.was_cancelled
    assert sorted(str(one.thread_ts) for one in far.shown) == ["17.1", "17.1", "17.2"]
    assert all("I am being shut down" in one.words for one in far.shown)
    assert all("request id" in one.words for one in far.shown)
    assert len(far.responses) == 1


async def test_an_end_is_told_once(far: FarSide, tmp_path: Path) -> None:
    async with surface(tmp_path, far) as slack:
        slack.pipeline.hold = asyncio.Event()
        ts = new_ts()
        mentioned = mention(QUESTION, ts=ts)
        await slack.hear(mentioned, said(f"<@{BOT_USER}> {QUESTION}", ts=ts), mentioned)
        while not slack.pipeline.asked:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
    async with surface(tmp_path, far) as after:
        await after.settle()
    assert len(far.shown) == 1


async def test_work_that_ends_takes_nothing_new() -> None:
    work = Work()
    await work.close()
    assert work.is_full


async def test_a_secret_of_the_environment_is_not_asked_for(
    far: FarSide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bolt reads the environment by itself where it is given nothing."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_VERIFICATION_TOKEN"):
        monkeypatch.setenv(name, "xoxb-of-the-environment")
    keys = SlackKeys(SecretStr(SECRET), None, SecretStr(BOT_TOKEN))
    async with surface(tmp_path, far, keys=keys) as slack:
        assert await slack.answered(mention(QUESTION))
