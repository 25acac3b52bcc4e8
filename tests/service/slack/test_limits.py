"""What Slack allows: blocks, characters, and requests a minute."""

import asyncio
import time

from tests.indexing.archives import an_article
from tests.service.slack.reading import read
from tests.service.slack.sent import mention
from tests.service.slack.surfaces import Surface

QUESTION = "Who was in Hanoi?"


async def test_an_answer_longer_than_a_block_is_cut_between_words(slack: Surface) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    await slack.store.archive.replace([an_article("long", f"In Oslo {words} ended.")])
    posted = await slack.answered(mention("What was in Oslo?"))
    sections = [
        block["text"]["text"]
        for one in posted
        for block in one.blocks
        if block["type"] == "section"
    ]
    assert len(sections) > 1
    assert " ".join(sections) == f"In Oslo {words} ended. [1]"


async def test_a_quote_longer_than_a_block_is_cut_and_linked(slack: Surface) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    await slack.store.archive.replace([an_article("long", f"In Oslo {words} ended.")])
    posted = await slack.answered(mention("What was in Oslo?"))
    [citation] = [
        block["elements"][0]["text"]
        for one in posted
        for block in one.blocks
        if block["type"] == "context" and "“" in block["elements"][0]["text"]
    ]
    assert citation.endswith("…”")
    assert read(citation).links == ("https://news.example/articles/long/view#0-7104",)


async def test_more_citations_than_a_message_holds_go_into_the_next(slack: Surface) -> None:
    sentences = [f"In Oslo number {number} spoke. " for number in range(70)]
    await slack.store.archive.replace([an_article("long", "".join(sentences))])
    posted = await slack.answered(mention("Who spoke in Oslo?", thread_ts="17.1"))
    assert len(posted) > 1
    assert {one.thread_ts for one in posted} == {"17.1"}
    quoted = "\n".join(one.words for one in posted)
    assert all(f"In Oslo number {number} spoke.”" in quoted for number in range(70))
    assert [one.blocks[-1]["type"] for one in posted].count("context_actions") == 1


async def test_slack_is_asked_again_when_it_says(slack: Surface) -> None:
    slack.far.trouble("chat.postMessage", "ratelimited", status=429, retry_after="1")
    began = time.monotonic()
    [posted] = await slack.answered(mention(QUESTION))
    assert "Kang was" in posted.words
    assert time.monotonic() - began >= 1
    assert len(slack.far.named("chat.postMessage")) == 2


async def test_slack_is_not_waited_for_longer_than_a_reader_waits(slack: Surface) -> None:
    slack.far.trouble("chat.postMessage", "ratelimited", status=429, retry_after="3600")
    async with asyncio.timeout(5):
        [posted] = await slack.answered(mention(QUESTION))
    assert "Slack refused: ratelimited" in posted.words


async def test_slack_is_not_asked_for_ever(slack: Surface) -> None:
    for _ in range(8):
        slack.far.trouble("chat.postMessage", "ratelimited", status=429, retry_after="0")
    await slack.answered(mention(QUESTION))
    assert len(slack.far.named("chat.postMessage")) == 8  # the answer, and that it failed: 4 each


async def test_slack_is_asked_again_after_it_broke_down(slack: Surface) -> None:
    slack.far.trouble("chat.postMessage", status=503)
    [posted] = await slack.answered(mention(QUESTION))
    assert "Kang was" in posted.words


async def test_a_refusal_of_blocks_is_told_without_them(slack: Surface) -> None:
    slack.far.trouble("chat.postMessage", "msg_blocks_too_long")
    [posted] = await slack.answered(mention(QUESTION))
    assert "Slack refused: msg_blocks_too_long" in posted.words
