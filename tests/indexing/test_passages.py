from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.passages import passages_of
from indexing.sentences import sentence_spans

TEXT = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.sampled_from("ab. \nA”"), max_size=200),
    # Sentences that repeat themselves, which would confuse offsets found by searching.
    st.lists(st.sampled_from(["No rockets. ", "No rockets.\n", "We saw no rockets. "])).map(
        "".join
    ),
)
LIMIT = st.integers(min_value=1, max_value=30)


def paragraph(words: int) -> str:
    return " ".join(["The", *["word"] * (words - 2), "end."])


def sizes(text: str, max_words: int) -> list[int]:
    return [len(passage.text.split()) for passage in passages_of("a", text, max_words=max_words)]


@given(TEXT, LIMIT)
def test_the_words_of_a_passage_stand_at_its_place(text: str, max_words: int) -> None:
    for passage in passages_of("a", text, max_words=max_words):
        assert passage.text == text[passage.start : passage.end]


@given(TEXT, LIMIT)
def test_passages_are_in_order_apart_and_cover_everything(text: str, max_words: int) -> None:
    passages = passages_of("a", text, max_words=max_words)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    gaps = [
        0,
        *(place for passage in passages for place in (passage.start, passage.end)),
        len(text),
    ]
    assert all(not text[gaps[i] : gaps[i + 1]].strip() for i in range(0, len(gaps), 2))


@given(TEXT, LIMIT)
def test_a_passage_holds_between_one_word_and_the_limit(text: str, max_words: int) -> None:
    assert all(1 <= size <= max_words for size in sizes(text, max_words))


@given(TEXT)
def test_passages_end_where_sentences_end_if_every_sentence_fits(text: str) -> None:
    ends = {span.end for span in sentence_spans(text)}
    assert all(passage.end in ends for passage in passages_of("a", text, max_words=200))


@given(TEXT, LIMIT)
def test_passage_ids_differ_and_come_out_the_same_again(text: str, max_words: int) -> None:
    ids = [passage.id for passage in passages_of("a", text, max_words=max_words)]
    assert len(set(ids)) == len(ids)
    assert ids == [passage.id for passage in passages_of("a", text, max_words=max_words)]


def test_the_same_words_in_another_article_have_another_id() -> None:
    assert passages_of("a", "No rockets.")[0].id != passages_of("b", "No rockets.")[0].id


def test_a_passage_id_is_24_hex_digits() -> None:
    assert len(bytes.fromhex(passages_of("a", "No rockets.")[0].id)) == 12


def test_a_passage_ends_with_a_paragraph_once_it_is_three_quarters_full() -> None:
    text = f"{paragraph(3)} {paragraph(4)}\n\n{paragraph(2)} {paragraph(5)} {paragraph(5)}"
    assert sizes(text, 10) == [7, 7, 5]


def test_a_paragraph_end_too_early_is_passed_over() -> None:
    text = f"{paragraph(2)}\n{paragraph(4)} {paragraph(4)} {paragraph(10)}"
    assert sizes(text, 10) == [10, 10]


def test_what_little_is_left_is_shared_out() -> None:
    assert sizes(" ".join([paragraph(2)] * 6), 10) == [6, 6]


def test_a_sentence_longer_than_a_passage_is_cut_at_spaces() -> None:
    assert sizes(paragraph(25), 10) == [10, 10, 5]


def test_a_text_without_words_has_no_passages() -> None:
    assert passages_of("a", " \n ") == ()


def test_a_limit_below_one_word_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        passages_of("a", "No rockets.", max_words=0)
