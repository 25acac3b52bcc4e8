"""Who is asked on behalf of an assistant: the desk of this process, or a server of the archive."""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol
from urllib.parse import quote

from starlette.requests import Request

from indexing.errors import OnRecordError
from service.commands.client import Client
from service.http.access import Caller
from service.http.archive_responses import ArticleTextOut
from service.http.envelope import INTERNAL, explain
from service.http.logs import fingerprint
from service.http.questions import answered
from service.http.requests import note
from service.http.schemas import ChatRequest, SearchRequest, StatementsQuery
from service.mcp.arguments import Body
from service.responses import ChatResponse, EvidenceOut, StatementsOut
from service.services import Services

logger = logging.getLogger("onrecord.mcp")


class Archivist(Protocol):
    """Takes bodies and parameters of the HTTP contract. `public_url` is where readers open a
    citation, None where nobody serves them."""

    @property
    def public_url(self) -> str | None: ...

    async def ask(self, body: Body) -> ChatResponse: ...

    async def search(self, body: Body) -> EvidenceOut: ...

    async def quotes(self, params: Body) -> StatementsOut: ...

    async def article(self, article_id: str) -> ArticleTextOut: ...

    def explain(self, error: Exception) -> str:
        """What went wrong and what to do about it, with nothing internal in it."""


class AtTheDesk:
    """Asks for the caller of a request."""

    def __init__(self, request: Request, services: Services, caller: Caller) -> None:
        self._request = request
        self._services = services
        self._caller = caller

    @property
    def public_url(self) -> str | None:
        return self._services.public_url or str(self._request.base_url).rstrip("/")

    async def ask(self, body: Body) -> ChatResponse:
        asked = ChatRequest.model_validate(body)
        with self._caller.asking():
            return await answered(
                self._request,
                asked.asked(),
                services=self._services,
                owner=self._caller.owner,
                conversation_id=asked.conversation_id,
            )

    async def search(self, body: Body) -> EvidenceOut:
        asked = SearchRequest.model_validate(body)
        note(self._request, question=fingerprint(asked.question))
        with self._caller.asking():
            return EvidenceOut.of(
                await self._services.desk.search(asked.asked(), limit=asked.limit)
            )

    async def quotes(self, params: Body) -> StatementsOut:
        asked = StatementsQuery.model_validate(params)
        with self._caller.asking():
            return StatementsOut.of(
                await self._services.desk.quotes(
                    speaker=asked.speaker,
                    about=asked.about,
                    filters=asked.filters(),
                    limit=asked.limit,
                    offset=asked.offset,
                )
            )

    async def article(self, article_id: str) -> ArticleTextOut:
        return ArticleTextOut.of(await self._services.archive.article(article_id))

    def explain(self, error: Exception) -> str:
        return explain(self._request, error).message


class OverHttp:
    """Asks whoever answers for the data folder, as the command line does."""

    def __init__(
        self,
        open_client: Callable[[], AbstractAsyncContextManager[Client]],
        *,
        public_url: str | None = None,
    ) -> None:
        self._open_client = open_client
        self._public_url = public_url

    @property
    def public_url(self) -> str | None:
        return self._public_url

    async def ask(self, body: Body) -> ChatResponse:
        return ChatResponse.model_validate(await self._post("/chat", body))

    async def search(self, body: Body) -> EvidenceOut:
        return EvidenceOut.model_validate(await self._post("/search", body))

    async def quotes(self, params: Body) -> StatementsOut:
        return StatementsOut.model_validate(await self._get("/statements", params))

    async def article(self, article_id: str) -> ArticleTextOut:
        # A client would take ".." for a step up; dots that are escaped are part of a name.
        name = quote(article_id, safe="").replace(".", "%2E")
        return ArticleTextOut.model_validate(await self._get(f"/articles/{name}"))

    def explain(self, error: Exception) -> str:
        if isinstance(error, OnRecordError):
            return str(error)
        logger.error("unexpected failure", exc_info=error)
        return INTERNAL

    async def _post(self, path: str, body: Body) -> Any:
        async with self._open_client() as client:
            return await client.post(path, body)

    async def _get(self, path: str, params: Body | None = None) -> Any:
        async with self._open_client() as client:
            return await client.get(path, params)
