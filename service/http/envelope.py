"""Every failure in one form: a status, and `{"error": {"code", "message", "request_id"}}`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from indexing import errors as archive
from indexing.errors import OnRecordError
from service import errors
from service.http.access import hint_at_proxy, is_operator
from service.http.requests import HEADER, note

logger = logging.getLogger("onrecord.errors")

# The nearest class in a failure's ancestry decides; what is not listed is ours: 500.
STATUSES: Mapping[type[BaseException], int] = {
    archive.ArticleNotFound: 404,
    archive.SourceUnreadable: 422,
    archive.ArchiveUnusable: 503,
    archive.ArchiveBusy: 503,
    archive.StorageFailed: 503,
    archive.EmbedderUnavailable: 503,
    errors.ConversationNotFound: 404,
    errors.MessageNotFound: 404,
    errors.ModelNotFound: 404,
    errors.ArgumentsInvalid: 422,
    errors.Unauthorized: 401,
    errors.Forbidden: 403,
    errors.TooManyRequests: 429,
    errors.GenerativeUnavailable: 503,
    errors.ModelFailed: 503,
    errors.QuestionTimedOut: 504,
    errors.NotReady: 503,
    errors.SlackFailed: 503,
    errors.SlackNotSetUp: 503,
    archive.CursorInvalid: 422,
}
CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    413: "too_large",
    422: "invalid_request",
    429: "too_many_requests",
}
KEYED = (401, 403, 429)
"""How any route fails that asks who is there."""
SENT = (400, 408, 413, 422)
"""How any route fails that is sent a body."""

# Their messages name places on this machine: only its operator reads them.
_FOR_THE_OPERATOR = (archive.ArchiveUnusable, archive.StorageFailed, archive.EmbedderUnavailable)
_UNUSABLE = "the archive cannot be used at the moment: its operator finds the reason in the log"
INTERNAL = "something went wrong here: try again, or report it with this request_id"
SHOWN_PROBLEMS = 5
MAX_NAME_CHARS = 100
_VARIANTS = ("one", "many")  # which form of POST /articles was meant, not a field
CLIENT_CLOSED = 499  # nginx's status for a caller who did not wait; nobody receives it


class ErrorOut(BaseModel):
    code: str
    message: str
    request_id: str


class EnvelopeOut(BaseModel):
    error: ErrorOut


@dataclass(frozen=True, slots=True)
class Failure:
    """What a caller is told; `param` is the field that is wrong, where one is."""

    status: int
    code: str
    message: str
    param: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Form(Protocol):
    """How failures are told where callers expect another form than the envelope."""

    @property
    def prefix(self) -> str:
        """Of the paths that are answered so."""

    def invalid(self, problems: Sequence[Mapping[str, Any]], /) -> Failure: ...

    def content(self, failure: Failure, /) -> Mapping[str, Any]: ...


def failure_of(error: BaseException, *, for_operator: bool = False) -> Failure:
    """What to say of `error`: nothing internal, except to the operator of this machine."""
    status = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)
    if status == 500 or not isinstance(error, OnRecordError):
        return Failure(500, "internal", INTERNAL)
    is_internal = isinstance(error, _FOR_THE_OPERATOR) and not isinstance(
        error, archive.ArchiveMissing
    )
    message = _UNUSABLE if is_internal and not for_operator else str(error)
    return Failure(status, error.code, message, headers=_headers(status, error))


def _headers(status: int, error: OnRecordError) -> Mapping[str, str]:
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, errors.TooManyRequests):
        return {"Retry-After": str(error.retry_after_s)}
    return {}


def explain(request: Request, error: BaseException) -> Failure:
    """The failure of a request, as its log line has it and as its caller is told it."""
    if isinstance(error, ClientDisconnect):
        note(request, outcome="cancelled")
        return Failure(CLIENT_CLOSED, "cancelled", "nobody waits for this any more")
    if isinstance(error, errors.TooManyRequests):
        hint_at_proxy(request)
    failure = failure_of(error, for_operator=is_operator(request))
    if failure.status == 500:
        logger.error("unexpected failure", exc_info=error)
        note(request, error=failure.code)
    else:
        note(request, error=failure.code, detail=str(error))
    return failure


def explain_all_errors(app: FastAPI, *, forms: Sequence[Form] = ()) -> None:
    app.state.error_forms = forms
    app.add_exception_handler(OnRecordError, refusal)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unexpected)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can fail in these ways, and those every route can."""
    return {status: {"model": EnvelopeOut} for status in (*statuses, 500)}


async def refusal(request: Request, error: Exception) -> Response:
    """The response to a request that fails in this way."""
    return _envelope(request, explain(request, error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, "bad_request")
    message = {
        404: f"there is nothing at {request.url.path}: see /docs",
        405: f"{request.url.path} does not take {request.method}: see /docs",
    }.get(error.status_code, error.detail)
    headers = error.headers or {}
    return _envelope(request, Failure(error.status_code, code, message, headers=headers))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    form = _form(request)
    refused = form.invalid(problems) if form else Failure(422, CODES[422], _in_words(problems))
    if problems[0]["type"] == "json_invalid":
        refused = Failure(400, CODES[400], "the body is not JSON")
    elif problems[0]["loc"] == ("body",) and not isinstance(error.body, dict | list):
        message = "send a JSON object, with Content-Type: application/json"
        refused = Failure(400, CODES[400], message)
    return _envelope(request, refused)


async def _unexpected(request: Request, error: Exception) -> Response:
    # A server logs the traceback itself, with the same request id; a command has no server.
    logger.debug("unexpected failure", exc_info=error)
    return _envelope(request, failure_of(error))


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=explain(request, error).status)


def _in_words(problems: Sequence[Mapping[str, Any]]) -> str:
    """Which field, and what is wrong with it; never what was sent."""
    told = []
    for problem in problems[:SHOWN_PROBLEMS]:
        parts = (str(part)[:MAX_NAME_CHARS] for part in problem["loc"][1:])
        place = ".".join(part for part in parts if part not in _VARIANTS)
        reason = reason_of(problem)
        told.append(f"{place}: {reason}" if place else reason)
    return "; ".join(told)


def reason_of(problem: Mapping[str, Any]) -> str:
    if problem["type"] == "extra_forbidden":
        return "no such field"
    reason: str = problem["msg"].removeprefix("Value error, ")
    return reason


def _form(request: Request) -> Form | None:
    path = request.url.path
    forms: Sequence[Form] = request.app.state.error_forms
    return next((form for form in forms if path.startswith(form.prefix)), None)


def _envelope(request: Request, failure: Failure) -> Response:
    request_id = request.state.request_id
    # A message may repeat what was sent, and half a surrogate pair can be sent but not returned.
    told = replace(failure, message=failure.message.encode(errors="replace").decode())
    form = _form(request)
    content = form.content(told) if form else _content(told, request_id)
    return JSONResponse(content, failure.status, {**failure.headers, HEADER: request_id})


def _content(failure: Failure, request_id: str) -> Mapping[str, Any]:
    error = ErrorOut(code=failure.code, message=failure.message, request_id=request_id)
    return EnvelopeOut(error=error).model_dump()
