"""Which keys belong together, and what is said where they do not."""

import pytest

from indexing.errors import SettingsInvalid
from indexing.settings import load_settings
from service.slack.keys import SlackKeys, slack_keys

BOT = {"SLACK_BOT_TOKEN": "xoxb-1"}
SIGNING = {"SLACK_SIGNING_SECRET": "abc"}
APP = {"SLACK_APP_TOKEN": "xapp-1"}
CLIENT = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "def"}


def read(environ: dict[str, str]) -> SlackKeys | None:
    return slack_keys(load_settings(environ))


def test_without_any_there_is_no_slack() -> None:
    assert read({}) is None
    assert read({"SLACK_BOT_TOKEN": ""}) is None


@pytest.mark.parametrize(
    "environ",
    [BOT | SIGNING, BOT | APP, BOT | SIGNING | APP, CLIENT | SIGNING, CLIENT | SIGNING | APP],
)
def test_these_belong_together(environ: dict[str, str]) -> None:
    keys = read(environ)
    assert keys is not None
    assert len(keys.secrets) == len(set(environ) - {"SLACK_CLIENT_ID"})


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        (BOT, "set SLACK_SIGNING_SECRET for events over HTTP, or SLACK_APP_TOKEN for Socket Mode"),
        (SIGNING, "set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID"),
        (APP, "set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID"),
        ({"SLACK_CLIENT_ID": "1.2"}, "set both, or neither"),
        ({"SLACK_CLIENT_SECRET": "def"} | SIGNING, "set both, or neither"),
        (CLIENT, "set SLACK_SIGNING_SECRET too"),
        (CLIENT | SIGNING | BOT, "unset one or the other"),
        ({"SLACK_BOT_TOKEN": "xapp-1"} | SIGNING, "SLACK_BOT_TOKEN begins with xoxb-"),
        (BOT | {"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN begins with xapp-"),
    ],
    ids=str,
)
def test_half_a_set_is_refused_with_what_to_do(environ: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read(environ)
    assert told in str(refused.value)
    assert "docs/slack.md" in str(refused.value)
    assert not any(f" {secret} " in f" {refused.value} " for secret in environ.values())


def test_a_key_with_a_line_break_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        load_settings({"SLACK_BOT_TOKEN": "xoxb-1\nxoxb-2"})
    assert "SLACK_BOT_TOKEN" in str(refused.value)
    assert "xoxb" not in str(refused.value)


def test_slack_is_asked_where_it_is() -> None:
    keys = read(BOT | SIGNING)
    assert keys is not None
    assert keys.api_url == "https://slack.com/api/"
    assert keys.authorize_url == "https://slack.com/oauth/v2/authorize"
    keys = read(BOT | SIGNING | {"SLACK_API_URL": "https://slack-gov.com/api/"})
    assert keys is not None
    assert keys.authorize_url == "https://slack-gov.com/oauth/v2/authorize"


@pytest.mark.parametrize("url", ["slack.com/api/", "https://slack.com", "file:///api/"])
def test_an_address_that_is_no_api_of_slacks_is_refused(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="SLACK_API_URL"):
        load_settings({"SLACK_API_URL": url})


def test_spaces_around_a_key_are_no_part_of_it() -> None:
    keys = read({"SLACK_BOT_TOKEN": " xoxb-1\n", **SIGNING})
    assert keys is not None
    assert keys.bot_token is not None
    assert keys.bot_token.get_secret_value() == "xoxb-1"
