"""Settings are read from the environment that is given, and from nowhere else."""

from pathlib import Path
from traceback import format_exception

import pytest

from indexing.callers import Rate
from indexing.errors import SettingsInvalid
from indexing.settings import CHAT_MODEL, OPENAI, load_settings


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings({"PATH": "/bin"})
    assert settings.data_dir == Path(".onrecord")
    assert settings.database_file == Path(".onrecord/archive.db")
    assert settings.embedder == "bundled"
    assert settings.chroma_host is None
    assert settings.admin_key is None


def test_an_empty_value_is_no_value() -> None:
    assert load_settings({"ONRECORD_ADMIN_KEY": "", "CHROMA_PORT": ""}).admin_key is None


def test_every_value_is_read() -> None:
    settings = load_settings(
        {
            "ONRECORD_DATA_DIR": "/data",
            "CHROMA_HOST": "vectors",
            "CHROMA_PORT": "8001",
            "ONRECORD_EMBEDDER": "openai:text-embedding-3-small",
            "ONRECORD_API_KEYS": "one, two,",
            "LOG_LEVEL": "DEBUG",
        }
    )
    assert settings.data_dir == Path("/data")
    assert (settings.chroma_host, settings.chroma_port) == ("vectors", 8001)
    assert settings.embedder == "openai:text-embedding-3-small"
    assert [each.key.get_secret_value() for each in settings.api_keys] == ["one", "two"]
    assert settings.log_level == "debug"


def test_keys_do_not_show() -> None:
    keys = {"OPENAI_API_KEY": "hidden1", "ONRECORD_ADMIN_KEY": "hidden2"}
    shown = repr(load_settings({**keys, "ONRECORD_API_KEYS": "hidden3"}))
    assert "hidden" not in shown


def test_a_password_in_an_address_does_not_show() -> None:
    settings = load_settings(
        {"OPENAI_BASE_URL": "http://me:hidden1@host/v1?key=hidden2", "ONRECORD_CHAT_MODEL": "m"}
    )
    assert "hidden" not in repr(settings) + repr(settings.chat)


LOCAL = "http://127.0.0.1:8081/v1"


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"OPENAI_BASE_URL": LOCAL},
        {"OPENAI_BASE_URL": LOCAL, "OPENAI_API_KEY": "k"},
        {"OPENAI_BASE_URL": "https://api.openai.com/v1"},
        {"OPENAI_API_KEY": "k", "ONRECORD_CHAT_MODEL": "off"},
        {"OPENAI_BASE_URL": LOCAL, "ONRECORD_CHAT_MODEL": "OFF"},
        {"ONRECORD_CHAT_MODEL": "off"},
    ],
)
def test_no_model_writes_without_a_key_or_a_server_and_a_name(environ: dict[str, str]) -> None:
    assert load_settings(environ).chat is None


@pytest.mark.parametrize(
    ("environ", "chat"),
    [
        ({"OPENAI_API_KEY": " k\n"}, (CHAT_MODEL, OPENAI, "k")),
        ({"OPENAI_API_KEY": "k", "ONRECORD_CHAT_MODEL": "big"}, ("big", OPENAI, "k")),
        ({"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "https://eu.api.openai.com/v1"},
         (CHAT_MODEL, "https://eu.api.openai.com/v1", "k")),
        ({"OPENAI_BASE_URL": LOCAL, "ONRECORD_CHAT_MODEL": "small"}, ("small", LOCAL, "none")),
        ({"OPENAI_BASE_URL": LOCAL, "ONRECORD_CHAT_MODEL": "small", "OPENAI_API_KEY": "k"},
         ("small", LOCAL, "k")),
    ],
)  # fmt: skip
def test_a_model_writes_with_a_key_or_with_a_server_and_a_name(
    environ: dict[str, str], chat: tuple[str, str, str]
) -> None:
    told = load_settings(environ).chat
    assert told is not None
    assert (told.model, told.base_url, told.api_key.get_secret_value()) == chat


def test_a_slow_model_may_be_given_time() -> None:
    slow = load_settings({"OPENAI_API_KEY": "k", "ONRECORD_CHAT_TIMEOUT_S": "300"}).chat
    assert slow is not None
    assert slow.timeout_s == 300


@pytest.mark.parametrize("environ", [{}, {"OPENAI_BASE_URL": "https://api.openai.com/v1"}])
def test_a_model_that_nobody_can_be_asked_for_is_an_error(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsInvalid, match=r"set OPENAI_API_KEY .*=off"):
        load_settings({**environ, "ONRECORD_CHAT_MODEL": "big"})


@pytest.mark.parametrize(
    "environ",
    [{}, {"OPENAI_BASE_URL": LOCAL}, {"OPENAI_API_KEY": "k", "ONRECORD_CHAT_MODEL": "off"}],
)
@pytest.mark.parametrize("name", ["ONRECORD_METADATA", "ONRECORD_SUPPORT"])
def test_what_is_left_to_a_model_needs_a_chat_model(environ: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsInvalid, match=rf"{name}=model .* set OPENAI_API_KEY"):
        load_settings({**environ, name: "model"})


def test_rules_do_what_no_setting_leaves_to_a_model() -> None:
    quiet = load_settings({"OPENAI_API_KEY": "k"})
    assert (quiet.metadata, quiet.support) == ("rules", "rules")
    asked = load_settings(
        {"OPENAI_API_KEY": "k", "ONRECORD_METADATA": "Model", "ONRECORD_SUPPORT": "model"}
    )
    assert (asked.metadata, asked.support) == ("model", "model")


@pytest.mark.parametrize(
    "name", ["OPENAI_API_KEY", "OPENAI_BASE_URL", "ONRECORD_ADMIN_KEY", "ONRECORD_API_KEYS"]
)
def test_what_was_wrong_is_not_repeated(name: str) -> None:
    value = "hidden\nhidden"
    with pytest.raises(SettingsInvalid) as caught:
        load_settings({name: value, "ONRECORD_CHAT_MODEL": "big"})
    assert "hidden" not in "".join(format_exception(caught.value))


def names_and_keys(text: str) -> list[tuple[str, str]]:
    keys = load_settings({"ONRECORD_API_KEYS": text}).api_keys
    return [(each.name, each.key.get_secret_value()) for each in keys]


def test_a_key_has_a_name() -> None:
    assert names_and_keys("newsroom=a, desk-2=b=c,") == [("newsroom", "a"), ("desk-2", "b=c")]


def test_two_keys_of_one_name_are_one_caller() -> None:
    assert names_and_keys("desk=old,desk=new,desk=new") == [
        ("desk", "old"),
        ("desk", "new"),
        ("desk", "new"),
    ]


def test_a_key_without_a_name_is_named_by_its_hash() -> None:
    [(first, _), (second, padded)] = names_and_keys("c2VjcmV0,c2VjcmV0c2VjcmV0cw==")
    assert padded == "c2VjcmV0c2VjcmV0cw=="
    assert first.startswith("key-")
    assert first != second
    assert "c2VjcmV0" not in first + second
    assert names_and_keys("c2VjcmV0")[0][0] == first


def test_an_address_may_send_ten_requests_a_question() -> None:
    settings = load_settings({})
    assert (settings.rate_limit, settings.address_rate_limit) == (Rate(60, 60), Rate(600, 60))
    fewer = load_settings({"ONRECORD_RATE_LIMIT": "5 per Hour"})
    assert (fewer.rate_limit, fewer.address_rate_limit) == (Rate(5, 3600), Rate(50, 3600))
    none = load_settings({"ONRECORD_RATE_LIMIT": "off"})
    assert (none.rate_limit, none.address_rate_limit) == (None, None)
    both = load_settings({"ONRECORD_RATE_LIMIT": "OFF", "ONRECORD_ADDRESS_RATE_LIMIT": "9/days"})
    assert (both.rate_limit, both.address_rate_limit) == (None, Rate(9, 86_400))


@pytest.mark.parametrize(
    ("environ", "limit"),
    [
        ({}, Rate(600, 60)),
        ({"ONRECORD_RATE_LIMIT": "5/hour"}, Rate(50, 3600)),
        ({"ONRECORD_RATE_LIMIT": "off"}, Rate(600, 60)),
        ({"ONRECORD_RATE_LIMIT": "off", "ONRECORD_ADDRESS_RATE_LIMIT": "9/day"}, Rate(9, 86_400)),
        ({"ONRECORD_ADDRESS_RATE_LIMIT": "off"}, None),
    ],
)
def test_wrong_keys_are_limited_until_addresses_are_not(
    environ: dict[str, str], limit: Rate | None
) -> None:
    assert load_settings(environ).refusal_rate_limit == limit


def test_proxies_are_addresses_and_networks() -> None:
    settings = load_settings({"ONRECORD_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8,::1,fd00::/8"})
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8")


def test_origins_are_read_as_browsers_write_them() -> None:
    given = "https://News.example.com:443/, http://localhost:3000,http://[::1]:80"
    assert load_settings({"ONRECORD_CORS_ORIGINS": given}).cors_origins == (
        "https://news.example.com",
        "http://localhost:3000",
        "http://[::1]",
    )
    assert load_settings({"ONRECORD_CORS_ORIGINS": "*"}).cors_origins == ("*",)


def test_an_unknown_name_is_an_error_with_the_nearest_known_one() -> None:
    with pytest.raises(SettingsInvalid, match=r"ONRECORD_DATADIR .* ONRECORD_DATA_DIR\?"):
        load_settings({"ONRECORD_DATADIR": "x"})


def test_the_judge_of_evaluations_may_be_named_and_is_passed_over() -> None:
    of_evals = {"ONRECORD_JUDGE_MODEL": "small", "ONRECORD_EVALS_KEY": "k"}
    assert load_settings(of_evals) == load_settings({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHROMA_PORT", "eighty"),
        ("CHROMA_PORT", "0"),
        ("ONRECORD_EMBEDDER", "openai"),
        ("ONRECORD_EMBEDDER", "sentence-transformers"),
        ("OPENAI_BASE_URL", "localhost:8000"),
        ("OPENAI_BASE_URL", "http://"),
        ("OPENAI_BASE_URL", "http://localhost:80000/v1"),
        ("OPENAI_API_KEY", "sk-1\nsk-2"),
        ("OPENAI_API_KEY", "sk-1 sk-2"),
        ("OPENAI_API_KEY", "“sk-1”"),
        ("ONRECORD_CHAT_MODEL", "gpt 4"),
        ("ONRECORD_CHAT_TIMEOUT_S", "0"),
        ("ONRECORD_CHAT_TIMEOUT_S", "nan"),
        ("ONRECORD_CHAT_MODEL", "gpt-4.1"),
        ("ONRECORD_METADATA", "guess"),
        ("ONRECORD_ADMIN_KEY", "schlüssel"),
        ("ONRECORD_API_KEYS", ","),
        ("ONRECORD_API_KEYS", "a key"),
        ("ONRECORD_API_KEYS", "desk="),
        ("ONRECORD_API_KEYS", "newsroom=one,desk=="),
        ("ONRECORD_API_KEYS", "the-international-newsroom="),
        ("ONRECORD_API_KEYS", "desk=schlüssel"),
        ("ONRECORD_API_KEYS", "desk=one,newsroom=one"),
        ("ONRECORD_RATE_LIMIT", "0/minute"),
        ("ONRECORD_RATE_LIMIT", "many"),
        ("ONRECORD_RATE_LIMIT", "60"),
        ("ONRECORD_ADDRESS_RATE_LIMIT", "-1/second"),
        ("ONRECORD_ADDRESS_RATE_LIMIT", "100001/day"),
        ("ONRECORD_TRUSTED_PROXIES", "*"),
        ("ONRECORD_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("ONRECORD_CORS_ORIGINS", "news.example.com"),
        ("ONRECORD_CORS_ORIGINS", "https://news.example.com/page"),
        ("ONRECORD_CORS_ORIGINS", "https://me@news.example.com"),
        ("ONRECORD_CORS_ORIGINS", "null"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "postgresql://localhost/onrecord"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "archive.db"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid, match=name):
        load_settings({name: value})


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///archive.db", "archive.db"),
        ("sqlite:////data/my%20archive.db", "/data/my archive.db"),
        ("sqlite+aiosqlite:////data/archive.db", "/data/archive.db"),
    ],
)
def test_a_sqlite_url_names_a_file(url: str, path: str) -> None:
    assert load_settings({"DATABASE_URL": url}).database_file == Path(path)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://news.example", "https://news.example"),
        ("https://news.example/", "https://news.example"),
        ("http://127.0.0.1:8000/onrecord/", "http://127.0.0.1:8000/onrecord"),
    ],
)
def test_the_public_address_has_no_slash_at_its_end(given: str, kept: str) -> None:
    assert load_settings({"ONRECORD_PUBLIC_URL": given}).public_url == kept


@pytest.mark.parametrize(
    "given",
    ["news.example", "https://", "https://a b", "https://a?x=1", "https://a#x", "https://me@a"],
)
def test_a_public_address_that_no_path_could_follow_is_refused(given: str) -> None:
    with pytest.raises(SettingsInvalid, match="ONRECORD_PUBLIC_URL"):
        load_settings({"ONRECORD_PUBLIC_URL": given})
