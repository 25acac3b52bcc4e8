"""A service to ask, opened: a running one by its URL, or the app in this process."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from fastapi import FastAPI

from evals.client import TIMEOUT_S, Client, require_model
from evals.errors import EvalError, ServiceUnusable
from evals.fingerprint import without_secrets
from evals.writing import Writing, open_writing
from indexing.article import Rejection
from indexing.report import Progress
from indexing.settings import Settings, load_settings
from service.answer import Answerer
from service.services import Services
from service.wiring import open_app

MODELS = (
    "ONRECORD_EMBEDDER",
    "ONRECORD_SPACY_MODEL",
    "ONRECORD_CHAT_MODEL",
    "ONRECORD_CHAT_TIMEOUT_S",
    "ONRECORD_SUPPORT",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
)
"""What an evaluation takes from the environment: the models, never the archive."""
KEY = "ONRECORD_EVALS_KEY"
"""What a service that asks callers for a key is sent."""
WRITING = Writing()


@asynccontextmanager
async def open_url(
    url: str, *, answerer: Answerer = "extractive", timeout_s: float = TIMEOUT_S
) -> AsyncIterator[Client]:
    """A service that runs already, with the key of the environment.

    Raises ServiceUnusable when it is not there, or not ready.
    """
    key = os.environ.get(KEY, "").strip()
    if not key.isascii() or not key.isprintable():
        raise ServiceUnusable(f"{KEY} holds characters that no header can: copy it again")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        http = httpx.AsyncClient(base_url=url, timeout=None, headers=headers)
    except httpx.InvalidURL as error:
        raise ServiceUnusable(f"{without_secrets(url)!r} is no address: {error}") from error
    async with http:
        client = Client(http, answerer=answerer, timeout_s=timeout_s)
        await client.ready()
        yield client
        await client.forget()


def _not_told(_: Progress) -> None:
    """For callers who wait in silence."""


def refuse(rejection: Rejection) -> None:
    """Raises EvalError: an archive that lacks an article is not the one that was to be asked."""
    raise EvalError(f"an article cannot be indexed: {said_of(rejection)}")


def said_of(rejection: Rejection) -> str:
    """Where the article stands, and why it is rejected."""
    place = f"{rejection.source}:{rejection.line}" if rejection.line else rejection.source
    return f"{place}: {rejection.reason}"


@asynccontextmanager
async def open_in_process(  # noqa: PLR0913  each is an option of an evaluation
    articles: Path,
    *,
    data: Path | None = None,
    answerer: Answerer = "extractive",
    timeout_s: float = TIMEOUT_S,
    left_out: Callable[[Rejection], None] = refuse,
    writing: Writing = WRITING,
    tell: Callable[[Progress], None] = _not_told,
) -> AsyncIterator[Client]:
    """The app itself over an index of `articles`, in `data` or a folder that goes afterwards.

    `left_out` hears of every article that is rejected; unless told otherwise, the first one is
    an EvalError. Raises ServiceUnusable, and OnRecordError when the archive cannot be opened.
    """
    with TemporaryDirectory(prefix="onrecord-evals-") as temporary:
        settings = settings_of(data or Path(temporary))
        require_model(settings.chat, answerer)  # now, not after minutes of indexing
        opening = partial(open_writing, settings, writing)
        async with open_app(settings, writing=opening) as app:
            services: Services = app.state.services
            report = await services.intake.index([articles], prune=True, tell=tell)
            for rejection in report.rejected:
                left_out(rejection)
            async with _asking(app, answerer=answerer, timeout_s=timeout_s) as client:
                yield client
                if data is not None:  # else all of it goes
                    await client.forget()


@asynccontextmanager
async def open_archive(
    data: Path,
    *,
    answerer: Answerer = "extractive",
    timeout_s: float = TIMEOUT_S,
    writing: Writing = WRITING,
) -> AsyncIterator[Client]:
    """The app itself over an archive that is there already, which stays as it is.

    Raises ServiceUnusable, and OnRecordError when it cannot be opened: it is missing, or another
    process has it.
    """
    settings = settings_of(data)
    opening = partial(open_writing, settings, writing)
    async with (
        open_app(settings, must_exist=True, writing=opening) as app,
        _asking(app, answerer=answerer, timeout_s=timeout_s) as client,
    ):
        yield client
        await client.forget()


@asynccontextmanager
async def _asking(app: FastAPI, *, answerer: Answerer, timeout_s: float) -> AsyncIterator[Client]:
    services: Services = app.state.services
    # What keeps every question from being answered is told now; and no question waits for models.
    await services.desk.open()
    # A question that the app fails on is a row that is not judged, not the end of the run.
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://evals") as http:
        client = Client(http, answerer=answerer, timeout_s=timeout_s)
        await client.ready()
        yield client


def settings_of(data: Path) -> Settings:
    """The models of the environment, over an archive in `data`."""
    models = {name: os.environ[name] for name in MODELS if name in os.environ}
    return load_settings({**models, "ONRECORD_DATA_DIR": str(data)})
