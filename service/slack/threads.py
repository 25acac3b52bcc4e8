"""The threads that we take part in: which conversation each is, and who is to be left in peace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from indexing.sql.database import Database
from indexing.sql.schema import slack_threads
from service.slack.place import Place


@dataclass(frozen=True, slots=True)
class Thread:
    """`conversation_id` is None until something was answered; `owner` is the conversation's."""

    conversation_id: str | None
    owner: str
    is_muted: bool


class Threads:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: WeakValueDictionary[Place, asyncio.Future[None]] = WeakValueDictionary()

    @asynccontextmanager
    async def taking_turns(self, place: Place) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """One message of a thread at a time, in the order in which they came.

        The place in the queue is taken at once; what is given waits until it is one's turn.
        """
        before = self._last.get(place)
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last[place] = over

        async def turn() -> None:
            if before is not None:
                await asyncio.wait({before})

        try:
            yield turn
        finally:
            if before is None or before.done():
                over.set_result(None)
            else:  # who leaves the queue early lets nobody overtake
                before.add_done_callback(lambda _: over.set_result(None))

    async def find(self, place: Place) -> Thread | None:
        """None for a thread that we were never asked in."""
        async with self._database.reading() as connection:
            row = (await connection.execute(sa.select(slack_threads).where(_is(place)))).first()
        return Thread(row.conversation_id, row.owner, row.is_muted) if row else None

    async def join(
        self, place: Place, *, conversation_id: str | None = None, owner: str | None = None
    ) -> Thread:
        """Take part in a thread, in a conversation of its own unless one is given."""
        values = {
            **_key(place),
            "conversation_id": conversation_id,
            "owner": owner or place.owner,
            "is_muted": False,
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(slack_threads).values(values).on_conflict_do_nothing())
        thread = await self.find(place)
        assert thread is not None, "a thread that was joined is there"
        return thread

    async def remember(self, place: Place, conversation_id: str) -> None:
        """That what is said in the thread from now on belongs to this conversation."""
        await self._change(place, conversation_id=conversation_id)

    async def mute(self, place: Place, *, is_muted: bool) -> None:
        await self._change(place, is_muted=is_muted)

    async def _change(self, place: Place, **values: str | bool) -> None:
        async with self._database.writing() as connection:
            await connection.execute(sa.update(slack_threads).where(_is(place)).values(**values))


def _key(place: Place) -> dict[str, str]:
    return {
        "workspace": place.workspace.key,
        "channel": place.channel,
        "thread_ts": place.thread_ts,
    }


def _is(place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(*(slack_threads.c[name] == value for name, value in _key(place).items()))
