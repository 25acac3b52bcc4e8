"""An answer as the chunks that OpenAI's clients put together again."""

import json
from collections.abc import Sequence
from typing import Any

from fastapi.sse import format_sse_event
from pydantic import BaseModel

from service.http.envelope import Failure
from service.http.stream import Deltas
from service.openai_api.failures import content_of
from service.openai_api.responses import Grounds, Usage, annotations_of
from service.pipeline import Claimed, Done, Found, Interpreted, Step
from service.responses import ChatResponse

END = format_sse_event(data_str="[DONE]")


class Chunks:
    """A chunk a checked sentence, then its annotations, and why it ends."""

    def __init__(
        self,
        completion_id: str,
        *,
        created: int,
        model: str,
        public_url: str | None,
        wants_usage: bool,
    ) -> None:
        self._head = {
            "id": completion_id,
            "object": "chat.completion.chunk",
            "created": created,
            "model": model,
        }
        self._public_url = public_url
        self._wants_usage = wants_usage
        self._deltas = Deltas()

    def value(self, step: Step, /) -> Sequence[bytes]:
        match step:
            case Interpreted():
                return [self._chunk(self._choice(role="assistant", content=""))]
            case Claimed():
                return [self._chunk(self._choice(content=self._deltas.of(step)))]
            case Found() | Done():
                return []

    def result(self, response: ChatResponse, /) -> Sequence[bytes]:
        chunks = []
        if rest := self._deltas.rest(response.answer):
            chunks.append(self._chunk(self._choice(content=rest)))
        if annotations := annotations_of(response, public_url=self._public_url):
            chunks.append(self._chunk(self._choice(annotations=_plain(annotations))))
        grounds = Grounds.of(response).model_dump(mode="json")
        chunks.append(self._chunk(self._choice(finish_reason="stop"), **grounds))
        if self._wants_usage:
            chunks.append(self._chunk(usage=Usage.of(response).model_dump()))
        return [*chunks, END]

    def failure(self, failure: Failure, /) -> Sequence[bytes]:
        return [_event(content_of(failure))]

    def _chunk(self, *choices: dict[str, Any], **more: Any) -> bytes:
        usage = {"usage": None} if self._wants_usage else {}
        return _event({**self._head, "choices": choices, **usage, **more})

    @staticmethod
    def _choice(*, finish_reason: str | None = None, **delta: Any) -> dict[str, Any]:
        return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}


def _plain(values: Sequence[BaseModel]) -> list[dict[str, Any]]:
    return [value.model_dump() for value in values]


def _event(content: dict[str, Any]) -> bytes:
    # Escaped: some clients take U+2028 and the like for the end of a line.
    return format_sse_event(data_str=json.dumps(content, separators=(",", ":")))
