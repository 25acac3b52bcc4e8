"""The only place where classes are chosen and opened: settings, store, pipeline, app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from indexing.settings import Settings
from indexing.store import Store, open_store
from service.intake import Intake
from service.running import new_token

if TYPE_CHECKING:
    from fastapi import FastAPI

    from indexing.doctor import Finding
    from service.metrics import Metrics
    from service.pipeline import Pipeline
    from service.services import Services


@asynccontextmanager
async def open_intake(settings: Settings) -> AsyncIterator[Intake]:
    """What `onrecord index` needs: nothing that answers or serves."""
    async with open_store(settings) as store:
        yield Intake(store)


async def examine(settings: Settings, *, mend: bool) -> "tuple[Finding, ...]":
    """What `onrecord doctor` needs."""
    from indexing.doctor import doctor

    async with open_store(settings, must_exist=True) as store:
        return await doctor(store, mend=mend)


@asynccontextmanager
async def open_app(settings: Settings, *, must_exist: bool = False) -> AsyncIterator["FastAPI"]:
    """An app that has started; for a server, a test, an evaluation or a single command."""
    from service.http.app import create_app

    app = create_app(lambda metrics: open_services(settings, metrics, must_exist=must_exist))
    async with app.router.lifespan_context(app):
        yield app


@asynccontextmanager
async def open_services(
    settings: Settings, metrics: "Metrics", *, must_exist: bool
) -> AsyncIterator["Services"]:
    from service.conversation import Conversations
    from service.desk import Desk
    from service.services import Services

    async with open_store(settings, must_exist=must_exist) as store:
        conversations = Conversations(store.database)
        yield Services(
            archive=store.archive,
            vectors=store.vectors,
            intake=Intake(store),
            desk=Desk(partial(open_pipeline, store), conversations, metrics),
            conversations=conversations,
            metrics=metrics,
            token=new_token(),
            admin_key=settings.admin_key.get_secret_value() if settings.admin_key else None,
        )


def open_pipeline(store: Store) -> "Pipeline":
    """How a question is answered. Loads the embedder."""
    from service.find import Finder
    from service.pipeline import Pipeline
    from service.rerank import Weigher
    from service.retrieve import Retriever

    retriever = Retriever(store.archive, store.vectors, store.embedder)
    return Pipeline(store.archive, Finder(store.archive, retriever, Weigher(store.embedder)))
