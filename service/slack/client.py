"""How Slack's Web API is asked: patiently, over one pool of connections, and without a trace of
any key in the logs."""

import logging
import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from service.slack.keys import SlackKeys

TIMEOUT_S = 30
ASKED_AGAIN = 3
WAIT_MOST_S = 60  # what Slack wants later than this, nobody waits for any more
_TOKEN = re.compile(r"\b(?:xox[a-z]|xapp|xwfp)[\w.-]*-[\w-]+")
HIDDEN = "[secret]"


@dataclass(frozen=True, slots=True)
class SlackWeb:
    """`client` speaks for one workspace, where there is only one; otherwise for none yet."""

    client: AsyncWebClient
    session: ClientSession
    logger: logging.Logger

    def speaking_for(self, token: str | None) -> AsyncWebClient:
        return AsyncWebClient(
            token=token,
            base_url=self.client.base_url,
            timeout=TIMEOUT_S,
            session=self.session,
            proxy=self.client.proxy,
            logger=self.logger,
            retry_handlers=_patience(),
        )

    def answering(self, response_url: str) -> AsyncWebhookClient:
        """For the address that Slack gives with a command or a pressed button."""
        return AsyncWebhookClient(
            response_url,
            timeout=TIMEOUT_S,
            session=self.session,
            proxy=self.client.proxy,
            logger=self.logger,
            retry_handlers=_patience(),
        )


@asynccontextmanager
async def open_web(keys: SlackKeys) -> AsyncIterator[SlackWeb]:
    token = keys.bot_token.get_secret_value() if keys.bot_token else None
    logger = library_logger(keys.secrets)
    # No cookies: what Slack sets for one workspace is not to be sent for another.
    timeout = ClientTimeout(total=TIMEOUT_S)
    async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar()) as session:
        client = AsyncWebClient(
            token=token,
            base_url=keys.api_url,
            timeout=TIMEOUT_S,
            session=session,
            logger=logger,
            retry_handlers=_patience(),
        )
        yield SlackWeb(client, session, logger)


class WithinReason(AsyncRateLimitErrorRetryHandler):
    """Asks again when Slack says, unless that is too far away."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        named = [value for name, value in response.headers.items() if name.lower() == "retry-after"]
        waits = [value[0] if isinstance(value, list) else value for value in named]
        return all(each.isdecimal() and int(each) <= WAIT_MOST_S for each in waits)


def _patience() -> list[AsyncRetryHandler]:
    return [
        WithinReason(max_retry_count=ASKED_AGAIN),
        AsyncServerErrorRetryHandler(max_retry_count=1),
        AsyncConnectionErrorRetryHandler(max_retry_count=1),
    ]


def library_logger(secrets: Collection[str]) -> logging.Logger:
    """For slack-bolt and slack-sdk. At lower levels they write down whole requests and responses,
    and tokens stand in some."""
    logger = logging.getLogger("onrecord.slack.library")
    logger.setLevel(logging.ERROR)
    for old in list(logger.filters):
        logger.removeFilter(old)
    logger.addFilter(Discreet(secrets))
    return logger


class Discreet(logging.Filter):
    """Puts something else in the place of keys, in messages and in tracebacks."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted((one for one in secrets if one), key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if record.exc_info:
            told += "\n" + logging.Formatter().formatException(record.exc_info)
            record.exc_info = record.exc_text = None
        record.msg, record.args = self.clean(told), ()
        return True

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, text)
