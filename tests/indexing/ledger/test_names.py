"""Names, their titles, and the key that joins them over articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.ledger.names import Sighting, person_key, sightings, untitled
from indexing.sentences import sentence_spans


def seen(text: str) -> list[Sighting]:
    return list(sightings(text, sentence_spans(text)))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Moon Jae-in", "moon jae in"),
        ("Moon Jae In", "moon jae in"),
        ("President Moon Jae In", "moon jae in"),
        ("South Korean President Moon Jae-in", "moon jae in"),
        ("Moon Jae-in's", "moon jae in"),
        ("Moon Jae-in’s", "moon jae in"),
        ("Donald J. Trump", "donald trump"),
        ("Mr. Trump", "trump"),
        ("DONALD TRUMP", "donald trump"),
        ("Donald Trump Jr.", "donald trump jr"),
        ("Secretary of State Mike Pompeo", "mike pompeo"),
        ("Beyoncé", "beyonce"),
        ("the White House", "white house"),
        ("The Associated Press", "associated press"),
        ("US State Department", "state department"),
        ("General Motors", "general motors"),
        ("Analysts", "analysts"),
        ("!", ""),
    ],
)
def test_a_key_joins_the_forms_of_a_name(name: str, key: str) -> None:
    assert person_key(name) == key


@given(st.text(max_size=60))
def test_a_key_of_a_key_is_a_key(name: str) -> None:
    once = person_key(name)
    assert once == once.casefold().strip()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("US President Donald Trump", "Donald Trump"),
        ("White House Press Secretary Sarah Sanders", "Sarah Sanders"),
        ("Foreign Minister Kang Kyung-wha", "Kang Kyung-wha"),
        ("Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
        ("President", "President"),
    ],
)
def test_titles_are_cut_off(words: str, name: str) -> None:
    assert " ".join(untitled(words.split())) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("But Maria Keller met Tom Reyes.", ["Maria Keller", "Tom Reyes"]),
        ("Analysts met the analysts of Apex.", ["Apex"]),
        ("Secretary of State Mike Pompeo left.", ["Mike Pompeo"]),
        ("Minister of Foreign Affairs Kang Kyung-wha left.", ["Kang Kyung-wha"]),
        ("Keller's deputy, Joan van der Berg Jr., left.", ["Keller", "Joan van der Berg Jr."]),
        ("The Department of Health called.", ["Department of Health"]),
    ],
)
def test_names_are_seen(text: str, names: list[str]) -> None:
    assert [" ".join(sighting.words) for sighting in seen(text)] == names


def test_a_title_a_nation_and_an_apposition_are_kept() -> None:
    (before,) = seen("It was South Korean President Moon Jae-in again.")
    (after, _) = seen("It was Joan Price, a spokeswoman for Apex.")
    assert (list(before.roles), before.nation) == (["president"], "south korean")
    assert (list(after.roles), after.gender) == (["spokeswoman"], "f")


@given(st.text(alphabet="ABcd .,'’-\n", max_size=80))
def test_names_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for sighting in seen(text):
        assert end <= sighting.span.start < sighting.span.end <= len(text)
        end = sighting.span.end
