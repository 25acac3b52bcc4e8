"""How much each term of a question says."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.archive import Archive
from indexing.sql.database import open_database
from service.rarity import COMMONEST, weigh_terms
from service.terms import terms_of
from tests.service.newsroom import a_report

REPORTS = [a_report(f"report-{number}", f"The dam held in week {number}.") for number in range(9)]


@pytest_asyncio.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with open_database(tmp_path / "archive.db") as database:
        archive = Archive(database)
        await archive.replace([*REPORTS, a_report("flood", "A flood came down the valley.")])
        yield archive


async def weights(archive: Archive, question: str) -> dict[str, float]:
    weighed = await weigh_terms(terms_of(question), archive=archive)
    return {term.text: term.weight for term in weighed}


async def test_the_rarer_term_weighs_more(archive: Archive) -> None:
    found = await weights(archive, "dam flood")
    assert found["flood"] > found["dam"]


async def test_a_term_that_the_archive_has_not_weighs_most(archive: Archive) -> None:
    found = await weights(archive, "dam flood earthquake")
    assert max(found, key=found.__getitem__) == "earthquake"


async def test_a_term_that_stands_everywhere_still_counts(archive: Archive) -> None:
    assert (await weights(archive, "dam"))["dam"] == COMMONEST


async def test_the_forms_of_a_word_are_as_common_as_each_other(archive: Archive) -> None:
    found = await weights(archive, "floods")
    assert found == {"floods": (await weights(archive, "flood"))["flood"]}


@pytest.mark.parametrize("slip", ["abuot", "hte", "waht"])
async def test_a_slip_in_a_small_word_asks_for_nothing(archive: Archive, slip: str) -> None:
    assert set(await weights(archive, f"{slip} dam")) == {"dam"}


async def test_an_empty_archive_gives_every_term_the_same(tmp_path: Path) -> None:
    async with open_database(tmp_path / "empty.db") as database:
        found = await weights(Archive(database), "dam flood")
    assert len(set(found.values())) == 1


async def test_no_terms_are_no_terms(archive: Archive) -> None:
    assert await weigh_terms((), archive=archive) == ()
