"""Muting a thread, and ending that."""

import asyncio

from service.slack.place import Place, Workspace
from service.slack.threads import Threads
from tests.service.slack.sent import direct, mention, new_ts, said
from tests.service.slack.surfaces import Surface

QUESTION = "Who was in Hanoi?"


async def test_who_gives_up_waiting_lets_nobody_overtake(slack: Surface) -> None:
    threads, place = Threads(slack.store.database), Place(Workspace(None, "T1"), "C1", "17.1")
    order: list[str] = []

    async def take(name: str, *, may_end: asyncio.Event) -> None:
        async with threads.taking_turns(place) as turn:
            await turn()
            order.append(name)
            await may_end.wait()

    hold, free = asyncio.Event(), asyncio.Event()
    free.set()
    first = asyncio.create_task(take("first", may_end=hold))
    second = asyncio.create_task(take("second", may_end=free))
    third = asyncio.create_task(take("third", may_end=free))
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.sleep(0.01)
    assert order == ["first"]
    hold.set()
    await asyncio.gather(first, third)
    assert order == ["first", "third"]


async def joined(slack: Surface) -> str:
    ts = new_ts()
    await slack.answered(mention(QUESTION, ts=ts))
    return ts


async def test_a_muted_thread_is_left_alone(slack: Surface) -> None:
    ts = await joined(slack)
    [told] = await slack.answered(mention("mute", thread_ts=ts))
    assert "Muted" in told.words
    assert await slack.answered(said(QUESTION, thread_ts=ts)) == []


async def test_a_mention_in_a_muted_thread_is_answered(slack: Surface) -> None:
    ts = await joined(slack)
    await slack.answered(mention("Mute!", thread_ts=ts))
    assert await slack.answered(mention(QUESTION, thread_ts=ts))
    assert await slack.answered(said(QUESTION, thread_ts=ts)) == []


async def test_an_unmuted_thread_is_answered_again(slack: Surface) -> None:
    ts = await joined(slack)
    await slack.answered(mention("mute", thread_ts=ts))
    await slack.answered(mention("unmute", thread_ts=ts))
    assert await slack.answered(said(QUESTION, thread_ts=ts))


async def test_muting_one_thread_mutes_no_other(slack: Surface) -> None:
    one, other = await joined(slack), await joined(slack)
    await slack.answered(mention("mute", thread_ts=one))
    assert await slack.answered(said(QUESTION, thread_ts=other))


async def test_a_word_to_mute_that_nobody_said_to_us_mutes_nothing(slack: Surface) -> None:
    ts = await joined(slack)
    assert await slack.answered(said("mute", thread_ts=ts)) == []
    assert await slack.answered(said(QUESTION, thread_ts=ts))


async def test_a_direct_message_is_muted_and_unmuted_without_a_mention(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(direct(QUESTION, ts=ts))
    await slack.answered(direct("mute", thread_ts=ts))
    assert await slack.answered(direct(QUESTION, thread_ts=ts)) == []
    await slack.answered(direct("unmute", thread_ts=ts))
    assert await slack.answered(direct(QUESTION, thread_ts=ts))
