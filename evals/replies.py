"""A chat model's replies, kept: the same request is answered from the file, without the model.

What the gate does can then be measured again, or without it, on the very same words, in seconds.
"""

import hashlib
import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

from evals.errors import EvalError
from service.chat_model import ChatModel, Message, Meter, Schema


class KeptReplies:
    """A ChatModel before another. A reply is kept once it was read to its end."""

    def __init__(self, model: ChatModel, folder: Path) -> None:
        self._model = model
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EvalError(f"replies cannot be kept in {folder}: {error.strerror}") from error

    @property
    def name(self) -> str:
        return self._model.name

    async def complete(
        self, messages: Sequence[Message], *, schema: Schema, max_tokens: int, meter: Meter
    ) -> Mapping[str, Any]:
        file = self._file(messages, max_tokens, schema)
        if (kept := _read(file, meter)) is not None:
            found: Mapping[str, Any] = kept
            return found
        before = _tokens(meter)
        reply = await self._model.complete(
            messages, schema=schema, max_tokens=max_tokens, meter=meter
        )
        _write(file, dict(reply), meter, before)
        return reply

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int, meter: Meter
    ) -> AsyncGenerator[str, None]:
        file = self._file(messages, max_tokens)
        if (kept := _read(file, meter)) is not None:
            yield str(kept)
            return
        pieces = []
        before = _tokens(meter)
        words = self._model.stream(messages, max_tokens=max_tokens, meter=meter)
        async with aclosing(words):
            async for piece in words:
                pieces.append(piece)
                yield piece
        _write(file, "".join(pieces), meter, before)

    def _file(
        self, messages: Sequence[Message], max_tokens: int, schema: Schema | None = None
    ) -> Path:
        asked = [
            self.name,
            [[each.role, each.content] for each in messages],
            max_tokens,
            dict(schema.json_schema) if schema else None,
        ]
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        return self._folder / f"{digest[:32]}.json"


def _tokens(meter: Meter) -> tuple[int, int]:
    return meter.prompt_tokens, meter.completion_tokens


def _read(file: Path, meter: Meter) -> Any:
    """What was replied, at the price that it had; None where nothing is kept."""
    if not file.exists():
        return None
    kept = json.loads(file.read_text("utf-8"))
    meter.requests += 1
    meter.prompt_tokens += kept["prompt_tokens"]
    meter.completion_tokens += kept["completion_tokens"]
    return kept["reply"]


def _write(file: Path, reply: object, meter: Meter, before: tuple[int, int]) -> None:
    kept = {
        "reply": reply,
        "prompt_tokens": meter.prompt_tokens - before[0],
        "completion_tokens": meter.completion_tokens - before[1],
    }
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    partial.replace(file)
