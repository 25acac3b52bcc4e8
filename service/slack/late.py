"""Those whose answer died with the process that worked on it are told so by the next."""

import logging

from service.errors import SlackFailed
from service.slack import texts
from service.slack.client import SlackWeb
from service.slack.delivery import InThread
from service.slack.installations import Installations
from service.slack.place import Workspace
from service.slack.seen import Event, Seen

logger = logging.getLogger("onrecord.slack")


class Late:
    """`installations` is None where there is one workspace, for which `web` speaks."""

    def __init__(self, web: SlackWeb, seen: Seen, installations: Installations | None) -> None:
        self._web = web
        self._seen = seen
        self._installations = installations

    async def tell(self, event: Event) -> None:
        """Raises SlackFailed."""
        assert event.place is not None, "only events with a place are left open"
        async with self._seen.dealing_with(event) as is_ours:
            if not is_ours:
                return
            client = self._web.speaking_for(await self._token(event.workspace))
            said = texts.LEFT_OPEN.format(event=event.id)
            await InThread(client, event.place, public_url=None).say(said)
            line = {"surface": "slack", "error": "interrupted", "request_id": event.id}
            logger.info("question", extra={"fields": line})
            await self._seen.settle(event)

    async def explain(self, error: BaseException) -> None:
        line = {"why": str(error) or type(error).__name__}
        logger.warning("somebody was left without a reply", extra={"fields": line})

    async def _token(self, workspace: Workspace) -> str | None:
        if self._installations is None:
            return self._web.client.token
        bot = await self._installations.async_find_bot(
            enterprise_id=workspace.enterprise_id,
            team_id=workspace.team_id,
            is_enterprise_install=workspace.team_id is None,
        )
        if bot is None:
            raise SlackFailed("the app is not installed there any more")
        return bot.bot_token
