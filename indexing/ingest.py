"""The story of one batch of sources: what is new or changed is read and made searchable.

Each stage is at work on a later part than the next: workers parse while this process embeds one
part and writes the one before. A part becomes visible as a whole; killed at any moment, the archive
is as if the part under way had never been begun (`store.py` says how).
"""

from collections.abc import Callable, Iterable
from contextlib import aclosing
from functools import partial

from indexing.ahead import ahead
from indexing.article import RawArticle, Rejection
from indexing.batch_vectors import KindVectors, vectors_of
from indexing.informant import Asking, Informant
from indexing.parsing import Parsed, Parsing
from indexing.report import IngestReport, Inquiry, Progress, StageSeconds, Tally
from indexing.store import Store
from indexing.unread import Batch, Unread

__all__ = ["IngestReport", "Progress", "StageSeconds", "ingest"]

BATCH_WORDS = 20_000
_ASKING_BATCH_WORDS = 5_000  # a reply takes seconds, and what is stored need not be asked again
_READ_AHEAD = 250  # batches, up to 5,000,000 words: if that is all, the time left can be told


def _no_one(progress: Progress) -> None:
    """For callers who want the report alone."""


async def ingest(
    raws: Iterable[RawArticle | Rejection],
    *,
    store: Store,
    prune: bool = False,
    progress: Callable[[Progress], None] = _no_one,
    batch_words: int = BATCH_WORDS,
    informant: Informant | None = None,
) -> IngestReport:
    """Bring the archive up to the sources; where nothing changed, nothing is parsed or written.

    With `prune`, articles go that came from the same files and folders as these and are not there
    any more; what came from a file that could not be read in full stays, and so does everything
    from a folder that holds no articles now. The `informant` is asked for the title, publisher and
    date that the rules leave unknown, once for an article as it is.

    Raises ArchiveMismatch, ParserDied, StorageFailed.
    """
    tally = Tally()
    async with store.turn:
        await store.sweep()
        known = await store.archive.origins()
        unread = Unread(
            raws,
            known=known,
            recipe=store.recipe,
            tally=tally,
            batch_words=min(batch_words, _ASKING_BATCH_WORDS) if informant else batch_words,
            lacking=await store.archive.lacking() if informant else None,
        )
        read = ahead(_as_it_is, unread.batches(), depth=_READ_AHEAD)
        parsed = ahead(partial(_parse, store.parsing), read, depth=store.parsing.workers + 1)
        if informant:
            tally.inquiry = Inquiry()
            asking = Asking(informant, tell=partial(_note, tally, progress))
            parsed = ahead(asking.fill, parsed, depth=2)
        embedded = ahead(partial(_embed, store, tally), parsed, depth=1)
        try:
            async with aclosing(embedded):
                async for part, vectors in embedded:
                    if part.articles:
                        await store.put(part.articles, vectors, stopwatch=tally.stopwatch)
                    tally.count(part, known)
                    progress(tally.progress())
        finally:
            await store.parsing.rest()
        await store.archive.relocate(unread.moved)
        if prune:
            tally.removed = await store.discard(unread.gone())
    return tally.report()


def _note(tally: Tally, progress: Callable[[Progress], None], inquiry: Inquiry) -> None:
    tally.inquiry = inquiry
    progress(tally.progress())


async def _as_it_is(batch: Batch) -> Batch:
    return batch


async def _parse(parsing: Parsing, batch: Batch) -> Parsed:
    if not batch.raws:
        return Parsed((), (), 0.0)
    if batch.is_all or not parsing.workers:
        return await parsing.here(batch.raws)
    return await parsing.away(batch.raws)


async def _embed(store: Store, tally: Tally, part: Parsed) -> tuple[Parsed, KindVectors]:
    if not part.articles:
        return part, {}
    await store.claim()
    with tally.stopwatch.timing("embed"):
        return part, await vectors_of(part.articles, embedder=store.embedder)
