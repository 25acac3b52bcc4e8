"""What the steps of an answer ask of a language model, whoever runs it."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The JSON that a reply has to be; `name` is what the model is told it is called."""

    name: str
    json_schema: Mapping[str, Any]


@dataclass(slots=True)
class Meter:
    """What one question has cost so far; whoever asks the model hands it on."""

    requests: int = 0
    """Every request that left, the repeated ones too."""
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class ChatModel(Protocol):
    """Both ways of asking raise ModelUnavailable, ModelOverLimit, ModelRefused and
    MalformedCompletion; a caller who is cancelled ends the request."""

    @property
    def name(self) -> str: ...

    async def complete(
        self, messages: Sequence[Message], *, schema: Schema, max_tokens: int, meter: Meter
    ) -> Mapping[str, Any]:
        """A reply that is valid by `schema`, parsed."""
        ...

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, meter: Meter
    ) -> AsyncGenerator[str, None]:
        """The words of a reply as they come; one that was cut ends in MalformedCompletion.

        To be closed (`contextlib.aclosing`) by whoever does not read to the end.
        """
        ...
