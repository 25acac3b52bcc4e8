"""The app with Slack's surface, and Slack itself on the other side."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from pydantic import SecretStr

from indexing.archive import Filters
from indexing.sql.schema import conversations
from indexing.store import Store
from service.answer import Evidence, Question
from service.desk import Answering, Desk
from service.pipeline import Claimed, Step
from service.services import Services
from service.slack.app import Newsroom, Slack, open_slack
from service.slack.keys import SlackKeys
from tests.service.apps import opened_app
from tests.service.fakes import LiteralPipeline
from tests.service.slack.far_side import FarSide, Posted
from tests.service.slack.sent import SECRET, Json, send

BOT_TOKEN, APP_TOKEN = "xoxb-1-the-bot", "xapp-1-the-app"
CLIENT_ID, CLIENT_SECRET = "1.2", "the-client-secret"
PUBLIC_URL = "https://news.example"

ONE = SlackKeys(SecretStr(SECRET), None, SecretStr(BOT_TOKEN))
SEVERAL = SlackKeys(SecretStr(SECRET), None, None, CLIENT_ID, SecretStr(CLIENT_SECRET))

Wrap = Callable[[LiteralPipeline], Answering]


class Breaking:
    """A pipeline that fails when it has told so many claims."""

    def __init__(self, pipeline: LiteralPipeline, *, after: int, failure: Exception) -> None:
        self._pipeline = pipeline
        self._after = after
        self._failure = failure

    async def follow(self, question: Question) -> AsyncGenerator[Step, None]:
        told = 0
        async with aclosing(self._pipeline.follow(question)) as steps:
            async for step in steps:
                yield step
                await asyncio.sleep(0.05)  # so that readers see it before it breaks
                told += isinstance(step, Claimed)
                if told == self._after:
                    raise self._failure

    async def search(self, question: Question, *, limit: int) -> tuple[Evidence, ...]:
        return await self._pipeline.search(question, limit=limit)

    async def quotes(
        self, *, speaker: str | None, about: str | None, filters: Filters, limit: int
    ) -> tuple[Evidence, ...]:
        return await self._pipeline.quotes(
            speaker=speaker, about=about, filters=filters, limit=limit
        )


@dataclass(frozen=True, slots=True)
class Surface:
    app: FastAPI
    http: httpx.AsyncClient
    slack: Slack
    far: FarSide
    pipeline: LiteralPipeline
    store: Store

    @property
    def services(self) -> Services:
        services: Services = self.app.state.services
        return services

    async def send(self, payload: Json, **headers: str) -> httpx.Response:
        return await send(self.http, payload, **headers)

    async def hear(self, *payloads: Json) -> None:
        """Send them, one after the other."""
        for payload in payloads:
            reply = await self.send(payload)
            assert reply.status_code == 200, reply.text

    async def settle(self) -> None:
        """Until nothing more comes of what was sent."""
        for _ in range(3):
            await asyncio.sleep(0.02)
            await self.slack.work.idle()

    async def conversation_ids(self) -> list[str]:
        async with self.store.database.reading() as connection:
            rows = await connection.execute(sa.select(conversations.c.id))
        return list(rows.scalars())

    async def answered(self, payload: Json) -> list[Posted]:
        """What was posted because of it."""
        before = len(self.far.messages)
        await self.hear(payload)
        await self.settle()
        return self.far.messages[before:]


@contextmanager
def without_proxies() -> Iterator[None]:
    """slack-sdk would ask a proxy of the environment even for what is on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            patch.delenv(name, raising=False)
        yield


@asynccontextmanager
async def surface(
    data_dir: Path, far: FarSide, *, keys: SlackKeys = ONE, **options: Any
) -> AsyncIterator[Surface]:
    public_url = options.pop("public_url", PUBLIC_URL)
    async with opened_app(data_dir) as opened:
        services: Services = opened.app.state.services
        wrap: Wrap = options.pop("wrap", None) or (lambda pipeline: pipeline)
        desk = Desk(
            lambda: wrap(opened.pipeline), services.conversations, services.metrics, timeout_s=20
        )
        newsroom = Newsroom(
            opened.store.database,
            services.archive,
            desk,
            services.conversations,
            public_url,
        )
        async with open_slack(replace(keys, api_url=far.url), newsroom, **options) as slack:
            opened.app.state.services = replace(services, slack=slack)
            yield Surface(opened.app, opened.http, slack, far, opened.pipeline, opened.store)
