"""However the archive is asked, it says the same."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from tests.service.serving import Serving, serving
from tests.service.surfaces import SURFACES, Asked, Reply, chat

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOON_ON_HANOI = "what did Moon say about Hanoi?"
QUESTIONS: Mapping[str, Asked] = {
    "answered": (MOON_ON_HANOI,),
    "answered in short": ("Who called the letter very warm?",),
    "of nobody quoted": ("What did Angela Merkel say about Hanoi?",),
    "of nothing told": ("What did Moon say about whaling?",),
    "of namesakes": ("What did Brandt say about bread?",),
    "following another": (MOON_ON_HANOI, "And Kang?"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(
    seed_archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Serving]:
    async with serving(seed_archive, tmp_path_factory.mktemp("surfaces") / "data") as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def replies(server: Serving) -> Mapping[str, Reply]:
    """What the contract says to each question."""
    return {name: await chat(server, asked) for name, asked in QUESTIONS.items()}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("surface", SURFACES)
async def test_every_surface_gives_the_same_answer_and_the_same_citations(
    server: Serving, replies: Mapping[str, Reply], surface: str, question: str
) -> None:
    told = await SURFACES[surface](server, QUESTIONS[question])
    reply = replies[question]
    assert told == (reply if isinstance(told, Reply) else reply.shown)


async def test_the_questions_have_every_outcome(replies: Mapping[str, Reply]) -> None:
    outcomes = {reply.outcome for reply in replies.values()}
    assert outcomes == {"answered", "clarify", "insufficient_evidence"}
    assert all(reply.answer for reply in replies.values())
    assert all(reply.citations for reply in replies.values() if reply.outcome == "answered")


async def test_one_question_leaves_a_choice(replies: Mapping[str, Reply]) -> None:
    reply = replies["of namesakes"]
    assert reply.outcome == "clarify"
    assert "Ada Brandt or Otto Brandt" in reply.answer


async def test_one_question_means_something_else_on_its_own(
    server: Serving, replies: Mapping[str, Reply]
) -> None:
    *_, last = QUESTIONS["following another"]
    assert (await chat(server, (last,))).shown != replies["following another"].shown
