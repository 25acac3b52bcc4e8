"""The date of publication may be told; no other may."""

from datetime import date

import pytest

from service.support.dated import undated

DAY = date(2019, 3, 4)


@pytest.mark.parametrize(
    "text",
    ["2019-03-04", "March 4, 2019", "4 March 2019", "March 4th", "the 4th of March", "March 2019"],
)
def test_the_day_of_publication_is_taken_out(text: str) -> None:
    assert not any(letter.isdigit() for letter in undated(f"On {text} she spoke.", [DAY]))


@pytest.mark.parametrize("text", ["2019-03-05", "March 5, 2019", "4 March 2018", "April 4", "2019"])
def test_another_day_stays(text: str) -> None:
    assert undated(f"On {text} she spoke.", [DAY]) == f"On {text} she spoke."


def test_its_year_is_taken_out_where_it_opens_the_sentence() -> None:
    assert undated("In 2019, it was so in 2019.", [DAY]) == "  it was so in 2019."


def test_an_article_without_a_date_dates_nothing() -> None:
    assert undated("On March 4 she spoke.", [None]) == "On March 4 she spoke."
