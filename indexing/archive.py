"""The SQL truth about the archive: articles, passages, statements, and finding them by words.

Writing is in `sql/writer.py`; nearness in meaning is in `vectors.py`.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from sys import intern

import sqlalchemy as sa

from indexing.article import Article, IndexedArticle, Passage
from indexing.errors import ArticleNotFound
from indexing.sql import queries, words, writer
from indexing.sql.database import Database
from indexing.sql.schema import (
    Kind,
    articles,
    identity,
    manifest,
    passages,
    statements,
    vector_notes,
)
from indexing.sql.values import (
    EVERYTHING,
    Counts,
    Filters,
    Manifest,
    Origin,
    SpeakerCount,
    StoredStatement,
)

__all__ = [
    "EVERYTHING",
    "Archive",
    "Counts",
    "Filters",
    "Manifest",
    "Origin",
    "SpeakerCount",
    "StoredStatement",
]


class Archive:
    """Filters are resolved here and nowhere else. Failures of the disk are `StorageFailed`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # What was made of which source

    async def manifest(self) -> Manifest | None:
        """None: nothing was indexed yet."""
        async with self._database.reading() as connection:
            row = (await connection.execute(sa.select(manifest))).mappings().one_or_none()
        if row is None:
            return None
        return Manifest(**{name: row[name] for name in row if name != "no"})

    async def write_manifest(self, made: Manifest) -> None:
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(manifest))
            await connection.execute(sa.insert(manifest).values(no=1, **asdict(made)))

    async def fingerprints(self) -> dict[str, str]:
        """Article id to fingerprint."""
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(articles.c.id, articles.c.fingerprint))
            return {row.id: row.fingerprint for row in rows}

    async def origins(self) -> dict[str, Origin]:
        """Article id to where it came from."""
        known = articles.c
        query = sa.select(known.id, known.source, known.collection, known.root, known.fingerprint)
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            # Collections and roots are few, and articles many: each name is held once.
            return {
                article_id: Origin(source, intern(collection), intern(root), fingerprint)
                for article_id, source, collection, root, fingerprint in rows
            }

    async def lacking(self) -> set[str]:
        """Ids of articles without a title, a publisher or a date."""
        known = articles.c
        query = sa.select(known.id).where(
            sa.or_(known.title.is_(None), known.publisher.is_(None), known.published.is_(None))
        )
        async with self._database.reading() as connection:
            return set((await connection.scalars(query)).all())

    async def relocate(self, moved: Mapping[str, Origin]) -> None:
        """Articles whose words are as they were, but lie elsewhere now."""
        async with self._database.writing() as connection:
            await writer.relocate(connection, moved)

    async def replace(self, batch: Sequence[IndexedArticle], remove: Collection[str] = ()) -> int:
        """Put the batch in the place of what is there under its ids, and take `remove` out.

        All in one transaction, which also notes the vectors that are now without a row; how many
        articles were taken out or replaced.
        """
        async with self._database.writing() as connection:
            return await writer.replace(connection, batch, remove)

    # Articles

    async def article(self, article_id: str) -> Article:
        found = await self.articles_by_id([article_id])
        if article_id not in found:
            raise ArticleNotFound(f"no article has the id {article_id!r}")
        return found[article_id]

    async def articles_by_id(self, ids: Collection[str]) -> dict[str, Article]:
        query = queries.select_articles().where(articles.c.id.in_(queries.listed(ids)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {row.id: queries.article_of(row) for row in rows}

    async def list_articles(
        self, filters: Filters, *, limit: int, cursor: str | None = None
    ) -> tuple[list[Article], str | None]:
        """A page of articles, newest first, undated last; and the cursor of the next page."""
        query = (
            queries.select_articles()
            .where(*queries.conditions(filters), *queries.after(cursor))
            .order_by(articles.c.published.desc().nulls_last(), articles.c.id)
            .limit(limit + 1)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        page = [queries.article_of(row) for row in rows[:limit]]
        return page, queries.cursor_after(page[-1]) if len(rows) > limit else None

    async def id(self) -> str:
        """What tells this archive from every other."""
        async with self._database.reading() as connection:
            given: str = (await connection.execute(sa.select(identity.c.id))).scalar_one()
        return given

    async def revision(self) -> tuple[object, ...]:
        """Something that is equal only as long as no article came, changed or went."""
        query = sa.select(identity.c.id, identity.c.revision)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query)).one())

    async def count(self, filters: Filters = EVERYTHING) -> Counts:
        async with self._database.reading() as connection:
            row = (await connection.execute(queries.select_counts(filters))).mappings().one()
        return Counts(**row)

    async def titled(self, title: str, *, filters: Filters) -> list[tuple[str, date | None]]:
        """The articles whose title holds `title`: their ids and days of publication."""
        async with self._database.reading() as connection:
            rows = await connection.execute(queries.select_titled(title, filters))
            return [(row.id, row.published) for row in rows]

    async def publishers(self) -> list[str]:
        query = sa.select(articles.c.publisher).distinct().where(articles.c.publisher.is_not(None))
        async with self._database.reading() as connection:
            return list((await connection.scalars(query.order_by(articles.c.publisher))).all())

    # Passages

    async def passages(self, ids: Collection[str], *, filters: Filters) -> list[Passage]:
        """Those of `ids` that the filters let through, in the order of `ids`."""
        query = queries.select_passages(filters).where(passages.c.id.in_(queries.listed(ids)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
            texts = await queries.read_texts(connection, {row.article_no for row in rows})
        found = {row.id: queries.passage_of(row, texts[row.article_no]) for row in rows}
        return [found[each] for each in dict.fromkeys(ids) if each in found]

    async def passage_ids(self, filters: Filters) -> list[str]:
        return await self._ids(queries.select_ids(passages, filters))

    async def search_passages(
        self, query: str, *, filters: Filters, limit: int
    ) -> list[tuple[str, float]]:
        """Ids and scores of passages that hold any of the words, best first (BM25)."""
        ranked = words.ranked_passages(query, filters, limit=limit)
        if ranked is None:
            return []
        async with self._database.reading() as connection:
            return [(row.id, row.score) for row in await connection.execute(ranked)]

    async def mention_count(self, phrase: str, *, filters: Filters) -> int:
        """How many articles have a passage with the words of `phrase` in this order.

        Whole words as written: neither case nor accents matter, endings do.
        """
        query = words.mentions(phrase, filters)
        if query is None:
            return 0
        found = set()
        async with self._database.reading() as connection:
            async for row in await connection.stream(query):
                if row.article_no not in found and words.has_phrase(row.text, phrase):
                    found.add(row.article_no)
        return len(found)

    async def frequencies(self, phrases: Collection[str]) -> tuple[int, dict[str, int]]:
        """How many passages there are, and how many hold each phrase's words, in any form."""
        found = dict.fromkeys(phrases, 0)
        count = sa.select(sa.func.count()).select_from(passages)
        async with self._database.reading() as connection:
            total = (await connection.execute(count)).scalar_one()
            for phrase in found:
                query = words.frequency(phrase)
                if query is not None:
                    found[phrase] = (await connection.execute(query)).scalar_one()
        return total, found

    # Statements

    async def statements(
        self,
        ids: Collection[str],
        *,
        filters: Filters,
        speaker_keys: Collection[str] | None = None,
    ) -> list[StoredStatement]:
        """Those of `ids` that are let through, in the order of `ids`."""
        query = queries.select_statements(filters, speaker_keys)
        found = await self._statements(query.where(statements.c.id.in_(queries.listed(ids))))
        by_id = {each.statement.id: each for each in found}
        return [by_id[each] for each in dict.fromkeys(ids) if each in by_id]

    async def statements_of(
        self,
        *,
        filters: Filters,
        speaker_keys: Collection[str] | None = None,
        limit: int,
        offset: int = 0,
    ) -> list[StoredStatement]:
        """Newest first, undated last, then by article and place."""
        return await self._statements(
            queries.select_statements(filters, speaker_keys)
            .order_by(articles.c.published.desc().nulls_last(), articles.c.id)
            .order_by(statements.c.start, statements.c.end, statements.c.id)
            .limit(limit)
            .offset(offset)
        )

    async def _statements(self, query: sa.Select[tuple[object, ...]]) -> list[StoredStatement]:
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
            texts = await queries.read_texts(connection, {row.article_no for row in rows})
        found = []
        for row in rows:
            text, statement = texts[row.article_no], queries.statement_of(row)
            contents = tuple(span.of(text) for span in statement.content)
            found.append(StoredStatement(statement, statement.sentence.of(text), contents))
        return found

    async def statement_ids(
        self, filters: Filters, *, speaker_keys: Collection[str] | None = None
    ) -> list[str]:
        return await self._ids(queries.select_ids(statements, filters, speaker_keys))

    async def _ids(self, query: sa.Select[tuple[str]]) -> list[str]:
        async with self._database.reading() as connection:
            ids: list[str] = json.loads(await connection.scalar(query) or "[]")
        return ids

    async def search_statements(
        self,
        query: str,
        *,
        filters: Filters,
        speaker_keys: Collection[str] | None = None,
        limit: int,
    ) -> list[tuple[str, float]]:
        """Ids and scores of statements whose sentence holds any of the words, best first."""
        ranked = words.ranked_statements(query, filters, speaker_keys, limit=limit)
        if ranked is None:
            return []
        async with self._database.reading() as connection:
            return [(row.id, row.score) for row in await connection.execute(ranked)]

    async def speakers(self) -> list[SpeakerCount]:
        """Everybody who is quoted by name, by key."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(queries.SPEAKERS)).all()
        found = []
        for key, forms in groupby(rows, key=lambda row: row.speaker_key):
            first, *others = list(forms)
            count = first.statements + sum(form.statements for form in others)
            found.append(SpeakerCount(key, first.speaker, count, first.articles))
        return found

    async def speaker_mentions(self) -> list[tuple[str, str]]:
        """Speaker keys with each wording of the mentions that were read as them."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(queries.MENTIONS)).all()
        return [(row.speaker_key, row.mention) for row in rows]

    # Notes about vectors, which a killed run leaves to be swept

    async def note_pending(self, batch: Sequence[IndexedArticle]) -> None:
        """The vectors of this batch are about to be written, before their rows are."""
        async with self._database.writing() as connection:
            await writer.note_pending(connection, batch)

    async def orphans_noted(self) -> dict[Kind, list[str]]:
        """The ids of vectors which the notes tell of, and which no row needs."""
        async with self._database.reading() as connection:
            return await writer.orphans_noted(connection)

    async def forget_notes(self) -> None:
        """Nothing is pending and nothing is stale any more."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(vector_notes))
