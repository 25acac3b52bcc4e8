"""The only place where classes are chosen and opened: settings, store, pipeline, app."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from indexing.settings import Settings
from indexing.store import Store, open_store
from service.intake import Intake
from service.running import new_token

if TYPE_CHECKING:
    from fastapi import FastAPI

    from indexing.doctor import Finding
    from indexing.informant import Informant
    from service.chat_model import ChatModel
    from service.generative import Writer
    from service.mend import Gating, Mending
    from service.metrics import Metrics
    from service.pipeline import Pipeline
    from service.services import Services
    from service.slack.app import Slack

    MakeWriter = Callable[[], Writer]
    OpenWriting = Callable[[], AbstractAsyncContextManager[MakeWriter | None]]


@asynccontextmanager
async def open_intake(settings: Settings) -> AsyncIterator[Intake]:
    """What `onrecord index` needs: nothing that answers or serves."""
    async with open_store(settings) as store, open_informant(settings) as informant:
        yield Intake(store, informant)


@asynccontextmanager
async def open_informant(settings: Settings) -> "AsyncIterator[Informant | None]":
    """Who tells the metadata that the rules leave unknown; nobody, unless the settings say so.

    Its places at the host are its own: readers wait for none of its replies.
    """
    if settings.metadata == "rules" or settings.chat is None:
        yield None
        return
    from service.llm import open_chat_model
    from service.metadata_by_model import MetadataByModel

    async with open_chat_model(settings.chat) as model:
        yield MetadataByModel(model)


async def examine(settings: Settings, *, mend: bool) -> "tuple[Finding, ...]":
    """What `onrecord doctor` needs."""
    from indexing.doctor import doctor

    async with open_store(settings, must_exist=True) as store:
        return await doctor(store, mend=mend)


@asynccontextmanager
async def open_app(
    settings: Settings,
    *,
    must_exist: bool = False,
    writing: "OpenWriting | None" = None,
    guards_pages: bool = False,
    hears_slack: bool = False,
) -> AsyncIterator["FastAPI"]:
    """An app that has started; for a server, a test, an evaluation or a single command.

    `writing` opens who writes answers in place of the chat model that the settings name.
    With `guards_pages`, web pages that are not its own cannot ask through a reader's browser.
    With `hears_slack`, it answers there too, if the settings hold Slack's keys.
    """
    from service.http.app import create_app

    opening = writing or partial(open_writing, settings)
    app = create_app(
        lambda metrics: open_services(
            settings,
            metrics,
            opening,
            must_exist=must_exist,
            guards_pages=guards_pages,
            hears_slack=hears_slack,
        ),
        cors_origins=settings.cors_origins,
    )
    async with app.router.lifespan_context(app):
        yield app


@asynccontextmanager
async def open_services(
    settings: Settings,
    metrics: "Metrics",
    writing: "OpenWriting",
    *,
    must_exist: bool,
    guards_pages: bool,
    hears_slack: bool,
) -> AsyncIterator["Services"]:
    from service.admission import admission
    from service.conversation import Conversations
    from service.desk import Desk
    from service.services import Services

    async with (
        open_store(settings, must_exist=must_exist) as store,
        open_informant(settings) as informant,
        writing() as make_writer,
    ):
        conversations = Conversations(store.database)
        services = Services(
            archive=store.archive,
            vectors=store.vectors,
            intake=Intake(store, informant),
            desk=Desk(
                partial(open_pipeline, store, make_writer),
                conversations,
                metrics,
                can_generate=make_writer is not None,
                timeout_s=_time_for_a_question(settings),
            ),
            conversations=conversations,
            metrics=metrics,
            token=new_token(),
            chat_model=settings.chat.model if settings.chat else None,
            admin_key=settings.admin_key.get_secret_value() if settings.admin_key else None,
            admission=admission(settings, guards_pages=guards_pages),
            public_url=settings.public_url,
        )
        if not hears_slack:
            yield services
            return
        async with _hearing_slack(settings, store, services) as slack:
            yield replace(services, slack=slack)


@asynccontextmanager
async def _hearing_slack(
    settings: Settings, store: Store, services: "Services"
) -> AsyncIterator["Slack | None"]:
    """None where no keys are set. With SLACK_APP_TOKEN, over Socket Mode too."""
    from service.slack.keys import slack_keys

    keys = slack_keys(settings)
    if keys is None:
        yield None
        return
    from service.slack.app import Newsroom, open_slack
    from service.slack.socket_mode import connecting

    newsroom = Newsroom(
        store.database,
        services.archive,
        services.desk,
        services.conversations,
        settings.public_url,
    )
    async with open_slack(keys, newsroom) as slack:
        if keys.app_token is None:
            yield slack
            return
        async with connecting(slack):
            yield slack


def _time_for_a_question(settings: Settings) -> float:
    """In seconds: a model writes, and may be asked once more to mend what it wrote."""
    from service.desk import TIMEOUT_S

    return TIMEOUT_S + (2 * settings.chat.timeout_s if settings.chat else 0)


@asynccontextmanager
async def open_writing(
    settings: Settings,
    *,
    through: "Callable[[ChatModel], ChatModel] | None" = None,
    mending_by: "Callable[[Gating], Mending] | None" = None,
) -> AsyncIterator["MakeWriter | None"]:
    """The chat model of the settings, behind the gate; None where they name none.

    For an evaluation, which asks the model `through` another, or has its sentences mended
    otherwise.
    """
    if settings.chat is None:
        yield None
        return
    from service.llm import open_chat_model

    # Mending has its own places at the host: a sentence is mended while the stream that it stands
    # in is open, and would wait for ever if such streams took every place.
    async with open_chat_model(settings.chat) as writing, open_chat_model(settings.chat) as mending:
        models = (through(writing), through(mending)) if through else (writing, mending)
        yield partial(_writer, settings, *models, mending_by=mending_by)


def _writer(
    settings: Settings,
    writing: "ChatModel",
    mending: "ChatModel",
    *,
    mending_by: "Callable[[Gating], Mending] | None",
) -> "Writer":
    from indexing.statements import StatementExtractor
    from service.generative import Writer
    from service.llm import load_library
    from service.mend import Mender
    from service.support.gate import Gate
    from service.support.reading import Reader
    from service.support_by_model import SecondReader

    # Now, on the thread that opens the pipeline, and not while a reader waits.
    load_library()
    gate = Gate(Reader(partial(StatementExtractor, settings.spacy_model)))
    gate.load()
    second_reader = SecondReader(mending) if settings.support == "model" else None
    mender = mending_by(gate) if mending_by else Mender(mending, gate, second_reader=second_reader)
    return Writer(writing, mender, time_s=_time_for_a_question(settings))


def open_pipeline(store: Store, make_writer: "MakeWriter | None" = None) -> "Pipeline":
    """How a question is answered. Loads the embedder."""
    from service.find import Finder
    from service.pipeline import Pipeline
    from service.rerank import Weigher
    from service.retrieve import Retriever

    retriever = Retriever(store.archive, store.vectors, store.embedder)
    finder = Finder(store.archive, retriever, Weigher(store.embedder))
    writer = make_writer() if make_writer else None
    return Pipeline(store.archive, finder, writer=writer)
