"""What is opened for answers that a chat model writes."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, aclosing
from functools import partial
from typing import TYPE_CHECKING

import pytest

import evals.writing
from evals.writing import Writing
from indexing.archive import Filters
from indexing.article import Span
from indexing.settings import Settings, load_settings
from service.account import Account, Fate
from service.answer import Evidence, Interpretation
from service.clock import Clock
from service.find import Search
from service.generative import Writer
from service.llm import Patience
from service.wiring import open_writing
from tests.indexing.archives import an_article
from tests.service.hosts import listening
from tests.service.test_generative_over_http import prose

if TYPE_CHECKING:
    from service.wiring import MakeWriter

AT_ONCE = Patience().at_once
PLACE = Evidence("The dam holds.", an_article("dam", "The dam holds.").article, Span(0, 14), 1.0)


async def written(writer: Writer) -> tuple[list[str], dict[Fate, int]]:
    search = Search("Does the dam hold?", Interpretation("what", "dam"), Filters())
    account, clock = Account(writer.model.name), Clock("answer", "check")
    async with aclosing(writer.write(search, [PLACE], account=account, clock=clock)) as claims:
        told = [claim.text async for claim in claims]
    return told, dict(account.sentences)


@pytest.mark.parametrize(
    "opening",
    [open_writing, partial(evals.writing.open_writing, writing=Writing())],
    ids=["the service's", "an evaluation's"],
)
async def test_sentences_are_mended_while_all_places_for_answers_are_taken(
    opening: Callable[[Settings], AbstractAsyncContextManager["MakeWriter | None"]],
) -> None:
    drafting = asyncio.Barrier(AT_ONCE)

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_repair = b"What is wrong with it" in await reader.readuntil(b"}]")
        if not is_repair:
            await drafting.wait()
        words = "The dam holds [1]." if is_repair else "Whales leak [1]. The dam holds [1]."
        writer.write(prose(words))
        await writer.drain()

    async with listening(reply) as url:
        settings = load_settings(
            {
                "OPENAI_BASE_URL": url,
                "ONRECORD_CHAT_MODEL": "small",
                "ONRECORD_CHAT_TIMEOUT_S": "5",
            }
        )
        async with opening(settings) as make_writer:
            assert make_writer is not None
            writer = await asyncio.to_thread(make_writer)
            told = await asyncio.gather(*(written(writer) for _ in range(AT_ONCE)))
    fates = {"drafted": 2, "repaired": 1, "repeated": 1}
    assert told == [(["The dam holds."], fates)] * AT_ONCE
