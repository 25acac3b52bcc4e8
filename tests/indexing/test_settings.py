"""Settings are read from the environment that is given, and from nowhere else."""

from pathlib import Path
from traceback import format_exception

import pytest

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
    assert [key.get_secret_value() for key in settings.api_keys] == ["one", "two"]
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
def test_metadata_by_a_model_needs_a_chat_model(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsInvalid, match=r"ONRECORD_METADATA=model .* set OPENAI_API_KEY"):
        load_settings({**environ, "ONRECORD_METADATA": "model"})


def test_metadata_is_read_by_rules_unless_the_setting_says_otherwise() -> None:
    asked = load_settings({"OPENAI_API_KEY": "k", "ONRECORD_METADATA": "Model"})
    assert (load_settings({"OPENAI_API_KEY": "k"}).metadata, asked.metadata) == ("rules", "model")


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_what_was_wrong_is_not_repeated(name: str) -> None:
    value = "hidden\nhidden"
    with pytest.raises(SettingsInvalid) as caught:
        load_settings({name: value, "ONRECORD_CHAT_MODEL": "big"})
    assert "hidden" not in "".join(format_exception(caught.value))


def test_an_unknown_name_is_an_error_with_the_nearest_known_one() -> None:
    with pytest.raises(SettingsInvalid, match=r"ONRECORD_DATADIR .* ONRECORD_DATA_DIR\?"):
        load_settings({"ONRECORD_DATADIR": "x"})


def test_the_judge_of_evaluations_may_be_named_and_is_passed_over() -> None:
    assert load_settings({"ONRECORD_JUDGE_MODEL": "small"}) == load_settings({})


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
