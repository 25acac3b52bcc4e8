"""A key tells who sends it."""

import pytest
from pydantic import SecretStr

from indexing.callers import ApiKey
from service.keys import Keys, same

KEYS = Keys(
    [
        ApiKey("newsroom", SecretStr("one")),
        ApiKey("desk", SecretStr("old")),
        ApiKey("desk", SecretStr("new")),
    ]
)


@pytest.mark.parametrize(("given", "name"), [("one", "newsroom"), ("old", "desk"), ("new", "desk")])
def test_a_key_has_the_name_of_its_caller(given: str, name: str) -> None:
    assert KEYS.name_of(given) == name


@pytest.mark.parametrize("given", ["", "on", "one ", "ONE", "newsroom", "one,old", "ö", "\ud800"])
def test_anything_else_is_nobodys(given: str) -> None:
    assert KEYS.name_of(given) is None


def test_without_keys_there_is_nobody() -> None:
    assert not Keys()
    assert Keys().name_of("") is None
    assert KEYS


def test_a_caller_with_two_keys_is_named_once() -> None:
    assert KEYS.names == ("newsroom", "desk")


def test_keys_do_not_show() -> None:
    assert "one" not in repr(vars(KEYS))


def test_a_key_is_the_same_to_the_last_character() -> None:
    assert same("schlüssel", "schlüssel")
    assert not same("schlüssel", "schlüsse")
