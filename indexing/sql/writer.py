"""What is written into the archive's tables, each call inside its caller's transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from indexing.article import Article, Attested, IndexedArticle, Passage, Span, Statement
from indexing.sql.queries import listed, read_texts
from indexing.sql.schema import (
    Kind,
    articles,
    identity,
    passages,
    passages_fts,
    statements,
    statements_fts,
    texts,
    vector_notes,
)
from indexing.sql.values import Origin

Row = dict[str, Any]

_PARTS: dict[Kind, tuple[sa.Table, sa.TableClause]] = {
    "passages": (passages, passages_fts),
    "statements": (statements, statements_fts),
}


async def replace(
    connection: AsyncConnection, batch: Sequence[IndexedArticle], remove: Collection[str]
) -> int:
    """See `Archive.replace`."""
    removed = await _remove(connection, {*remove, *(each.article.id for each in batch)})
    numbered = list(enumerate(batch, await _next_number(connection, articles)))
    await _insert(connection, articles, [_article_row(no, each.article) for no, each in numbered])
    await _insert(
        connection, texts, [{"article_no": no, "text": each.article.text} for no, each in numbered]
    )
    for kind in _PARTS:
        await _insert_parts(connection, kind, numbered)
    await connection.execute(sa.update(identity).values(revision=identity.c.revision + 1))
    return removed


async def relocate(connection: AsyncConnection, moved: Mapping[str, Origin]) -> None:
    """See `Archive.relocate`."""
    rows = [
        {
            "article": article_id,
            "source": origin.source,
            "collection": origin.collection,
            "root": origin.root,
        }
        for article_id, origin in moved.items()
    ]
    if rows:
        query = sa.update(articles).where(articles.c.id == sa.bindparam("article"))
        await connection.execute(query, rows)


async def _insert_parts(
    connection: AsyncConnection, kind: Kind, numbered: Sequence[tuple[int, IndexedArticle]]
) -> None:
    part, index = _PARTS[kind]
    rows: list[Row] = []
    words: list[Row] = []
    number = await _next_number(connection, part)
    for article_no, each in numbered:
        for row in _part_rows(kind, each):
            rows.append({"no": number, "article_no": article_no, **row})
            words.append({"rowid": number, "text": each.article.text[row["start"] : row["end"]]})
            number += 1
    await _insert(connection, part, rows)
    await _insert(connection, index, words)


async def _remove(connection: AsyncConnection, ids: Collection[str]) -> int:
    query = sa.select(articles.c.no).where(articles.c.id.in_(listed(ids)))
    numbers = (await connection.scalars(query)).all()
    old = await read_texts(connection, numbers)
    for kind in _PARTS:
        await _unlist(connection, kind, old)
    await connection.execute(sa.delete(articles).where(articles.c.no.in_(listed(numbers))))
    return len(numbers)


async def _unlist(connection: AsyncConnection, kind: Kind, old: dict[int, str]) -> None:
    """Out of the full-text index, which must be told the words again; the rows go in cascade."""
    part, index = _PARTS[kind]
    query = sa.select(part).where(part.c.article_no.in_(listed(old)))
    rows = (await connection.execute(query)).all()
    told = [{"number": row.no, "words": old[row.article_no][row.start : row.end]} for row in rows]
    name = index.name
    command = f"INSERT INTO {name}({name}, rowid, text) VALUES ('delete', :number, :words)"
    if told:
        await connection.execute(sa.text(command), told)
    await _note(connection, kind, [row.id for row in rows], state="stale")


# Notes about vectors


async def note_pending(connection: AsyncConnection, batch: Sequence[IndexedArticle]) -> None:
    """See `Archive.note_pending`."""
    for kind in _PARTS:
        ids = [row["id"] for each in batch for row in _part_rows(kind, each)]
        await _note(connection, kind, ids, state="pending")


async def orphans_noted(connection: AsyncConnection) -> dict[Kind, list[str]]:
    """See `Archive.orphans_noted`."""
    found: dict[Kind, list[str]] = {}
    for kind, (part, _) in _PARTS.items():
        has_row = sa.exists().where(part.c.id == vector_notes.c.id)
        query = sa.select(vector_notes.c.id).distinct().where(vector_notes.c.kind == kind, ~has_row)
        found[kind] = list((await connection.scalars(query)).all())
    return found


async def _note(connection: AsyncConnection, kind: Kind, ids: Iterable[str], *, state: str) -> None:
    rows = [{"kind": kind, "id": each, "state": state} for each in ids]
    if rows:
        await connection.execute(sa.insert(vector_notes).prefix_with("OR IGNORE"), rows)


# Rows


async def _next_number(connection: AsyncConnection, table: sa.Table) -> int:
    return (await connection.scalar(sa.select(sa.func.max(table.c.no))) or 0) + 1


async def _insert(connection: AsyncConnection, table: sa.TableClause, rows: list[Row]) -> None:
    if rows:
        await connection.execute(sa.insert(table), rows)


def _article_row(no: int, article: Article) -> Row:
    known = article.metadata
    fields: dict[str, Attested[Any]] = {
        "title": known.title,
        "publisher": known.publisher,
        "byline": known.byline,
        "published": known.published,
        "url": known.url,
    }
    return {
        "no": no,
        "id": article.id,
        "source": article.source,
        "collection": article.collection,
        "root": article.root,
        "fingerprint": article.fingerprint,
        "words": len(article.text.split()),
        **{name: given.value for name, given in fields.items()},
        "publisher_key": (known.publisher.value or "").casefold() or None,
        "attested": {name: [given.provenance, given.evidence] for name, given in fields.items()},
    }


def _part_rows(kind: Kind, each: IndexedArticle) -> list[Row]:
    if kind == "passages":
        return [_passage_row(one) for one in each.passages]
    return [_statement_row(one) for one in each.statements]


def _passage_row(passage: Passage) -> Row:
    return {"id": passage.id, "start": passage.start, "end": passage.end}


def _statement_row(statement: Statement) -> Row:
    cue_start, cue_end = _ends(statement.cue)
    mention_start, mention_end = _ends(statement.speaker_mention)
    return {
        "id": statement.id,
        "start": statement.sentence.start,
        "end": statement.sentence.end,
        "content": [_ends(span) for span in statement.content],
        "kind": statement.kind,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "mention_start": mention_start,
        "mention_end": mention_end,
        "speaker": statement.speaker,
        "speaker_key": statement.speaker_key,
        "via": statement.via,
        "is_denial": statement.is_denial,
        "confidence": statement.confidence,
    }


def _ends(span: Span | None) -> tuple[int, int] | tuple[None, None]:
    return (None, None) if span is None else (span.start, span.end)
