"""The manifest is the one place that says what the app may do."""

import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from service.cli import build
from service.slack import manifest

ROOT = Path(__file__).parents[3]
# Which scope a method or an event of Slack's needs, by Slack's reference.
NEEDED = {
    "app_mention": "app_mentions:read",
    "assistant_thread_started": "assistant:write",
    "assistant_thread_context_changed": "assistant:write",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_uninstalled": None,
    "tokens_revoked": None,
    "chat_postMessage": "chat:write",
    "chat_delete": "chat:write",
    "assistant_threads_setStatus": "assistant:write",
    "assistant_threads_setTitle": "assistant:write",
    "auth_test": None,
}


def events() -> set[str]:
    read = yaml.safe_load(manifest.read_manifest())
    return set(read["settings"]["event_subscriptions"]["bot_events"])


def test_each_scope_is_needed_and_each_need_is_met() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "service/slack").glob("*.py"))
    methods = {name for name in NEEDED if "_" in name and re.search(rf"\b{name}\b", source)}
    needed = {NEEDED[name] for name in events() | methods} - {None}
    assert set(manifest.scopes()) == needed | {"commands", "chat:write.public"}


def test_no_scope_is_named_anywhere_else() -> None:
    for path in (ROOT / "service").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not any(scope in text for scope in manifest.scopes() if ":" in scope), path


def test_it_is_printed_with_the_addresses_of_this_server() -> None:
    printed = yaml.safe_load(manifest.written(public_url="https://news.example"))
    events_url = "https://news.example/slack/events"
    assert printed["settings"]["event_subscriptions"]["request_url"] == events_url
    assert printed["settings"]["interactivity"]["request_url"] == events_url
    assert printed["features"]["slash_commands"][0]["url"] == events_url
    redirects = printed["oauth_config"]["redirect_urls"]
    assert redirects == ["https://news.example/slack/oauth_redirect"]
    assert printed["settings"]["socket_mode_enabled"] is False


def test_without_an_address_it_is_for_socket_mode() -> None:
    text = manifest.written(public_url=None)
    printed = yaml.safe_load(text)
    assert printed["settings"]["socket_mode_enabled"] is True
    assert "https://" not in text
    whole = yaml.safe_load(manifest.read_manifest())
    assert printed["oauth_config"]["scopes"] == whole["oauth_config"]["scopes"]
    assert printed["settings"]["event_subscriptions"]["bot_events"] == sorted(events())


@pytest.mark.parametrize("url", [None, "https://news.example"])
def test_the_command_prints_it(monkeypatch: pytest.MonkeyPatch, url: str | None) -> None:
    monkeypatch.delenv("ONRECORD_PUBLIC_URL", raising=False)
    if url:
        monkeypatch.setenv("ONRECORD_PUBLIC_URL", url)
    result = CliRunner().invoke(build(), ["slack", "--manifest"])
    assert result.exit_code == 0
    assert result.stdout == manifest.written(public_url=url)


def test_the_guide_has_ten_steps_and_names_every_setting() -> None:
    guide = (ROOT / "docs/slack.md").read_text("utf-8")
    assert re.findall(r"(?m)^(\d+)\. ", guide) == [str(number) for number in range(1, 11)]
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "APP_TOKEN", "CLIENT_ID", "CLIENT_SECRET"):
        assert f"SLACK_{name}" in guide
