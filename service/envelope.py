"""Every failure in one form: a status, and `{"error": {"code", "message", "request_id"}}`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indexing import errors as archive
from indexing.errors import OnRecordError
from service import errors
from service.requests import HEADER

logger = logging.getLogger("onrecord.errors")

# The nearest class in a failure's ancestry decides; what is not listed is ours: 500.
STATUSES: Mapping[type[BaseException], int] = {
    archive.ArticleNotFound: 404,
    archive.SourceUnreadable: 422,
    archive.ArchiveUnusable: 503,
    archive.StorageFailed: 503,
    archive.EmbedderUnavailable: 503,
    errors.QuestionRejected: 422,
    errors.ConversationNotFound: 404,
    errors.MessageNotFound: 404,
    errors.Unauthorized: 401,
    errors.Forbidden: 403,
    errors.GenerativeUnavailable: 503,
    errors.QuestionTimedOut: 504,
}
CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    422: "invalid_request",
    429: "too_many_requests",
}
INTERNAL = "something went wrong here: try again, or report it with this request_id"
SHOWN_PROBLEMS = 5


class ErrorOut(BaseModel):
    code: str
    message: str
    request_id: str


class EnvelopeOut(BaseModel):
    error: ErrorOut


@dataclass(frozen=True, slots=True)
class Failure:
    """What a caller is told."""

    status: int
    code: str
    message: str


def failure_of(error: BaseException) -> Failure:
    """What to say of `error`: nothing internal, so only of those that were raised for a reader."""
    for kind in type(error).__mro__:
        if kind in STATUSES and isinstance(error, OnRecordError):
            return Failure(STATUSES[kind], error.code, str(error))
    return Failure(500, "internal", INTERNAL)


def explain_all_errors(app: FastAPI) -> None:
    app.add_exception_handler(OnRecordError, _expected)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unexpected)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can fail in these ways, and those every route can."""
    return {status: {"model": EnvelopeOut} for status in (*statuses, 500)}


async def _expected(request: Request, error: Exception) -> Response:
    failure = failure_of(error)
    if failure.status == 500:
        logger.error("unexpected failure", exc_info=error)
    headers = {"WWW-Authenticate": "Bearer"} if failure.status == 401 else None
    return _envelope(request, failure, headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, "bad_request")
    message = {
        404: f"there is nothing at {request.url.path}: see /docs",
        405: f"{request.url.path} does not take {request.method}: see /docs",
    }.get(error.status_code, error.detail)
    return _envelope(request, Failure(error.status_code, code, message), error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    is_json = problems[0]["type"] != "json_invalid"
    status = 422 if is_json else 400
    message = _in_words(problems) if is_json else "the body is not JSON"
    return _envelope(request, Failure(status, CODES[status], message))


async def _unexpected(request: Request, error: Exception) -> Response:
    # The server logs the traceback itself, with the same request id.
    return _envelope(request, failure_of(error))


def _in_words(problems: Sequence[Mapping[str, Any]]) -> str:
    """Which field, and what is wrong with it; never what was sent."""
    told = []
    for problem in problems[:SHOWN_PROBLEMS]:
        place = ".".join(str(part) for part in problem["loc"][1:] if part not in ("one", "many"))
        reason = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            reason = "no such field"
        told.append(f"{place}: {reason}" if place else reason)
    return "; ".join(told)


def _envelope(
    request: Request, failure: Failure, headers: Mapping[str, str] | None = None
) -> Response:
    request_id = request.state.request_id
    content = {
        "error": {"code": failure.code, "message": failure.message, "request_id": request_id}
    }
    return JSONResponse(content, failure.status, {**(headers or {}), HEADER: request_id})
