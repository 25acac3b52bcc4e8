from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.credits import (
    Clue,
    names_writers,
    read_closing_credit,
    read_credit_line,
    read_dateline,
    read_names,
    read_quoted_source,
)

DAY = date(2019, 9, 17)


def values(clues: list[Clue]) -> dict[str, object]:
    return {clue.field: clue.found.value for clue in clues}


@pytest.mark.parametrize(
    ("line", "provenance"),
    [
        ("date 2019-09-17 Reuters, SEOUL", "explicit"),
        ("Date: 2019-09-17", "explicit"),
        ("Published Sept. 17, 2019", "explicit"),
        ("Posted on: 17 September 2019", "explicit"),
        ("Sept. 17, 2019, 5:17 p.m. ET", "explicit"),
        ("5:17 p.m. ET Sept. 17, 2019", "explicit"),
        ("Sept. 17, 2019 Updated Sept. 18, 2019, 9:00 a.m. ET", "inferred"),
        ("Sept. 17, 2019", "inferred"),
        ("Tuesday, September 17, 2019", "inferred"),
        ("Updated Sept. 17, 2019, 5:17 p.m. ET", "inferred"),
        ("Last updated: Sept. 17, 2019", "inferred"),
    ],
)
def test_a_date_line_gives_the_date(line: str, provenance: str) -> None:
    published = next(clue for clue in read_credit_line(line) if clue.field == "published")
    assert published.found.value == DAY
    assert published.found.provenance == provenance
    assert published.found.evidence == line


@pytest.mark.parametrize(
    "line",
    [
        "On Sept. 17, 2019 the envoys met.",
        "Sept. 17, 2019, the day of the talks",
        "Sept. 17",
        "Feb. 30, 2019",
        "Born Sept. 17, 2019",
        "",
        "|",
    ],
)
def test_a_line_that_says_more_than_a_date_is_no_date_line(line: str) -> None:
    assert read_credit_line(line) == []


def test_a_date_line_may_name_the_agency() -> None:
    clues = read_credit_line("date 2019-09-17 Reuters, SEOUL")
    assert values(clues) == {"published": DAY, "publisher": "Reuters"}
    assert {clue.found.provenance for clue in clues} == {"explicit"}


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("By Jane Doe", {"byline": "Jane Doe"}),
        ("BY JANE DOE AND JOHN ROE", {"byline": "JANE DOE AND JOHN ROE"}),
        ("By Jane Doe and John Roe", {"byline": "Jane Doe and John Roe"}),
        ("By A. B. Doe, Jo van Roe and X Y", {"byline": "A. B. Doe, Jo van Roe and X Y"}),
        ("By Jane Doe, Associated Press", {"byline": "Jane Doe", "publisher": "AP"}),
        ("Written by: Jane Doe for CNN", {"byline": "Jane Doe", "publisher": "CNN"}),
        ("By Jane Doe, Staff Writer", {"byline": "Jane Doe"}),
        ("By Reuters", {"publisher": "Reuters"}),
        ("Jane Doe, Associated Press", {"byline": "Jane Doe", "publisher": "AP"}),
        ("Jane Doe | AFP", {"byline": "Jane Doe", "publisher": "AFP"}),
        ("Reuters", {"publisher": "Reuters"}),
        ("CNN —", {"publisher": "CNN"}),
        (
            "By Jane Doe | Reuters | Sept. 17, 2019",
            {"byline": "Jane Doe", "publisher": "Reuters", "published": DAY},
        ),
    ],
)
def test_a_byline_gives_writers_and_agency(line: str, read: dict[str, object]) -> None:
    assert values(read_credit_line(line)) == read


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the talks had failed.",
        "By the time they met, Jane Doe had left",
        "Jane Doe",
        "Trump and Kim, again",
        "Talks fail | Opinion | Five more things | The week | Sports",
        "Special for USA TODAY",
    ],
)
def test_a_line_that_is_no_byline_gives_nothing(line: str) -> None:
    assert read_credit_line(line) == []


@given(st.text(max_size=100))
def test_any_line_can_be_read(line: str) -> None:
    for clue in [
        *read_credit_line(line),
        *read_dateline(line),
        *read_closing_credit(line),
        *read_quoted_source(line),
        *read_names([line]),
    ]:
        assert clue.found.value
        assert clue.found.evidence


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (["Jane Doe"], "Jane Doe"),
        (["Jane Doe", "Opinion columnist"], "Jane Doe, Opinion columnist"),
        (
            ["Jane Doe and John Roe", "The Daily Example"],
            "Jane Doe and John Roe, The Daily Example",
        ),
        (["Jane Doe", "WXYZ-TV, Springfield, Ill."], "Jane Doe, WXYZ-TV, Springfield, Ill."),
        (["From staff and wire reports"], "From staff and wire reports"),
    ],
)
def test_names_in_lines_of_their_own_are_a_byline(lines: list[str], byline: str) -> None:
    assert values(read_names(lines)) == {"byline": byline}


@pytest.mark.parametrize(
    "lines", [[], ["Opinion columnist"], ["Talks go on"], ["Jane Doe", "is here"]]
)
def test_other_lines_are_no_byline(lines: list[str]) -> None:
    assert read_names(lines) == []


@pytest.mark.parametrize(
    "line", ["Jane Doe and John Roe", "Dr. Jane Doe", "Jane B. Doe", "Opinion contributor"]
)
def test_credits_can_be_told_from_headlines(line: str) -> None:
    assert names_writers(line)


@pytest.mark.parametrize("line", ["Moon Hails Talks", "Trump and Kim Meet", "Talks fail"])
def test_headlines_can_be_told_from_credits(line: str) -> None:
    assert not names_writers(line)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("WASHINGTON (AP) — The envoys met.", "AP"),
        ("SEOUL, Sept 17 (Reuters) - The envoys met.", "Reuters"),
        ("DES MOINES, Iowa, Aug. 10 (UPI) — The envoys met.", "UPI"),
        ("(CNN) - The envoys met.", "CNN"),
        ("PARIS (AFP/Reuters) – The envoys met.", "AFP"),
        ("New York CNN Business —", "CNN"),
    ],
)
def test_a_dateline_names_the_agency(line: str, publisher: str) -> None:
    assert values(read_dateline(line)) == {"publisher": publisher}


def test_a_dateline_with_a_year_states_the_date() -> None:
    clues = read_dateline("SEOUL, Sept. 17, 2019 (Reuters) - The envoys met.")
    assert values(clues) == {"publisher": "Reuters", "published": DAY}


@pytest.mark.parametrize(
    "line",
    [
        "The minister spoke to reporters (AP) — and left.",
        "He joined CNN — a network in Atlanta — in 2018.",
        "SEOUL (NK) — The envoys met.",
        "SEOUL — The envoys met.",
    ],
)
def test_other_brackets_and_dashes_are_no_dateline(line: str) -> None:
    assert read_dateline(line) == []


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("- AP", "AP"),
        ("-Reuters", "Reuters"),
        ("— Agence France-Presse", "AFP"),
        ("(AFP)", "AFP"),
        ("Source: Xinhua", "Xinhua"),
        ("AFP/AP", "AFP"),
        ("The Associated Press.", "AP"),
    ],
)
def test_an_article_may_be_signed_by_its_agency(line: str, publisher: str) -> None:
    assert values(read_closing_credit(line)) == {"publisher": publisher}


@pytest.mark.parametrize(
    "line", ["Contributing: Jane Doe, Reuters", "They met on CNN.", "- Kim", "- AP and Kim", ""]
)
def test_other_endings_are_no_signature(line: str) -> None:
    assert read_closing_credit(line) == []


@pytest.mark.parametrize(
    ("sentence", "publisher"),
    [
        ("A letter was sent over the weekend, CNN reports.", "CNN"),
        ("A letter was sent, the Washington Post reports.", "The Washington Post"),
        ("A letter was sent, The Springfield Herald reports.", "The Springfield Herald"),
    ],
)
def test_an_opening_sentence_may_name_its_source(sentence: str, publisher: str) -> None:
    assert publisher.casefold() == str(values(read_quoted_source(sentence))["publisher"]).casefold()


@pytest.mark.parametrize(
    "sentence",
    [
        "A letter was sent, CNN reported.",
        "A letter was sent, Kim reports.",
        "A letter was sent, CNN reports, citing officials.",
        "CNN reports.",
    ],
)
def test_other_sentences_name_no_source(sentence: str) -> None:
    assert read_quoted_source(sentence) == []
