"""Whole sentences out of words that come one by one."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sentence_stream import whole_sentences


async def in_pieces(text: str, size: int) -> AsyncIterator[str]:
    for at in range(0, len(text), size):
        yield text[at : at + size]


async def parted(text: str, size: int = 4) -> list[str]:
    return [sentence async for sentence in whole_sentences(in_pieces(text, size))]


@pytest.mark.parametrize("size", [1, 3, 8, 500])
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The dam holds [1]. Tolls rise [2].", ["The dam holds [1].", "Tolls rise [2]."]),
        ("The dam holds. [1] Tolls rise.", ["The dam holds [1].", "Tolls rise."]),
        ("“It holds.” [1] [2] Tolls rise.", ["“It holds [1] [2].”", "Tolls rise."]),
        (
            "Mr. Okafor met Ms. Brandt on Sept. 17 [1].",
            ["Mr. Okafor met Ms. Brandt on Sept. 17 [1]."],
        ),
        ('He said "It holds. It is new." [1] So.', ['He said "It holds. It is new [1]."', "So."]),
        ("He said “It holds. It is new [1].\nSo.", ["He said “It holds. It is new [1].", "So."]),
        ("The dam holds [1]\nTolls rise [2]\n", ["The dam holds [1]", "Tolls rise [2]"]),
        ("The dam holds [1].\n\n\nTolls rise", ["The dam holds [1].", "Tolls rise"]),
        ("Half a sentence", ["Half a sentence"]),
        ("", []),
        (" \n ", []),
    ],
)
async def test_a_reply_is_parted_into_sentences(text: str, sentences: list[str], size: int) -> None:
    assert await parted(text, size) == sentences


async def test_a_sentence_is_told_before_the_next_is_whole() -> None:
    words = in_pieces("The dam holds [1]. Tolls do not rise [2].", 1)
    assert await anext(whole_sentences(words)) == "The dam holds [1]."
    assert "".join([piece async for piece in words]).endswith("not rise [2].")


async def test_a_line_that_ends_needs_no_next_word() -> None:
    words = in_pieces("The dam holds [1].\nT", 1)
    assert await anext(whole_sentences(words)) == "The dam holds [1]."
    assert "".join([piece async for piece in words]) == "T"


@given(st.text(alphabet="ab AB.!?\n[]12“”", max_size=60), st.integers(1, 10))
async def test_no_word_is_lost_or_added(text: str, size: int) -> None:
    told = "".join(await parted(text, size))
    assert sorted(told.replace(" ", "").replace("\n", "")) == sorted(
        text.replace(" ", "").replace("\n", "")
    )
