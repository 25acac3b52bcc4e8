"""A service that is asked, over its HTTP API: see opening.py for where it comes from."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from pydantic_core import from_json

from evals.cases import Case, Known
from evals.errors import ServiceSilent, ServiceUnusable
from service.answer import Answerer

TIMEOUT_S = 60.0
RETRY_AFTER_S = 1.0
LIMITED_S = 120.0
"""So long in all a request waits where the service says that too much is asked."""
PAGE = 100
"""The most articles that a page of the list holds."""
REASON = 500
"""The most characters of what a service says when it refuses: some send a whole page."""

_LOST = (httpx.NetworkError, httpx.RemoteProtocolError)
"""A connection that could not be made, or broke: a restart of the service or of what is between."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive holds: the ids of its articles by their sources, which embedder made its
    vectors, and a fingerprint of the articles; and the chat model that answers, if one does."""

    ids: Mapping[str, str]
    embedder: str | None
    fingerprint: str
    chat_model: str | None = None


class Client:
    """Asks cases of a service and reads its articles, each article once.

    A connection that is lost is tried once more, and a limit on how much is asked is waited for;
    nothing else is, for a service that is slow or refuses would be hidden by it.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        answerer: Answerer = "extractive",
        timeout_s: float = TIMEOUT_S,
        retry_after_s: float = RETRY_AFTER_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._http = http
        self._answerer = answerer
        self._timeout_s = timeout_s
        self._retry_after_s = retry_after_s
        self._sleep = sleep
        self._articles: dict[str, Mapping[str, Any]] = {}
        self._conversations: list[str] = []
        self._chat_model: str | None = None

    async def ready(self) -> None:
        """Notes the chat model that answers, if one does. Raises ServiceUnusable, also where one is
        asked for and there is none."""
        told = await self._read("GET", "/readyz")
        if "chat_model" not in told or self._answerer == "extractive":  # older ones do not tell
            return
        require_model(told["chat_model"], self._answerer)
        self._chat_model = str(told["chat_model"])

    async def ask(self, case: Case) -> Mapping[str, Any]:
        """The response to `POST /chat`. Raises ServiceUnusable."""
        return await self.chat(request_of(case, answerer=self._answerer))

    async def chat(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The response to `POST /chat` of any body. Raises ServiceUnusable."""
        response = await self._read("POST", "/chat", json=body)
        if isinstance(begun := response.get("conversation_id"), str):
            self._conversations.append(begun)
        return response

    async def rank(self, case: Case, *, limit: int) -> Mapping[str, Any]:
        """The response to a search for the case's question. Raises ServiceUnusable."""
        sent = request_of(case, answerer=self._answerer)
        asked = {name: sent[name] for name in ("question", "as_of", "filters")}
        return await self.search({**asked, "limit": limit})

    async def search(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The response to `POST /search`. Raises ServiceUnusable."""
        return await self._read("POST", "/search", json=body)

    async def article(self, article_id: str) -> Mapping[str, Any]:
        """The article with its text. Raises ServiceUnusable."""
        if article_id not in self._articles:
            article = await self._read("GET", f"/articles/{quote(article_id, safe='')}")
            if not isinstance(article.get("text"), str):
                raise ServiceUnusable(f"GET /articles/{article_id} gave no text")
            self._articles[article_id] = article
        return self._articles[article_id]

    async def holdings(self) -> Holdings:
        """What can be asked about, from every page of the list. Raises ServiceUnusable."""
        status = await self._read("GET", "/status")
        listed: set[tuple[str, str]] = set()
        wanted: dict[str, Any] = {"limit": PAGE}
        while True:
            page = await self._read("GET", "/articles", params=wanted)
            new = _listed(page) - listed
            listed |= new
            wanted["cursor"] = page.get("next_cursor")
            if not (new and wanted["cursor"]):
                break
        embedder = status.get("embedder")
        # What was made of the articles (passages, statements) is the service's work, and judged.
        size = [status.get("articles"), status.get("words")]
        return Holdings(
            ids={source: id for id, source in sorted(listed)},
            embedder=embedder if isinstance(embedder, str) else None,
            fingerprint=_digest([size, sorted(listed)]),
            chat_model=self._chat_model,
        )

    async def known(self, holdings: Holdings, names: Iterable[str]) -> Known:
        """What there is, with the texts of the articles that are named by source or id."""
        ids = set(holdings.ids.values())
        wanted = {name: holdings.ids.get(name, name) for name in names}
        texts = {
            name: str((await self.article(id))["text"])
            for name, id in sorted(wanted.items())
            if id in ids
        }
        return Known(holdings.ids.keys(), ids, texts)

    async def forget(self) -> None:
        """Delete the conversations that the questions began, where the service lets us."""
        while self._conversations:
            try:
                begun = quote(self._conversations.pop(), safe="")
                await self._sent("DELETE", f"/conversations/{begun}")
            except ServiceUnusable:
                self._conversations.clear()

    async def _read(self, method: str, path: str, **sent: Any) -> Mapping[str, Any]:
        response = await self._unlimited(method, path, **sent)
        try:
            # Not response.json(): it takes half a surrogate pair for text, and nests without end.
            body = from_json(response.content)
        except ValueError as error:
            raise ServiceUnusable(f"{method} {path}: {response.status_code}, no JSON") from error
        if response.status_code != httpx.codes.OK or not isinstance(body, dict):
            raise ServiceUnusable(f"{method} {path}: {response.status_code}, {_reason(body)}")
        return body

    async def _unlimited(self, method: str, path: str, **sent: Any) -> httpx.Response:
        """The response, after as long a wait as the service asks for and we have."""
        left_s = LIMITED_S
        while True:
            response = await self._sent(method, path, **sent)
            wait_s = _retry_after_s(response)
            if wait_s is None or wait_s > left_s:
                return response
            left_s -= wait_s
            await self._sleep(wait_s)

    async def _sent(self, method: str, path: str, **sent: Any) -> httpx.Response:
        try:
            # Not httpx's own: an app in this process is not bound by it, nor a reply that trickles.
            async with asyncio.timeout(self._timeout_s):
                try:
                    return await self._http.request(method, path, **sent)
                except _LOST:
                    await self._sleep(self._retry_after_s)
                    return await self._http.request(method, path, **sent)
        except TimeoutError as error:
            said = f"{method} {path}: no answer within {self._timeout_s:g} s"
            raise ServiceSilent(said) from error
        except httpx.TransportError as error:
            said = str(error) or type(error).__name__
            raise ServiceSilent(f"{method} {path}: {said}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceUnusable(f"{method} {path}: {error}") from error


def require_model(chat_model: object, answerer: Answerer) -> None:
    """Raises ServiceUnusable where the rules would answer in a chat model's place."""
    if answerer != "extractive" and not chat_model:
        raise ServiceUnusable(
            f"--answerer {answerer}: no chat model is set there, so the rules would answer: set "
            "OPENAI_API_KEY, or OPENAI_BASE_URL and ONRECORD_CHAT_MODEL, or leave --answerer out"
        )


def request_of(case: Case, *, answerer: Answerer) -> dict[str, Any]:
    """The body of `POST /chat` that asks this case."""
    sent = case.model_dump(mode="json", by_alias=True, include={"question", "as_of", "filters"})
    turns = [turn.model_dump() for turn in case.history]
    return {**sent, "history": turns or None, "answerer": answerer}


def _listed(page: Mapping[str, Any]) -> set[tuple[str, str]]:
    try:
        return {(str(article["id"]), str(article["source"])) for article in page["articles"]}
    except (KeyError, TypeError) as error:
        said = f"GET /articles: the list is not as the contract says: {error!r}"
        raise ServiceUnusable(said) from error


def _digest(content: Any) -> str:
    told = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _retry_after_s(response: httpx.Response) -> float | None:
    """In seconds, at least one; None where no limit is told of, or not for how long."""
    told = response.headers.get("retry-after", "")
    is_limit = response.status_code == httpx.codes.TOO_MANY_REQUESTS
    return float(max(int(told), 1)) if is_limit and told.isascii() and told.isdigit() else None


def _reason(body: Any) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("message"))[:REASON] if isinstance(error, dict) else "without a reason"
