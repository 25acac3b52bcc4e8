"""The door to SQL: one SQLite file, opened, migrated, and its failures put in our words."""

import asyncio
import gc
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from indexing.errors import ArchiveMismatch
from indexing.sql.failures import in_our_words
from indexing.sql.watch import STEPS_BETWEEN_LOOKS, Watch

HEAD = "0002"
"""The newest migration: a database that is there already costs no look at alembic."""

READ_LIMIT_S = 20.0
"""How long one look at the rows may take, and how long it waits for its turn."""

_WATCH = "watch"

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # vectors are deleted on the strength of a commit
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32768",  # KiB
)


class Database:
    """The archive's SQL, and whatever else keeps its rows there (conversations, feedback)."""

    def __init__(self, engine: AsyncEngine, place: str, *, read_limit_s: float) -> None:
        self._unlimited = engine
        self._reader = engine.execution_options(limit_s=read_limit_s)
        self._writer = engine.execution_options(writes=True)
        self._place = place
        # Writers wait here, not each with one of the few connections that readers need too.
        self._turn_to_write = asyncio.Lock()

    @property
    def engines(self) -> tuple[AsyncEngine, AsyncEngine]:
        """For libraries that keep tables of their own here: to read with, and to write with."""
        return self._reader, self._writer

    @asynccontextmanager
    async def reading(self, *, at_leisure: bool = False) -> AsyncIterator[AsyncConnection]:
        """One consistent view of the rows, never held up by a writer.

        Raises ArchiveBusy where it takes too long, unless `at_leisure`.
        """
        engine = self._unlimited if at_leisure else self._reader
        with in_our_words(self._place):
            async with engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is kept, or nothing of it."""
        with in_our_words(self._place):
            try:
                async with self._turn_to_write, self._writer.begin() as connection:
                    yield connection
            except asyncio.CancelledError:
                # A cancelled query leaves a cycle that holds its connection, and with it the lock.
                asyncio.get_running_loop().call_soon(gc.collect)
                raise


@asynccontextmanager
async def open_database(
    path: Path, *, read_limit_s: float = READ_LIMIT_S
) -> AsyncIterator[Database]:
    """The database in the file `path`, made or brought up to date first."""
    # At DEBUG it writes down each value, and tokens are among them.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    engine = create_async_engine(
        sa.URL.create("sqlite+aiosqlite", database=str(path)),
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        pool_timeout=read_limit_s,
    )
    sa.event.listen(engine.sync_engine, "connect", _prepare)
    sa.event.listen(engine.sync_engine, "begin", _begin)
    database = Database(engine, str(path), read_limit_s=read_limit_s)
    try:
        async with database.writing() as connection:
            await connection.run_sync(_migrate)
        yield database
    finally:
        await engine.dispose()


def _prepare(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3 must not begin on its own: see _begin
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
    watch = Watch()
    entry.info[_WATCH] = watch
    connection.run_async(
        lambda driver: driver.set_progress_handler(watch.is_over, STEPS_BETWEEN_LOOKS)
    )


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    connection.info[_WATCH].begin(limit_s=options.get("limit_s"))
    writes = options.get("writes", False)
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
