"""The token of the one workspace that the app is in. Slack is asked once whose it is, not at every
event."""

import asyncio
import logging

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from service.errors import CannotServe, SlackFailed
from service.slack.delivery import translated

PATIENCE_S = 10.0  # a server starts though Slack is slow

logger = logging.getLogger("onrecord.slack")


class OneWorkspace:
    def __init__(self, client: AsyncWebClient, token: str) -> None:
        self._client = client
        self._token = token
        self._known: AuthorizeResult | None = None

    async def check(self) -> None:
        """At the start. Raises CannotServe for a token that Slack does not take."""
        try:
            await self.known()
        except SlackFailed as error:
            if error.reason is not None:
                raise CannotServe(
                    f"Slack does not take SLACK_BOT_TOKEN ({error.reason}): copy it again from "
                    "OAuth & Permissions, after the app is installed"
                ) from None
            line = {"surface": "slack", "why": str(error)}
            logger.warning("the token could not be checked yet", extra={"fields": line})

    async def known(self) -> AuthorizeResult:
        """Raises SlackFailed: an event is not acknowledged then, and Slack sends it again."""
        if self._known is None:
            with translated():
                async with asyncio.timeout(PATIENCE_S):
                    told = await self._client.auth_test(token=self._token)
            self._known = AuthorizeResult.from_auth_test_response(
                auth_test_response=told, bot_token=self._token
            )
        return self._known
