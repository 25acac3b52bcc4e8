"""How evidence is worded in an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import as_said, flat, listed, plural, with_markers
from service.words import words_of
from tests.service.newsroom import Remark, heard

OKAFOR = "Ada Okafor"
words = st.text(alphabet=st.sampled_from("ab cd.“”éß \n"), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("text", "mention", "speaker", "said"),
    [
        ("She called it safe.", "She", OKAFOR, "Ada Okafor called it safe."),
        ("“It holds,” she said.", "she", OKAFOR, "“It holds,” Ada Okafor said."),
        ("Okafor called it safe.", "Okafor", OKAFOR, "Ada Okafor called it safe."),
        ("Mrs Okafor called it safe.", "Mrs Okafor", OKAFOR, "Mrs Okafor called it safe."),
        (
            "Water Minister Ada Okafor called it safe.",
            "Water Minister Ada Okafor",
            OKAFOR,
            "Water Minister Ada Okafor called it safe.",
        ),
        (
            "Kenya's minister called it safe.",
            "Kenya's minister",
            OKAFOR,
            "Kenya's minister (Ada Okafor) called it safe.",
        ),
        ("They called it safe.", "They", "engineers", "Engineers called it safe."),
        ("The engineers shrugged.", "The engineers", "engineers", "The engineers shrugged."),
        ("“It holds,” said Okafor’s aide.", "Okafor’s aide", "Okafor’s aide", None),
        ("Cho Min-seo shrugged.", "Cho Min-seo", "Cho Min Seo", "Cho Min-seo shrugged."),
    ],
)
def test_the_speaker_is_named(text: str, mention: str, speaker: str, said: str | None) -> None:
    assert as_said(heard(Remark(text, speaker, mention))) == (said or text)


def test_a_speaker_named_elsewhere_stands_before_the_words() -> None:
    assert as_said(heard(Remark("“It holds.”", OKAFOR))) == "Ada Okafor: “It holds.”"


def test_a_speaker_whose_name_stands_there_is_not_named_twice() -> None:
    assert as_said(heard(Remark("Okafor: “It holds.”", OKAFOR))) == "Okafor: “It holds.”"


@pytest.mark.parametrize(
    ("speaker", "text", "said"),
    [
        ("Moon Jae In", "“We continue inside.”", "Moon Jae In: “We continue inside.”"),
        ("Moon Jae In", "“It is in,” Moon added.", "“It is in,” Moon added."),
        ("Bo Li", "“Boats like it.”", "Bo Li: “Boats like it.”"),
        ("Water Ministry", "“No water.”", "Water Ministry: “No water.”"),
        ("engineers", "Engineers shrugged.", "Engineers shrugged."),
    ],
)
def test_only_a_whole_part_of_a_name_names_the_speaker(speaker: str, text: str, said: str) -> None:
    assert as_said(heard(Remark(text, speaker))) == said


@pytest.mark.parametrize(
    ("text", "mention", "said"),
    [
        ("He'd said it holds.", "He", "Moon Jae In: He'd said it holds."),
        ("He’ll rest, he said.", "He", "Moon Jae In: He’ll rest, he said."),
        ("In Moon’s words, it holds.", "Moon", "In Moon Jae In’s words, it holds."),
    ],
)
def test_a_name_is_not_put_before_a_contraction(text: str, mention: str, said: str) -> None:
    assert as_said(heard(Remark(text, "Moon Jae In", mention))) == said


def test_words_of_nobody_are_left_as_they_are() -> None:
    assert as_said(heard(Remark("It was called safe.", None))) == "It was called safe."


@given(before=words, after=words)
def test_no_word_but_the_mention_is_dropped(before: str, after: str) -> None:
    said = as_said(heard(Remark(f"{before} SHE {after}", OKAFOR, "SHE")))
    assert words_of(said) == [*words_of(before), "Ada", "Okafor", *words_of(after)]


@given(words)
def test_a_flat_text_has_one_line_and_all_its_words(text: str) -> None:
    assert "\n" not in flat(text)
    assert flat(text).split() == text.split()


def test_a_number_in_brackets_does_not_look_like_a_marker() -> None:
    assert flat("It holds [7], he [sic] said [[12]].") == "It holds (7), he [sic] said [(12)]."


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("It holds.", "It holds [1]."),
        ("Does it?", "Does it [1]?"),
        ("She said “it holds.”", "She said “it holds.” [1]"),
        ("And then...", "And then... [1]"),
        ("It is in the U.S.", "It is in the U.S. [1]"),
        ("It opened at 9 a.m.", "It opened at 9 a.m. [1]"),
        ("It is of Dam Inc.", "It is of Dam Inc. [1]"),
        ("It is of vitamin C.", "It is of vitamin C [1]."),
        ("Dam holds", "Dam holds [1]."),
    ],
)
def test_a_marker_stands_at_the_end_of_its_sentence(text: str, marked: str) -> None:
    assert with_markers(text, [1]) == marked


def test_several_markers_stand_in_order() -> None:
    assert with_markers("It holds.", [2, 5]) == "It holds [2] [5]."


@pytest.mark.parametrize(
    ("names", "text"),
    [(["Ada"], "Ada"), (["Ada", "Bo"], "Ada or Bo"), (["Ada", "Bo", "Cy"], "Ada, Bo or Cy")],
)
def test_names_are_listed_as_in_a_sentence(names: list[str], text: str) -> None:
    assert listed(names, "or") == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 dams"), (1, "1 dam"), (2, "2 dams")])
def test_one_thing_is_singular(count: int, text: str) -> None:
    assert plural(count, "dam") == text
