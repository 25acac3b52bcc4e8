"""The doctor finds what was done to an archive, and mends it."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from pydantic import PrivateAttr

from indexing.archive import EVERYTHING
from indexing.doctor import doctor
from indexing.ingest import ingest
from indexing.store import Store
from tests.fakes import HashEmbedding
from tests.indexing.archives import a_source, an_article, small_store

MOON = a_source("moon", "Moon Jae In said the summit was no failure. It was held in Hanoi.")
KANG = a_source("kang", "Kang Kyung-wha said nothing. The banks were closed.")


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with small_store(tmp_path) as opened:
        await ingest([MOON, KANG], store=opened)
        yield opened


async def execute(store: Store, command: str) -> None:
    async with store.database.writing() as connection:
        await connection.execute(sa.text(command))


async def codes(store: Store, *, mend: bool = False) -> list[tuple[str, int]]:
    findings = await doctor(store, mend=mend)
    assert all(finding.is_mended == mend for finding in findings)
    return [(finding.code, finding.count) for finding in findings]


async def vectors_and_rows_agree(store: Store) -> bool:
    passages = set(await store.archive.passage_ids(EVERYTHING))
    statements = set(await store.archive.statement_ids(EVERYTHING))
    return (await store.vectors.ids("passages"), await store.vectors.ids("statements")) == (
        passages,
        statements,
    )


async def test_a_whole_archive_has_nothing_wrong(store: Store) -> None:
    assert await doctor(store, mend=True) == ()


async def test_an_archive_with_nothing_in_it_has_nothing_wrong(tmp_path: Path) -> None:
    async with small_store(tmp_path / "new") as store:
        assert await doctor(store) == ()


async def lose_vectors(store: Store) -> None:
    for kind in ("passages", "statements"):
        await store.vectors.delete(kind, await store.vectors.ids(kind))


async def gain_vectors(store: Store) -> None:
    await store.vectors.add("statements", ["nobody", "knows"], [[1.0] * 64, [0.5] * 64])


async def end_before_rows(store: Store) -> None:
    coming = an_article("coming", "Soon.", said_by="Moon")
    await store.archive.note_pending([coming])
    await store.vectors.add("passages", [coming.passages[0].id], [[1.0] * 64])


async def end_before_sweeping(store: Store) -> None:
    await store.archive.replace([], remove=["moon"])


async def lose_words(store: Store) -> None:
    await execute(store, "INSERT INTO passages_fts(passages_fts) VALUES ('delete-all')")


async def nothing(store: Store) -> None:
    """Leave the archive as it is."""


HARM = [
    (lose_vectors, [("passages", 2), ("statements", 2)]),
    (gain_vectors, [("vectors of statements", 2)]),
    (end_before_rows, [("notes", 2), ("vectors of passages", 1)]),
    (end_before_sweeping, [("notes", 2), ("vectors of passages", 1), ("vectors of statements", 1)]),
    (lose_words, [("words of passages", 1)]),
    (nothing, []),
]


@pytest.mark.parametrize(("harm", "expected"), HARM)
async def test_harm_is_found_and_mended(
    store: Store, harm: Callable[[Store], Awaitable[None]], expected: list[tuple[str, int]]
) -> None:
    await harm(store)
    assert await codes(store) == expected
    await doctor(store, mend=True)
    assert await codes(store) == []
    assert await vectors_and_rows_agree(store)
    found = await store.archive.search_passages("banks", filters=EVERYTHING, limit=5)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("DELETE FROM manifest", "manifest"),
        ("UPDATE feedback SET message_id = 'gone'", "tables"),
    ],
)
async def test_what_cannot_be_mended_says_what_to_do(
    store: Store, tmp_path: Path, harm: str, code: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as outside:  # foreign keys are off
        outside.execute("INSERT INTO feedback VALUES (1, '', 1, '', '2026-11-21')")
        outside.execute(harm)
        outside.commit()
    findings = await doctor(store, mend=True)
    assert code in [each.code for each in findings]
    for finding in findings:
        assert not finding.is_mended
        assert "put back a copy" in finding.remedy


async def test_vectors_that_chroma_lost_are_told_and_made_again(tmp_path: Path) -> None:
    many = a_source("many", "More words. " * 30_000)
    async with small_store(tmp_path, workers=0) as store:
        await ingest([many, MOON], store=store)
    for folder in (tmp_path / "chroma").glob("*-*"):
        shutil.rmtree(folder)
    async with small_store(tmp_path) as store:
        [finding] = await doctor(store, mend=True)
    assert (finding.code, finding.is_mended) == ("vectors of passages", False)
    assert "chroma folder" in finding.remedy
    shutil.rmtree(tmp_path / "chroma")
    async with small_store(tmp_path) as store:
        assert {each.code for each in await doctor(store, mend=True)} == {"passages", "statements"}
        assert await doctor(store) == ()


class CountingEmbedding(HashEmbedding):
    _asked: list[int] = PrivateAttr(default_factory=list)

    async def aget_text_embedding_batch(
        self, texts: list[str], show_progress: bool = False, **options: Any
    ) -> list[list[float]]:
        self._asked.append(len(texts))
        return await super().aget_text_embedding_batch(texts, show_progress, **options)


async def test_what_lost_its_vectors_is_embedded_once_and_together(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lose_vectors(store)
    counting = CountingEmbedding()
    monkeypatch.setattr(store, "embedder", counting)
    await doctor(store, mend=True)
    assert counting._asked == [4]
    assert await codes(store) == []


async def test_mended_vectors_are_those_that_were_lost(store: Store) -> None:
    ids = await store.vectors.ids("statements")
    before = await store.vectors.get("statements", ids)
    await lose_vectors(store)
    await doctor(store, mend=True)
    after = await store.vectors.get("statements", ids)
    assert {name: vector.tolist() for name, vector in before.items()} == {
        name: pytest.approx(vector.tolist(), abs=1e-6) for name, vector in after.items()
    }


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE texts SET text = replace(text, 'Hanoi', 'Busan')",
        "UPDATE texts SET text = 'short'",
        "UPDATE passages SET start = start + 1",
        "UPDATE statements SET content = '[[5, 4000]]'",
    ],
)
async def test_words_that_moved_are_found_and_read_again_from_the_source(
    store: Store, harm: str
) -> None:
    await execute(store, harm)
    findings = await doctor(store, mend=True)
    assert findings[0].code == "places"
    assert "index" in findings[0].remedy
    report = await ingest([MOON, KANG], store=store)
    assert report.changed == findings[0].count
    assert await codes(store) == []
    assert (await store.archive.article("moon")).text == MOON.text
