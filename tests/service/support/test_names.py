"""Names that a sentence has and its evidence has not."""

import pytest

from service.support.names import fuller_names, strange_names
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
        ("Boats rise.", []),  # no name: the text has a boat
        ("Harris owns the dam.", ["Harris"]),
        ("Reed owns the dam.", ["Reed"]),
        ("Harris's dam is above Lisbon.", ["Harris"]),
        ("The dam is above Çanakkale.", ["Çanakkale"]),
        ("İzmir has a boat.", ["İzmir"]),
        ("Additionally, tolls rise.", []),
        ("Recently it rose.", []),
    ],
)
def test_what_is_named_stands_in_the_text(sentence: str, strange: list[str]) -> None:
    assert strange_names(sentence, Stems(stems_of(TEXT)), articles=[TEXT]) == strange


@pytest.mark.parametrize(
    ("there", "told", "is_held"),
    [
        ("in Moscow", "in Russia", True),
        ("by Russians", "in Russia", True),
        ("in Russia", "in Moscow", False),
        ("in China", "by the Chinese", False),
    ],
)
def test_a_place_may_be_told_less_exactly(there: str, told: str, *, is_held: bool) -> None:
    strange = strange_names(f"It was made {told}.", Stems(stems_of(there)), articles=[there])
    assert (strange == []) is is_held


@pytest.mark.parametrize(
    ("sentence", "fuller"),
    [
        ("Ivanka Trump came.", ["Ivanka Trump"]),
        ("They saw Ivanka Trump there.", ["Ivanka Trump"]),
        ("Donald Trump came.", []),
        ("President Trump came.", []),
        ("Ada Okafor came.", []),
        ("Chinese President Trump came.", []),
        ("They saw Trump For Ivanka buttons.", []),
    ],
)
def test_nobody_is_named_more_fully(sentence: str, fuller: list[str]) -> None:
    held = [Stems(stems_of(each)) for each in ("Trump came with Ivanka.", "Donald J. Trump", TEXT)]
    held.append(Stems(stems_of("Donald Trump")))
    assert fuller_names(sentence, held) == fuller


def test_a_word_that_the_article_writes_small_is_no_name() -> None:
    assert strange_names("Anger is growing.", Stems([]), articles=["Much anger here."]) == []
