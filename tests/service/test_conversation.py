"""What was said is kept in order, belongs to one owner, and can be forgotten."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from indexing.sql.database import open_database
from service.answer import Turn
from service.condense import QUESTIONS_MOST
from service.conversation import TURNS_MOST, Conversations
from service.errors import ConversationNotFound, MessageNotFound


@pytest_asyncio.fixture
async def conversations(tmp_path: Path) -> AsyncIterator[Conversations]:
    async with open_database(tmp_path / "archive.db") as database:
        yield Conversations(database)


def a_reply(message_id: str, answer: str = "Yes [1].", conversation_id: str = "c") -> Any:
    return {
        "conversation_id": conversation_id,
        "message_id": message_id,
        "query": "q",
        "answer": answer,
    }


async def test_a_conversation_is_remembered_oldest_first(conversations: Conversations) -> None:
    await conversations.add("Who?", a_reply("m1", "Moon [1]."), owner="", begins=True)
    await conversations.add("When?", a_reply("m2", "In March [1]."), owner="", begins=False)
    assert await conversations.history("c", owner="") == (
        Turn("user", "Who?"),
        Turn("assistant", "Moon [1]."),
        Turn("user", "When?"),
        Turn("assistant", "In March [1]."),
    )


async def test_only_the_latest_turns_are_remembered(conversations: Conversations) -> None:
    for number in range(QUESTIONS_MOST + 3):
        reply = a_reply(f"m{number}")
        await conversations.add(f"Question {number}?", reply, owner="", begins=number == 0)
    history = await conversations.history("c", owner="")
    assert history[0] == Turn("user", "Question 3?")
    assert len(history) == 2 * QUESTIONS_MOST


async def test_of_a_long_conversation_the_latest_turns_are_read(
    conversations: Conversations,
) -> None:
    for number in range(TURNS_MOST + 3):
        reply = a_reply(f"m{number}")
        await conversations.add(f"Question {number}?", reply, owner="", begins=number == 0)
    kept = await conversations.read("c", owner="")
    assert (kept.turns[0].question, len(kept.turns), kept.earlier) == ("Question 3?", TURNS_MOST, 3)


async def test_the_whole_reply_is_kept(conversations: Conversations) -> None:
    reply = {**a_reply("m1"), "citations": [{"quote": "“schön” 🕊"}]}
    await conversations.add("Who?", reply, owner="", begins=True)
    kept = await conversations.read("c", owner="")
    assert kept.turns[0].response == reply
    assert kept.turns[0].helpful is None


async def test_an_unknown_conversation_is_not_found(conversations: Conversations) -> None:
    with pytest.raises(ConversationNotFound):
        await conversations.history("nobody's", owner="")
    with pytest.raises(ConversationNotFound):
        await conversations.read("nobody's", owner="")
    with pytest.raises(ConversationNotFound):
        await conversations.delete("nobody's", owner="")


async def test_somebody_elses_conversation_is_not_found(conversations: Conversations) -> None:
    await conversations.add("Who?", a_reply("m1"), owner="Ann", begins=True)
    with pytest.raises(ConversationNotFound):
        await conversations.read("c", owner="Bob")
    with pytest.raises(MessageNotFound):
        await conversations.judge("m1", helpful=True, comment=None, owner="Bob")


async def test_a_deleted_conversation_takes_its_feedback_along(
    conversations: Conversations,
) -> None:
    await conversations.add("Who?", a_reply("m1"), owner="", begins=True)
    await conversations.judge("m1", helpful=True, comment="thanks", owner="")
    await conversations.delete("c", owner="")
    with pytest.raises(MessageNotFound):
        await conversations.judge("m1", helpful=True, comment=None, owner="")
    await conversations.add("Who?", a_reply("m1"), owner="", begins=True)
    assert (await conversations.read("c", owner="")).turns[0].helpful is None


async def test_a_reply_does_not_bring_a_deleted_conversation_back(
    conversations: Conversations,
) -> None:
    await conversations.add("Who?", a_reply("m1"), owner="", begins=True)
    await conversations.delete("c", owner="")
    with pytest.raises(ConversationNotFound):
        await conversations.add("When?", a_reply("m2"), owner="", begins=False)


async def test_the_last_judgement_counts(conversations: Conversations) -> None:
    await conversations.add("Who?", a_reply("m1"), owner="", begins=True)
    await conversations.judge("m1", helpful=True, comment=None, owner="")
    await conversations.judge("m1", helpful=False, comment="wrong man", owner="")
    assert [turn.helpful for turn in (await conversations.read("c", owner="")).turns] == [False]


async def test_one_conversation_takes_one_question_at_a_time(
    conversations: Conversations,
) -> None:
    told = []

    async def take(name: str) -> None:
        async with conversations.taking_turns("c", owner=""):
            told.append(f"{name} begins")
            await asyncio.sleep(0.01)
            told.append(f"{name} ends")

    await asyncio.gather(take("first"), take("second"))
    assert told == ["first begins", "first ends", "second begins", "second ends"]


async def test_who_does_not_own_a_conversation_does_not_wait_for_it(
    conversations: Conversations,
) -> None:
    async with (
        asyncio.timeout(1),
        conversations.taking_turns("c", owner="Ann"),
        conversations.taking_turns("c", owner="Bob"),
    ):
        pass


async def test_turns_written_at_once_all_have_their_place(conversations: Conversations) -> None:
    await conversations.add("0?", a_reply("m0"), owner="", begins=True)
    adding = (
        conversations.add(f"{number}?", a_reply(f"m{number}"), owner="", begins=False)
        for number in range(1, 9)
    )
    await asyncio.gather(*adding)
    assert len((await conversations.read("c", owner="")).turns) == 9
