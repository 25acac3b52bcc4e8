"""Who is asked on behalf of an assistant."""

from typing import Protocol

from starlette.requests import Request

from service.http.access import Caller
from service.http.archive_responses import ArticleTextOut
from service.http.envelope import explain
from service.http.questions import answered, found, quoted
from service.http.schemas import ChatRequest, SearchRequest, StatementsQuery
from service.mcp.arguments import Body
from service.responses import ChatResponse, EvidenceOut, StatementsOut
from service.services import Services


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
        with self._caller.asking():
            return await found(self._request, asked, services=self._services)

    async def quotes(self, params: Body) -> StatementsOut:
        asked = StatementsQuery.model_validate(params)
        with self._caller.asking():
            return await quoted(asked, services=self._services)

    async def article(self, article_id: str) -> ArticleTextOut:
        return ArticleTextOut.of(await self._services.archive.article(article_id))

    def explain(self, error: Exception) -> str:
        return explain(self._request, error).message
