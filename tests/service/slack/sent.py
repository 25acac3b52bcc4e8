"""What Slack sends us, signed as Slack signs it."""

import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from tests.service.slack.far_side import BOT_USER

Json = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM, CHANNEL, USER = "T1", "C1", "U1"
_numbers = count(1)


def new_ts() -> str:
    return f"1800000000.{next(_numbers):06}"


def said(  # noqa: PLR0913  what tells one message from another
    text: str,
    *,
    kind: str = "message",
    channel: str = CHANNEL,
    ts: str | None = None,
    event_id: str | None = None,
    team: str = TEAM,
    enterprise: str | None = None,
    **more: Any,
) -> Json:
    """An event of a message; `more` are its other fields, None for one that is not there."""
    event = {
        "type": kind,
        "channel": channel,
        "channel_type": "im" if channel.startswith("D") else "channel",
        "user": USER,
        "text": text,
        "ts": ts or new_ts(),
        **more,
    }
    if kind == "app_mention":
        del event["channel_type"]
    return callback(
        {name: value for name, value in event.items() if value is not None},
        event_id=event_id,
        team=team,
        enterprise=enterprise,
    )


def mention(text: str, **more: Any) -> Json:
    return said(f"<@{BOT_USER}> {text}", kind="app_mention", **more)


def direct(text: str, **more: Any) -> Json:
    return said(text, **{"channel": "D1", **more})


def callback(
    event: Json, *, event_id: str | None = None, team: str = TEAM, enterprise: str | None = None
) -> Json:
    return {
        "type": "event_callback",
        "token": "verification-token",
        "team_id": team,
        "api_app_id": "A1",
        "event": event,
        "event_id": event_id or f"Ev{next(_numbers)}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": enterprise,
                "team_id": team,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


def command(text: str, *, response_url: str, **more: Any) -> Json:
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": USER,
        "command": "/ask",
        "text": text,
        "response_url": response_url,
        "trigger_id": "1.2.abc",
        "is_enterprise_install": "false",
        **more,
    }


def pressed(action: Json, *, response_url: str, **more: Any) -> Json:
    """A button of a message; `more` may say where it is and who pressed it."""
    container = {"type": "message", "message_ts": new_ts(), "channel_id": CHANNEL}
    container |= more.pop("container", {})
    return {
        "type": "block_actions",
        "team": {"id": more.pop("team", TEAM)},
        "user": {"id": more.pop("user", USER)},
        "channel": {"id": more.pop("channel", CHANNEL)},
        "container": container,
        "response_url": response_url,
        "actions": [action],
        "is_enterprise_install": False,
        **more,
    }


def signed(body: str, *, secret: str = SECRET, timestamp: str | None = None) -> Mapping[str, str]:
    timestamp = timestamp or str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    assert signature is not None
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}


async def send(http: httpx.AsyncClient, payload: Json, **headers: str) -> httpx.Response:
    """As Slack does: events as JSON, commands and buttons as forms."""
    if payload.get("type") in ("event_callback", "url_verification"):
        body, content_type = json.dumps(payload), "application/json"
    elif "command" in payload:
        body, content_type = urlencode(payload), "application/x-www-form-urlencoded"
    else:
        body = urlencode({"payload": json.dumps(payload)})
        content_type = "application/x-www-form-urlencoded"
    return await http.post(
        "/slack/events",
        content=body,
        headers={**signed(body), "Content-Type": content_type, **headers},
    )
