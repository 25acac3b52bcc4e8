"""Socket Mode: Slack's events over a WebSocket that we open, for servers that nobody can call."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from service.errors import CannotServe, SlackFailed
from service.slack.app import Slack
from service.slack.delivery import translated
from service.slack.one_workspace import PATIENCE_S

logger = logging.getLogger("onrecord.slack")


@asynccontextmanager
async def connecting(slack: Slack) -> AsyncIterator[None]:
    """A connection that is kept up, and made anew where it breaks; `slack.is_connected` tells when
    it first stands.

    Raises CannotServe where Slack does not take the token.
    """
    assert slack.keys.app_token is not None, "Socket Mode has a token of its own"
    handler = AsyncSocketModeHandler(
        slack.app,
        slack.keys.app_token.get_secret_value(),
        logger=slack.web.logger,
        web_client=slack.web.client,
    )
    connection: asyncio.Task[None] | None = None
    try:
        await _ask_for_address(handler)
        connection = asyncio.create_task(_connect(handler, slack))
        yield
    finally:
        if connection is not None:
            connection.cancel()
            await asyncio.gather(connection, return_exceptions=True)
        await handler.close_async()


async def _connect(handler: AsyncSocketModeHandler, slack: Slack) -> None:
    await handler.connect_async()
    slack.is_connected.set()
    logger.info("connected", extra={"fields": {"surface": "slack", "mode": "socket"}})


async def _ask_for_address(handler: AsyncSocketModeHandler) -> None:
    """By itself the library would try a token that is wrong again and again, without a word."""
    try:
        with translated():
            async with asyncio.timeout(PATIENCE_S):
                handler.client.wss_uri = await handler.client.issue_new_wss_url()
    except SlackFailed as error:
        if error.reason is not None:
            raise CannotServe(
                f"Slack does not take SLACK_APP_TOKEN ({error.reason}): make one with the scope "
                "connections:write under Basic Information, App-Level Tokens"
            ) from None
        logger.warning("not connected yet", extra={"fields": {"why": str(error)}})
