"""Other people's words in Slack's markup stay words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.slack.mrkdwn import BLOCK_CHARS, entities, is_link, link, literal, pieces, shortened
from tests.service.slack.reading import read

HOSTILE = [
    "<!channel> <!here> <@U1> <#C1|x> <https://evil.example|click>",
    "*bold* _italic_ ~gone~ `code` ```block```",
    "(*bold*) “_italic_” —*so*",
    "> quoted",
    "line\n> quoted\n>>> all of it",
    "&lt;!channel&gt; &amp; AT&T",
    ":smile: :+1: 12:30:45",
    "<!date^00000000^{_}|*>",
    "*_~`*_~`",
    "https://evil.example/*a*",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(text: str) -> None:
    shown = read(literal(text))
    assert shown.text.replace("\u2060", "") == text
    assert (shown.links, shown.mentions, shown.styled) == ((), (), ())


@given(st.text(alphabet=st.sampled_from("ab <>&*_~`:!@#|\n>1."), max_size=60))
def test_any_words_are_shown_and_do_nothing(text: str) -> None:
    shown = read(literal(text))
    assert shown.text.replace("\u2060", "") == text
    assert (shown.links, shown.mentions, shown.styled) == ((), (), ())


def test_what_steers_the_direction_of_text_is_left_out() -> None:
    assert literal("a\u202eb\x00c\ud83dd") == "abcd"


def test_the_reader_of_these_tests_sees_what_is_not_escaped() -> None:
    shown = read("<!channel> *bold* <https://a.example|a> :smile:\n> quoted\n&gt; quoted")
    assert shown.mentions == ("!channel",)
    assert shown.links == ("https://a.example",)
    assert set(shown.styled) == {"*bold*", ":smile:", ">"}


def test_a_notification_holds_no_mention() -> None:
    assert entities("<!channel> & *so*") == "&lt;!channel&gt; &amp; *so*"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a?b=c&d=e#f",
        "https://news.example/a|b>c<d e",
        "https://news.example/%C3%A9é",
        'https://news.example/"x"',
    ],
)
def test_an_address_does_not_end_its_link(url: str) -> None:
    markup = link(url, "[1]")
    shown = read(markup)
    assert shown.text == "[1]"
    assert len(shown.links) == 1
    assert not set(markup[1:-1].partition("|")[0]) & set('<>| "')


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("slack://open", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, expected: bool) -> None:
    assert is_link(url) is expected


@given(st.text(alphabet=st.sampled_from("ab.<*& \n"), max_size=400), st.integers(60, 200))
def test_pieces_fit_and_lose_no_word(text: str, limit: int) -> None:
    cut = list(pieces(text, limit=limit))
    assert all(0 < len(literal(piece)) <= limit for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_a_piece_ends_with_a_sentence_and_its_marker() -> None:
    text = "One sentence here. [1] Another one there. [2]"
    assert list(pieces(text, limit=30)) == ["One sentence here. [1]", "Another one there. [2]"]


def test_words_are_not_cut_where_there_is_a_space() -> None:
    text = " ".join(["word"] * 2_000)
    cut = list(pieces(text))
    assert all(len(piece) <= BLOCK_CHARS for piece in cut)
    assert " ".join(cut) == text


def test_what_is_shortened_says_so() -> None:
    assert shortened("a" * 10, limit=10) == "a" * 10
    assert shortened("*" * 100, limit=60).endswith("…")
    assert len(shortened("*" * 100, limit=60)) <= 60
