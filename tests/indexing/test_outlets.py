import pytest

from indexing.outlets import known_outlet


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AP", "AP"),
        ("The Associated  Press", "AP"),
        ("Agence France-Presse", "AFP"),
        ("reuters", "Reuters"),
        ("New York Times", "The New York Times"),
    ],
)
def test_an_outlet_is_known_by_its_names(written: str, name: str) -> None:
    assert known_outlet(written) == name


@pytest.mark.parametrize("written", ["", "apple", "Kim Jong Un", "AP and Reuters"])
def test_other_words_are_no_outlet(written: str) -> None:
    assert known_outlet(written) is None
