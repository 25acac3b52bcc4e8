import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.words import contains, plain, unmarked


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("He said “no  rockets”.", "No rockets"),
        ("Moon doesn’t see it as a failure", "doesn't see it"),
        ("a behind‑the‑scenes talk", "behind-the-scenes"),
        ("they met on June 30 [1].", "June 30."),
        ("it was “very [2] warm”", "very warm"),
        ("on Aug. 9 he", "aug. 9"),
        ("NORTH KOREA’S leader", "North Korea"),
    ],
)
def test_a_phrase_is_found_whatever_the_typography(text: str, phrase: str) -> None:
    assert contains(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("threefold", "three"), ("June 30", "June 3"), ("in 2018", "18"), ("unmoved", "moved")],
)
def test_a_part_of_a_word_is_not_found(text: str, phrase: str) -> None:
    assert not contains(text, phrase)


def test_markers_and_quotation_marks_do_not_count() -> None:
    assert plain("Moon said “Yes” [1] [2].") == "moon said yes."


@given(st.text())
def test_any_text_contains_itself(text: str) -> None:
    assert contains(text, text)


def test_markers_are_taken_out_and_the_typography_stays() -> None:
    assert unmarked("He said “So” [1], and  “No” [2] [3].") == "He said “So”, and  “No”."
