from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dates import DateRange, date_range

TODAY = date(2019, 9, 20)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("in September 2018", date(2018, 9, 1), date(2018, 9, 30)),
        ("on June 30", date(2019, 6, 30), date(2019, 6, 30)),
        ("on December 30", date(2018, 12, 30), date(2018, 12, 30)),
        ("on Sept. 3, 2017", date(2017, 9, 3), date(2017, 9, 3)),
        ("on 12 June 2018", date(2018, 6, 12), date(2018, 6, 12)),
        ("since 2017", date(2017, 1, 1), None),
        ("before 12 June 2018", None, date(2018, 6, 11)),
        ("after 3 September 2019", date(2019, 9, 4), None),
        ("until March 2018", None, date(2018, 3, 31)),
        ("in the week of 2019-09-18", date(2019, 9, 16), date(2019, 9, 22)),
        ("in February", date(2019, 2, 1), date(2019, 2, 28)),
        ("in early February", date(2019, 2, 1), date(2019, 2, 28)),
        ("since February", date(2019, 2, 1), None),
        ("in the past week", date(2019, 9, 13), TODAY),
        ("on the 12th of June", date(2019, 6, 12), date(2019, 6, 12)),
        ("over the past month", date(2019, 8, 20), TODAY),
        ("yesterday", date(2019, 9, 19), date(2019, 9, 19)),
        ("last month", date(2019, 8, 1), date(2019, 8, 31)),
        ("last year", date(2018, 1, 1), date(2018, 12, 31)),
        ("this month", date(2019, 9, 1), TODAY),
        ("between 2017 and 2018", date(2017, 1, 1), date(2018, 12, 31)),
        ("from June to August 2018", date(2018, 6, 1), date(2018, 8, 31)),
        ("between June 3 and June 7, 2018", date(2018, 6, 3), date(2018, 6, 7)),
    ],
)
def test_a_phrase_means_its_days(text: str, since: date | None, until: date | None) -> None:
    found = date_range(f"what did Moon say {text} about Hanoi", today=TODAY)
    assert found == DateRange(text, since, until)


@pytest.mark.parametrize("text", ["what may happen", "march on", "room 2019b", "on February 31"])
def test_other_words_are_no_date(text: str) -> None:
    assert date_range(text, today=TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "about the 2018 summit",
        "on the June 30 meeting",
        "in the 2018 campaign",
        "about last week's vote",
        "on Okafor's 2018 budget",
        "about January 6",
    ],
)
def test_a_date_that_says_which_thing_is_meant_is_no_bound(text: str) -> None:
    assert date_range(f"what did Moon say {text}?", today=TODAY) is None


@pytest.mark.parametrize("text", ["yesterday", "last month", "this week", "past year", "in June"])
def test_there_is_no_day_before_the_first(text: str) -> None:
    found = date_range(text, today=date.min)
    assert found is None or found.since is None or found.since >= date.min


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("text", ["after today", "before today", "in the week of December 31"])
def test_there_is_no_day_beyond_the_ends_of_time(text: str, day: date) -> None:
    found = date_range(text, today=day)
    assert found is None or found.since or found.until


@pytest.mark.parametrize("text", ["yesterday", "last week", "after today", "in June", "on June 3"])
def test_from_no_day_a_phrase_without_a_year_is_no_date(text: str) -> None:
    assert date_range(text, today=None) is None


@pytest.mark.parametrize("text", ["in June 2018", "on 2018-06-03", "last week and in 2018"])
def test_from_no_day_a_phrase_with_a_year_is_a_date(text: str) -> None:
    found = date_range(text, today=None)
    assert found is not None
    assert found.since is not None
    assert found.since.year == 2018


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    found = date_range(text, today=TODAY)
    assert found is None or found.phrase in text
