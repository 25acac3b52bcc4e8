"""Apps for tests: the real routes, archive and conversations; a pipeline without any model."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

import httpx
import uvicorn
from fastapi import FastAPI

from indexing.parsing import Recipe
from indexing.settings import load_settings
from indexing.store import Store, open_store
from service.admission import admission
from service.conversation import Conversations
from service.desk import TIMEOUT_S, Desk
from service.http.app import create_app
from service.http.server import configured
from service.intake import Intake
from service.metrics import Metrics
from service.services import Services
from tests.fakes import HashEmbedding
from tests.indexing.archives import an_article, parse_cheaply
from tests.service.fakes import LiteralPipeline

TOKEN = "the token of the command line"
NOTHING: Mapping[str, str] = MappingProxyType({})
ADMIN_KEY = "the key of the administrator"

MOON = an_article(
    "moon",
    "Moon spoke of the summit in Hanoi. He calls it “beautiful” 🕊.",
    "Talks go on.",
    publisher="AP",
    published=date(2019, 3, 4),
    said_by="Moon Jae In",
)
KANG = an_article("kang", "Kang was in Hanoi too.", said_by="Kang Kyung-wha")


@dataclass(frozen=True, slots=True)
class Opened:
    """An app that has started, and what a test wants to reach in it."""

    app: FastAPI
    http: httpx.AsyncClient
    pipeline: LiteralPipeline
    store: Store


@asynccontextmanager
async def opened_app(
    data_dir: Path,
    *,
    admin_key: str | None = ADMIN_KEY,
    can_generate: bool = False,
    timeout_s: float = TIMEOUT_S,
    guards_pages: bool = False,
    environ: Mapping[str, str] = NOTHING,
) -> AsyncIterator[Opened]:
    """`environ` is what is set about callers: their keys, how often they may ask, from where."""
    settings = load_settings({**environ, "ONRECORD_DATA_DIR": str(data_dir)})
    parse = partial(parse_cheaply, recipe=Recipe(settings.spacy_model))
    async with open_store(settings, parse=parse, open_embedder=HashEmbedding) as store:
        await store.archive.replace([MOON, KANG])
        pipeline = LiteralPipeline(store.archive)

        @asynccontextmanager
        async def services(metrics: Metrics) -> AsyncIterator[Services]:
            conversations = Conversations(store.database)
            yield Services(
                archive=store.archive,
                vectors=store.vectors,
                intake=Intake(store),
                desk=Desk(
                    lambda: pipeline,
                    conversations,
                    metrics,
                    can_generate=can_generate,
                    timeout_s=timeout_s,
                ),
                conversations=conversations,
                metrics=metrics,
                token=TOKEN,
                admin_key=admin_key,
                admission=admission(settings, guards_pages=guards_pages),
            )

        app = create_app(services, cors_origins=settings.cors_origins)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://onrecord.test") as http,
        ):
            yield Opened(app, http, pipeline, store)


@asynccontextmanager
async def served(
    app: FastAPI, *, trusted_proxies: Sequence[str] = (), within_ipv6: bool = False
) -> AsyncIterator[str]:
    """The address of a real server on this machine, for what an in-process client cannot show.

    `within_ipv6` has it see callers as one does that listens for IPv6, too.
    """
    family = socket.AF_INET6 if within_ipv6 else socket.AF_INET
    place = ("::ffff:127.0.0.1" if within_ipv6 else "127.0.0.1", 0)
    with socket.create_server(place, family=family, dualstack_ipv6=within_ipv6) as listener:
        server = uvicorn.Server(configured(app, trusted_proxies=trusted_proxies))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started:
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
