"""Saying that the archive does not say, and why."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.archive import Archive, Filters
from indexing.sql.database import open_database
from service.absence import Absence, explain
from service.answer import Interpretation
from tests.service.newsroom import Remark, a_person, a_report, asked_of

DAM = a_report(
    "dam",
    Remark("Okafor said it holds.", "Ada Okafor", "Okafor"),
    "Bo Lindqvist was there.",
    published=date(2020, 3, 4),
    publisher="Sun",
)
TOLLS = a_report("tolls", "Tolls rose.")
BREAD = a_report("bread", "Bread is dear.")
OKAFOR = a_person("Ada Okafor")
BEFORE_ALL = Filters(as_of=date(2019, 1, 1))


@pytest_asyncio.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with open_database(tmp_path / "archive.db") as database:
        archive = Archive(database)
        await archive.replace([DAM, TOLLS, BREAD])
        yield archive


async def why(
    archive: Archive,
    interpretation: Interpretation,
    filters: Filters | None = None,
    *,
    is_dated: bool = False,
) -> Absence:
    return await explain(
        interpretation, archive=archive, filters=filters or Filters(), is_dated=is_dated
    )


async def test_whom_the_archive_quotes_on_other_things_is_not_quoted_on_this(
    archive: Archive,
) -> None:
    absence = await why(archive, asked_of(OKAFOR, topic="whales"))
    assert absence == Absence(
        "speaker_not_quoted", "The archive quotes Ada Okafor, but not on whales."
    )


async def test_what_was_not_said_stands_in_quotation_marks(archive: Archive) -> None:
    asked = asked_of(OKAFOR, topic="tolls will rise", form="did_say")
    assert "not on “tolls will rise”" in (await why(archive, asked)).text


async def test_whom_the_archive_only_mentions_is_not_quoted(archive: Archive) -> None:
    absence = await why(archive, Interpretation("what_said", "dam", "Bo Lindqvist"))
    assert absence == Absence(
        "speaker_not_quoted", "The archive mentions Bo Lindqvist, but does not quote them."
    )


async def test_whom_the_archive_does_not_know_is_unknown(archive: Archive) -> None:
    absence = await why(archive, Interpretation("what_said", "dam", "Zoe Quist"))
    assert absence == Absence("unknown_speaker", "The archive has nobody called Zoe Quist.")


async def test_namesakes_are_each_said_not_to_be_quoted(archive: Archive) -> None:
    asked = asked_of(a_person("Ada Brandt"), a_person("Otto Brandt"), topic="whales")
    assert "quotes Ada Brandt and Otto Brandt, but" in (await why(archive, asked)).text


async def test_a_crowd_of_namesakes_is_not_listed_whole(archive: Archive) -> None:
    crowd = [a_person(f"{name} Brandt") for name in "Ada Bo Cy Dora Emil Finn Greta".split()]
    text = (await why(archive, asked_of(*crowd, topic="whales"))).text
    assert "Ada Brandt, Bo Brandt, Cy Brandt and others of that name" in text


async def test_another_countrys_office_is_not_said_to_be_quoted(archive: Archive) -> None:
    office = a_person("Water Ministry", country="uganda")
    asked = Interpretation("what_said", "tolls", "Uganda's Water Ministry", (office,))
    assert (await why(archive, asked)).text == (
        "The archive does not quote Uganda's Water Ministry on tolls."
    )


@pytest.mark.parametrize("form", ["who_said", "when", "what", "list"])
async def test_what_nobody_says_is_without_evidence(archive: Archive, form: str) -> None:
    assert (await why(archive, asked_of(topic="whales", form=form))).reason == "no_evidence"


async def test_undated_articles_are_counted_when_a_date_leaves_all_out(archive: Archive) -> None:
    absence = await why(archive, asked_of(OKAFOR), BEFORE_ALL)
    assert absence.reason == "outside_dates"
    assert absence.text == (
        "The archive has no answer within these dates. "
        "2 articles were left out because they are undated."
    )


async def test_one_undated_article_is_told_of_in_the_singular(tmp_path: Path) -> None:
    async with open_database(tmp_path / "one.db") as database:
        await Archive(database).replace([DAM, TOLLS])
        absence = await why(Archive(database), asked_of(OKAFOR), BEFORE_ALL)
    assert absence.text.endswith("1 article was left out because it is undated.")


async def test_nothing_is_said_of_undated_articles_where_there_are_none(tmp_path: Path) -> None:
    async with open_database(tmp_path / "none.db") as database:
        await Archive(database).replace([DAM])
        absence = await why(Archive(database), asked_of(OKAFOR), BEFORE_ALL)
    assert absence.text == "The archive has no answer within these dates."


async def test_undated_articles_are_told_of_when_the_question_gave_the_dates(
    archive: Archive,
) -> None:
    absence = await why(archive, asked_of(OKAFOR), is_dated=True)
    assert absence == Absence(
        "outside_dates", "The archive has no answer within these dates. 2 articles are undated."
    )


async def test_dates_are_to_blame_where_another_time_has_an_answer(archive: Archive) -> None:
    inside = Filters(since=date(2020, 1, 1), until=date(2020, 12, 31))
    assert (await why(archive, asked_of(OKAFOR), inside, is_dated=True)).reason == "outside_dates"


async def test_dates_are_not_to_blame_where_no_time_has_an_answer(archive: Archive) -> None:
    inside = Filters(since=date(2020, 1, 1), until=date(2020, 12, 31))
    assert (await why(archive, asked_of(OKAFOR, topic="whales"), inside)).reason == (
        "speaker_not_quoted"
    )


async def test_undated_articles_are_told_of_with_any_absence_under_dates(archive: Archive) -> None:
    inside = Filters(since=date(2020, 1, 1))
    absence = await why(archive, asked_of(topic="whales", form="when"), inside)
    assert absence.text == (
        "The archive does not say. 2 articles were left out because they are undated."
    )


async def test_filters_that_leave_nothing_are_to_blame(archive: Archive) -> None:
    absence = await why(archive, asked_of(OKAFOR), Filters(publishers=("Moon",)))
    assert absence == Absence("no_evidence", "No article in the archive passes the filters given.")


@pytest.mark.parametrize("filters", [Filters(), Filters(publishers=("Moon",)), BEFORE_ALL])
async def test_an_empty_archive_is_said_to_be_empty(tmp_path: Path, filters: Filters) -> None:
    async with open_database(tmp_path / "empty.db") as database:
        absence = await why(Archive(database), asked_of(OKAFOR), filters)
    assert absence == Absence("no_evidence", "The archive is empty.")


async def test_whom_only_articles_outside_the_dates_mention_is_known(archive: Archive) -> None:
    later = Filters(until=date(2020, 12, 31), since=date(2020, 1, 1))
    asked = Interpretation("what_said", "dam", "Bo Lindqvist")
    assert (await why(archive, asked, later)).reason == "speaker_not_quoted"
