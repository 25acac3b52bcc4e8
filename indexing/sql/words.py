"""Finding passages and statements by their words, with SQLite's full-text index."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from indexing.sql.queries import conditions, said_by, within
from indexing.sql.schema import passages, passages_fts, statements, statements_fts, texts
from indexing.sql.values import Filters

_WORD = re.compile(r"[^\W_]+")

# Words that most passages hold: they weigh nothing in the ranking, and take most of its time.
_EVERYWHERE = frozenset(
    "a about after an and are as at be been but by did do does for from had has have he her his "
    "how i in is it its not of on or s she that the their they this to was we were what when where "
    "which who why will with would you".split()
)


def ranked_passages(
    words: str, filters: Filters, *, limit: int
) -> sa.Select[tuple[str, float]] | None:
    """Best first by BM25, then by id; None where `words` holds nothing to look for."""
    query = _ranked(words, passages, passages_fts)
    return None if query is None else within(query, passages, conditions(filters)).limit(limit)


def ranked_statements(
    words: str, filters: Filters, speaker_keys: Collection[str] | None, *, limit: int
) -> sa.Select[tuple[str, float]] | None:
    query = _ranked(words, statements, statements_fts)
    if query is None:
        return None
    query = query.where(*said_by(speaker_keys))
    return within(query, statements, conditions(filters)).limit(limit)


def _ranked(
    words: str, part: sa.Table, index: sa.TableClause
) -> sa.Select[tuple[str, float]] | None:
    # Not casefold: the index knows "Straße" as "straße", never as "strasse".
    given = dict.fromkeys(_WORD.findall(words.lower()))
    found = [word for word in given if word not in _EVERYWHERE] or list(given)
    if not found:
        return None
    return (
        sa.select(part.c.id, (-index.c.rank).label("score"))
        .select_from(index.join(part, part.c.no == index.c.rowid))
        .where(_matches(index, " OR ".join(f'"{word}"' for word in found)))
        .order_by(index.c.rank, part.c.id)
    )


def _matches(index: sa.TableClause, expression: str) -> sa.ColumnElement[bool]:
    return sa.literal_column(index.name).op("MATCH", is_comparison=True)(expression)


def frequency(phrase: str) -> sa.Select[int] | None:
    """How many passages hold the words of `phrase` in this order, in whatever form."""
    found = _WORD.findall(phrase)
    if not found:
        return None
    query = sa.select(sa.func.count()).select_from(passages_fts)
    return query.where(_matches(passages_fts, f'"{" ".join(found)}"'))


def mentions(phrase: str, filters: Filters) -> sa.Select[tuple[int, str]] | None:
    """Passages that may hold the phrase: the index knows stems, `has_phrase` knows words."""
    found = _WORD.findall(phrase)
    if not found:
        return None
    words = sa.func.substr(texts.c.text, passages.c.start + 1, passages.c.end - passages.c.start)
    query: sa.Select[Any] = (
        sa.select(passages.c.article_no, words.label("text"))
        .select_from(passages_fts.join(passages, passages.c.no == passages_fts.c.rowid))
        .join(texts, texts.c.article_no == passages.c.article_no)
        .where(_matches(passages_fts, f'"{" ".join(found)}"'))
    )
    return within(query, passages, conditions(filters))


def has_phrase(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text` one after another, whatever is between."""
    pattern = _pattern(phrase)
    return bool(pattern.search(text.lower()) or pattern.search(_plain(text)))


@lru_cache(maxsize=64)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"[\W_]+".join(_WORD.findall(_plain(phrase)))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])")


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
