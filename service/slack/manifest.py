"""The app's manifest: what Slack is told of the app, and the one place where scopes are named."""

from importlib.resources import files
from typing import Any

import yaml

from service.slack.texts import EXAMPLE_ADDRESS

Manifest = dict[str, Any]


def read_manifest() -> str:
    return (files("service.slack") / "manifest.yaml").read_text("utf-8")


def scopes() -> tuple[str, ...]:
    """What an installation asks for."""
    manifest: Manifest = yaml.safe_load(read_manifest())
    return tuple(manifest["oauth_config"]["scopes"]["bot"])


def written(*, public_url: str | None) -> str:
    """The manifest to paste: for events over HTTP at `public_url`, without one for Socket Mode."""
    text = read_manifest()
    if public_url is not None:
        return text.replace(EXAMPLE_ADDRESS, public_url)
    manifest: Manifest = yaml.safe_load(text)
    manifest["settings"]["socket_mode_enabled"] = True
    del manifest["oauth_config"]["redirect_urls"]
    for told in (
        manifest["settings"]["event_subscriptions"],
        manifest["settings"]["interactivity"],
    ):
        del told["request_url"]
    for command in manifest["features"]["slash_commands"]:
        del command["url"]
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
