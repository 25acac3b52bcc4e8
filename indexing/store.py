"""Opening the archive: one process at a time, made by one embedder, and written in one order.

The order, for what a killed run leaves behind: the vectors to come are noted in SQL, then written;
one SQL transaction makes their rows visible and notes the vectors it left without a row; those are
deleted, and the notes cleared. A vector without a row is never shown, and a note tells of each.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from indexing.archive import Archive, Manifest
from indexing.article import IndexedArticle
from indexing.batch_vectors import KindVectors
from indexing.errors import ArchiveLocked, ArchiveMismatch, ArchiveMissing, StorageFailed
from indexing.parsing import Parse, Parsing, Recipe, parse_articles, worker_count
from indexing.settings import Settings
from indexing.sql.database import Database, open_database
from indexing.stopwatch import Stopwatch
from indexing.vectors import Vectors, open_vectors

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

T = TypeVar("T")

OpenEmbedder = Callable[[], "BaseEmbedding"]


class Store:
    """The archive as opened. Whoever writes holds `turn` meanwhile: one batch at a time."""

    def __init__(
        self,
        database: Database,
        vectors: Vectors,
        *,
        recipe: Recipe,
        parsing: Parsing,
        open_embedder: OpenEmbedder,
        made: Manifest | None,
    ) -> None:
        self.database = database
        self.archive = Archive(database)
        self.vectors = vectors
        self.recipe = recipe
        self.parsing = parsing
        self.turn = asyncio.Lock()
        self._open_embedder = open_embedder
        self._made = made
        self._is_claimed = False

    @cached_property
    def embedder(self) -> "BaseEmbedding":
        """Opened at the first look, which takes a second. Raises ArchiveMismatch."""
        from indexing.embed import identity

        embedder = self._open_embedder()
        if self._made is not None and self._made.embedder != identity(embedder):
            raise _other_embedder(self._made.embedder, identity(embedder))
        return embedder

    async def claim(self) -> None:
        """Write down how the archive is made, before anything is put into it."""
        if not self._is_claimed:
            await self._claim()
            self._is_claimed = True

    async def _claim(self) -> None:
        from indexing.embed import dimension, identity

        embedder = await asyncio.to_thread(lambda: self.embedder)
        size = dimension(embedder) or len(await embedder.aget_text_embedding("How long?"))
        if self._made is not None and self._made.dimension != size:
            raise _other_embedder(
                f"{self._made.embedder} with {self._made.dimension} dimensions", f"{size}"
            )
        made = Manifest(
            embedder=identity(embedder),
            dimension=size,
            passage_max_words=self.recipe.passage_max_words,
            spacy_model=self.recipe.spacy_model,
            pipeline_version=self.recipe.pipeline_version,
            made_at=self._made.made_at if self._made else datetime.now(UTC),
        )
        if made != self._made:
            await self.archive.write_manifest(made)
            self._made = made

    async def put(
        self, batch: Sequence[IndexedArticle], vectors: KindVectors, *, stopwatch: Stopwatch
    ) -> None:
        """Make a batch visible, in the place of what its articles were before."""
        await whole(self._put(batch, vectors, stopwatch))

    async def _put(
        self, batch: Sequence[IndexedArticle], vectors: KindVectors, stopwatch: Stopwatch
    ) -> None:
        with stopwatch.timing("sql"):
            await self.archive.note_pending(batch)
        with stopwatch.timing("vectors"):
            for kind, (ids, rows) in vectors.items():
                await self.vectors.add(kind, ids, rows)
        with stopwatch.timing("sql"):
            await self.archive.replace(batch)
        await self._sweep(stopwatch)

    async def remove(self, ids: Collection[str]) -> int:
        """Take articles out with all that was made of them; how many of `ids` there were."""
        async with self.turn:
            return await self.discard(ids)

    async def discard(self, ids: Collection[str]) -> int:
        """`remove`, for who holds `turn`."""
        return await whole(self._discard(ids))

    async def _discard(self, ids: Collection[str]) -> int:
        count = await self.archive.replace([], remove=ids)
        await self._sweep(Stopwatch())
        return count

    async def sweep(self) -> int:
        """Delete the vectors that the notes tell of and no row needs; how many those were."""
        return await whole(self._sweep(Stopwatch()))

    async def _sweep(self, stopwatch: Stopwatch) -> int:
        with stopwatch.timing("sql"):
            orphans = await self.archive.orphans_noted()
        with stopwatch.timing("vectors"):
            for kind, ids in orphans.items():
                await self.vectors.delete(kind, ids)
        with stopwatch.timing("sql"):
            await self.archive.forget_notes()
        return sum(map(len, orphans.values()))


@asynccontextmanager
async def open_store(
    settings: Settings,
    *,
    must_exist: bool = False,
    parse: Parse | None = None,
    workers: int | None = None,
    open_embedder: OpenEmbedder | None = None,
) -> AsyncIterator[Store]:
    """The archive in the data folder, which no other process may open meanwhile.

    Raises ArchiveLocked, ArchiveMismatch where another embedder made it, ArchiveUnusable where it
    is damaged, StorageFailed where it cannot be written; ArchiveMissing where nothing was indexed
    and it `must_exist`.
    """
    if must_exist and not settings.database_file.exists():
        raise _nothing_indexed()
    with locked(settings.data_dir), _locked_beside(settings):
        async with (
            open_database(settings.database_file) as database,
            open_vectors(
                settings.data_dir / "chroma",
                host=settings.chroma_host,
                port=settings.chroma_port,
                owner=await Archive(database).id(),
            ) as vectors,
        ):
            made = await Archive(database).manifest()
            if must_exist and made is None:
                raise _nothing_indexed()
            if made is not None and open_embedder is None:
                _require_kind(made, settings.embedder)
            recipe = Recipe(settings.spacy_model)
            parsing = Parsing(
                parse or partial(parse_articles, recipe=recipe),
                workers=worker_count() if workers is None else workers,
            )
            try:
                yield Store(
                    database,
                    vectors,
                    recipe=recipe,
                    parsing=parsing,
                    open_embedder=open_embedder or partial(_open_embedder, settings),
                    made=made,
                )
            finally:
                await parsing.rest()


@contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Chroma does not guard its folder: with two processes in it, vectors are lost for ever."""
    with _held(data_dir / "lock", data_dir, setting="ONRECORD_DATA_DIR"):
        yield


@contextmanager
def _locked_beside(settings: Settings) -> Iterator[None]:
    """Where the database is not in the data folder, another folder's process might write it."""
    file = settings.database_file
    if settings.database_url is None:
        yield
    else:
        with _held(file.with_name(f"{file.name}.lock"), file, setting="DATABASE_URL"):
            yield


@contextmanager
def _held(lock_file: Path, held: Path, *, setting: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_file, thread_local=False)
        lock.acquire(blocking=False)
    except Timeout as error:
        raise ArchiveLocked(
            f"another onrecord process has {held} open: end it, ask the server that runs, or "
            f"choose another {setting}"
        ) from error
    except OSError as error:
        raise StorageFailed(
            f"{held} cannot be written ({error.strerror}): make it writable, or choose "
            f"another {setting}"
        ) from error
    try:
        yield
    finally:
        lock.release()


async def whole(work: Coroutine[Any, Any, T]) -> T:
    """`work` to its end, however often the caller is cancelled meanwhile.

    Otherwise `turn` would be given up while a thread still writes.
    """
    task = asyncio.create_task(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from task.exception()
    return task.result()


def _open_embedder(settings: Settings) -> "BaseEmbedding":
    from indexing.embed import open_embedder

    key = settings.openai_api_key
    return open_embedder(
        settings.embedder,
        api_key=key.get_secret_value() if key else None,
        api_base=settings.openai_base_url,
    )


def _require_kind(made: Manifest, wanted: str) -> None:
    """A look at the names: that the weights are the same too is seen when they are loaded."""
    if made.embedder != wanted and not made.embedder.startswith(f"{wanted}:"):
        raise _other_embedder(made.embedder, wanted)


def _other_embedder(made: str, wanted: str) -> ArchiveMismatch:
    return ArchiveMismatch(
        f"the archive was made with the embedder {made}, and {wanted} was asked for: set "
        "ONRECORD_EMBEDDER back to what made it, or choose another ONRECORD_DATA_DIR and index anew"
    )


def _nothing_indexed() -> ArchiveMissing:
    return ArchiveMissing("nothing was indexed yet, run: onrecord index FOLDER")
