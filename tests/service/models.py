"""A chat model for tests: it says its lines in order, and remembers what it was asked."""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

import pytest

from service.chat_model import Message, Meter, Schema
from service.errors import MalformedCompletion, ModelFailed

CUT = "✂"

Line = str | Mapping[str, Any] | ModelFailed
"""Prose for a stream, an object for a completion, or how the request fails."""


class ScriptedModel:
    """Fails the test when it is asked once too often, or for the other kind of reply.

    Streams word by word; prose that ends in CUT ends as a reply does that was cut. `is_closed`
    tells of each stream, in order, whether it was let go of.
    """

    name = "scripted"

    def __init__(self, *lines: Line) -> None:
        self._lines = list(lines)
        self.asked: list[Sequence[Message]] = []
        self.is_closed: list[bool] = []

    @property
    def left(self) -> int:
        """How many lines were not asked for."""
        return len(self._lines)

    async def complete(
        self, messages: Sequence[Message], *, schema: Schema, max_tokens: int, meter: Meter
    ) -> Mapping[str, Any]:
        line = self._next(messages, meter)
        if isinstance(line, str):
            pytest.fail(f"asked for an object ({schema.name}), and the next line is {line!r}")
        return line

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int, meter: Meter
    ) -> AsyncGenerator[str, None]:
        line = self._next(messages, meter)
        if not isinstance(line, str):
            pytest.fail(f"asked for prose, and the next line is {line!r}")
        stream = len(self.is_closed)
        self.is_closed.append(False)
        try:
            for word in re.findall(r"\s*\S+\s*?", line.removesuffix(CUT)):
                await asyncio.sleep(0)
                yield word
                meter.completion_tokens += 1
            if line.endswith(CUT):
                raise MalformedCompletion("the reply was cut")
        finally:
            self.is_closed[stream] = True

    def _next(self, messages: Sequence[Message], meter: Meter) -> str | Mapping[str, Any]:
        self.asked.append(messages)
        meter.requests += 1
        if not self._lines:
            pytest.fail(f"no line left for: {messages[-1].content[:200]!r}")
        meter.prompt_tokens += sum(len(message.content.split()) for message in messages)
        line = self._lines.pop(0)
        if isinstance(line, ModelFailed):
            raise line
        return line
