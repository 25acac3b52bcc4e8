"""What a host is asked, in the form that it takes: they differ in the arguments they know."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from service.chat_model import Message, Schema
from service.completions.refusal import Refusal

Argument = Literal[
    "json_schema",
    "json_object",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "seed",
    "stream_options",
]
"""What hosts refuse. OpenAI's newer models know no max_tokens and no temperature, its older ones no
json_schema; servers of other makers lack one or the other."""

CONSTRAINTS = frozenset[Argument]({"json_schema", "json_object"})

_SIGNS: Mapping[Argument, str] = {
    "json_schema": r"response.?format|json.?schema|\bschema\b|\bgrammar\b|structured.?output",
    "json_object": r"response.?format|json.?object|json.?mode",
    "max_tokens": r"\bmax_tokens\b",
    "max_completion_tokens": r"\bmax_completion_tokens\b",
    "temperature": r"\btemperature\b",
    "seed": r"\bseed\b",
    "stream_options": r"stream.?options|include.?usage",
}
_SEED = 7


@dataclass(frozen=True, slots=True)
class Request:
    """With a schema, for one object; without, for prose as it comes.

    `refused`: what the host is not told, since it would not take it.
    """

    model: str
    messages: Sequence[Message]
    max_tokens: int
    schema: Schema | None = None
    limits: tuple[Argument, ...] = ("max_tokens", "max_completion_tokens")
    """How to say the longest reply, the likeliest first."""
    refused: frozenset[Argument] = frozenset()

    @property
    def constraint(self) -> Argument | None:
        """By what the host is to hold the model to the schema; None: it is told in words alone."""
        if self.schema is None:
            return None
        return self._first("json_schema", "json_object")

    @property
    def arguments(self) -> dict[str, Any]:
        """As `chat.completions.create` takes them."""
        told: dict[str, Any] = {"model": self.model, "messages": self._messages()}
        if limit := self._first(*self.limits):
            told[limit] = self.max_tokens
        if "temperature" not in self.refused:
            told["temperature"] = 0
        if "seed" not in self.refused:
            told["seed"] = _SEED
        if self.schema is None:
            told["stream"] = True
            if "stream_options" not in self.refused:
                told["stream_options"] = {"include_usage": True}
        elif self.constraint == "json_schema":
            form = {"name": self.schema.name, "schema": self.schema.json_schema, "strict": True}
            told["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.constraint == "json_object":
            told["response_format"] = {"type": "json_object"}
        return told

    def without(self, *arguments: Argument) -> "Request":
        return replace(self, refused=self.refused | set(arguments))

    def blamed(self, refusal: Refusal) -> Argument | None:
        """The argument for which the host refused this request, None where it names none."""
        if refusal.status not in (400, 422, 501) or refusal.is_too_long:
            return None
        sent = self._sent()
        for words in (refusal.param, refusal.words):
            for argument in sent:
                if re.search(_SIGNS[argument], words, re.IGNORECASE):
                    return argument
        return None

    def _sent(self) -> tuple[Argument, ...]:
        told = self.arguments
        constraint = (self.constraint,) if self.constraint else ()
        return (*constraint, *(name for name in _SIGNS if name in told))

    def _first(self, *arguments: Argument) -> Argument | None:
        return next((each for each in arguments if each not in self.refused), None)

    def _messages(self) -> list[dict[str, str]]:
        messages = [{"role": each.role, "content": each.content} for each in self.messages]
        if self.schema is not None and self.constraint != "json_schema":
            # Not as a message of its own: some models' templates have room for one system message
            # at the top, and for none between.
            messages[0]["content"] += "\n\n" + _in_words(self.schema)
        return messages


def _in_words(schema: Schema) -> str:
    return (
        "Reply with one JSON object and nothing else, no fence around it. It has to be valid by "
        f"this JSON schema: {json.dumps(schema.json_schema, ensure_ascii=False)}"
    )
