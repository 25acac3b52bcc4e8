"""Nothing is answered twice, and nobody is left without a word: retries, restarts, killed runs."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from indexing.sql.schema import slack_events
from service.slack.place import Place, Workspace
from service.slack.seen import Event, Seen
from tests.service.slack.far_side import FarSide
from tests.service.slack.sent import direct, mention
from tests.service.slack.surfaces import Surface, surface

QUESTION = "Who was in Hanoi?"
RETRY = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
TEAM = Workspace(None, "T1")


async def test_a_retry_is_acknowledged_and_not_answered_again(slack: Surface) -> None:
    event = mention(QUESTION)
    await slack.answered(event)
    reply = await slack.send(event, **RETRY)
    await slack.settle()
    assert reply.status_code == 200
    assert len(slack.far.shown) == 1


async def test_a_retry_while_the_answer_is_made_is_not_answered_again(slack: Surface) -> None:
    event = mention(QUESTION)
    slack.pipeline.hold = asyncio.Event()
    await asyncio.gather(*(slack.send(event, **RETRY) for _ in range(4)))
    slack.pipeline.hold.set()
    await slack.settle()
    assert len(slack.far.shown) == 1


async def test_a_retry_after_a_restart_is_not_answered_again(far: FarSide, tmp_path: Path) -> None:
    event = mention(QUESTION)
    async with surface(tmp_path, far) as before:
        await before.answered(event)
    async with surface(tmp_path, far) as after:
        assert await after.answered(event) == []


async def test_the_same_event_id_of_another_workspace_is_another_event(slack: Surface) -> None:
    await slack.answered(mention(QUESTION, event_id="Ev1", ts="18.1"))
    assert await slack.answered(mention(QUESTION, event_id="Ev1", ts="18.1", team="T2"))


async def leave_open(data_dir: Path, far: FarSide, *, age: timedelta = timedelta()) -> None:
    """What a process leaves behind that is killed while it answers."""
    async with surface(data_dir, far) as killed:
        place = Place(TEAM, "C1", "17.1")
        await Seen(killed.store.database).claim(Event(TEAM, "EvOpen", "C1:17.2", place))
        async with killed.store.database.writing() as connection:
            await connection.execute(
                sa.update(slack_events).values(received_at=datetime.now(UTC) - age)
            )


async def test_who_was_being_answered_when_the_process_died_is_told(
    far: FarSide, tmp_path: Path
) -> None:
    await leave_open(tmp_path, far)
    for _ in range(2):  # and only once
        async with surface(tmp_path, far) as after:
            await after.settle()
    [posted] = far.shown
    assert (posted.channel, posted.thread_ts) == ("C1", "17.1")
    assert "I was interrupted" in posted.words
    assert "request id" in posted.words


async def test_who_asked_long_ago_is_not_told_any_more(far: FarSide, tmp_path: Path) -> None:
    await leave_open(tmp_path, far, age=timedelta(hours=7))
    async with surface(tmp_path, far) as after:
        await after.settle()
    assert far.shown == []


async def test_a_retry_of_what_died_is_answered(slack: Surface) -> None:
    database = slack.store.database
    event = Event(TEAM, "Ev1", "C1:18.5", Place(TEAM, "C1", "18.5"))
    assert await Seen(database).claim(event)
    assert await slack.answered(mention(QUESTION, event_id="Ev1", ts="18.5"))


async def test_an_event_is_claimed_once(slack: Surface) -> None:
    seen = Seen(slack.store.database)
    event = Event(TEAM, "Ev1")

    async def deal() -> bool:
        async with seen.dealing_with(event) as is_ours:
            await asyncio.sleep(0.1)
            return is_ours

    claims = await asyncio.gather(*(deal() for _ in range(8)))
    assert sorted(claims) == [False] * 7 + [True]
    await seen.settle(event)
    assert not await deal()
    assert not await Seen(slack.store.database).claim(event)


async def test_who_waits_for_a_turn_in_a_thread_is_known_already(
    far: FarSide, tmp_path: Path
) -> None:
    async with surface(tmp_path, far) as killed:
        killed.pipeline.hold = asyncio.Event()
        await killed.hear(*(mention(QUESTION, thread_ts="17.1") for _ in range(2)))
        async with asyncio.timeout(5):
            while len(await Seen(killed.store.database).left_open()) < 2:
                await asyncio.sleep(0.01)


async def test_who_was_heard_in_a_muted_thread_is_not_told_after_a_restart(slack: Surface) -> None:
    for text in ("mute", QUESTION):
        await slack.answered(direct(text, thread_ts="17.1"))
    assert await Seen(slack.store.database).left_open() == ()


async def test_what_was_seen_long_ago_is_forgotten(slack: Surface) -> None:
    seen = Seen(slack.store.database)
    await seen.claim(Event(TEAM, "EvOld"))
    async with slack.store.database.writing() as connection:
        old = datetime.now(UTC) - timedelta(days=31)
        await connection.execute(sa.update(slack_events).values(received_at=old))
    await seen.claim(Event(TEAM, "EvNew"))
    async with slack.store.database.reading() as connection:
        kept = await connection.execute(sa.select(slack_events.c.event_id))
        assert list(kept.scalars()) == ["EvNew"]


async def test_somebody_who_could_not_be_told_is_told_after_a_restart(
    far: FarSide, tmp_path: Path
) -> None:
    async with surface(tmp_path, far) as before:
        for _ in range(2):  # the answer, then that it failed
            far.trouble("chat.postMessage", "service_unavailable")
        assert await before.answered(mention(QUESTION, ts="18.9")) == []
    async with surface(tmp_path, far) as after:
        await after.settle()
    [posted] = far.shown
    assert "please ask again" in posted.words
