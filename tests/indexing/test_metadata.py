from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.article import Attested, Metadata, RawArticle
from indexing.clean import clean
from indexing.metadata import read_metadata

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))
STORY = "Envoys of both sides met in Seoul on Monday to talk about the letter."
DAY = date(2019, 9, 17)


def read(page: str, **fields: str) -> tuple[Metadata, str]:
    raw = RawArticle(id="a", source="a.txt", collection="a.txt", text=page, fields=fields)
    return read_metadata(raw, clean(page))


def read_seed(prefix: str) -> tuple[Metadata, str]:
    (path,) = [path for path in SEEDS if path.name.startswith(prefix)]
    return read(path.read_text(encoding="utf-8"))


def test_the_seed_with_a_date_line_states_date_and_agency() -> None:
    metadata, text = read_seed("000")
    line = "date 2019-09-17 Reuters, SEOUL"
    assert metadata.published == Attested(DAY, "explicit", line)
    assert metadata.publisher == Attested("Reuters", "explicit", line)
    assert text.startswith("North Korean leader Kim Jong-un invited")


@pytest.mark.parametrize(
    ("prefix", "publisher", "evidence"),
    [
        ("001", "CNN", "CNN reports"),
        ("002", "AFP", "HomeAFPTrump received Kim Jong Un letter seeking 2nd meet: White House"),
        (
            "003",
            "The Quint",
            "(At The Quint, we question everything. Play an active role in shaping our journalism"
            " by becoming a member today.)",
        ),
        ("004", "AP", "- AP"),
    ],
)
def test_the_other_seeds_let_their_publisher_be_inferred(
    prefix: str, publisher: str, evidence: str
) -> None:
    assert read_seed(prefix)[0].publisher == Attested(publisher, "inferred", evidence)


@pytest.mark.parametrize("prefix", ["001", "002", "003", "004"])
def test_a_seed_without_a_date_stays_undated(prefix: str) -> None:
    assert read_seed(prefix)[0].published == Attested()


def test_only_the_seed_with_a_headline_has_a_title() -> None:
    headline = "Trump received Kim Jong Un letter seeking 2nd meet: White House"
    titles = [read_seed(path.name[:3])[0].title for path in SEEDS]
    assert titles == [
        Attested(),
        Attested(),
        Attested(headline, "inferred", headline),
        Attested(),
        Attested(),
    ]


def test_a_closing_credit_leaves_the_text() -> None:
    assert read_seed("004")[1].endswith("against military action.")


def test_a_given_field_comes_before_what_the_text_says() -> None:
    metadata, text = read(
        f"By Jane Doe, Associated Press\nSept. 1, 2018, 9:00 a.m. ET\n{STORY}",
        title="Envoys meet",
        published="2019-09-17",
        publisher="The Daily Example",
        byline="J. Doe",
        url="https://example.com/2020/01/02/talks",
    )
    assert metadata == Metadata(
        title=Attested("Envoys meet", "explicit", "title"),
        publisher=Attested("The Daily Example", "explicit", "publisher"),
        byline=Attested("J. Doe", "explicit", "byline"),
        published=Attested(DAY, "explicit", "published"),
        url=Attested("https://example.com/2020/01/02/talks", "explicit", "url"),
    )
    assert text == STORY


def test_an_empty_field_is_none_and_a_field_is_one_line() -> None:
    metadata, _ = read(STORY, title=" Envoys\u200b\nmeet ", publisher=" ")
    assert metadata.title.value == "Envoys meet"
    assert metadata.publisher == Attested()


def test_headline_byline_and_date_are_read_off_the_top() -> None:
    metadata, text = read(f"Envoys meet in Seoul\nBy Jane Doe\nSept. 17, 2019\n\n{STORY}")
    assert metadata.title.value == "Envoys meet in Seoul"
    assert metadata.byline == Attested("Jane Doe", "inferred", "By Jane Doe")
    assert metadata.published == Attested(DAY, "inferred", "Sept. 17, 2019")
    assert text == f"Envoys meet in Seoul\n\n{STORY}"


def test_names_above_a_date_are_the_byline_where_the_title_is_known() -> None:
    page = f"Jane Doe\nOpinion columnist\nSept. 17, 2019, 9:00 a.m. ET\n\n{STORY}"
    metadata, text = read(page, title="Envoys meet")
    assert metadata.byline.value == "Jane Doe, Opinion columnist"
    assert text == STORY


def test_a_short_first_line_above_a_date_is_not_taken_for_a_name() -> None:
    metadata, text = read(f"Envoys Meet Again\nSept. 17, 2019\n\n{STORY}")
    assert metadata.byline == Attested()
    assert text.startswith("Envoys Meet Again")


def test_a_dateline_stays_in_the_text() -> None:
    page = f"SEOUL (AP) — {STORY}"
    metadata, text = read(page)
    assert metadata.publisher == Attested("AP", "inferred", "SEOUL (AP) —")
    assert text == page


def test_what_is_stated_comes_before_what_is_inferred() -> None:
    metadata, _ = read(
        f"Published Sept. 17, 2019\n{STORY}", url="https://www.example.com/2019/09/18/a"
    )
    assert metadata.published.value == DAY
    assert metadata.publisher.value == "example.com"


def test_a_date_in_the_address_is_inferred() -> None:
    url = "https://example.com/world/2019/9/17/talks"
    assert read(STORY, url=url)[0].published == Attested(DAY, "inferred", url)


def test_a_copyright_notice_names_the_publisher() -> None:
    metadata, text = read(f"{STORY}\nCopyright 2019 The Associated Press. All rights reserved.")
    assert (metadata.publisher.value, metadata.publisher.provenance) == ("AP", "inferred")
    assert text == STORY


def test_a_photo_credit_is_no_copyright_notice() -> None:
    assert read(f"{STORY}\n© Example Images")[0].publisher == Attested()


def test_an_appeal_that_is_reported_names_no_publisher() -> None:
    page = f"{STORY}\n“At Acme, we question everything. Become a member today,” he said."
    assert read(page)[0].publisher == Attested()


@pytest.mark.parametrize(
    "first",
    [
        "The talks, at last, go on.",
        "Jane Doe and John Roe",
        "Moon speaks",
        "SEOUL — Rain fell today",
    ],
)
def test_a_first_line_that_is_no_headline_is_no_title(first: str) -> None:
    assert read(f"{first}\n\n{STORY}")[0].title == Attested()


def test_a_text_of_credits_alone_is_kept() -> None:
    assert read("Reuters")[1] == "Reuters"


@given(
    st.lists(
        st.sampled_from(
            [
                "",
                STORY,
                "By Jane Doe",
                "Reuters",
                "- AP",
                "Sept. 17, 2019",
                "Home",
                "Envoys meet in Seoul",
            ]
        ),
        max_size=12,
    ).map("\n".join)
)
def test_metadata_only_takes_lines_away(page: str) -> None:
    metadata, text = read(page)
    assert set(text.split("\n")) <= {"", *clean(page).split("\n")}
    assert metadata.published.value in (None, DAY)


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_and_any_address_can_be_read(page: str, url: str) -> None:
    assert isinstance(read(page, url=url, published=url)[0], Metadata)


@pytest.mark.parametrize("unit", ["At Acme, we ", "\n", "\n ", "© 2020 "])
def test_reading_takes_time_by_length_alone(unit: str) -> None:
    started = perf_counter()
    read(f"{STORY}\n{unit * 20_000}")
    assert perf_counter() - started < 10  # a quadratic search takes minutes
