"""The assistant pane and direct messages: prompts, status, title, and an answer that grows."""

import asyncio
from functools import partial
from pathlib import Path

from service.errors import ModelUnavailable
from service.slack import delivery
from tests.indexing.archives import an_article
from tests.service.slack.far_side import FarSide
from tests.service.slack.reading import read
from tests.service.slack.sent import callback, direct, new_ts
from tests.service.slack.surfaces import Breaking, Surface, surface

QUESTION = "Who was in Hanoi?"
OPENED = {
    "type": "assistant_thread_started",
    "assistant_thread": {"user_id": "U1", "channel_id": "D1", "thread_ts": "17.1", "context": {}},
}


async def test_the_pane_opens_with_questions_that_the_archive_can_answer(slack: Surface) -> None:
    await slack.answered(callback(OPENED))
    [call] = slack.far.named("assistant.threads.setSuggestedPrompts")
    assert (call.arguments["channel_id"], call.arguments["thread_ts"]) == ("D1", "17.1")
    messages = [prompt["message"] for prompt in call.arguments["prompts"]]
    assert messages == [
        "What did Moon Jae In say about Hanoi?",
        "What did Kang Kyung-wha say?",
    ]


async def test_an_empty_archive_suggests_nothing(slack: Surface) -> None:
    await slack.store.archive.replace([], remove=["moon", "kang"])
    await slack.answered(callback(OPENED))
    assert slack.far.named("assistant.threads.setSuggestedPrompts") == []


async def test_the_reader_sees_that_the_archive_is_read(slack: Surface) -> None:
    await slack.answered(direct(QUESTION, thread_ts="17.1"))
    [call] = slack.far.named("assistant.threads.setStatus")
    assert call.arguments["status"] == "is reading the archive…"
    assert call.arguments["thread_ts"] == "17.1"


async def test_the_first_question_is_the_title(slack: Surface) -> None:
    for _ in range(2):
        await slack.answered(direct(QUESTION, thread_ts="17.1"))
    [call] = slack.far.named("assistant.threads.setTitle")
    assert call.arguments["title"] == QUESTION


async def test_a_status_that_slack_refuses_keeps_no_answer_back(slack: Surface) -> None:
    slack.far.trouble("assistant.threads.setStatus", "missing_scope")
    [posted] = await slack.answered(direct(QUESTION, thread_ts="17.1"))
    assert "Kang was" in posted.words


async def test_the_answer_is_streamed_and_ends_with_its_citations(slack: Surface) -> None:
    [posted] = await slack.answered(direct(QUESTION, thread_ts="17.1"))
    assert slack.far.named("chat.startStream")
    assert slack.far.named("chat.postMessage") == []
    lines = [read(line).text for line in posted.words.splitlines()]
    assert "Moon spoke of the summit in Hanoi. [1] Kang was in Hanoi too. [2]" in " ".join(lines)
    assert "“Moon spoke of the summit in Hanoi.”" in lines
    assert posted.blocks[-1]["type"] == "context_actions"


async def test_words_are_shown_as_soon_as_they_are_checked(far: FarSide, tmp_path: Path) -> None:
    breaking = partial(Breaking, after=99, failure=RuntimeError("never"))
    async with surface(tmp_path, far, wrap=breaking) as slack:
        await slack.hear(direct(QUESTION, thread_ts="17.1"))
        await far.until(lambda: bool(far.messages))
        assert far.messages[0].is_streaming
        assert "Moon spoke" in far.messages[0].words
        await slack.settle()
        assert far.named("chat.appendStream")
        [posted] = far.shown
        assert posted.words.index("Moon spoke") < posted.words.index("Kang was")


async def test_an_abstention_needs_no_stream(slack: Surface) -> None:
    [posted] = await slack.answered(direct("Who was in Oslo?", thread_ts="17.1"))
    assert slack.far.named("chat.startStream") == []
    assert "Why not" in posted.words


async def test_a_failure_in_the_middle_ends_the_stream_and_says_so(
    far: FarSide, tmp_path: Path
) -> None:
    failure = ModelUnavailable("the model is gone: try again")
    async with surface(tmp_path, far, wrap=partial(Breaking, after=1, failure=failure)) as slack:
        [posted] = await slack.answered(direct(QUESTION, thread_ts="17.1"))
    assert not posted.is_streaming
    assert posted.words.index("Moon spoke") < posted.words.index("The model is gone: try again.")
    assert "request id" in posted.words


async def test_a_failure_that_cannot_end_its_stream_is_posted(far: FarSide, tmp_path: Path) -> None:
    failure = ModelUnavailable("the model is gone: try again")
    async with surface(tmp_path, far, wrap=partial(Breaking, after=1, failure=failure)) as slack:
        far.trouble("chat.stopStream", "message_not_in_streaming_state")
        await slack.answered(direct(QUESTION, thread_ts="17.1"))
    [posted] = far.shown  # and not half an answer that seems to go on
    assert "The model is gone" in posted.words


async def test_a_stream_that_slack_breaks_is_replaced_by_the_whole_answer(
    far: FarSide, tmp_path: Path
) -> None:
    breaking = partial(Breaking, after=99, failure=RuntimeError("never"))
    async with surface(tmp_path, far, wrap=breaking) as slack:
        far.trouble("chat.appendStream", "message_not_in_streaming_state")
        await slack.answered(direct(QUESTION, thread_ts="17.1"))
    [posted] = far.shown
    assert posted.thread_ts == "17.1"
    assert "Moon spoke" in posted.words
    assert "Kang was" in posted.words


async def test_a_stream_that_does_not_begin_is_posted_instead(slack: Surface) -> None:
    slack.far.trouble("chat.startStream", "channel_type_not_supported")
    [posted] = await slack.answered(direct(QUESTION, thread_ts="17.1"))
    assert "Kang was" in posted.words


async def test_a_stream_that_does_not_end_is_replaced(slack: Surface) -> None:
    slack.far.trouble("chat.stopStream", "invalid_blocks")
    await slack.answered(direct(QUESTION, thread_ts="17.1"))
    [posted] = slack.far.shown
    assert "Kang was" in posted.words
    assert posted.blocks[-1]["type"] == "context_actions"


async def test_a_long_stream_keeps_to_what_a_message_may_hold(slack: Surface) -> None:
    sentences = [f"In Pyongyang number {number} spoke. " for number in range(120)]
    await slack.store.archive.replace([an_article("long", "".join(sentences))])
    posted = await slack.answered(direct("Who spoke in Pyongyang?", thread_ts="17.1"))
    assert len(posted) > 1
    shown = read(" ".join(one.words for one in posted)).text
    assert all(f"number {number} spoke. [" in shown for number in range(120))
    assert all(f"In Pyongyang number {number} spoke.”" in shown for number in range(120))
    assert {one.thread_ts for one in posted} == {"17.1"}


async def test_more_claims_than_a_stream_takes_are_told_at_its_end(
    far: FarSide, tmp_path: Path
) -> None:
    count = delivery.STREAMED_BLOCKS_MOST + 5
    breaking = partial(Breaking, after=999, failure=RuntimeError("never"))
    async with surface(tmp_path, far, wrap=breaking) as slack:
        sentences = [f"In Oslo number {number} spoke. " for number in range(count)]
        await slack.store.archive.replace([an_article("long", "".join(sentences))])
        await slack.hear(direct("Who was in Oslo?", thread_ts="17.1", ts=new_ts()))
        await asyncio.sleep(0)
        await slack.settle()
    shown = read(" ".join(one.words for one in far.shown)).text
    told = [shown.count(f"number {number} spoke. [") for number in range(count)]
    assert told == [1] * count
