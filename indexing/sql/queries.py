"""What the archive is asked, as SQL, and what its rows mean."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from indexing.article import Article, Attested, Metadata, Passage, Span, Statement
from indexing.errors import CursorInvalid
from indexing.sql.schema import articles, passages, statements, texts
from indexing.sql.values import Filters

_FIELDS = ("title", "publisher", "byline", "published", "url")

# Conditions


def listed(values: Collection[str] | Collection[int]) -> sa.Select[tuple[Any]]:
    """`column.in_(listed(values))`: one parameter, however many values (SQLite caps them)."""
    array = sa.bindparam(None, list(values), sa.JSON, unique=True)
    return sa.select(sa.func.json_each(array).table_valued("value").c.value)


def conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """On `articles`; empty when everything is let through."""
    found: list[sa.ColumnElement[bool]] = []
    if filters.publishers:
        keys = [publisher.casefold() for publisher in filters.publishers]
        found.append(articles.c.publisher_key.in_(listed(keys)))
    if filters.article_ids is not None:
        found.append(articles.c.id.in_(listed(filters.article_ids)))
    if filters.since is not None:
        found.append(articles.c.published >= filters.since)
    bounds = [bound for bound in (filters.until, filters.as_of) if bound is not None]
    if bounds:
        found.append(articles.c.published <= min(bounds))
    return found


def said_by(speaker_keys: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    return [] if speaker_keys is None else [statements.c.speaker_key.in_(listed(speaker_keys))]


# Articles


def select_articles() -> sa.Select[tuple[Any, ...]]:
    return sa.select(articles, texts.c.text).join(texts)


def select_titled(title: str, filters: Filters) -> sa.Select[tuple[str, date | None]]:
    """A whole scan of the titles: a millisecond for ten thousand."""
    held = sa.func.instr(_plain(articles.c.title), _plain(sa.literal(title)))
    query = sa.select(articles.c.id, articles.c.published).where(held > 0)
    return query.where(*conditions(filters)).order_by(articles.c.id)


def _plain(title: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Without capitals and typographers' quotation marks."""
    for mark, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        title = sa.func.replace(title, mark, plain)
    return sa.func.lower(title)


def article_of(row: sa.Row[Any]) -> Article:
    known = {
        name: Attested(getattr(row, name), *row.attested[name])
        for name in _FIELDS
        if name in row.attested
    }
    return Article(
        row.id,
        row.source,
        row.collection,
        row.text,
        Metadata(**known),
        row.fingerprint,
        row.root,
    )


def cursor_after(article: Article) -> str:
    published = article.metadata.published.value
    return f"{published.isoformat() if published else ''}/{article.id}"


def after(cursor: str | None) -> list[sa.ColumnElement[bool]]:
    """What comes later in a list of articles than the one the cursor was made after."""
    if cursor is None:
        return []
    day, _, article_id = cursor.partition("/")
    later_id = articles.c.id > article_id
    undated = articles.c.published.is_(None)
    if cursor.startswith("/"):
        return [undated & later_id]
    try:
        published = date.fromisoformat(day)
    except ValueError as error:
        raise CursorInvalid("no page of articles gave this cursor: leave it out") from error
    same_day = (articles.c.published == published) & later_id
    return [(articles.c.published < published) | same_day | undated]


def select_counts(filters: Filters) -> sa.Select[tuple[int, ...]]:
    wanted = conditions(filters)
    anytime = conditions(replace(filters, since=None, until=None, as_of=None))
    count, words = sa.func.count(), sa.func.coalesce(sa.func.sum(articles.c.words), 0)
    undated = articles.c.published.is_(None)
    queries = {
        "articles": sa.select(count).select_from(articles).where(*wanted),
        "passages": within(sa.select(count).select_from(passages), passages, wanted),
        "statements": within(sa.select(count).select_from(statements), statements, wanted),
        "undated": sa.select(count).select_from(articles).where(undated, *anytime),
        "words": sa.select(words).where(*wanted),
    }
    return sa.select(*(query.scalar_subquery().label(name) for name, query in queries.items()))


# Passages and statements


def within(
    query: sa.Select[Any], part: sa.Table, wanted: list[sa.ColumnElement[bool]]
) -> sa.Select[Any]:
    """The join with articles is made only where a condition needs it."""
    if not wanted:
        return query
    return query.join(articles, articles.c.no == part.c.article_no).where(*wanted)


def select_ids(
    part: sa.Table, filters: Filters, speaker_keys: Collection[str] | None = None
) -> sa.Select[tuple[str]]:
    """All ids as one JSON array: there are many, and a row for each would take longer."""
    query = sa.select(part.c.id).where(*said_by(speaker_keys)).order_by(part.c.no)
    ids = within(query, part, conditions(filters)).subquery()
    return sa.select(sa.func.json_group_array(ids.c.id))


def select_passages(filters: Filters) -> sa.Select[tuple[Any, ...]]:
    query = sa.select(passages, articles.c.id.label("article_id"))
    return query.join(articles).where(*conditions(filters))


def passage_of(row: sa.Row[Any], text: str) -> Passage:
    return Passage(row.id, row.article_id, row.start, row.end, text[row.start : row.end])


def select_statements(
    filters: Filters, speaker_keys: Collection[str] | None = None
) -> sa.Select[tuple[Any, ...]]:
    query = sa.select(statements, articles.c.id.label("article_id"))
    return query.join(articles).where(*conditions(filters), *said_by(speaker_keys))


def statement_of(row: sa.Row[Any]) -> Statement:
    return Statement(
        id=row.id,
        article_id=row.article_id,
        sentence=Span(row.start, row.end),
        content=tuple(Span(start, end) for start, end in row.content),
        kind=row.kind,
        cue=None if row.cue_start is None else Span(row.cue_start, row.cue_end),
        speaker_mention=None
        if row.mention_start is None
        else Span(row.mention_start, row.mention_end),
        speaker=row.speaker,
        speaker_key=row.speaker_key,
        via=row.via,
        is_denial=row.is_denial,
        confidence=row.confidence,
    )


async def read_texts(connection: AsyncConnection, numbers: Collection[int]) -> dict[int, str]:
    """Article number to text: read once, however many parts of it are wanted."""
    rows = await connection.execute(sa.select(texts).where(texts.c.article_no.in_(listed(numbers))))
    return {row.article_no: row.text for row in rows}


def _forms() -> sa.Select[tuple[Any, ...]]:
    key, said = statements.c.speaker_key, sa.func.count().label("statements")
    spread = (
        sa.select(key, sa.func.count(statements.c.article_no.distinct()).label("articles"))
        .group_by(key)
        .subquery()
    )
    return (
        sa.select(key, statements.c.speaker, said, spread.c.articles)
        .join(spread, spread.c.speaker_key == key)
        .group_by(key, statements.c.speaker)
        .order_by(key, said.desc(), statements.c.speaker)
    )


SPEAKERS = _forms()
"""The forms of each speaker's name, the most frequent first."""


def _mentions() -> sa.Select[tuple[str, str]]:
    length = statements.c.mention_end - statements.c.mention_start
    words = sa.func.substr(texts.c.text, statements.c.mention_start + 1, length)
    return (
        sa.select(statements.c.speaker_key, words.label("mention"))
        .join(texts, texts.c.article_no == statements.c.article_no)
        .where(statements.c.speaker_key.is_not(None), statements.c.mention_start.is_not(None))
        .distinct()
    )


MENTIONS = _mentions()
"""The words with which articles refer to each speaker."""
