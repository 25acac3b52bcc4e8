"""Which names of places stand for one another."""

import pytest

from service.places import LONGEST_PLACE, is_place, related_places
from service.words import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nairobi", "Kenya"),
        ("Kenya", "Kenyan"),
        ("Lisbon", "Portuguese"),
        ("South Sudan", "Juba"),
    ],
)
def test_a_capital_a_country_and_its_people_are_one_place(one: str, other: str) -> None:
    assert fold(other) in related_places(fold(one))
    assert fold(one) in related_places(fold(other))


def test_neighbours_are_not_one_place() -> None:
    assert "uganda" not in related_places("kenya")


def test_a_place_is_not_related_to_itself() -> None:
    assert "kenya" not in related_places("kenya")


@pytest.mark.parametrize("name", ["okafor", "dam", "", "sudan s", "new"])
def test_other_words_are_no_places(name: str) -> None:
    assert not is_place(name)
    assert related_places(name) == frozenset()


@pytest.mark.parametrize("name", ["united arab emirates", "bosnia and herzegovina"])
def test_the_longest_names_are_found(name: str) -> None:
    assert is_place(name)
    assert len(name.split()) <= LONGEST_PLACE
