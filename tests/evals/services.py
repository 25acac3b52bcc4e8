"""Services for the tests: one that is asked by a client, and one on the wire."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from evals.cases import Case
from evals.client import Client
from evals.errors import ServiceUnusable
from tests.evals.exchanges import SOURCE, TEXT

Scripted = Mapping[str, Any] | ServiceUnusable


class ScriptedService:
    """Answers each case by its id, and remembers what it was asked and how much of it at once."""

    def __init__(self, **responses: Scripted) -> None:
        self._responses = responses
        self.most_at_once = 0
        self.asked: list[str] = []
        self.ranked: list[str] = []
        self._now = 0

    async def ask(self, case: Case) -> Mapping[str, Any]:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        self.asked.append(case.id)
        await asyncio.sleep(0)
        self._now -= 1
        response = self._responses.get(case.id)
        if response is None:
            raise ServiceUnusable(f"nothing for {case.id}")
        if isinstance(response, ServiceUnusable):
            raise response
        return response

    async def rank(self, case: Case, *, limit: int) -> Mapping[str, Any]:
        self.ranked.append(case.id)
        return {"evidence": []}

    async def article(self, article_id: str) -> Mapping[str, Any]:
        if article_id != "a1":
            raise ServiceUnusable(f"no article {article_id}")
        return {"text": TEXT}


class FarService:
    """On the wire: an archive of one article, and the same reply to every question.

    `failing` are questions that get an error; `is_up` False lets no connection be made.
    """

    def __init__(self, reply: Mapping[str, Any], *, source: str = SOURCE) -> None:
        self._reply = reply
        self._article = {"id": "a1", "source": source, "text": TEXT}
        self.failing: set[str] = set()
        self.is_up = True
        self.ready: dict[str, Any] = {"status": "ready"}
        self.asked: list[str] = []

    @asynccontextmanager
    async def open(self, url: str, **options: Any) -> AsyncIterator[Client]:
        """Stands in for `open_url`."""
        async with httpx.AsyncClient(
            transport=httpx.MockTransport(self._respond), base_url=url
        ) as http:
            client = Client(http, retry_after_s=0, **options)
            await client.ready()
            yield client
            await client.forget()

    def _respond(self, request: httpx.Request) -> httpx.Response:
        if not self.is_up:
            raise httpx.ConnectError("connection refused", request=request)
        if request.method == "DELETE":
            return httpx.Response(204)
        if request.url.path == "/chat":
            return self._chat(json.loads(request.content)["question"])
        bodies = {
            "/readyz": self.ready,
            "/status": {"articles": 1, "embedder": "e:1"},
            "/articles": {"articles": [self._article], "next_cursor": None},
            "/articles/a1": self._article,
            "/search": {"evidence": []},
        }
        if request.url.path not in bodies:
            return httpx.Response(404, json={"error": {"message": "there is no such thing"}})
        return httpx.Response(200, json=bodies[request.url.path])

    def _chat(self, question: str) -> httpx.Response:
        self.asked.append(question)
        if question in self.failing:
            return httpx.Response(503, json={"error": {"message": "ask again"}})
        return httpx.Response(200, json={**self._reply, "conversation_id": "c1"})
