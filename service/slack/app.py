"""Slack's app: which of its events goes where, how it is installed, and its end."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncInstallationStoreAuthorize
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import Response

from indexing.archive import Archive
from indexing.sql.database import Database
from service.conversation import Conversations
from service.desk import Desk
from service.errors import SlackNotSetUp, Unauthorized
from service.slack import blocks, texts
from service.slack.answering import Answering
from service.slack.client import SlackWeb, open_web
from service.slack.installations import Installations, open_states
from service.slack.keys import SlackKeys
from service.slack.late import Late
from service.slack.listening import Listening
from service.slack.manifest import scopes
from service.slack.one_workspace import OneWorkspace
from service.slack.pressing import Pressing
from service.slack.seen import Seen
from service.slack.threads import Threads
from service.slack.work import AT_ONCE, WAITING_MOST, Work


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What of the service Slack needs."""

    database: Database
    archive: Archive
    desk: Desk
    conversations: Conversations
    public_url: str | None


class Slack:
    """The door for what Slack sends over HTTP; Socket Mode brings the same to `app`."""

    def __init__(self, app: AsyncApp, web: SlackWeb, keys: SlackKeys, work: Work) -> None:
        self.app = app
        self.web = web
        self.keys = keys
        self.work = work
        self.is_connected = asyncio.Event()
        self._handler = AsyncSlackRequestHandler(app)
        secret = keys.signing_secret
        self._verifier = SignatureVerifier(secret.get_secret_value()) if secret else None

    async def events(self, request: Request) -> Response:
        """Raises Unauthorized for what Slack did not send within five minutes, SlackNotSetUp."""
        if self._verifier is None:
            raise SlackNotSetUp(
                "this server hears Slack over Socket Mode alone: for events over HTTP, set "
                "SLACK_SIGNING_SECRET and restart it"
            )
        body = await request.body()
        if not _is_signed(self._verifier, body, request):
            raise Unauthorized(
                "Slack's signature does not fit, or is older than five minutes: "
                "is SLACK_SIGNING_SECRET this app's?"
            )
        return await self._handler.handle(request)

    async def install(self, request: Request) -> Response:
        """The pages by which a workspace installs the app. Raises SlackNotSetUp."""
        if self.app.oauth_flow is None:
            raise SlackNotSetUp(
                "this app is for one workspace: to let others install it, set SLACK_CLIENT_ID and "
                "SLACK_CLIENT_SECRET in place of SLACK_BOT_TOKEN and restart the server"
            )
        return await self._handler.handle(request)


@asynccontextmanager
async def open_slack(
    keys: SlackKeys,
    newsroom: Newsroom,
    *,
    at_once: int = AT_ONCE,
    most_waiting: int = WAITING_MOST,
) -> AsyncIterator[Slack]:
    """Questions are answered from now on; at the end, whoever waits is told."""
    seen, threads = Seen(newsroom.database), Threads(newsroom.database)
    work = Work(most=most_waiting)
    async with open_web(keys) as web:
        installations = _installations(keys, newsroom.database, web)
        flow = _flow(keys, newsroom, web, installations) if installations else None
        token = web.client.token
        one = OneWorkspace(web.client, token) if token else None
        if one is not None:
            await one.check()
        app = _app(web, work, flow or one)
        answering = Answering(newsroom.desk, newsroom.archive, threads, seen, at_once=at_once)
        pressing = Pressing(newsroom.conversations, threads, seen, public_url=newsroom.public_url)
        _listen(
            app,
            Listening(
                work,
                answering,
                pressing,
                web=web,
                archive=newsroom.archive,
                public_url=newsroom.public_url,
            ),
        )
        late = Late(web, seen, installations)
        for event in await seen.left_open():
            work.start(partial(late.tell, event), explain=late.explain)
        try:
            yield Slack(app, web, keys, work)
        finally:
            await work.close()


def _listen(app: AsyncApp, listening: Listening) -> None:
    for event in ("app_mention", "message"):
        _on(app.event(event), listening.message)
    _on(app.event("assistant_thread_started"), listening.thread_started)
    _on(app.command("/ask"), listening.ask)
    _on(app.action(blocks.SHARE), listening.share)
    _on(app.action(re.compile(rf"^{blocks.FEEDBACK}")), listening.judge)
    if app.installation_store is not None:
        app.enable_token_revocation_listeners()
    _on(app.event(re.compile(".*")), listening.ignore)


def _on(register: Any, listener: Any) -> None:
    """Bolt's decorators have no types that would tell what they give back."""
    register(listener)


def _app(web: SlackWeb, work: Work, which: AsyncOAuthFlow | OneWorkspace | None) -> AsyncApp:
    async def admit(body: Any, next: Any) -> BoltResponse | None:  # bolt goes by the names
        if work.is_full:
            # Slack sends events again, after a while; of a button it shows that it failed.
            is_command = "command" in body
            return BoltResponse(status=200 if is_command else 503, body=texts.BUSY * is_command)
        await next()
        return None

    one, flow = (which, None) if isinstance(which, OneWorkspace) else (None, which)

    async def authorize() -> AuthorizeResult:
        assert one is not None, "several workspaces are told apart by their installations"
        return await one.known()

    return AsyncApp(
        name="slack_bolt.onrecord",  # bolt silences the logger of this name
        logger=web.logger,
        client=web.client,
        # Checked before anything of the body is read: see Slack.events.
        request_verification_enabled=False,
        before_authorize=admit,
        authorize=authorize if one else None,
        oauth_flow=flow,
    )


def _flow(
    keys: SlackKeys, newsroom: Newsroom, web: SlackWeb, installations: Installations
) -> AsyncOAuthFlow:
    assert keys.client_id, "who has installations has a client"
    assert keys.client_secret, "a client has its secret"
    secret = keys.client_secret.get_secret_value()
    address = newsroom.public_url
    settings = AsyncOAuthSettings(
        client_id=keys.client_id,
        client_secret=secret,
        authorization_url=keys.authorize_url,
        scopes=scopes(),
        user_scopes=[],
        install_page_rendering_enabled=False,  # the page would load pictures from elsewhere
        redirect_uri=f"{address}/slack/oauth_redirect" if address else None,
        installation_store=installations,
        state_store=open_states(newsroom.database, logger=web.logger),
        logger=web.logger,
    )
    settings.authorize = AsyncInstallationStoreAuthorize(
        logger=web.logger,
        installation_store=installations,
        client_id=keys.client_id,
        client_secret=secret,
        client=web.client,
        cache_enabled=True,  # else Slack is asked at every event whether it knows its own token
    )
    return AsyncOAuthFlow(client=web.client, logger=web.logger, settings=settings)


def _installations(keys: SlackKeys, database: Database, web: SlackWeb) -> Installations | None:
    if keys.client_id is None:
        return None
    return Installations(database, client_id=keys.client_id, logger=web.logger)


def _is_signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    try:
        return verifier.is_valid_request(body, dict(request.headers))
    except (ValueError, TypeError):  # a time that is no number, signs that no signature has
        return False
