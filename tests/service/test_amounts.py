"""Numbers with what they count by."""

import pytest

from service.amounts import strange_amounts

TEXT = (
    "In 2019 two ministers of 1,200 spent $5 million, 30 percent more, on the 3rd of March; half "
    "of it in the second week, said dozens."
)


@pytest.mark.parametrize(
    ("sentence", "strange"),
    [
        ("Two ministers spent $5 million in 2019.", []),
        ("2 ministers of 1200 did.", []),
        ("It was 30% more.", []),
        ("It was thirty per cent more.", []),
        ("On March 3 it was half.", ["3"]),
        ("In the 2nd week it was half.", []),
        ("In the second week it was half.", []),
        ("Three ministers did.", ["3"]),
        ("They spent $5 billion.", ["5 billion"]),
        ("They spent $5.", ["5"]),
        ("It was 30 points more.", ["30"]),
        ("In the third week they spent twice that.", ["twice"]),
        ("In the fourth week.", ["4th"]),
        ("Hundreds did.", ["hundreds"]),
        ("Two of two ministers did.", ["2"]),
        ("Nobody counted.", []),
    ],
)
def test_what_is_counted_stands_in_the_text(sentence: str, strange: list[str]) -> None:
    assert strange_amounts(sentence, TEXT) == strange


def test_a_day_may_be_written_as_an_ordinal() -> None:
    assert strange_amounts("On March 3rd.", "On 3 March.") == []
