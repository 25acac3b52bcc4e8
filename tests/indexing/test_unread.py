"""Which sources are read, which are rejected, and what is no longer there."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.article import RawArticle, Rejection
from indexing.ingest import ingest
from indexing.report import IngestReport
from indexing.sources import read_sources
from indexing.store import Store
from tests.indexing.archives import a_source, small_store


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with small_store(tmp_path / "data", workers=0) as opened:
        yield opened


async def index(store: Store, *paths: Path, prune: bool = False) -> IngestReport:
    return await ingest(read_sources(paths), store=store, prune=prune)


async def texts(store: Store) -> list[str]:
    found = await store.archive.articles_by_id(await store.archive.fingerprints())
    return sorted(article.text for article in found.values())


def folder(path: Path, **contents: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        path.joinpath(f"{name}.txt").write_text(content)
    return path


def rows(path: Path, *lines: dict[str, str] | str) -> Path:
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines))
    return path


def a_row(number: int) -> dict[str, str]:
    return {"id": f"a{number}", "text": f"They met {number} times."}


# Two folders of one name


async def test_pruning_a_folder_spares_another_of_its_name(store: Store, tmp_path: Path) -> None:
    await index(store, folder(tmp_path / "x" / "news", a="They met."))
    other = folder(tmp_path / "y" / "news", b="They left.")
    assert (await index(store, other, prune=True)).removed == 0
    assert await texts(store) == ["They left.", "They met."]


async def test_a_file_does_not_take_the_place_of_one_in_another_folder(
    store: Store, tmp_path: Path
) -> None:
    await index(store, folder(tmp_path / "x" / "news", a="They met."))
    other = folder(tmp_path / "y" / "news", a="They left.")
    [rejection] = (await index(store, other)).rejected
    assert rejection.source == "news/a.txt"
    assert str(tmp_path / "x" / "news") in rejection.reason
    assert "rename one of the two" in rejection.reason
    assert await texts(store) == ["They met."]


async def test_a_folder_that_was_moved_keeps_its_articles(store: Store, tmp_path: Path) -> None:
    before = folder(tmp_path / "x" / "news", a="They met.", b="They left.")
    await index(store, before)
    after = before.rename(tmp_path / "news")
    folder(after, b="They came back.")
    report = await index(store, after, prune=True)
    assert (report.changed, report.unchanged, report.removed) == (1, 1, 0)
    after.joinpath("a.txt").unlink()
    assert (await index(store, after, prune=True)).removed == 1
    assert await texts(store) == ["They came back."]


async def test_a_folder_may_be_reached_by_another_path(store: Store, tmp_path: Path) -> None:
    await index(store, folder(tmp_path / "x" / "news", a="They met."))
    (tmp_path / "y").symlink_to(tmp_path / "x")
    folder(tmp_path / "x" / "news", a="They left.")
    assert (await index(store, tmp_path / "y" / "news")).changed == 1


async def test_two_folders_of_one_name_in_one_batch_do_not_hide_each_other(
    store: Store, tmp_path: Path
) -> None:
    both = folder(tmp_path / "x" / "n", a="They met."), folder(tmp_path / "y" / "n", a="They left.")
    [rejection] = (await index(store, *both)).rejected
    assert "it has the id of n/a.txt" in rejection.reason


# What could not be read in full


async def test_a_file_that_breaks_off_loses_no_article(store: Store, tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "a.jsonl.gz"
    lines = "\n".join(json.dumps(a_row(number)) for number in range(300))
    path.write_bytes(gzip.compress(lines.encode()))
    await index(store, path)
    path.write_bytes(path.read_bytes()[:-400])
    report = await index(store, path, prune=True)
    assert 0 < report.unchanged < 300
    assert report.removed == 0
    assert len(await texts(store)) == 300


async def test_a_row_that_moved_and_broke_is_spared(store: Store, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", a_row(1), a_row(2))
    await index(store, path)
    rows(path, a_row(3), a_row(1), '{"id": "a2", "text": ')
    assert (await index(store, path, prune=True)).removed == 0


async def test_a_double_does_not_keep_what_is_gone(store: Store, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", a_row(1), a_row(2))
    await index(store, path)
    rows(path, a_row(1), a_row(1))
    report = await index(store, path, prune=True)
    assert (report.removed, len(report.rejected)) == (1, 1)


async def test_an_emptied_folder_loses_nothing_and_is_told(store: Store, tmp_path: Path) -> None:
    news = folder(tmp_path / "news", a="They met.")
    await index(store, news)
    news.joinpath("a.txt").unlink()
    report = await index(store, news, prune=True)
    assert report.removed == 0
    assert [each.source for each in report.rejected] == ["news"]
    assert "what came from it before stays" in report.rejected[0].reason


# The same words at another place


async def test_a_line_inserted_early_changes_nothing_but_places(
    store: Store, tmp_path: Path
) -> None:
    path = rows(tmp_path / "a.jsonl", a_row(1), a_row(2))
    await index(store, path)
    rows(path, a_row(0), a_row(1), a_row(2))
    report = await index(store, path, prune=True)
    assert (report.added, report.changed, report.unchanged, report.removed) == (1, 0, 2, 0)
    assert (await store.archive.article("a2")).source == "a.jsonl:3"


async def test_an_article_that_moved_goes_with_its_new_collection(store: Store) -> None:
    await ingest([a_source("a", "They met."), a_source("b", "They left.")], store=store)
    await ingest([a_source("a", "They met.", collection="other")], store=store)
    await ingest([a_source("b", "They left.")], store=store, prune=True)
    assert (await store.archive.article("a")).collection == "other"


# Doubles


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        ({"id": "b"}, True),
        ({"id": "b", "title": "Another title"}, True),
        ({"id": "b", "text": " They met. \n"}, True),
        ({"id": "b", "source": "AFP"}, False),
        ({"id": "b", "date": "2019-09-18"}, False),
        ({"id": "b", "text": "They met again."}, False),
    ],
)
async def test_the_same_text_of_the_same_paper_and_day_is_rejected(
    store: Store, tmp_path: Path, other: dict[str, str], is_double: bool
) -> None:
    row = {"id": "a", "text": "They met.", "source": "AP", "date": "2019-09-17"}
    report = await index(store, rows(tmp_path / "a.jsonl", row, row | other))
    expected = Rejection("a.jsonl", 2, "it has the text, publisher and date of a.jsonl:1")
    assert report.rejected == ((expected,) if is_double else ())


async def test_a_second_row_with_the_same_id_is_rejected(store: Store) -> None:
    twins = [RawArticle("a", f"a.jsonl:{n}", "a.jsonl", f"They met {n} times.") for n in (1, 2)]
    report = await ingest(twins, store=store)
    assert report.rejected == (Rejection("a.jsonl", 2, "it has the id of a.jsonl:1: a"),)
