"""Statements: who is said to have said what, with exact places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.article import Statement
from indexing.statements import StatementExtractor


@pytest.fixture(scope="module")
def extractor() -> StatementExtractor:
    return StatementExtractor()


def assert_sound(text: str, statements: tuple[Statement, ...]) -> None:
    assert len({statement.id for statement in statements}) == len(statements)
    for statement in statements:
        sentence, content = statement.sentence, statement.content
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert content
        for span in content:
            assert sentence.start <= span.start < span.end <= sentence.end
            assert span.of(text) == span.of(text).strip()
        for earlier, later in zip(content, content[1:], strict=False):
            assert earlier.end <= later.start
        for span in filter(None, (statement.cue, statement.speaker_mention)):
            assert 0 <= span.start < span.end <= len(text)
        assert (statement.speaker is None) == (statement.speaker_key is None)
        assert 0 <= statement.confidence <= 1


PIECES = st.lists(
    st.sampled_from(
        ["“", "”", '"', "'", "‘", "’", ",", ".", "?", "\n", "\n\n", " ", " said ", " he ", " she ",
         "Trump", "President Kim Jong-un", " told reporters ", " that ", " according to ", "the ",
         " adding ", " was ", "agency", " 12 ", ":", " declined to ", "É", "…", "— ", "said", "X"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(text=st.one_of(st.text(max_size=200), PIECES))
def test_every_place_lies_in_the_text(extractor: StatementExtractor, text: str) -> None:
    assert_sound(text, extractor.extract("a", text))
