"""A batch in which somebody is asked for the metadata that the rules leave unknown."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.article import Attested, Metadata, RawArticle
from indexing.informant import AT_ONCE, GIVE_UP, NotTold
from indexing.ingest import ingest
from indexing.proof import FIELDS, Field, Told
from indexing.report import IngestReport, Inquiry, Progress
from indexing.store import Store
from tests.indexing.archives import a_source, small_store

STAR = "First printed in the Lagos Star of 5 March 2019."
PROVEN = {
    "publisher": Told("publisher", "Lagos Star", STAR),
    "published": Told("published", "2019-03-05", STAR),
}


def a_paper(name: str, **fields: str) -> RawArticle:
    return a_source(name, f"Moon said {name}. {STAR}", **fields)


class Reader:
    """An Informant that says of every article what `says` holds, or fails; remembers what it was
    asked, and how much at once."""

    def __init__(self, *says: Told, fails: NotTold | None = None) -> None:
        self._says = says or tuple(PROVEN.values())
        self.fails = fails
        self.asked: list[tuple[str, Sequence[Field]]] = []
        self.most_at_once = self._at_once = 0

    async def tell(self, text: str, fields: Sequence[Field]) -> Sequence[Told]:
        self.asked.append((text, fields))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(0.001)
        self._at_once -= 1
        if self.fails:
            raise self.fails
        return self._says


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with small_store(tmp_path, workers=0) as opened:
        yield opened


async def known(store: Store, article_id: str) -> Metadata:
    return (await store.archive.article(article_id)).metadata


def inquiry(report: IngestReport) -> Inquiry:
    assert report.inquiry is not None
    return report.inquiry


async def test_what_the_words_prove_is_stored_as_inferred(store: Store) -> None:
    report = await ingest([a_paper("moon")], store=store, informant=Reader())
    found = await known(store, "moon")
    assert found.publisher == Attested("Lagos Star", "inferred", STAR)
    assert found.published == Attested(date(2019, 3, 5), "inferred", STAR)
    assert found.title.value is None
    assert report.inquiry == Inquiry(asked=1, found=2)


async def test_what_they_do_not_prove_stays_unknown_and_is_counted(store: Store) -> None:
    reader = Reader(Told("published", "2019-03-06", STAR), PROVEN["publisher"])
    report = await ingest([a_paper("moon")], store=store, informant=reader)
    assert (await known(store, "moon")).published == Attested()
    assert report.inquiry == Inquiry(asked=1, found=1, unproven=1)


async def test_what_is_known_is_neither_asked_for_nor_overruled(store: Store) -> None:
    reader = Reader(Told("title", "Another", "Another"), *PROVEN.values())
    await ingest([a_paper("moon", title="Given")], store=store, informant=reader)
    assert [fields for _, fields in reader.asked] == [("publisher", "published")]
    assert (await known(store, "moon")).title == Attested("Given", "explicit", "title")


async def test_without_an_informant_nothing_is_said_of_one(store: Store) -> None:
    assert (await ingest([a_paper("moon")], store=store)).inquiry is None


async def test_an_unchanged_article_is_asked_about_once(store: Store) -> None:
    silent, reader = Reader(Told("title", "None", "None")), Reader()
    papers = [a_paper("moon"), a_paper("kang")]
    await ingest(papers, store=store, informant=silent)
    report = await ingest(papers, store=store, informant=reader)
    assert (report.unchanged, report.changed, reader.asked) == (2, 0, [])
    report = await ingest([papers[0], a_source("kang", "New.")], store=store, informant=reader)
    assert (report.unchanged, report.changed) == (1, 1)
    assert [text for text, _ in reader.asked] == ["New."]


async def test_an_article_that_was_there_is_asked_about_when_somebody_can_be(store: Store) -> None:
    await ingest([a_paper("moon")], store=store)
    report = await ingest([a_paper("moon")], store=store, informant=Reader())
    assert (report.changed, inquiry(report).asked) == (1, 1)


async def test_one_that_lacks_nothing_is_not_even_read_again(store: Store) -> None:
    reader = Reader(Told("title", "Moon said a", "Moon said a"), *PROVEN.values())
    raw = a_paper("moon")
    await ingest([raw], store=store)
    async with store.database.writing() as connection:
        await connection.exec_driver_sql(
            "UPDATE articles SET title='T', publisher='P', published='2019-01-01'"
        )
    report = await ingest([raw], store=store, informant=reader)
    assert (report.unchanged, reader.asked) == (1, [])


async def test_without_the_informant_the_rules_alone_read_again(store: Store) -> None:
    await ingest([a_paper("moon")], store=store, informant=Reader())
    report = await ingest([a_paper("moon")], store=store)
    assert report.changed == 1
    assert (await known(store, "moon")).publisher == Attested()
    assert (await ingest([a_paper("moon")], store=store)).unchanged == 1


async def test_a_failure_leaves_it_unknown_is_counted_and_made_good_next_time(store: Store) -> None:
    reader = Reader(fails=NotTold("nobody is there: look", is_out=True))
    report = await ingest([a_paper("moon"), a_paper("kang")], store=store, informant=reader)
    assert report.added == 2
    assert report.inquiry == Inquiry(unasked=2, reason="nobody is there: look")
    assert (await known(store, "moon")).publisher == Attested()
    reader.fails = None
    report = await ingest([a_paper("moon"), a_paper("kang")], store=store, informant=reader)
    assert inquiry(report) == Inquiry(asked=2, found=4)


async def test_a_host_that_is_out_is_not_tried_for_every_article(store: Store) -> None:
    reader = Reader(fails=NotTold("out", is_out=True))
    papers = [a_paper(f"a{number}") for number in range(40)]
    report = await ingest(papers, store=store, informant=reader)
    assert (report.added, inquiry(report).unasked) == (40, 40)
    assert GIVE_UP <= len(reader.asked) < GIVE_UP + AT_ONCE


async def test_replies_of_no_use_keep_no_other_article_from_being_asked_about(store: Store) -> None:
    reader = Reader(fails=NotTold("not in the form", is_out=False))
    papers = [a_paper(f"a{number}") for number in range(20)]
    assert inquiry(await ingest(papers, store=store, informant=reader)).unasked == 20
    assert len(reader.asked) == 20


async def test_several_are_asked_about_at_once_but_not_all(store: Store) -> None:
    reader = Reader()
    papers = [a_paper(f"a{number}") for number in range(20)]
    report = await ingest(papers, store=store, informant=reader, batch_words=50)
    assert inquiry(report).asked == 20
    assert 1 < reader.most_at_once <= AT_ONCE


async def test_each_reply_is_told_while_the_batch_goes_on(store: Store) -> None:
    told: list[Progress] = []
    papers = [a_paper(f"a{number}") for number in range(5)]
    await ingest(papers, store=store, informant=Reader(), progress=told.append)
    assert [each.asked for each in told] == [1, 2, 3, 4, 5, 5]
    assert [each.done for each in told] == [0, 0, 0, 0, 0, 5]


async def test_a_cancelled_batch_asks_no_more(store: Store) -> None:
    reader, begun = Reader(), asyncio.Event()
    papers = [a_paper(f"a{number:02}") for number in range(40)]
    task = asyncio.create_task(
        ingest(papers, store=store, informant=reader, progress=lambda _: begun.set())
    )
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    asked = len(reader.asked)
    await asyncio.sleep(0.02)
    assert len(reader.asked) == asked < 40


def test_a_field_is_one_of_the_metadata() -> None:
    assert set(FIELDS) <= set(Metadata.__dataclass_fields__)
