"""Which years a question asks about, and which a sentence tells of."""

import pytest

from service.years import Years, asked_years, told_years, without_life, without_span


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Who ran the port from 1968 to 1971?", Years(1968, 1971)),
        ("Who ran the port between Feb 1981 and Jul 2019?", Years(1981, 2019)),
        ("Who ran the port in 1745?", Years(1745, 1745)),
        ("Who ran the port?", None),
        ("What sank in the 1990s?", Years(1990, 1999)),
        ("What has she bought since 2001?", Years(2001, 9999)),
        ("Who ran the port before 1900?", Years(0, 1900)),
        ("Who sent 1500 troops?", None),
        ("Who paid $1900 for 1,968 boats and 2019.5 nets?", None),
    ],
)
def test_a_question_asks_about_the_years_it_names(question: str, years: Years | None) -> None:
    assert asked_years(question) == years


@pytest.mark.parametrize(
    "text",
    [
        "She ran the port from 1965 to 1972.",
        "1965–72 : Ada Okafor",
        "Okafor ( 3 May 1965 – 4 June 1972 )",
        "She has run the port since 1960.",
        "She has run the port since May 1960.",
        "She took the port over in 1970.",
        "harbour master, 1960-present",
        "She ran it in the 1970s.",
        "the season 1969-70",
    ],
)
def test_a_span_tells_of_the_years_inside_it(text: str) -> None:
    assert any(told.meets(Years(1968, 1971)) for told in told_years(text))


@pytest.mark.parametrize(
    "text",
    [
        "She ran the port from 1972 to 1980.",
        "It was dug in 1902.",
        "She ran it long.",
        "She was sentenced in 1909 to 65 years.",
        "On 1902-06-70 it was dug.",
        "a bell from 1902",
    ],
)
def test_other_years_are_not_those_asked_about(text: str) -> None:
    assert not any(told.meets(Years(1968, 1971)) for told in told_years(text))


def test_a_span_goes_from_the_words_that_are_looked_for() -> None:
    question = "Who ran the port between Feb 1981 and Jul 2019 alone?"
    assert without_span(question).split() == "Who ran the port alone?".split()
    assert without_span("Who ran the port in 1981?") == "Who ran the port in 1981?"


def test_two_digits_may_end_in_the_next_century() -> None:
    assert Years(1999, 2000) in told_years("the season 1999-00")


@pytest.mark.parametrize(
    "lead",
    [
        "Ada Okafor (16 October 1911 – 5 January 2006) was a harbour master.",
        "Ada Okafor ( born May 3 , 1965 ) was a harbour master.",
        "Ada Okafor was born in Lagos in 1965.",
    ],
)
def test_the_years_of_a_life_tell_of_no_event(lead: str) -> None:
    assert told_years(without_life(lead)) == ()


def test_other_years_of_a_first_sentence_stay() -> None:
    lead = "Ada Okafor (1911–2006) ran the port from 1968 to 1971 (the largest then)."
    assert Years(1968, 1971) in told_years(without_life(lead))
    assert told_years(without_life("The port (opened 1951) is old.")) == (Years(1951, 1951),)


def test_a_span_holds_what_lies_inside_it() -> None:
    assert Years(1968, 1971).holds(Years(1969, 1971))
    assert not Years(1968, 1971).holds(Years(1969, 1972))
