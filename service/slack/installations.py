"""Which workspaces have installed the app: slack-sdk's stores, in our database.

Its tables are made by our migrations. What is looked up at every event is read without waiting for
whoever writes the archive meanwhile.
"""

from datetime import UTC, datetime
from logging import Logger
from typing import Any

import sqlalchemy as sa
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from indexing.sql.database import Database

STATE_S = 600  # an installation is finished within ten minutes, or begun anew


class Installations(AsyncInstallationStore):
    def __init__(self, database: Database, *, client_id: str, logger: Logger) -> None:
        reader, writer = database.engines
        self._reading = AsyncSQLAlchemyInstallationStore(client_id, reader, logger=logger)
        self._writing = AsyncSQLAlchemyInstallationStore(client_id, writer, logger=logger)
        self._logger = logger

    @property
    def logger(self) -> Logger:
        return self._logger

    async def async_save(self, installation: Installation) -> None:
        await self._writing.async_save(installation)

    async def async_save_bot(self, bot: Bot) -> None:
        await self._writing.async_save_bot(bot)

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        return await self._reading.async_find_bot(
            enterprise_id=enterprise_id,
            team_id=team_id,
            is_enterprise_install=is_enterprise_install,
        )

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        return await self._reading.async_find_installation(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            is_enterprise_install=is_enterprise_install,
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self._writing.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        await self._writing.async_delete_installation(
            enterprise_id=enterprise_id, team_id=team_id, user_id=user_id
        )


class States(AsyncSQLAlchemyOAuthStateStore):
    """What tells an installation that was begun here from one that somebody made up.

    By itself slack-sdk forgets only those that were finished.
    """

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        now = datetime.now(UTC).replace(tzinfo=None)  # as slack-sdk writes it
        async with self.engine.begin() as connection:
            await connection.execute(
                sa.delete(self.oauth_states).where(self.oauth_states.c.expire_at <= now)
            )
        return await super().async_issue(*args, **kwargs)


def open_states(database: Database, *, logger: Logger) -> States:
    _, writer = database.engines
    return States(STATE_S, writer, logger=logger)
