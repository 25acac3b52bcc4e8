"""Names that a sentence has and its evidence has not."""

import pytest

from service.support.names import strange_names
from service.terms import Stems
from service.words import stems_of

TEXT = "Ada Okafor owns a dam above Lisbon, and the U.S. navy a boat. Tolls rise."


@pytest.mark.parametrize(
    ("sentence", "strange"),
    [
        ("Okafor owns it.", []),
        ("The dam is in Portugal.", []),  # another name for the same place
        ("The US navy has a boat.", []),
        ("The U.S. has one.", []),
        ("The dam belongs to Nowak.", ["Nowak"]),
        ("Nowak owns the dam.", ["Nowak"]),
        ("The dam is in Madrid.", ["Madrid"]),
        ("Tolls rise.", []),
        ("Drivers pay.", []),  # no name: they drive
        ("Recently it rose.", []),
    ],
)
def test_what_is_named_stands_in_the_text(sentence: str, strange: list[str]) -> None:
    assert strange_names(sentence, Stems(stems_of(TEXT)), articles=[TEXT]) == strange


def test_a_word_that_the_article_writes_small_is_no_name() -> None:
    assert strange_names("Anger is growing.", Stems([]), articles=["Much anger here."]) == []
