from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.dates import find_date, parse_date

MAY_13 = date(2025, 5, 13)


@pytest.mark.parametrize(
    "written",
    [
        "2025-05-13",
        " 2025-05-13 ",
        "2025-05-13T10:00:00Z",
        "2025-05-13T23:30:00.123456789+02:00",
        "2025-05-13 10:00:00",
        "20250513",
        "2025.05.13",
        "May 13, 2025",
        "may 13 2025",
        "May 13th, 2025",
        "13 May 2025",
        "13th of May, 2025",
        "13-May-2025",
        "13/5/2025",
        "5/13/2025",
        "Tuesday, May 13, 2025",
        "Tue, 13 May 2025 10:00:00 GMT",
        "May 13, 2025, 5:17 p.m. ET",
        "May 13, 2025 at 5:17 PM (EST)",
        "5:17 p.m. ET May 13, 2025",
    ],
)
def test_a_whole_date_is_read(written: str) -> None:
    assert parse_date(written) == MAY_13


@pytest.mark.parametrize(
    "written",
    [
        "",
        "last week",
        "yesterday",
        "May 2025",
        "2025",
        "2025-05",
        "May 32, 2025",
        "2025-13-01",
        "31/31/2025",
        "Updated May 13, 2025",
        "5 days before May 13, 2025",
        "9999-01-01",
        "May 13, 0025",
        "1" * 100,
    ],
)
def test_what_is_not_a_whole_date_is_not_read(written: str) -> None:
    assert parse_date(written) is None


def test_a_day_that_may_be_a_month_is_not_guessed() -> None:
    assert parse_date("05/06/2024") is None


def test_a_day_equal_to_its_month_is_no_guess() -> None:
    assert parse_date("05/05/2024") == date(2024, 5, 5)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31)))
def test_a_date_is_read_back_from_how_it_is_written(day: date) -> None:
    english = f"{day:%B} {day.day}, {day.year}"
    assert parse_date(day.isoformat()) == parse_date(english) == day


@given(st.text(max_size=60))
def test_any_words_are_a_date_or_none(written: str) -> None:
    assert isinstance(parse_date(written), date | None)


def test_a_date_is_found_among_words() -> None:
    assert find_date("SEOUL, Sept. 17, 2019 (Reuters) -") == (date(2019, 9, 17), "Sept. 17, 2019")


def test_an_impossible_date_is_passed_over() -> None:
    found = find_date("filed Feb. 30, 2019, seen March 1, 2019")
    assert found == (date(2019, 3, 1), "March 1, 2019")


def test_words_without_a_date_hold_none() -> None:
    assert find_date("last week, in February") is None
