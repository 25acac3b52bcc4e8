"""One batch: what comes in, what is left alone, what goes."""

import asyncio
import os
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.archive import EVERYTHING
from indexing.article import RawArticle, Rejection
from indexing.doctor import doctor
from indexing.errors import ParserDied, StorageFailed
from indexing.ingest import IngestReport, Progress, ingest
from indexing.parsing import Recipe
from indexing.settings import load_settings
from indexing.store import Store, open_store
from tests.fakes import HashEmbedding
from tests.indexing.archives import a_source, parse_cheaply, small_store

MOON = a_source("moon", "Moon Jae In said the summit was no failure. It was held in Hanoi.")
KANG = a_source("kang", "Kang Kyung-wha said nothing. The banks were closed.")
OLD = a_source("old", "An old letter was found.")


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with small_store(tmp_path) as opened:
        yield opened


def outcome(report: IngestReport) -> tuple[int, int, int, int, int]:
    return (
        report.added,
        report.changed,
        report.unchanged,
        report.removed,
        len(report.rejected),
    )


async def vector_ids(store: Store) -> tuple[set[str], set[str]]:
    return await store.vectors.ids("passages"), await store.vectors.ids("statements")


async def row_ids(store: Store) -> tuple[set[str], set[str]]:
    passages = await store.archive.passage_ids(EVERYTHING)
    return set(passages), set(await store.archive.statement_ids(EVERYTHING))


async def test_articles_are_stored_with_a_vector_for_every_row(store: Store) -> None:
    report = await ingest([MOON, KANG], store=store)
    assert outcome(report) == (2, 0, 0, 0, 0)
    assert report.words == 22
    assert (await store.archive.article("moon")).text == MOON.text
    assert await vector_ids(store) == await row_ids(store)
    assert [each.name for each in await store.archive.speakers()] == [
        "Kang Kyung-wha",
        "Moon Jae In",
    ]


async def test_a_statement_is_near_its_own_words(store: Store) -> None:
    await ingest([MOON, KANG, OLD], store=store)
    query = store.embedder.get_query_embedding("Moon Jae In said the summit was no failure")
    [(nearest, _)] = await store.vectors.nearest("statements", query, k=1)
    [found] = await store.archive.statements([nearest], filters=EVERYTHING)
    assert found.statement.speaker == "Moon Jae In"


async def test_what_is_unchanged_costs_no_parsing_and_no_embedder(tmp_path: Path) -> None:
    async with small_store(tmp_path) as first:
        await ingest([MOON, KANG], store=first)

    def refuse(*_: object) -> None:
        pytest.fail("nothing is left to do")

    settings = load_settings({"ONRECORD_DATA_DIR": str(tmp_path)})
    async with open_store(settings, parse=refuse, open_embedder=refuse) as again:  # type: ignore[arg-type]  # never called
        report = await ingest([KANG, MOON], store=again)
    assert outcome(report) == (0, 0, 2, 0, 0)
    assert report.words == 0


async def test_a_changed_article_replaces_itself(store: Store) -> None:
    await ingest([MOON, KANG], store=store)
    changed = a_source("moon", "Moon said no more.")
    assert outcome(await ingest([changed, KANG], store=store)) == (0, 1, 1, 0, 0)
    assert (await store.archive.article("moon")).text == "Moon said no more."
    assert await vector_ids(store) == await row_ids(store)


async def test_given_fields_count_as_changes(store: Store) -> None:
    await ingest([MOON], store=store)
    changed = a_source("moon", MOON.text, title="A title")
    assert outcome(await ingest([changed], store=store)) == (0, 1, 0, 0, 0)


async def test_another_recipe_reads_everything_anew(tmp_path: Path) -> None:
    async with small_store(tmp_path) as store:
        await ingest([MOON], store=store)
    environment = {"ONRECORD_DATA_DIR": str(tmp_path), "ONRECORD_SPACY_MODEL": "another"}
    parse = partial(parse_cheaply, recipe=Recipe("another"))
    settings = load_settings(environment)
    async with open_store(settings, parse=parse, open_embedder=HashEmbedding) as store:
        assert outcome(await ingest([MOON], store=store)) == (0, 1, 0, 0, 0)
        made = await store.archive.manifest()
    assert made is not None
    assert made.spacy_model == "another"


async def test_without_prune_nothing_goes(store: Store) -> None:
    await ingest([MOON, KANG], store=store)
    assert outcome(await ingest([MOON], store=store)) == (0, 0, 1, 0, 0)


async def test_prune_removes_what_is_gone_from_the_collection(store: Store) -> None:
    other = a_source("elsewhere", "Another paper.", collection="other")
    await ingest([MOON, KANG, OLD, other], store=store)
    assert outcome(await ingest([MOON], store=store, prune=True)) == (0, 0, 1, 2, 0)
    assert set(await store.archive.fingerprints()) == {"moon", "elsewhere"}
    assert await vector_ids(store) == await row_ids(store)


@pytest.mark.parametrize("source", ["papers/kang.txt", "papers"])
async def test_prune_spares_what_could_not_be_read_this_time(store: Store, source: str) -> None:
    await ingest([MOON, KANG], store=store)
    rejection = Rejection(source, None, "not UTF-8")
    assert outcome(await ingest([MOON, rejection], store=store, prune=True)) == (0, 0, 1, 0, 1)
    assert "kang" in await store.archive.fingerprints()


async def test_what_cannot_be_read_does_not_end_the_batch(store: Store) -> None:
    empty = a_source("empty", "")
    report = await ingest([Rejection("x", 3, "not JSON"), MOON, empty], store=store)
    assert outcome(report) == (1, 0, 0, 0, 2)
    assert [each.reason for each in report.rejected] == ["not JSON", "no text"]


async def test_a_second_article_with_an_id_is_rejected_and_the_first_kept(store: Store) -> None:
    twin = RawArticle("moon", "papers/twin.txt", "papers", "Another text.")
    report = await ingest([MOON, twin], store=store)
    assert outcome(report) == (1, 0, 0, 0, 1)
    assert "papers/moon.txt" in report.rejected[0].reason
    assert (await store.archive.article("moon")).text == MOON.text


async def test_nothing_at_all_is_a_batch_too(store: Store) -> None:
    assert outcome(await ingest([], store=store)) == (0, 0, 0, 0, 0)
    assert await store.archive.manifest() is None


MANY = [a_source(f"a{n:02}", f"Moon said {n}. " + "More words. " * 50) for n in range(20)]


async def test_large_batches_are_parsed_by_workers_and_told_part_by_part(store: Store) -> None:
    told: list[Progress] = []
    report = await ingest(MANY, store=store, progress=told.append, batch_words=500)
    assert outcome(report) == (20, 0, 0, 0, 0)
    assert len(told) == 5
    assert [each.done for each in told] == [5, 10, 15, 20, 20]
    assert told[-1].total == 20
    assert told[-1].seconds_left == 0
    assert told[0].words_per_s > 0
    assert await vector_ids(store) == await row_ids(store)


def die(raws: object) -> None:
    os._exit(1)


async def test_a_dead_worker_is_told_as_such_and_the_archive_is_whole(tmp_path: Path) -> None:
    settings = load_settings({"ONRECORD_DATA_DIR": str(tmp_path)})
    async with open_store(settings, parse=die, open_embedder=HashEmbedding) as store:  # type: ignore[arg-type]  # it never returns
        with pytest.raises(ParserDied, match="memory"):
            await ingest(MANY, store=store, batch_words=500)
        assert await store.archive.fingerprints() == {}
    async with small_store(tmp_path, workers=0) as store:
        assert outcome(await ingest(MANY, store=store)) == (20, 0, 0, 0, 0)


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes, as on a disk that is nearly full."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.parametrize("size", [300_000, 600_000, 900_000])
async def test_what_was_stored_before_the_disk_was_full_is_whole(tmp_path: Path, size: int) -> None:
    raws = [a_source(f"a{n:02}", f"Moon said {n}. " + "More words. " * 300) for n in range(40)]
    async with small_store(tmp_path, workers=0) as store:
        await ingest(raws[:3], store=store)
        with disk_of(size), pytest.raises(StorageFailed, match="disk"):
            await ingest(raws, store=store, batch_words=2000)
    async with small_store(tmp_path, workers=0) as store:
        done = len(await store.archive.fingerprints())
        assert 3 <= done < 40
        assert outcome(await ingest(raws, store=store)) == (40 - done, 0, done, 0, 0)
        assert await doctor(store) == ()


async def test_a_cancelled_batch_leaves_every_row_with_its_vector(tmp_path: Path) -> None:
    async with small_store(tmp_path, workers=0) as store:
        under_way = asyncio.Event()
        task = asyncio.create_task(
            ingest(MANY, store=store, progress=lambda _: under_way.set(), batch_words=200)
        )
        await under_way.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await vector_ids(store) == await row_ids(store)
        done = len(await store.archive.fingerprints())
        assert 0 < done < 20
        assert outcome(await ingest(MANY, store=store)) == (20 - done, 0, done, 0, 0)


async def test_two_batches_at_once_take_turns(store: Store) -> None:
    reports = await asyncio.gather(
        ingest([MOON, KANG], store=store), ingest([KANG, OLD], store=store)
    )
    assert [outcome(report) for report in reports] == [(2, 0, 0, 0, 0), (1, 0, 1, 0, 0)]
    assert await vector_ids(store) == await row_ids(store)


async def test_removing_takes_rows_and_vectors_and_tells_how_many(store: Store) -> None:
    await ingest([MOON, KANG], store=store)
    assert await store.remove(["moon", "unknown"]) == 1
    assert await store.remove(["moon"]) == 0
    assert await vector_ids(store) == await row_ids(store)
    assert set(await store.archive.fingerprints()) == {"kang"}
