"""However the archive is asked, it says the same."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.service.surfaces import SURFACES, Serving, chat, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTIONS = {
    "answered": "what did Moon say about Hanoi?",
    "answered by several articles": "Who called the letter very warm?",
    "of nobody quoted": "What did Angela Merkel say about Hanoi?",
    "of nothing told": "What did Moon say about whaling?",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(seed_archive: Path) -> AsyncIterator[Serving]:
    async with serving(seed_archive) as server:
        yield server


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("surface", SURFACES)
async def test_every_surface_gives_the_same_answer_and_the_same_citations(
    server: Serving, surface: str, question: str
) -> None:
    assert await SURFACES[surface](server, question) == await chat(server, question)


async def test_the_questions_have_both_answers_and_none(server: Serving) -> None:
    replies = [await chat(server, question) for question in QUESTIONS.values()]
    assert {reply.outcome for reply in replies} == {"answered", "insufficient_evidence"}
    assert all(reply.answer for reply in replies)
    assert all(reply.citations for reply in replies if reply.outcome == "answered")
