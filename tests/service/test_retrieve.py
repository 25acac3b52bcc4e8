"""Finding evidence in a real archive."""

from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.archive import Filters
from indexing.article import Article
from indexing.store import Store
from service import retrieve
from service.answer import Evidence
from service.retrieve import Retriever
from tests.fakes import HashEmbedding
from tests.service.newsroom import Remark, a_report, archived, quotes

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAFE = Remark("Okafor said the dam is safe.", "Ada Okafor", "Okafor")
TOLLS = Remark("Okafor said tolls will rise.", "Ada Okafor", "Okafor")
LEAKS = Remark("Lindqvist said the dam leaks.", "Bo Lindqvist", "Lindqvist")
REPORTS = (
    a_report(
        "dam",
        SAFE,
        "The dam was built in 1951 by convicts.",
        LEAKS,
        publisher="Sun",
        published=date(2020, 3, 4),
    ),
    a_report("tolls", TOLLS, "Bread is dear.", publisher="Wire", published=date(2021, 5, 1)),
    a_report("fair", "The fair opens at noon."),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    async with archived(tmp_path_factory.mktemp("news"), *REPORTS) as store:
        yield store


@pytest.fixture
def retriever(store: Store) -> Retriever:
    return Retriever(store.archive, store.vectors, HashEmbedding())


async def passages(
    retriever: Retriever, query: str, *, top_k: int = 3, **filters: object
) -> tuple[Evidence, ...]:
    limits = Filters(**filters)  # type: ignore[arg-type]  # tests name filters by word
    return await retriever.passages(query, filters=limits, top_k=top_k)


async def statements(
    retriever: Retriever, query: str, *speakers: str, top_k: int = 9, **filters: object
) -> tuple[Evidence, ...]:
    return await retriever.statements(
        query,
        speakers=speakers or None,
        filters=Filters(**filters),  # type: ignore[arg-type]  # tests name filters by word
        top_k=top_k,
    )


async def test_the_passage_that_shares_the_words_comes_first(retriever: Retriever) -> None:
    found = await passages(retriever, "Who were the convicts who built the dam?")
    assert found[0].quote == "The dam was built in 1951 by convicts."


async def test_no_more_passages_come_than_are_asked_for(retriever: Retriever) -> None:
    assert len(await passages(retriever, "the dam", top_k=2)) == 2


async def test_evidence_is_the_articles_text_at_its_place(retriever: Retriever) -> None:
    found = [*await passages(retriever, "dam", top_k=9), *await statements(retriever, "dam")]
    assert found
    for each in found:
        assert each.quote == each.article.text[each.span.start : each.span.end]


async def test_a_passage_has_no_speaker(retriever: Retriever) -> None:
    assert {each.statement for each in await passages(retriever, "dam")} == {None}


async def test_filters_hold_for_passages(retriever: Retriever) -> None:
    found = await passages(retriever, "the dam and the tolls", top_k=9, publishers=("Wire",))
    assert {each.article.id for each in found} == {"tolls"}


async def test_filters_hold_for_statements(retriever: Retriever) -> None:
    found = await statements(retriever, "dam tolls", "ada okafor", until=date(2020, 12, 31))
    assert quotes(found) == [SAFE.text]


async def test_undated_articles_are_outside_of_all_dates(retriever: Retriever) -> None:
    found = await passages(retriever, "When does the fair open?", top_k=9, since=date(1900, 1, 1))
    assert "fair" not in {each.article.id for each in found}


async def test_only_the_asked_speaker_is_heard(retriever: Retriever) -> None:
    found = await statements(retriever, "the dam leaks", "ada okafor")
    assert set(quotes(found)) == {SAFE.text, TOLLS.text}


async def test_several_speakers_are_heard_together(retriever: Retriever) -> None:
    found = await statements(retriever, "the dam leaks", "ada okafor", "bo lindqvist")
    assert set(quotes(found)) == {SAFE.text, TOLLS.text, LEAKS.text}


async def test_any_speaker_is_heard_where_none_is_asked_for(retriever: Retriever) -> None:
    found = await statements(retriever, "the dam leaks")
    assert quotes(found)[0] == LEAKS.text


async def test_without_a_topic_a_speakers_words_come_newest_first(retriever: Retriever) -> None:
    found = await statements(retriever, "", "ada okafor", "bo lindqvist")
    assert quotes(found) == [TOLLS.text, SAFE.text, LEAKS.text]


async def test_a_statement_comes_with_its_nearness(retriever: Retriever) -> None:
    near = {
        each.quote: each.score for each in await statements(retriever, TOLLS.text, "ada okafor")
    }
    assert near[TOLLS.text] == pytest.approx(1.0, abs=1e-3)
    assert near[SAFE.text] < near[TOLLS.text]


async def test_whoever_said_very_much_is_searched_rather_than_read(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "SPOKEN_MOST", 1)
    found = await statements(retriever, "will tolls rise", "ada okafor", top_k=1)
    assert quotes(found) == [TOLLS.text]


async def test_an_unknown_speaker_said_nothing(retriever: Retriever) -> None:
    assert await statements(retriever, "dam", "zoe quist") == ()


@pytest.mark.parametrize("after", [{}, {"dam": "Another report, on the fair and its bread."}])
async def test_what_was_replaced_while_it_was_read_is_left_out(
    retriever: Retriever, store: Store, monkeypatch: pytest.MonkeyPatch, after: dict[str, str]
) -> None:
    read_articles = store.archive.articles_by_id

    async def later(ids: Collection[str]) -> dict[str, Article]:
        articles = {id: each for id, each in (await read_articles(ids)).items() if id != "dam"}
        [report] = [each.article for each in REPORTS if each.article.id == "dam"]
        return articles | {id: replace(report, text=text) for id, text in after.items()}

    monkeypatch.setattr(store.archive, "articles_by_id", later)
    assert quotes(await statements(retriever, "", "ada okafor")) == [TOLLS.text]
    assert {each.article.id for each in await passages(retriever, "dam", top_k=9)} == {
        "tolls",
        "fair",
    }


@pytest.mark.parametrize("query", ["", "?!", "“”", '"', "dam OR NEAR(", "*", "\x00", "🕊"])
async def test_no_words_are_too_odd_to_look_for(retriever: Retriever, query: str) -> None:
    assert len(await passages(retriever, query)) <= 3
    assert len(await statements(retriever, query, "ada okafor")) == 2


async def test_asked_as_of_a_day_the_news_of_that_week_comes_first(tmp_path: Path) -> None:
    old, new = date(2019, 1, 1), date(2020, 3, 4)
    reports = [
        a_report("old", "The dam leaks again.", published=old),
        a_report("new", "The dam leaks again, too.", published=new),
    ]
    async with archived(tmp_path, *reports) as store:
        retriever = Retriever(store.archive, store.vectors, HashEmbedding())
        found = await passages(retriever, "the dam leaks again", as_of=date(2020, 3, 9))
        later = await passages(retriever, "the dam leaks again", as_of=date(2020, 4, 9))
        first = await passages(retriever, "the dam leaks again", as_of=date.min)
    assert [each.article.id for each in found] == ["new", "old"]
    assert [each.article.id for each in later] == ["old", "new"]
    assert first == ()


async def test_an_article_has_as_many_of_the_first_passages_as_it_earns(tmp_path: Path) -> None:
    long = a_report("long", *(f"The dam leaks in place {number}." for number in range(4)))
    other = a_report("other", "A dam of another place.")
    async with archived(tmp_path, long, other) as store:
        retriever = Retriever(store.archive, store.vectors, HashEmbedding())
        found = await passages(retriever, "the dam leaks in place", top_k=5)
    assert [each.article.id for each in found] == ["long", "long", "long", "long", "other"]


async def test_how_many_are_asked_for_changes_nothing_about_the_first(tmp_path: Path) -> None:
    long = a_report("long", *(f"The dam leaks in place {number}." for number in range(9)))
    others = [a_report(f"other {n}", f"A dam of another place, {n}.") for n in range(6)]
    async with archived(tmp_path, long, *others) as store:
        retriever = Retriever(store.archive, store.vectors, HashEmbedding())
        every = await passages(retriever, "the dam leaks in place", top_k=15)
        first = [await passages(retriever, "the dam leaks in place", top_k=k) for k in (1, 4, 9)]
    assert first == [every[:1], every[:4], every[:9]]


async def test_scores_are_in_the_order_of_the_ranks(tmp_path: Path) -> None:
    long = a_report("long", *(f"The dam leaks in place {number}." for number in range(5)))
    async with archived(tmp_path, long, a_report("other", "A dam of another place.")) as store:
        retriever = Retriever(store.archive, store.vectors, HashEmbedding())
        scores = [each.score for each in await passages(retriever, "the dam leaks", top_k=9)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] < scores[0] <= 1


async def test_what_is_of_the_dates_asked_about_comes_first(tmp_path: Path) -> None:
    reports = [
        a_report("spring", "The dam leaks again.", published=date(2020, 3, 4)),
        a_report("autumn", "The dam leaks again, too.", published=date(2020, 9, 4)),
    ]
    autumn = Filters(since=date(2020, 9, 1), until=date(2020, 9, 30))
    async with archived(tmp_path, *reports) as store:
        retriever = Retriever(store.archive, store.vectors, HashEmbedding())
        found = await retriever.passages(
            "the dam leaks again", filters=Filters(), top_k=2, of_its_dates=autumn
        )
    assert [each.article.id for each in found] == ["autumn", "spring"]
