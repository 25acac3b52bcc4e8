"""Killed at any moment, a run is as if it had never begun, or as if it had finished, part by part.

A collection has two states. Each run from one towards the other is killed after a while; then the
archive must open, have nothing wrong that cannot be mended, and a run towards either state must end
where an undisturbed one ends.
"""

import asyncio
import multiprocessing
import random
import signal
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pytest

from indexing.archive import EVERYTHING
from indexing.article import Article, Passage, RawArticle
from indexing.doctor import doctor
from indexing.ingest import ingest
from indexing.settings import Settings, load_settings
from indexing.sources import read_sources
from indexing.store import Store, open_store
from tests.indexing.archives import a_source, small_store

SEEDS = Path(__file__).parents[2] / "seeds"
KILLS = 20
BATCH_WORDS = 400

Write = Callable[..., Awaitable[Any]]


def sources(state: int) -> list[RawArticle]:
    """State 1 has two articles less than state 0, one more, and one that was changed."""
    seeds = [a_source(path.stem, path.read_text()) for path in sorted(SEEDS.glob("*.txt"))]
    if state == 0:
        return seeds
    changed = a_source(seeds[2].id, seeds[2].text.replace(". ", ", he said in Hanoi. ", 3))
    return [seeds[0], changed, a_source("new", seeds[4].text[:1500]), seeds[3]]


@dataclass(frozen=True)
class State:
    """All that there is to know of an archive, but for row numbers and the date of making."""

    articles: dict[str, Article]
    passages: dict[str, Passage]
    statements: dict[str, Any]
    vectors: dict[str, tuple[float, ...]]


async def state_of(store: Store) -> State:
    archive = store.archive
    passages = await archive.passages(await archive.passage_ids(EVERYTHING), filters=EVERYTHING)
    said = await archive.statements(await archive.statement_ids(EVERYTHING), filters=EVERYTHING)
    vectors = {
        f"{kind} {name}": tuple(vector.round(5).tolist())
        for kind in ("passages", "statements")
        for name, vector in (await store.vectors.get(kind, await store.vectors.ids(kind))).items()
    }
    return State(
        await archive.articles_by_id(list(await archive.fingerprints())),
        {passage.id: passage for passage in passages},
        {each.statement.id: each for each in said},
        vectors,
    )


def opened(data_dir: Path) -> AbstractAsyncContextManager[Store]:
    return small_store(data_dir, workers=0)


async def bring_to(data_dir: Path, state: int) -> State:
    async with opened(data_dir) as store:
        await ingest(sources(state), store=store, prune=True, batch_words=BATCH_WORDS)
        return await state_of(store)


def run(data_dir: Path, state: int) -> None:
    asyncio.run(bring_to(data_dir, state))


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """New processes that need not import anything again."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "indexing.embed", "indexing.doctor", __name__])
    return context


async def test_a_killed_run_leaves_what_the_next_run_puts_right(
    tmp_path: Path, processes: ForkServerContext
) -> None:
    undisturbed = [await bring_to(tmp_path / str(state), state) for state in (0, 1)]
    data_dir = tmp_path / "disturbed"
    seconds = time_a_run(processes, data_dir)
    chance = random.Random(20190304)
    exits = []
    state = 0
    for kill in range(KILLS):
        process = processes.Process(target=run, args=(data_dir, 1 - state))
        process.start()
        sleep(chance.uniform(0.1, 1.0) * seconds)
        process.kill()
        process.join()
        exits.append(process.exitcode)
        state = chance.choice((0, 1))
        async with opened(data_dir) as store:
            findings = await doctor(store, mend=kill % 3 == 0)
            assert {each.remedy for each in findings} <= {"run: onrecord doctor --mend"}
            await ingest(sources(state), store=store, prune=True, batch_words=BATCH_WORDS)
            assert await state_of(store) == undisturbed[state]
            assert await doctor(store) == ()
    assert exits.count(-signal.SIGKILL) > KILLS / 4  # the others were over before


class Ended(BaseException):
    """The process is gone; nothing of ours may catch it."""


def end_before(store: Store, step: int) -> None:
    """Let `step` writes happen, and end there."""
    left = step

    def ending(write: Write) -> Write:
        async def write_or_end(*args: Any, **options: Any) -> Any:
            nonlocal left
            if left == 0:
                raise Ended
            left -= 1
            return await write(*args, **options)

        return write_or_end

    for owner, names in (
        (store.archive, ("note_pending", "replace", "forget_notes")),
        (store.vectors, ("add", "delete")),
    ):
        for name in names:
            setattr(owner, name, ending(getattr(owner, name)))


async def test_a_run_that_ends_before_any_of_its_writes_leaves_no_trace(tmp_path: Path) -> None:
    before = await bring_to(tmp_path, 0)
    step = 0
    is_done = False
    while not is_done:
        async with opened(tmp_path) as store:
            end_before(store, step)
            try:
                await ingest(sources(1), store=store, prune=True, batch_words=3 * BATCH_WORDS)
                is_done = True
            except Ended:
                step += 1
        async with opened(tmp_path) as store:
            await ingest(sources(0), store=store, prune=True)
            assert await state_of(store) == before
            assert await doctor(store) == ()
    assert step > 10


async def test_killed_while_it_embeds_for_real_it_is_done_by_the_next_run(
    tmp_path: Path, processes: ForkServerContext
) -> None:
    settings = load_settings({"ONRECORD_DATA_DIR": str(tmp_path)})
    process = processes.Process(target=index_for_real, args=(settings,))
    process.start()
    while not any(tmp_path.glob("chroma/*-*")):  # the vectors' own folder: they are being written
        sleep(0.01)
        assert process.exitcode is None
    process.kill()
    process.join()
    async with open_store(settings) as store:
        await doctor(store, mend=True)
        report = await ingest(read_sources([SEEDS]), store=store)
        assert report.added + report.unchanged == 5
        assert await doctor(store) == ()
        assert (await store.archive.count()).articles == 5


def index_for_real(settings: Settings) -> None:
    async def index() -> None:
        async with open_store(settings) as store:
            await ingest(read_sources([SEEDS]), store=store)

    asyncio.run(index())


def time_a_run(processes: ForkServerContext, data_dir: Path) -> float:
    """With everything imported: the first process waits for that."""
    started = 0.0
    for target, args in ((run, (data_dir, 1)), (run, (data_dir, 0))):
        started = perf_counter()
        process = processes.Process(target=target, args=args)
        process.start()
        process.join()
        assert process.exitcode == 0
    return perf_counter() - started
