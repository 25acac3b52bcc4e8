"""Whether a sentence can be read alone."""

import pytest

from service.support.alone import is_sentence, unanchored


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Okafor spoke on Monday.", True),
        ("It was Okafor.", True),
        ("Leaks.", False),
        ("Hanoi, Bangkok and Hawaii", False),
        ("The City of Hanoi", False),
    ],
)
def test_names_alone_are_no_sentence(text: str, *, is_one: bool) -> None:
    assert is_sentence(text) is is_one


@pytest.mark.parametrize(
    ("claim", "left_out"),
    [
        ("Okafor had a letter that came a day before.", ("a day before", "last week")),
        ("Last week Okafor said she had a letter that came a day before.", None),
        ("Okafor had a letter that came three days after the flood.", None),
        ("Okafor had a letter.", None),
    ],
)
def test_a_time_that_counts_from_another_needs_that(
    claim: str, left_out: tuple[str, str] | None
) -> None:
    said = "In an interview last week, Okafor said she had a letter that came a day before."
    assert unanchored(claim, [said]) == left_out


def test_what_counts_from_a_time_outside_of_the_sentence_cannot_keep_it() -> None:
    assert unanchored("A letter came a day before.", ["The letter came a day before."]) is None
