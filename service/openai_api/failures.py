"""Failures in OpenAI's form: `{"error": {"message", "type", "param", "code"}}`."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from service.http.envelope import Failure, reason_of
from service.openai_api.responses import ErrorOut, ErrorsOut
from service.openai_api.schemas import UNSUPPORTED

# What OpenAI calls the failures that its clients and their users know by name.
CODES: Mapping[str, str] = MappingProxyType(
    {"unauthorized": "invalid_api_key", "too_many_requests": "rate_limit_exceeded"}
)
# Pydantic's word for a problem, and OpenAI's; what is not listed is an "invalid_value".
_PROBLEMS = MappingProxyType({"missing": "missing_required_parameter"})
_BRANCHES = ("str", "dict[str,any]")  # what a field may be, by pydantic's names, and not a field
MAX_PLACE_CHARS = 100
_PARAMS = MappingProxyType({"model_not_found": "model"})


class OpenAIForm:
    """How failures are told under /v1/."""

    prefix = "/v1/"

    def invalid(self, problems: Sequence[Mapping[str, Any]], /) -> Failure:
        """The first problem, as OpenAI tells one at a time: 400, where /chat says 422."""
        problem = problems[0]
        kind = problem["type"]
        param = _place(problem["loc"][1:]) or None
        reason = reason_of(problem)
        message = f"{param}: {reason}" if param else reason
        code = kind if kind == UNSUPPORTED else _PROBLEMS.get(kind, "invalid_value")
        return Failure(400, code, message, param=param)

    def content(self, failure: Failure, /) -> Mapping[str, Any]:
        return content_of(failure)


def content_of(failure: Failure) -> dict[str, Any]:
    error = ErrorOut(
        message=failure.message,
        type=_type(failure.status),
        param=failure.param or _PARAMS.get(failure.code),
        code=CODES.get(failure.code, failure.code),
    )
    return ErrorsOut(error=error).model_dump()


def _type(status: int) -> str:
    if status == 429:
        return "requests"
    return "server_error" if status >= 500 else "invalid_request_error"


def _place(loc: Sequence[int | str]) -> str:
    """As OpenAI writes it: messages[0].content[1].type"""
    told = ""
    for part in (part for part in loc if part not in _BRANCHES):
        told += f"[{part}]" if isinstance(part, int) else f".{part}" if told else part
    return told[:MAX_PLACE_CHARS]
