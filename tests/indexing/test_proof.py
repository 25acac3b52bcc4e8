"""What is said of an article is taken as far as its own words prove it."""

from datetime import date

import pytest

from indexing.article import Attested, Metadata
from indexing.proof import Field, Told, proven, unknown_in

TEXT = """Taxi strike

Drivers stopped work in Lagos, where the dam broke on 3 May 2018, and went home.

“We are tired,” Ada Okafor said last week. She spoke to the Narvik Gazette.

First printed in the Lagos Star of 5 March 2019. First article of three."""


def told(field: Field, value: str, words: str, text: str = TEXT) -> object:
    found = proven(Told(field, value, words), text)
    return found.value if found else None


def test_a_value_is_inferred_with_the_words_that_prove_it() -> None:
    words = "First printed in the Lagos Star of 5 March 2019"
    assert proven(Told("publisher", "Lagos Star", words), TEXT) == Attested(
        "Lagos Star", "inferred", words
    )
    assert proven(Told("published", "2019-03-05", words), TEXT) == Attested(
        date(2019, 3, 5), "inferred", words
    )


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Printed in the Lagos Star",  # not so in the article
        "first printed in the Lagos Star",
        "irst printed in the Lagos Star",
        "First printed in the Lagos Star of 5 March 201",
        "First  printed in the Lagos Star",
    ],
)
def test_words_that_do_not_stand_in_the_article_prove_nothing(words: str) -> None:
    assert told("publisher", "Lagos Star", words) is None


def test_the_whole_article_is_no_proof() -> None:
    text = f"{TEXT} {'more words and ' * 30}"
    assert told("publisher", "Lagos Star", text.strip(), text) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2019-03-06", "Lagos Star of 5 March 2019"),  # another day
        ("2019-03-05", "Lagos Star"),
        ("2019-02-26", "last week"),
        ("2019-03-01", "March 2019"),
        ("March 2019", "5 March 2019"),
        ("soon", "5 March 2019"),
        ("2018-05-03", "the dam broke on 3 May 2018"),  # looked back on
    ],
)
def test_a_day_that_the_words_do_not_name_in_full_is_not_taken(value: str, words: str) -> None:
    assert told("published", value, words) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("This article is of 5 May 2018. Today, in 2019, it is void.", "5 May 2018"),
        ("This article is of 5 May 2018, and not of 6 May 2018.", "5 May 2018"),
        ("This article is of 4 May 2018 or 5 May 2018.", "4 May 2018 or 5 May 2018"),
        ("This article is of 05/06/2018.", "05/06/2018"),  # in May, or in June
        ("This article is of the day. It rained on 5 May 2018.", "5 May 2018"),
        ("A ship hit a pier on 5 May 2018, and the bridge was closed.", "5 May 2018"),
        ("The report was published on 5 May 2018.", "5 May 2018"),  # which one?
    ],
)
def test_a_day_that_may_well_be_another_is_not_taken(text: str, words: str) -> None:
    assert told("published", "2018-05-05", words, text) is None


@pytest.mark.parametrize("words", ["5 May 2018", "Saturday, May 5, 2018", "2018-05-05"])
def test_a_day_in_full_is_taken_however_it_is_written(words: str) -> None:
    text = f"It was 2,019 days ago in 2017. This article was posted on {words}, at noon."
    assert told("published", "2018-05-05", words, text) == date(2018, 5, 5)


def test_a_date_in_figures_is_taken_where_it_can_be_one_day_only() -> None:
    assert told("published", "2018-05-25", "25/05/2018", "Posted 25/05/2018!") == date(2018, 5, 25)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("The Lagos Star", "printed in the Lagos Star"),
        ("lagos star", "printed in the Lagos Star"),
        ("Star of", "Lagos Stars"),
        ("Narvik Gazette", "printed in the Lagos Star"),
        ("article", "First article"),  # no name
    ],
)
def test_a_publisher_that_the_words_do_not_name_is_not_taken(value: str, words: str) -> None:
    assert told("publisher", value, words) is None


@pytest.mark.parametrize("words", ["Narvik Gazette", "She spoke to the Narvik Gazette."])
def test_a_paper_that_is_only_quoted_is_no_publisher(words: str) -> None:
    assert told("publisher", "Narvik Gazette", words) is None


def test_the_evidence_is_the_sentence_in_which_the_article_speaks_of_itself() -> None:
    text = "The Lagos Star is old. This report was filed for the Lagos Star by Bo. It rained."
    found = proven(Told("publisher", "Lagos Star", "Lagos Star"), text)
    assert found == Attested(
        "Lagos Star", "inferred", "This report was filed for the Lagos Star by Bo."
    )


def test_an_agency_goes_by_its_usual_name() -> None:
    text = "Writing for the Associated Press by Bo."
    assert told("publisher", "Associated Press", "for the Associated Press", text) == "AP"


def test_a_line_above_the_story_is_a_title() -> None:
    assert told("title", "Taxi strike", "Taxi strike") == "Taxi strike"
    asks = "Will they ever learn what happened to the old dam?"
    assert told("title", asks, asks, f"{asks}\n\n{TEXT}") == asks


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Drivers stopped work in Lagos", TEXT),  # of the story
        ("First printed in the Lagos Star of 5 March 2019. First article of three.", TEXT),
        ("Taxi", TEXT),
        ("taxi strike", TEXT),
        ("By Ada Okafor", f"By Ada Okafor\n\n{TEXT}"),
        ("Taxi strike", "Taxi strike"),  # nothing below it
    ],
)
def test_what_is_no_line_above_the_story_is_no_title(value: str, text: str) -> None:
    assert told("title", value, value, text) is None


def test_the_words_of_another_line_prove_no_title() -> None:
    assert told("title", "Taxi strike", "Drivers stopped work") is None


def test_unknown_is_what_has_no_value() -> None:
    known = Metadata(title=Attested("A", "explicit", "title"))
    assert unknown_in(known) == ("publisher", "published")
