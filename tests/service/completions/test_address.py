"""Where a host is, apart from what is to be kept secret."""

import pytest
from pydantic import SecretStr

from indexing.settings import ChatEndpoint
from service.completions.address import Address


def at(base_url: str, key: str = "sk-1") -> Address:
    return Address.of(ChatEndpoint("small", base_url, SecretStr(key)))


def test_login_and_query_are_not_in_the_address_that_is_printed() -> None:
    address = at("https://us:pa%20ss@models.example.org:8443/v1?version=2&key=k2")
    assert address.url == "https://models.example.org:8443/v1"
    assert address.login == ("us", "pa ss")
    assert address.query == {"version": "2", "key": "k2"}
    assert [each for each in ("pa ss", "k2", "sk-1") if each in repr(address)] == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081/v1", "http://[::1]:8081/v1/", "https://h"])
def test_a_plain_address_stays_as_it_is(url: str) -> None:
    assert (at(url).url, at(url).login, at(url).query) == (url, None, {})


def test_what_a_host_repeats_of_what_it_was_sent_is_left_out() -> None:
    said = at("https://us:pass@h/v1?key=k22").without_secrets("no sk-1, pass, k22 or dXM6cGFzcw==")
    assert said == "no ***, ***, *** or ***"


def test_the_key_of_a_server_without_keys_is_no_secret() -> None:
    assert at("http://h", "none").without_secrets("none of it") == "none of it"
