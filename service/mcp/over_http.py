"""An archivist elsewhere: a server of the archive, or an app that stands in for one."""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any
from urllib.parse import quote

from indexing.errors import OnRecordError
from service.commands.client import Client
from service.http.archive_responses import ArticleTextOut
from service.http.envelope import INTERNAL
from service.mcp.arguments import Body
from service.responses import ChatResponse, EvidenceOut, StatementsOut

logger = logging.getLogger("onrecord.mcp")


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
