"""What OpenAI's clients send, and what of it is answered.

What is not named here is ignored, known to OpenAI (temperature, max_tokens, tools that need not be
called) or not. What the caller would build on in vain is refused: several answers at once, a form
of reply or a tool call that is demanded, content that is not text.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NoReturn

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_core import PydanticCustomError

from service.answer import Question, Turn
from service.http.schemas import CONTROL, MAX_TURN_CHARS, Words
from service.openai_api.models import answerer_of

MAX_MESSAGES = 2_000
MAX_PARTS = 100
UNSUPPORTED = "unsupported_value"  # OpenAI's own word for what a model cannot do
_QUESTION = TypeAdapter[str](Words)


def _unsupported(message: str) -> NoReturn:
    raise PydanticCustomError(UNSUPPORTED, "{message}", {"message": message})


class Sent(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


def _text_alone(kind: object) -> object:
    if isinstance(kind, str) and kind not in ("text", "refusal"):
        _unsupported(f"only text can be read here: leave out what is of type {kind[:50]!r}")
    return kind


class PartIn(Sent):
    type: Annotated[Literal["text", "refusal"], BeforeValidator(_text_alone)]
    text: str | None = None
    refusal: str | None = None


def _parts(content: object) -> object:
    if content is None:
        return []
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


PartsIn = Annotated[list[PartIn], Field(max_length=MAX_PARTS)]
# One problem is told at a time, and a body has room for half a million.
Parts = Annotated[
    PartsIn,
    FailFast(),
    BeforeValidator(_parts, json_schema_input_type=str | PartsIn | None),
]


class MessageIn(Sent):
    """`content` may be missing where a model called a tool instead."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Parts = []

    @property
    def text(self) -> str:
        return "\n".join(part.text or part.refusal or "" for part in self.content)


class StreamOptions(Sent):
    include_usage: bool | None = None


class CompletionRequest(Sent):
    model: str = Field(examples=["onrecord"])
    messages: Annotated[list[MessageIn], FailFast()] = Field(
        min_length=1,
        max_length=MAX_MESSAGES,
        examples=[[{"role": "user", "content": "What did Moon say about Hanoi?"}]],
    )
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, ge=1)
    response_format: dict[str, Any] | None = None
    tool_choice: str | dict[str, Any] | None = None
    function_call: str | dict[str, Any] | None = None
    modalities: list[str] | None = Field(default=None, max_length=MAX_PARTS)
    logprobs: bool | None = None

    @field_validator("messages")
    @classmethod
    def _end_in_a_question(cls, messages: list[MessageIn]) -> list[MessageIn]:
        said = _said(messages)
        if not said or said[-1].role != "user":
            raise ValueError("the last message has to be the question, of the role user")
        try:
            _QUESTION.validate_python(said[-1].text)
        except ValidationError as error:
            reason = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise ValueError(f"the last message is no question: {reason}") from None
        return messages

    @field_validator("n")
    @classmethod
    def _one_answer(cls, n: int | None) -> int | None:
        if n is not None and n > 1:
            _unsupported("one answer is given to a question, always the same: leave n out")
        return n

    @field_validator("response_format")
    @classmethod
    def _prose(cls, form: dict[str, Any] | None) -> dict[str, Any] | None:
        if form is not None and form.get("type") != "text":
            _unsupported("answers are prose with citations beside it: leave response_format out")
        return form

    @field_validator("tool_choice", "function_call")
    @classmethod
    def _no_call_demanded(cls, choice: str | dict[str, Any] | None) -> str | dict[str, Any] | None:
        if choice not in (None, "none", "auto") and not _leaves_the_choice(choice):
            _unsupported("no tool is ever called here: leave it out, or make it auto")
        return choice

    @field_validator("modalities")
    @classmethod
    def _text_only(cls, modalities: list[str] | None) -> list[str] | None:
        if modalities and set(modalities) != {"text"}:
            _unsupported("answers are text: leave modalities out")
        return modalities

    @field_validator("logprobs")
    @classmethod
    def _no_probabilities(cls, logprobs: bool | None) -> bool | None:
        if logprobs:
            _unsupported("answers have no token probabilities: leave logprobs out")
        return logprobs

    @property
    def wants_usage(self) -> bool:
        return bool(self.stream_options and self.stream_options.include_usage)

    def asked(self) -> Question:
        """The last message as a question, those before it as its history.

        Instructions are not followed, and what tools told is not of the conversation. Raises
        ModelNotFound.
        """
        *before, last = _said(self.messages)
        return Question(
            _QUESTION.validate_python(last.text),
            history=tuple(turn for message in before for turn in _turns(message)),
            answerer=answerer_of(self.model),
        )


def _said(messages: Sequence[MessageIn]) -> list[MessageIn]:
    return [message for message in messages if message.role in ("user", "assistant")]


def _turns(message: MessageIn) -> list[Turn]:
    """None for an empty one, as where a model called a tool. What cannot be read is left out, and
    what is too long to be referred back to is cut: it was not this caller who wrote all of it."""
    readable = message.text.encode(errors="replace").decode()
    content = CONTROL.sub(" ", readable)[:MAX_TURN_CHARS]
    role: Literal["user", "assistant"] = "user" if message.role == "user" else "assistant"
    return [Turn(role, content)] if content.strip() else []


def _leaves_the_choice(choice: str | dict[str, Any] | None) -> bool:
    """Some tools are allowed, and none has to be called."""
    allowed = choice.get("allowed_tools") if isinstance(choice, dict) else None
    return isinstance(allowed, dict) and allowed.get("mode") == "auto"
