"""The SQL truth: what is put in comes out, filtered and ranked."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pytest_asyncio
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.archive import EVERYTHING, Archive, Counts, Filters, Manifest, SpeakerCount
from indexing.article import IndexedArticle
from indexing.errors import ArticleNotFound, CursorInvalid
from indexing.sql.database import Database, open_database
from tests.indexing.archives import an_article

MOON = an_article(
    "moon",
    "Moon Jae In spoke of the summit in Hanoi.",
    "He added that Erdoğan’s letter was “beautiful” 🕊 and that talks go on.",
    publisher="AP",
    published=date(2019, 3, 4),
    said_by="Moon Jae In",
)
KANG = an_article(
    "kang",
    "Kang Kyung-wha said the banks were closed.",
    publisher="The Straße Times",
    published=date(2018, 9, 19),
    said_by="Kang Kyung-wha",
)
OLD = an_article("old", "A summit nobody dated, with Moon.", said_by="Moon Jae-In")
ALL = (MOON, KANG, OLD)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "archive.db") as opened:
        yield opened


@pytest_asyncio.fixture
async def archive(database: Database) -> Archive:
    archive = Archive(database)
    await archive.replace(ALL)
    return archive


async def found(archive: Archive, words: str, filters: Filters = EVERYTHING) -> list[str]:
    ids = [each for each, _ in await archive.search_passages(words, filters=filters, limit=10)]
    return [passage.article_id for passage in await archive.passages(ids, filters=EVERYTHING)]


async def test_an_article_comes_back_as_it_went_in(archive: Archive) -> None:
    assert await archive.article("moon") == MOON.article
    assert await archive.articles_by_id(["old", "nobody"]) == {"old": OLD.article}


async def test_an_unknown_article_is_said_to_be_unknown(archive: Archive) -> None:
    with pytest.raises(ArticleNotFound, match="nobody"):
        await archive.article("nobody")


async def test_passages_come_back_in_the_order_asked_for(archive: Archive) -> None:
    wanted = [MOON.passages[1], KANG.passages[0], MOON.passages[0]]
    ids = [passage.id for passage in wanted]
    assert await archive.passages([*ids, "unknown", ids[0]], filters=EVERYTHING) == wanted


async def test_statements_come_back_whole_with_their_words(archive: Archive) -> None:
    second = MOON.statements[1]
    [stored] = await archive.statements([second.id], filters=EVERYTHING)
    assert stored.statement == second
    assert stored.text == MOON.passages[1].text
    assert stored.contents == (stored.text[1:], stored.text[:1])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (EVERYTHING, {"moon", "kang", "old"}),
        (Filters(publishers=("ap",)), {"moon"}),
        (Filters(publishers=("THE STRASSE TIMES", "nobody")), {"kang"}),
        (Filters(article_ids=("old", "kang")), {"old", "kang"}),
        (Filters(article_ids=()), set()),
        (Filters(since=date(2019, 3, 4)), {"moon"}),
        (Filters(until=date(2018, 9, 19)), {"kang"}),
        (Filters(as_of=date(2019, 3, 3)), {"kang"}),
        (Filters(until=date(2020, 1, 1), as_of=date(2018, 9, 18)), set()),
        (Filters(since=date(2018, 1, 1), until=date(2019, 1, 1)), {"kang"}),
    ],
)
async def test_filters_hold_for_every_way_of_asking(
    archive: Archive, filters: Filters, expected: set[str]
) -> None:
    listed, _ = await archive.list_articles(filters, limit=10)
    assert {article.id for article in listed} == expected
    by_article = {each.article.id: each for each in ALL}
    passages = {one.id for name in expected for one in by_article[name].passages}
    statements = {one.id for name in expected for one in by_article[name].statements}
    assert set(await archive.passage_ids(filters)) == passages
    assert set(await archive.statement_ids(filters)) == statements
    all_ids = [one.id for each in ALL for one in each.passages]
    assert {one.id for one in await archive.passages(all_ids, filters=filters)} == passages
    words = "summit letter banks"
    assert {each for each, _ in await archive.search_passages(words, filters=filters, limit=9)} == (
        passages
    )
    ranked = await archive.search_statements(words, filters=filters, limit=9)
    assert {each for each, _ in ranked} == statements
    stored = await archive.statements_of(filters=filters, limit=9)
    assert {one.statement.id for one in stored} == statements
    counts = await archive.count(filters)
    assert (counts.articles, counts.passages, counts.statements) == (
        len(expected),
        len(passages),
        len(statements),
    )


async def test_counts_tell_words_and_what_dates_leave_out(archive: Archive) -> None:
    assert await archive.count() == Counts(3, 4, 4, 1, 35)
    assert (await archive.count(Filters(as_of=date(2030, 1, 1)))).undated == 1
    assert (await archive.count(Filters(publishers=("AP",)))).undated == 0


async def test_words_are_found_by_stem_without_accents_best_first(archive: Archive) -> None:
    assert await found(archive, "erdogan LETTERS") == ["moon"]
    assert await found(archive, "Hanoi summit") == ["moon", "old"]
    scores = [
        score
        for _, score in await archive.search_passages("Hanoi summit", filters=EVERYTHING, limit=5)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


@pytest.mark.parametrize(
    "words", ["", "?!", '"', "(", "summit AND", 'NEAR("x" "y")', "a* ^b -c: {d}"]
)
async def test_a_question_is_never_taken_for_query_syntax(archive: Archive, words: str) -> None:
    assert isinstance(await found(archive, words), list)


async def test_statements_are_limited_to_speakers(archive: Archive) -> None:
    keys = ["moon jae in", "moon jae-in"]
    ranked = await archive.search_statements(
        "summit", filters=EVERYTHING, speaker_keys=keys, limit=9
    )
    assert {each for each, _ in ranked} == {MOON.statements[0].id, OLD.statements[0].id}
    assert await archive.statements_of(filters=EVERYTHING, speaker_keys=[], limit=9) == []
    one = await archive.statement_ids(EVERYTHING, speaker_keys=["kang kyung-wha"])
    assert one == [KANG.statements[0].id]
    all_ids = [one.id for each in ALL for one in each.statements]
    stored = await archive.statements(all_ids, filters=EVERYTHING, speaker_keys=["moon jae-in"])
    assert [each.statement for each in stored] == list(OLD.statements)


async def test_statements_are_listed_newest_first_undated_last(archive: Archive) -> None:
    listed = await archive.statements_of(filters=EVERYTHING, limit=9)
    assert [each.statement for each in listed] == [
        *MOON.statements,
        *KANG.statements,
        *OLD.statements,
    ]


async def test_a_word_is_found_with_the_letters_it_is_written_in(archive: Archive) -> None:
    await archive.replace([an_article("street", "The Große Straße was closed.")])
    assert await found(archive, "STRASSE straße") == await found(archive, "Große") == ["street"]


async def test_a_mention_is_whole_words_as_written(archive: Archive) -> None:
    async def count(phrase: str, filters: Filters = EVERYTHING) -> int:
        return await archive.mention_count(phrase, filters=filters)

    assert await count("moon") == 2
    assert await count("Moon Jae-in") == 1
    assert await count("Jae Moon") == 0
    assert await count("Bank") == 0
    assert await count("banks") == 1
    assert await count("Erdogan") == 1
    assert await count("KANG KYUNG WHA") == 1
    assert await count("moon", Filters(as_of=date(2030, 1, 1))) == 1
    assert await count("?") == 0


async def test_a_speaker_bears_the_form_of_the_name_that_is_most_frequent(
    archive: Archive,
) -> None:
    again = an_article("again", "One.", "Two.", "Three.", said_by="MOON JAE IN")
    await archive.replace([again])
    assert await archive.speakers() == [
        SpeakerCount("kang kyung-wha", "Kang Kyung-wha", 1, 1),
        SpeakerCount("moon jae in", "MOON JAE IN", 5, 2),
        SpeakerCount("moon jae-in", "Moon Jae-In", 1, 1),
    ]


async def test_publishers_are_listed_once(archive: Archive) -> None:
    await archive.replace([an_article("more", "More.", publisher="AP")])
    assert await archive.publishers() == ["AP", "The Straße Times"]


async def test_pages_of_articles_join_up_with_nothing_lost(archive: Archive) -> None:
    for name in ("p1", "p2", "p3"):
        await archive.replace([an_article(name, name, published=date(2019, 3, 4))])
    await archive.replace([an_article("also-old", "Undated as well.")])
    listed, cursor = await archive.list_articles(EVERYTHING, limit=2)
    while cursor is not None:
        page, cursor = await archive.list_articles(EVERYTHING, limit=2, cursor=cursor)
        assert len(page) <= 2
        listed += page
    assert [article.id for article in listed] == [
        "moon", "p1", "p2", "p3", "kang", "also-old", "old",
    ]  # fmt: skip


async def test_a_cursor_that_no_list_gave_is_refused(archive: Archive) -> None:
    with pytest.raises(CursorInvalid):
        await archive.list_articles(EVERYTHING, limit=2, cursor="yesterday")


async def test_a_changed_article_replaces_itself(archive: Archive) -> None:
    changed = an_article("moon", "Nothing was said.")
    await archive.replace([changed])
    assert await archive.article("moon") == changed.article
    assert await found(archive, "Hanoi") == []
    assert await found(archive, "nothing") == ["moon"]
    assert (await archive.count()).articles == 3


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.article.id)
async def test_a_changed_article_makes_another_revision(
    archive: Archive, each: IndexedArticle
) -> None:
    before = await archive.revision()
    changed = replace(each, article=replace(each.article, fingerprint="another"))
    await archive.replace([changed])
    assert await archive.revision() != before


async def test_an_archive_that_is_as_before_has_another_revision(archive: Archive) -> None:
    before = await archive.revision()
    await archive.replace([], remove=["old"])
    await archive.replace([OLD])
    assert await archive.revision() != before


async def test_asking_makes_no_other_revision(archive: Archive) -> None:
    before = await archive.revision()
    await archive.count()
    assert await archive.revision() == before


async def test_a_frequency_counts_passages_whatever_the_ending(archive: Archive) -> None:
    total, found = await archive.frequencies(["summits", "whaling", "closed banks"])
    assert (total, found) == (4, {"summits": 2, "whaling": 0, "closed banks": 0})


async def test_a_removed_article_leaves_no_row_and_no_word(archive: Archive) -> None:
    await archive.replace([], remove=["moon", "unknown"])
    assert await archive.count() == Counts(2, 2, 2, 1, 13)
    assert await found(archive, "Hanoi letter") == []
    assert set(await archive.fingerprints()) == {"kang", "old"}


async def test_an_article_that_lies_elsewhere_now_is_told_from_there(archive: Archive) -> None:
    before = await archive.origins()
    moved = replace(before["moon"], source="other/moon.txt", collection="other", root="/other")
    await archive.relocate({"moon": moved})
    assert await archive.origins() == {
        **before,
        "moon": moved,
    }


async def test_vectors_that_lost_their_row_are_noted_until_forgotten(archive: Archive) -> None:
    shorter = an_article("moon", "Moon Jae In spoke of the summit in Hanoi.")
    await archive.replace([shorter])
    noted = await archive.orphans_noted()
    assert noted["passages"] == [MOON.passages[1].id]
    assert set(noted["statements"]) == {one.id for one in MOON.statements}
    await archive.forget_notes()
    assert await archive.orphans_noted() == {"passages": [], "statements": []}


async def test_vectors_announced_but_never_shown_are_noted(archive: Archive) -> None:
    coming = an_article("coming", "Soon.", said_by="Moon")
    await archive.note_pending([coming, MOON])
    assert await archive.orphans_noted() == {
        "passages": [coming.passages[0].id],
        "statements": [coming.statements[0].id],
    }
    await archive.replace([coming])
    assert await archive.orphans_noted() == {"passages": [], "statements": []}


async def test_the_manifest_comes_back_as_written(archive: Archive) -> None:
    assert await archive.manifest() is None
    made = Manifest("bundled", 384, 170, "en", 1, datetime(2026, 11, 21, 12, tzinfo=UTC))
    await archive.write_manifest(made)
    await archive.write_manifest(replace(made, dimension=64))
    assert await archive.manifest() == replace(made, dimension=64)


WORDS = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\0"), min_size=1
)
STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abc"), st.lists(WORDS, min_size=1, max_size=3)),
        st.sets(st.sampled_from("abcd")),
    ),
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
async def test_whatever_comes_and_goes_the_rest_is_whole(
    steps: list[tuple[dict[str, list[str]], set[str]]],
) -> None:
    held: dict[str, IndexedArticle] = {}
    with TemporaryDirectory() as folder:
        async with open_database(Path(folder) / "archive.db") as database:
            archive = Archive(database)
            for coming, going in steps:
                batch = [an_article(name, *texts, said_by="X") for name, texts in coming.items()]
                await archive.replace(batch, remove=going)
                held = {name: each for name, each in held.items() if name not in going}
                held |= {each.article.id: each for each in batch}
            articles = {name: each.article for name, each in held.items()}
            assert await archive.articles_by_id("abcd") == articles
            passages = [one for each in held.values() for one in each.passages]
            ids = [passage.id for passage in passages]
            assert await archive.passages(ids, filters=EVERYTHING) == passages
            assert sorted(await archive.passage_ids(EVERYTHING)) == sorted(ids)
            noted = await archive.orphans_noted()
            assert set(noted["passages"]).isdisjoint(ids)
            async with database.writing() as connection:
                for name in ("passages_fts", "statements_fts"):
                    check = f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"
                    await connection.execute(sa.text(check))
