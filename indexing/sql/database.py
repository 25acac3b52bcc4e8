"""The door to SQL: one SQLite file, opened, migrated, and its failures put in our words."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from indexing.errors import ArchiveMismatch, ArchiveUnusable, OnRecordError, StorageFailed

HEAD = "0002"
"""The newest migration: a database that is there already costs no look at alembic."""

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # vectors are deleted on the strength of a commit
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32768",  # KiB
)


class Database:
    """The archive's SQL, and whatever else keeps its rows there (conversations, feedback)."""

    def __init__(self, engine: AsyncEngine, place: str) -> None:
        self._reader = engine
        self._writer = engine.execution_options(writes=True)
        self._place = place
        # Writers wait here, not each with one of the few connections that readers need too.
        self._turn_to_write = asyncio.Lock()

    @property
    def engines(self) -> tuple[AsyncEngine, AsyncEngine]:
        """For libraries that keep tables of their own here: to read with, and to write with."""
        return self._reader, self._writer

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view of the rows, never held up by a writer."""
        with _in_our_words(self._place):
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is kept, or nothing of it."""
        with _in_our_words(self._place):
            async with self._turn_to_write, self._writer.begin() as connection:
                yield connection


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[Database]:
    """The database in the file `path`, made or brought up to date first."""
    # At DEBUG it writes down each value, and tokens are among them.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    engine = create_async_engine(
        sa.URL.create("sqlite+aiosqlite", database=str(path)),
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    sa.event.listen(engine.sync_engine, "connect", _prepare)
    sa.event.listen(engine.sync_engine, "begin", _begin)
    database = Database(engine, str(path))
    try:
        async with database.writing() as connection:
            await connection.run_sync(_migrate)
        yield database
    finally:
        await engine.dispose()


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3 must not begin on its own: see _begin
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    # A transaction that reads before it writes would fail, not wait, beside another writer.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(connection: sa.Connection) -> None:
    current = None
    if sa.inspect(connection).has_table("alembic_version"):
        current = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if current != HEAD:
        _upgrade(connection)


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ArchiveMismatch(
            "the archive was made by a newer onrecord: install that version, "
            "or choose another ONRECORD_DATA_DIR"
        ) from error


@contextmanager
def _in_our_words(place: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.DatabaseError as error:
        told = _told(error.orig, place)
        if told is None:
            raise
        raise told from error


def _told(error: BaseException | None, place: str) -> OnRecordError | None:
    """What to do about it; None where the fault is ours and must show as it is."""
    name = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    match name.split("_")[1:2]:
        case ["FULL"]:
            return StorageFailed(f"the disk is full ({place}): free some space and run it again")
        case ["READONLY" | "CANTOPEN" | "PERM"]:
            return StorageFailed(
                f"{place} cannot be written: make it writable, or choose another ONRECORD_DATA_DIR"
            )
        case ["IOERR"]:
            return StorageFailed(f"the disk failed under {place} ({error}): check it, run it again")
        case ["BUSY" | "LOCKED"]:
            return StorageFailed(f"{place} is held by another program: close it and run it again")
        case ["CORRUPT" | "NOTADB"]:
            return ArchiveUnusable(
                f"{place} is damaged ({error}): put back a copy, or delete the data folder "
                "and run: onrecord index FOLDER"
            )
    return None
