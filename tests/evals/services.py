"""A service for the tests of the runner: each case has its response, and the rest fail."""

import asyncio
from collections.abc import Mapping
from typing import Any

from evals.cases import Case
from evals.errors import ServiceUnusable
from tests.evals.exchanges import TEXT

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
