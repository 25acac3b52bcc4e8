from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.clean import clean, find_breadcrumb, head_of, tidy

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))
STORY = "Envoys of both sides met in Seoul on Monday to talk about the letter."
LINES = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            STORY,
            "Home",
            "HomeAsiaEnvoys meet",
            "Envoys meet",
            "Saturday, July 27, 2024",
            "Most Popular",
            "Recent Comments",
            "- Advertisement -",
            "Reach her at jane@example.com.",
            "Moon hails talks with the north as a step",
            "x" * 70,
        ]
    ),
    max_size=25,
).map("\n".join)
TEXT = st.one_of(st.text(max_size=200), LINES)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def seed(prefix: str) -> str:
    (path,) = [path for path in SEEDS if path.name.startswith(prefix)]
    return clean(path.read_text(encoding="utf-8"))


@given(TEXT)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXT)
def test_cleaning_never_invents_or_reorders_words(text: str) -> None:
    rest = iter(letters(text))
    assert all(letter in rest for letter in letters(clean(text)))


@given(TEXT)
def test_the_words_of_a_line_stood_in_this_order(text: str) -> None:
    # Not always side by side: navigation inside a wrapped paragraph is cut out of it.
    for line in clean(text).split("\n"):
        rest = iter(letters(text))
        assert all(letter in rest for letter in letters(line))


@given(TEXT)
def test_canonical_text_has_single_spaces_and_single_blank_lines(text: str) -> None:
    cleaned = clean(text)
    assert not any(odd in cleaned for odd in ("  ", "\n\n\n", " \n", "\n ", "\r", "\t", "\u00a0"))
    assert cleaned == cleaned.strip()


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("zero\u200bwidth\ufeff and\u00ad soft", "zerowidth and soft"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("half \ud83d of a pair", "half of a pair"),
        ("one \n\n \n\n two ", "one\n\ntwo"),
        ("“curly” ‘quotes’ – and — dashes…", "“curly” ‘quotes’ – and — dashes…"),
        ("don\x92t say \x93no\x94\x85", "don’t say “no”…"),
    ],
)
def test_characters_and_spaces_are_tidied(raw: str, cleaned: str) -> None:
    assert tidy(raw) == clean(raw) == cleaned


def test_a_print_date_above_the_navigation_goes_with_it() -> None:
    page = f"Saturday, July 27, 2024\nHomeAsiaEnvoys meet\n\nEnvoys meet\n\n{STORY}"
    assert clean(page) == f"Envoys meet\n\n{STORY}"


def test_a_date_without_navigation_stays() -> None:
    assert clean(f"July 27, 2024\n\n{STORY}") == f"July 27, 2024\n\n{STORY}"


def test_navigation_with_separators_goes() -> None:
    assert clean(f"Home > World > Asia\n{STORY}") == STORY


def test_a_sentence_about_a_home_is_no_navigation() -> None:
    text = f"Homeowners meet\n{STORY}"
    assert clean(text) == text


def test_a_doubled_headline_stands_once() -> None:
    assert clean(f"Envoys meet\n\nEnvoys meet\n{STORY}") == f"Envoys meet\n{STORY}"


def test_lines_that_repeat_themselves_in_the_story_stay() -> None:
    text = "\n".join(
        [f"{number}. {STORY}" for number in range(8)] + ["No more war!", "No more war!"]
    )
    assert clean(text) == text


def test_widgets_at_the_end_go_with_their_lists() -> None:
    page = f"{STORY}\nMost Popular\nA cat on a train\n\nRecent Comments\nJohn on A cat on a train"
    assert clean(page) == STORY


def test_a_widget_heading_inside_the_story_takes_nothing_with_it() -> None:
    page = f"{STORY}\nRead more\nA cat on a train\n{STORY} Again."
    assert clean(page) == f"{STORY}\nA cat on a train\n{STORY} Again."


def test_what_readers_wrote_goes_with_its_heading_prose_or_not() -> None:
    page = f"{STORY}\n\nReaders' comments\n\nMaria Keller: {STORY}"
    assert clean(page) == STORY


def test_a_heading_of_comments_that_no_prose_precedes_takes_nothing_with_it() -> None:
    page = f"Readers' comments\n{STORY}"
    assert clean(page) == page


def test_a_list_under_a_heading_that_no_prose_precedes_stays() -> None:
    assert clean("Top stories\nA cat on a train\nA dog on a boat") == (
        "A cat on a train\nA dog on a boat"
    )


def test_contact_lines_go_from_the_end_only() -> None:
    contact = "Reach her at jane@example.com."
    story = [f"{number}. {STORY}" for number in range(6)]
    page = "\n".join([story[0], contact, *story[1:], contact])
    assert clean(page) == "\n".join([story[0], contact, *story[1:]])


def test_text_wrapped_at_a_fixed_width_gets_a_line_for_a_paragraph() -> None:
    paragraph = " ".join(["Envoys of both sides met again in the old village to talk"] * 12) + "."
    words, lines = paragraph.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    wrapped = "\n".join(lines)
    assert clean(f"{wrapped}\n\nThe end.") == f"{paragraph}\n\nThe end."


def test_a_paragraph_a_line_is_left_as_it_is() -> None:
    text = "\n".join(f"{number}. {STORY}" for number in range(10))
    assert clean(text) == text


def test_a_page_that_is_all_frame_cleans_to_nothing() -> None:
    assert clean("Share\nMost Popular\n- Advertisement -") == ""


def test_the_section_is_read_off_the_navigation() -> None:
    breadcrumb = find_breadcrumb(head_of("HomeAsiaEnvoys meet\n\nEnvoys meet"))
    assert breadcrumb is not None
    assert (breadcrumb.place, breadcrumb.section) == (0, "Asia")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_seed_keeps_what_its_page_added(path: Path) -> None:
    text = clean(path.read_text(encoding="utf-8"))
    frame = (
        "first to comment",
        "Advertisment",
        "Most Popular",
        "becoming a member",
        "HomeAFP",
        "2024",
    )
    assert not any(words in text for words in frame)


def test_the_seed_with_a_doubled_headline_begins_with_it_once() -> None:
    headline = "Trump received Kim Jong Un letter seeking 2nd meet: White House"
    text = seed("002")
    assert text.startswith(f"{headline}\n\nUS President")
    assert text.count(headline) == 1


@pytest.mark.parametrize(
    ("prefix", "ending"),
    [
        ("001", "sanctions on North Korea will remain in place."),
        ("002", "when we have further details.”"),
        ("003", "never had close ties with, they say."),
    ],
)
def test_a_seed_ends_where_its_story_ends(prefix: str, ending: str) -> None:
    assert seed(prefix).endswith(ending)


@pytest.mark.parametrize(
    "unit",
    ["Home\n", "HomeA b\nA b\n", "Home > A\n", "Most Popular\nx\n", "a@b Reach her at\n", "word "],
)
def test_time_grows_with_length_alone(unit: str) -> None:
    """A quadratic pass would need minutes here; the bound is generous for a busy machine."""
    started = perf_counter()
    clean(STORY + "\n" + unit * 30_000)
    assert perf_counter() - started < 20
