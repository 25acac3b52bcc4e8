"""What nobody asked: edits, deletions, what bots say, what we do not know."""

from typing import Any

import pytest

from tests.service.slack.far_side import BOT_USER
from tests.service.slack.sent import callback, direct, mention, new_ts, said
from tests.service.slack.surfaces import Surface

QUESTION = "Who was in Hanoi?"


async def test_an_edit_of_the_asked_message_is_ignored(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(direct(QUESTION, ts=ts))
    edited = {"type": "message", "user": "U1", "text": "Who had talks?", "ts": ts}
    event = direct("", subtype="message_changed", message=edited, user=None)
    assert await slack.answered(event) == []


async def test_a_mention_that_was_edited_is_not_answered_again(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention(QUESTION, ts=ts))
    again = mention("Who had talks?", ts=ts, edited={"user": "U1", "ts": new_ts()})
    assert await slack.answered(again) == []


async def test_a_mention_that_comes_with_an_edit_is_answered(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(said(QUESTION, ts=ts))
    assert await slack.answered(mention(QUESTION, ts=ts, edited={"user": "U1", "ts": new_ts()}))


async def test_a_deletion_is_ignored(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(direct(QUESTION, ts=ts))
    event = direct("", subtype="message_deleted", deleted_ts=ts, user=None)
    assert await slack.answered(event) == []


@pytest.mark.parametrize(
    "who",
    [
        {"user": BOT_USER},
        {"bot_id": "BBOT", "user": None},
        {"bot_id": "BBOT", "user": BOT_USER},
        {"bot_id": "BOTHER", "user": "U9"},
        {"bot_id": "BOTHER", "user": None, "subtype": "bot_message"},
        {"user": None},
        {"subtype": "channel_join"},
    ],
    ids=str,
)
async def test_what_no_person_says_is_ignored(slack: Surface, who: dict[str, Any]) -> None:
    assert await slack.answered(direct(QUESTION, **who)) == []
    assert await slack.answered(mention(QUESTION, **who)) == []
    assert slack.pipeline.asked == []


async def test_our_own_answer_in_a_thread_is_no_follow_up(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention(QUESTION, ts=ts))
    ours = said("Who was in Hanoi?", thread_ts=ts, user=BOT_USER, bot_id="BBOT")
    assert await slack.answered(ours) == []


@pytest.mark.parametrize("kind", ["assistant_thread_context_changed", "reaction_added"])
async def test_events_that_mean_nothing_here_are_acknowledged(slack: Surface, kind: str) -> None:
    thread = {"channel_id": "D1", "thread_ts": "17.1", "context": {}, "user_id": "U1"}
    event = callback({"type": kind, "assistant_thread": thread, "user": "U1"})
    assert await slack.answered(event) == []


async def test_a_message_with_a_file_is_answered(slack: Surface) -> None:
    assert await slack.answered(direct(QUESTION, subtype="file_share", files=[{"id": "F1"}]))


async def test_a_reply_that_is_also_sent_to_the_channel_is_answered(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention(QUESTION, ts=ts))
    assert await slack.answered(said(QUESTION, thread_ts=ts, subtype="thread_broadcast"))
