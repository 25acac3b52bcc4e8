import pytest

from indexing.formats.fields import Unfit, read_fields, read_text


def test_known_keys_become_fields_and_others_are_passed_over() -> None:
    row = {
        "title": " Envoys\u00a0meet\n again ",
        "date": "Sept. 17, 2019",
        "source": "The Example",
        "authors": ["Jane Doe", "John Roe"],
        "url": "https://example.com/a",
        "meta": {"pages": 3},
    }
    assert read_fields(row) == {
        "title": "Envoys meet again",
        "published": "2019-09-17",
        "publisher": "The Example",
        "byline": "Jane Doe, John Roe",
        "url": "https://example.com/a",
    }


def test_the_first_of_two_names_of_a_field_counts() -> None:
    row = {"published": "2019-09-17", "date": "2020-01-01", "publisher": "A", "source": "B"}
    assert read_fields(row) == {"published": "2019-09-17", "publisher": "A"}


@pytest.mark.parametrize("empty", [None, "", "  ", "\u200b"])
def test_an_empty_value_is_no_field(empty: str | None) -> None:
    assert read_fields({"title": empty, "date": empty, "authors": [], "url": empty}) == {}


@pytest.mark.parametrize("url", ["https://example.com", "HTTP://example.com", "/wiki/Moon", "a b"])
def test_an_address_may_be_relative(url: str) -> None:
    assert read_fields({"url": url}) == {"url": url}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": 7}, "title is a number, not text"),
        ({"title": True}, "title is true or false, not text"),
        ({"source": {"name": "A"}}, "source is an object, not text"),
        ({"authors": ["A", None, 3]}, "author is a number, not text"),
        ({"title": ["A"]}, "title is a list, not text"),
        ({"authors": ["A", ["B"]]}, "author is a list in a list, not text"),
        ({"date": 20190917}, "date is a number, not text"),
        ({"date": "last week"}, "invalid date 'last week': write it as YYYY-MM-DD"),
        ({"date": "2019-02-30"}, "invalid date '2019-02-30': write it as YYYY-MM-DD"),
        ({"url": "javascript:alert(1)"}, "url has to begin with http"),
        ({"title": "x" * 2_001}, "title is longer than 2,000 characters"),
    ],
)
def test_a_value_of_the_wrong_kind_is_unfit(row: dict[str, object], reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        read_fields(row)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "text is missing"),
        ({"text": None}, "text is missing"),
        ({"text": " \n"}, "text is empty"),
        ({"text": ["a"]}, "text is a list, not text"),
    ],
)
def test_an_article_needs_text(row: dict[str, object], reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        read_text(row)
