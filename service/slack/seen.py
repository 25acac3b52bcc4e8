"""What Slack has sent already. It sends again what it believes lost, also after a restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from indexing.sql.database import Database
from indexing.sql.schema import slack_events
from service.slack.place import Place, Workspace

KEPT = timedelta(days=30)  # a message that is edited later was answered all the same
TOLD_LATE = timedelta(hours=6)  # nobody waits longer for an answer


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that Slack tells, by Slack's id of it; the message it is about, where it is one."""

    workspace: Workspace
    id: str
    message: str | None = None
    place: Place | None = None


class Seen:
    """Each event is taken in hand once here, and claimed by one process. Who claimed it settles it,
    as soon as somebody was answered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._in_hand: set[tuple[str, str]] = set()
        self._claimed: set[tuple[str, str]] = set()

    def take(self, event: Event) -> bool:
        """Whether nobody here has it in hand, by this event or another of the same message."""
        if self._in_hand & _names(event):
            return False
        self._in_hand |= _names(event)
        return True

    async def claim(self, event: Event) -> bool:
        """Whether what was taken in hand is to be dealt with: nobody has yet.

        An event that another process left unsettled when it died is claimed anew.
        """
        now = datetime.now(UTC)
        async with self._database.writing() as connection:
            await connection.execute(
                sa.delete(slack_events).where(slack_events.c.received_at < now - KEPT)
            )
            place = event.place
            values = {
                "workspace": event.workspace.key,
                "event_id": event.id,
                "message": event.message,
                "channel": place.channel if place else None,
                "thread_ts": place.thread_ts if place else None,
                "received_at": now,
            }
            added = await connection.execute(
                insert(slack_events).values(values).on_conflict_do_nothing()
            )
            if added.rowcount == 0 and not await self._is_orphan(connection, event):
                return False
        self._claimed.add(_name(event))
        return True

    @asynccontextmanager
    async def dealing_with(self, event: Event) -> AsyncIterator[bool]:
        """Whether it was taken in hand and claimed; it is let go at the end, settled or not."""
        is_taken = self.take(event)
        try:
            yield is_taken and await self.claim(event)
        finally:
            if is_taken:
                self.let_go(event)

    async def settle(self, event: Event) -> None:
        """Somebody was answered, if only that it failed."""
        async with self._database.writing() as connection:
            await connection.execute(
                sa.update(slack_events).where(_is(event)).values(settled_at=datetime.now(UTC))
            )
        self.let_go(event)

    def let_go(self, event: Event) -> None:
        """Leave it to whoever claims it next."""
        self._in_hand -= _names(event)
        self._claimed.discard(_name(event))

    def is_claimed(self, event: Event) -> bool:
        """Whether it was claimed here, and is not settled yet."""
        return _name(event) in self._claimed

    async def left_open(self) -> tuple[Event, ...]:
        """Messages that a process which died has left without a reply."""
        since = datetime.now(UTC) - TOLD_LATE
        async with self._database.reading() as connection:
            rows = await connection.execute(
                sa.select(slack_events).where(
                    slack_events.c.settled_at.is_(None),
                    slack_events.c.channel.is_not(None),
                    slack_events.c.received_at >= since,
                )
            )
        events = []
        for row in rows.all():
            workspace = Workspace.of(row.workspace)
            place = Place(workspace, row.channel, row.thread_ts)
            events.append(Event(workspace, row.event_id, row.message, place))
        return tuple(event for event in events if not self._in_hand & _names(event))

    async def _is_orphan(self, connection: AsyncConnection, event: Event) -> bool:
        settled = sa.select(slack_events.c.settled_at).where(_is(event))
        return all(row.settled_at is None for row in await connection.execute(settled))


def _is(event: Event) -> sa.ColumnElement[bool]:
    same = slack_events.c.event_id == event.id
    if event.message is not None:
        same = same | (slack_events.c.message == event.message)
    return sa.and_(slack_events.c.workspace == event.workspace.key, same)


def _names(event: Event) -> set[tuple[str, str]]:
    if event.message is None:
        return {_name(event)}
    return {_name(event), (event.workspace.key, f"message {event.message}")}


def _name(event: Event) -> tuple[str, str]:
    return event.workspace.key, f"event {event.id}"
