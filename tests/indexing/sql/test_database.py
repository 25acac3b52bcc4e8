"""SQL behind its door: migrations, transactions, and failures in our words."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from indexing.errors import ArchiveBusy, StorageFailed
from indexing.sql import migrations
from indexing.sql.database import HEAD, open_database
from indexing.sql.schema import conversations, metadata

COUNTED = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {}) SELECT max(i) FROM n"
)
ENDLESS = sa.text(COUNTED.format(-1))
A_MILLION = sa.text(COUNTED.format(1_000_000))


def insert(name: str) -> sa.Insert:
    return sa.insert(conversations).values(id=name, owner="", created_at=sa.func.now())


async def test_migrating_makes_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    def known(_: object, name: str | None, kind: str, *rest: object) -> bool:
        return kind != "table" or name in metadata.tables

    def difference(connection: sa.Connection) -> list[object]:
        options = {"include_object": known, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async with open_database(tmp_path / "a.db") as database, database.reading() as connection:
        assert await connection.run_sync(difference) == []


def test_the_newest_migration_is_the_one_that_opening_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


async def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    async def fail() -> None:
        async with database.writing() as connection:
            await connection.execute(insert("a"))
            raise ValueError("no")

    async with open_database(tmp_path / "a.db") as database:
        with pytest.raises(ValueError, match="no"):
            await fail()
        async with database.reading() as connection:
            assert (await connection.execute(sa.select(conversations))).all() == []


async def test_waiting_writers_leave_readers_their_connections(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    async def write() -> None:
        async with database.writing():
            await go_on.wait()

    async with open_database(tmp_path / "a.db") as database:
        writers = [asyncio.create_task(write()) for _ in range(40)]
        await asyncio.sleep(0)
        async with asyncio.timeout(5), database.reading() as connection:
            await connection.execute(sa.select(conversations))
        go_on.set()
        await asyncio.gather(*writers)


async def test_a_reader_keeps_its_view_while_others_write(tmp_path: Path) -> None:
    count = sa.select(sa.func.count()).select_from(conversations)
    async with open_database(tmp_path / "a.db") as database, database.reading() as before:
        assert await before.scalar(count) == 0
        async with database.writing() as connection:
            await connection.execute(insert("a"))
        assert await before.scalar(count) == 0
        async with database.reading() as after:
            assert await after.scalar(count) == 1


async def test_writers_wait_for_one_another(tmp_path: Path) -> None:
    async with open_database(tmp_path / "a.db") as database:

        async def write(name: str) -> None:
            async with database.writing() as connection:
                count = sa.select(sa.func.count()).select_from(conversations)
                await connection.scalar(count)
                await asyncio.sleep(0.01)
                await connection.execute(insert(name))

        await asyncio.gather(*(write(str(number)) for number in range(8)))
        async with database.reading() as connection:
            assert len((await connection.execute(sa.select(conversations))).all()) == 8


async def test_a_full_disk_loses_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    async with open_database(tmp_path / "a.db") as database:
        async with database.writing() as connection:
            await connection.execute(insert("kept"))

        async def fill() -> None:
            async with database.writing() as connection:
                pages = await connection.scalar(sa.text("PRAGMA page_count"))
                await connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
                for number in range(1000):
                    await connection.execute(insert(f"{number}" * 100))

        with pytest.raises(StorageFailed, match="full.*free some space"):
            await fill()
    async with open_database(tmp_path / "a.db") as database, database.reading() as connection:
        assert (await connection.scalars(sa.select(conversations.c.id))).all() == ["kept"]


async def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    async def read() -> None:
        async with database.reading() as connection:
            await connection.execute(ENDLESS)

    async with open_database(tmp_path / "a.db", read_limit_s=0.1) as database:
        with pytest.raises(ArchiveBusy, match="ask again"):
            await read()
        async with database.reading() as connection:
            assert await connection.scalar(sa.text("SELECT 1")) == 1


async def test_a_reader_at_leisure_is_not_stopped(tmp_path: Path) -> None:
    opened = open_database(tmp_path / "a.db", read_limit_s=0)
    async with opened as database, database.reading(at_leisure=True) as connection:
        assert await connection.scalar(A_MILLION) == 1_000_000


async def test_a_query_that_nobody_waits_for_any_more_is_stopped(tmp_path: Path) -> None:
    async def read() -> None:
        async with database.reading() as connection:
            await connection.execute(ENDLESS)

    async with open_database(tmp_path / "a.db", read_limit_s=3600) as database:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await read()


async def test_whoever_finds_no_free_connection_is_told_to_ask_again(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    async def read() -> None:
        async with database.reading():
            await go_on.wait()

    async with open_database(tmp_path / "a.db", read_limit_s=0.1) as database:
        readers = [asyncio.create_task(read()) for _ in range(40)]
        async with asyncio.timeout(5):
            while sum(reader.done() for reader in readers) < 25:  # 15 connections
                await asyncio.sleep(0.01)
        go_on.set()
        told = await asyncio.gather(*readers, return_exceptions=True)
        assert {type(each) for each in told} == {ArchiveBusy, type(None)}


@pytest.mark.parametrize("query", [ENDLESS, A_MILLION])
async def test_a_writer_who_left_lets_the_next_one_write(
    tmp_path: Path, query: sa.TextClause
) -> None:
    async def write() -> None:
        async with database.writing() as connection:
            await connection.execute(insert("a"))
            await connection.execute(query)

    async with open_database(tmp_path / "a.db") as database:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.03):
                await write()
        async with asyncio.timeout(5), database.writing() as connection:
            await connection.execute(insert("b"))
        async with database.reading() as connection:
            assert (await connection.scalars(sa.select(conversations.c.id))).all() == ["b"]
