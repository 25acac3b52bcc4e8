"""Turns, and where they are kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from weakref import WeakValueDictionary

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from indexing.sql.database import Database
from indexing.sql.schema import conversations, feedback, turns
from service.answer import Turn
from service.condense import QUESTIONS_MOST
from service.errors import ConversationNotFound, MessageNotFound

Body = Mapping[str, Any]

TURNS_MOST = 200
"""What is read of one conversation: about a megabyte."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question and the whole reply to it, as it was sent."""

    message_id: str
    question: str
    response: Body
    created_at: datetime
    helpful: bool | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """`earlier` is how many turns were before `turns`, the latest."""

    id: str
    created_at: datetime
    turns: tuple[StoredTurn, ...]
    earlier: int = 0


class Conversations:
    """Conversations in SQL. A conversation exists from its first stored turn on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._in_progress: WeakValueDictionary[tuple[str, str], asyncio.Lock] = (
            WeakValueDictionary()
        )

    @asynccontextmanager
    async def taking_turns(self, conversation_id: str, *, owner: str) -> AsyncIterator[None]:
        """One question of a conversation at a time: each knows the replies before it.

        Who is not the owner waits for nobody: the wait would tell that there is such a one.
        """
        lock = self._in_progress.setdefault((owner, conversation_id), asyncio.Lock())
        async with lock:
            yield

    async def history(self, conversation_id: str, *, owner: str) -> tuple[Turn, ...]:
        """What of the conversation a follow-up may refer to, oldest first.

        Raises ConversationNotFound.
        """
        async with self._database.reading() as connection:
            await _require(connection, conversation_id, owner)
            latest = (
                sa.select(turns.c.question, turns.c.response)
                .where(turns.c.conversation_id == conversation_id)
                .order_by(turns.c.position.desc())
                .limit(QUESTIONS_MOST)
            )
            rows = (await connection.execute(latest)).all()
        return tuple(
            turn
            for row in reversed(rows)
            for turn in (
                Turn("user", row.question),
                Turn("assistant", json.loads(row.response)["answer"]),
            )
        )

    async def add(self, question: str, response: Body, *, owner: str, begins: bool) -> None:
        """Keep a reply as the next turn of its conversation, or as the first of a new one.

        Raises ConversationNotFound where it was deleted in the meantime.
        """
        conversation_id = response["conversation_id"]
        now = datetime.now(UTC)
        async with self._database.writing() as connection:
            if begins:
                values = {"id": conversation_id, "owner": owner, "created_at": now}
                await connection.execute(sa.insert(conversations).values(values))
            else:
                await _require(connection, conversation_id, owner)
            count = sa.select(sa.func.count()).where(turns.c.conversation_id == conversation_id)
            await connection.execute(
                sa.insert(turns).values(
                    id=response["message_id"],
                    conversation_id=conversation_id,
                    position=await connection.scalar(count),
                    question=question,
                    query=response["query"],
                    response=json.dumps(response, ensure_ascii=False),
                    created_at=now,
                )
            )

    async def read(self, conversation_id: str, *, owner: str) -> Conversation:
        """Its latest turns, oldest first. Raises ConversationNotFound."""
        async with self._database.reading() as connection:
            created_at = await _require(connection, conversation_id, owner)
            latest = (
                sa.select(turns, feedback.c.helpful)
                .outerjoin(feedback, feedback.c.message_id == turns.c.id)
                .where(turns.c.conversation_id == conversation_id)
                .order_by(turns.c.position.desc())
                .limit(TURNS_MOST)
            )
            rows = (await connection.execute(latest)).all()[::-1]
        stored = (
            StoredTurn(row.id, row.question, json.loads(row.response), row.created_at, row.helpful)
            for row in rows
        )
        earlier = rows[0].position if rows else 0
        return Conversation(conversation_id, created_at, tuple(stored), earlier)

    async def delete(self, conversation_id: str, *, owner: str) -> None:
        """Its turns and their feedback go with it. Raises ConversationNotFound."""
        async with self._database.writing() as connection:
            await _require(connection, conversation_id, owner)
            of_it = sa.select(turns.c.id).where(turns.c.conversation_id == conversation_id)
            await connection.execute(sa.delete(feedback).where(feedback.c.message_id.in_(of_it)))
            await connection.execute(
                sa.delete(turns).where(turns.c.conversation_id == conversation_id)
            )
            await connection.execute(
                sa.delete(conversations).where(conversations.c.id == conversation_id)
            )

    async def judge(
        self, message_id: str, *, helpful: bool, comment: str | None, owner: str
    ) -> None:
        """Keep what a reader thought of a reply; a later judgement replaces an earlier one.

        Raises MessageNotFound.
        """
        async with self._database.writing() as connection:
            known = (
                sa.select(turns.c.id)
                .join(conversations)
                .where(turns.c.id == message_id, conversations.c.owner == owner)
            )
            if await connection.scalar(known) is None:
                raise MessageNotFound(
                    f"no reply has the id {message_id!r}: send the message_id of a reply to /chat"
                )
            await connection.execute(sa.delete(feedback).where(feedback.c.message_id == message_id))
            await connection.execute(
                sa.insert(feedback).values(
                    message_id=message_id,
                    helpful=helpful,
                    comment=comment or "",
                    created_at=datetime.now(UTC),
                )
            )


async def _require(connection: AsyncConnection, conversation_id: str, owner: str) -> datetime:
    known = sa.select(conversations.c.created_at).where(
        conversations.c.id == conversation_id, conversations.c.owner == owner
    )
    created_at: datetime | None = await connection.scalar(known)
    if created_at is None:
        raise ConversationNotFound(
            f"no conversation has the id {conversation_id!r}: "
            "leave conversation_id out to start a new one"
        )
    return created_at
