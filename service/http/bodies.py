"""A bound on every body: from whom it comes, how large it may be, and how long it may take."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indexing.errors import OnRecordError
from service.http.access import admitted, check_admin
from service.http.envelope import refusal
from service.http.foreign import SIGNED

MAX_BODY_BYTES = 1_000_000
MAX_ARTICLES_BODY_BYTES = 32_000_000
BODY_TIMEOUT_S = 20.0
ARTICLES_BODY_TIMEOUT_S = 300.0


class LimitBody:
    """Refuses a body that is too large, declared or not, before it is held in memory, and one that
    does not arrive. None is taken in before it is known from whom: FastAPI would parse it first.
    Articles may be long, and only who may change the archive may begin to send any.

    What it raises is an HTTPException: anything else, raised while a body is read, would become
    "bad request".
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_articles = scope["path"] == "/articles" and scope["method"] == "POST"
        try:
            if has_articles:
                check_admin(Request(scope))
            elif scope["method"] == "POST" and not scope["path"].startswith(SIGNED):
                admitted(Request(scope))
        except OnRecordError as error:
            response = await refusal(Request(scope), error)
            await response(scope, receive, send)
            return
        body = _Body(
            receive,
            declared=Headers(scope=scope).get("content-length", ""),
            limit=MAX_ARTICLES_BODY_BYTES if has_articles else MAX_BODY_BYTES,
            timeout_s=ARTICLES_BODY_TIMEOUT_S if has_articles else BODY_TIMEOUT_S,
        )
        await self._app(scope, body.receive, send)


class _Body:
    def __init__(self, receive: Receive, *, declared: str, limit: int, timeout_s: float) -> None:
        self._receive = receive
        self._announced = int(declared) if declared.isascii() and declared.isdigit() else 0
        self._limit = limit
        self._timeout_s = timeout_s
        self._ends_at: float | None = None
        self._received = 0
        self._is_complete = False

    async def receive(self) -> Message:
        if self._announced > self._limit:
            raise self._too_large()
        message = await self._next()
        # Counted whatever was declared: not every server holds a caller to it.
        self._received += len(message.get("body", b""))
        if self._received > self._limit:
            raise self._too_large()
        self._is_complete = not message.get("more_body", False)
        return message

    async def _next(self) -> Message:
        if self._is_complete:  # only that the caller hangs up is still to come
            return await self._receive()
        if self._ends_at is None:
            self._ends_at = asyncio.get_running_loop().time() + self._timeout_s
        try:
            async with asyncio.timeout_at(self._ends_at) as limit:
                return await self._receive()
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise HTTPException(
                408, f"the body took longer than {self._timeout_s:g} s: send it again"
            ) from error

    def _too_large(self) -> HTTPException:
        return HTTPException(
            413, f"a body here may have {self._limit:,} bytes at most: send less at a time"
        )
