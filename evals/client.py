"""The service that is asked: a running one by its URL, or one opened in this process."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from evals.cases import Case
from evals.errors import EvalError, ServiceUnusable
from indexing.settings import load_settings
from service.answer import Answerer
from service.services import Services
from service.wiring import open_app

TIMEOUT_S = 60
MODELS = (
    "ONRECORD_EMBEDDER",
    "ONRECORD_SPACY_MODEL",
    "ONRECORD_CHAT_MODEL",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
)
"""What an evaluation takes from the environment: the models, never the archive."""


class Client:
    """Asks cases of a service and reads its articles, each article once."""

    def __init__(self, http: httpx.AsyncClient, *, answerer: Answerer = "extractive") -> None:
        self._http = http
        self._answerer = answerer
        self._articles: dict[str, Mapping[str, Any]] = {}

    async def ready(self) -> None:
        """Raises ServiceUnusable."""
        await self._read("GET", "/readyz")

    async def ask(self, case: Case) -> Mapping[str, Any]:
        """The response to `POST /chat`. Raises ServiceUnusable."""
        return await self.chat(request_of(case, answerer=self._answerer))

    async def chat(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The response to `POST /chat` of any body. Raises ServiceUnusable."""
        return await self._read("POST", "/chat", json=body)

    async def search(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The response to `POST /search`. Raises ServiceUnusable."""
        return await self._read("POST", "/search", json=body)

    async def article(self, article_id: str) -> Mapping[str, Any]:
        """The article with its text. Raises ServiceUnusable."""
        if article_id not in self._articles:
            article = await self._read("GET", f"/articles/{article_id}")
            if not isinstance(article.get("text"), str):
                raise ServiceUnusable(f"GET /articles/{article_id} gave no text")
            self._articles[article_id] = article
        return self._articles[article_id]

    async def _read(self, method: str, path: str, **sent: Any) -> Mapping[str, Any]:
        try:
            response = await self._http.request(method, path, **sent)
            body = response.json()
        except httpx.HTTPError as error:
            said = str(error) or type(error).__name__
            raise ServiceUnusable(f"{method} {path}: {said}") from error
        except ValueError as error:
            raise ServiceUnusable(f"{method} {path}: {response.status_code}, no JSON") from error
        if response.status_code != httpx.codes.OK or not isinstance(body, dict):
            raise ServiceUnusable(f"{method} {path}: {response.status_code}, {_reason(body)}")
        return body


def request_of(case: Case, *, answerer: Answerer) -> dict[str, Any]:
    """The body of `POST /chat` that asks this case."""
    sent = case.model_dump(mode="json", by_alias=True, include={"question", "as_of", "filters"})
    turns = [turn.model_dump() for turn in case.history]
    return {**sent, "history": turns or None, "answerer": answerer}


def _reason(body: Any) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("message")) if isinstance(error, dict) else "without a reason"


@asynccontextmanager
async def open_url(url: str, *, answerer: Answerer = "extractive") -> AsyncIterator[Client]:
    """A service that runs already. Raises ServiceUnusable when it is not there, or not ready."""
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S) as http:
        client = Client(http, answerer=answerer)
        await client.ready()
        yield client


@asynccontextmanager
async def open_in_process(
    articles: Path,
    *,
    data: Path | None = None,
    answerer: Answerer = "extractive",
    strict: bool = True,
) -> AsyncIterator[Client]:
    """The app itself over an index of `articles`, in `data` or a folder that goes afterwards.

    Raises OnRecordError when the archive cannot be opened; where it is `strict`, EvalError when
    an article is rejected.
    """
    with TemporaryDirectory(prefix="onrecord-gold-") as temporary:
        models = {name: os.environ[name] for name in MODELS if name in os.environ}
        settings = load_settings({**models, "ONRECORD_DATA_DIR": str(data or temporary)})
        async with open_app(settings) as app:
            services: Services = app.state.services
            report = await services.intake.index([articles], prune=True)
            for rejection in report.rejected if strict else ():
                raise EvalError(f"{rejection.source} cannot be indexed: {rejection.reason}")
            # A question that the app fails on is a row that is not judged, not the end of the run.
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://gold") as http:
                yield Client(http, answerer=answerer)
