"""Is the archive whole? What is not, and putting right what the articles themselves can tell."""

from collections import defaultdict
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Coroutine,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, get_args

import sqlalchemy as sa

from indexing.archive import EVERYTHING, Filters
from indexing.article import IndexedArticle, Passage, Span, Statement
from indexing.batch_vectors import vectors_of
from indexing.errors import ArchiveUnusable
from indexing.passages import passage_id
from indexing.sql.schema import Kind, articles, vector_notes
from indexing.store import Store, whole

_PORTION = 50  # articles looked at together
_MEND = "run: onrecord doctor --mend"
_ANEW = "put back a copy, or delete the data folder and run: onrecord index FOLDER"
_REEMBED = f"delete the data folder's chroma folder (or the server's collections), then {_MEND}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, how many times, and what helps."""

    code: str
    count: int
    detail: str
    remedy: str = _MEND
    is_mended: bool = False


Mend = Callable[[], Coroutine[Any, Any, object]]
Case = tuple[Sequence[Finding], Mend | None]


async def doctor(store: Store, *, mend: bool = False) -> tuple[Finding, ...]:
    """Everything that is wrong; with `mend`, put right where that can be done from here.

    Nothing is written to the archive meanwhile. Raises StorageFailed where it cannot be read.
    """
    findings = []
    async with store.turn:
        async for found, cure in _examine(store):
            is_mended = mend and cure is not None
            if mend and cure is not None:
                await cure()
            findings += [replace(finding, is_mended=is_mended) for finding in found]
    return tuple(findings)


def _wholly(write: Callable[..., Coroutine[Any, Any, object]], *args: object) -> Mend:
    """A write that is not left halfway when the doctor is interrupted."""
    return lambda: whole(write(*args))


async def _examine(store: Store) -> AsyncIterator[Case]:
    """Rows first: they tell which vectors there should be."""
    for look in (_tables, _manifest, _places, _words, _notes, _vectors):
        async for case in look(store):
            yield case


async def _tables(store: Store) -> AsyncIterator[Case]:
    async with store.database.reading(at_leisure=True) as connection:
        told = (await connection.scalars(sa.text("PRAGMA integrity_check"))).all()
        loose = (await connection.execute(sa.text("PRAGMA foreign_key_check"))).all()
    if told != ["ok"] or loose:
        detail = f"the tables are damaged: {told[0] if told != ['ok'] else 'rows without an owner'}"
        yield [Finding("tables", len(told) + len(loose), detail, _ANEW)], None


async def _manifest(store: Store) -> AsyncIterator[Case]:
    if await store.archive.manifest() is None and await store.archive.fingerprints():
        # Whose vectors these are cannot be told from them.
        yield [Finding("manifest", 1, "nothing tells how the archive was made", _ANEW)], None


async def _places(store: Store) -> AsyncIterator[Case]:
    """Every span lies in its article's text, and holds the words it was made for."""
    wrong = [
        each.article.id
        async for each in _stored(store, await store.archive.fingerprints())
        if not _is_in_place(each)
    ]
    if wrong:
        detail = "articles whose passages or statements do not fit their text"
        remedy = f"{_MEND}, then index their sources again"
        yield [Finding("places", len(wrong), detail, remedy)], _wholly(_forget, store, wrong)


def _is_in_place(each: IndexedArticle) -> bool:
    text = each.article.text
    for passage in each.passages:
        if passage.id != passage_id(passage.article_id, passage.start, passage.end, passage.text):
            return False
    spans = [span for statement in each.statements for span in _spans(statement)]
    return all(0 <= span.start < span.end <= len(text) for span in spans)


def _spans(statement: Statement) -> Iterator[Span]:
    yield statement.sentence
    yield from statement.content
    yield from filter(None, (statement.cue, statement.speaker_mention))


async def _forget(store: Store, ids: Sequence[str]) -> None:
    """Without a fingerprint they count as changed, and are made anew from their sources."""
    async with store.database.writing() as connection:
        query = sa.update(articles).where(articles.c.id == sa.bindparam("article"))
        rows = [{"article": each, "fingerprint": ""} for each in ids]
        await connection.execute(query, rows)


async def _words(store: Store) -> AsyncIterator[Case]:
    """The full-text index holds the words of the rows, and no others."""
    for kind in get_args(Kind):
        check = sa.text(f"INSERT INTO {kind}_fts({kind}_fts, rank) VALUES ('integrity-check', 1)")
        try:
            async with store.database.writing() as connection:
                await connection.execute(check)
        except ArchiveUnusable:
            detail = f"the full-text index of {kind} does not fit their words"
            yield [Finding(f"words of {kind}", 1, detail)], _wholly(_index_words, store, kind)


async def _index_words(store: Store, kind: Kind) -> None:
    async with store.database.writing() as connection:
        await connection.execute(sa.text(f"INSERT INTO {kind}_fts({kind}_fts) VALUES ('rebuild')"))


async def _notes(store: Store) -> AsyncIterator[Case]:
    async with store.database.reading() as connection:
        count = await connection.scalar(sa.select(sa.func.count()).select_from(vector_notes)) or 0
    if count:
        yield [Finding("notes", count, "a run was ended before its work was done")], store.sweep


async def _vectors(store: Store) -> AsyncIterator[Case]:
    archive = store.archive
    rows = {
        "passages": await archive.passage_ids(EVERYTHING),
        "statements": await archive.statement_ids(EVERYTHING),
    }
    missing: dict[Kind, set[str]] = {}
    for kind in get_args(Kind):
        if not await store.vectors.is_whole(kind):
            detail = f"Chroma knows ids of {kind} whose vectors it has lost"
            yield [Finding(f"vectors of {kind}", 1, detail, _REEMBED)], None
            continue
        ids = await store.vectors.ids(kind)
        if extra := ids.difference(rows[kind]):
            detail = f"vectors without one of the {kind}"
            delete = _wholly(store.vectors.delete, kind, extra)
            yield [Finding(f"vectors of {kind}", len(extra), detail)], delete
        if lost := set(rows[kind]).difference(ids):
            missing[kind] = lost
    if missing:
        yield (
            [
                Finding(kind, len(lost), f"{kind} without a vector: not found by meaning")
                for kind, lost in missing.items()
            ],
            partial(_embed, store, missing),
        )


async def _embed(store: Store, missing: Mapping[Kind, Collection[str]]) -> None:
    """Both kinds together: a statement's vector comes with that of its passage."""
    archive = store.archive
    passages = await archive.passages(missing.get("passages", ()), filters=EVERYTHING)
    said = await archive.statements(missing.get("statements", ()), filters=EVERYTHING)
    owners = {passage.article_id for passage in passages}
    owners |= {each.statement.article_id for each in said}
    async for portion in _portions(store, owners):
        vectors = await vectors_of(portion, embedder=store.embedder)
        for kind in missing:
            await whole(store.vectors.add(kind, *vectors[kind]))


async def _stored(store: Store, ids: Collection[str]) -> AsyncIterator[IndexedArticle]:
    """Articles as they were put in."""
    async for portion in _portions(store, ids):
        for each in portion:
            yield each


async def _portions(store: Store, ids: Collection[str]) -> AsyncIterator[list[IndexedArticle]]:
    """Articles as they were put in, read back a portion at a time."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _PORTION):
        some = Filters(article_ids=tuple(ordered[start : start + _PORTION]))
        archive = store.archive
        found = await archive.articles_by_id(some.article_ids or ())
        passages: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in await archive.passages(await archive.passage_ids(some), filters=some):
            passages[passage.article_id].append(passage)
        statements: defaultdict[str, list[Statement]] = defaultdict(list)
        for said in await archive.statements(await archive.statement_ids(some), filters=some):
            statements[said.statement.article_id].append(said.statement)
        yield [
            IndexedArticle(article, tuple(passages[name]), tuple(statements[name]))
            for name, article in found.items()
        ]
