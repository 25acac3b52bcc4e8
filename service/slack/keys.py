"""Which of Slack's keys are set, and whether they belong together."""

from dataclasses import dataclass

from pydantic import SecretStr

from indexing.errors import SettingsInvalid
from indexing.settings import Settings

GUIDE = "docs/slack.md tells where each is found"


@dataclass(frozen=True, slots=True)
class SlackKeys:
    """One workspace has a `bot_token`; several have none, and a client whose installations we keep.

    `signing_secret` is for events over HTTP, `app_token` for Socket Mode.
    """

    signing_secret: SecretStr | None
    app_token: SecretStr | None
    bot_token: SecretStr | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    api_url: str = "https://slack.com/api/"

    @property
    def authorize_url(self) -> str:
        """Where a workspace allows what the app asks for."""
        return self.api_url.removesuffix("api/") + "oauth/v2/authorize"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be written down."""
        given = (self.signing_secret, self.app_token, self.bot_token, self.client_secret)
        return tuple(each.get_secret_value() for each in given if each)


def slack_keys(settings: Settings) -> SlackKeys | None:
    """None where Slack is not set up at all. Raises SettingsInvalid for half a set."""
    keys = SlackKeys(
        settings.slack_signing_secret,
        settings.slack_app_token,
        settings.slack_bot_token,
        settings.slack_client_id,
        settings.slack_client_secret,
        settings.slack_api_url,
    )
    if not keys.secrets and keys.client_id is None:
        return None
    if wrong := _what_is_wrong(keys):
        raise SettingsInvalid(f"{wrong}; {GUIDE}")
    return keys


def _what_is_wrong(keys: SlackKeys) -> str | None:
    has_client = keys.client_id is not None or keys.client_secret is not None
    if has_client and (keys.client_id is None or keys.client_secret is None):
        return "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together: set both, or neither"
    if has_client and keys.bot_token:
        return (
            "SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are "
            "for several: unset one or the other"
        )
    if has_client and keys.signing_secret is None:
        return "workspaces install the app over HTTP: set SLACK_SIGNING_SECRET too"
    if not has_client and keys.bot_token is None:
        return (
            "Slack is half set up: set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID and "
            "SLACK_CLIENT_SECRET for several, or unset what begins with SLACK_"
        )
    if keys.signing_secret is None and keys.app_token is None:
        return (
            "SLACK_BOT_TOKEN is set, and Slack has no way to bring a question: set "
            "SLACK_SIGNING_SECRET for events over HTTP, or SLACK_APP_TOKEN for Socket Mode"
        )
    return _mistaken(keys)


def _mistaken(keys: SlackKeys) -> str | None:
    """Slack's tokens are easily taken for one another."""
    for name, key, start in (
        ("SLACK_BOT_TOKEN", keys.bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", keys.app_token, "xapp-"),
    ):
        if key and not key.get_secret_value().startswith(start):
            return f"{name} begins with {start}, and what is set does not: copy it again"
    return None
