"""What every request gets: an id, a log line, and its place in the metrics."""

import logging
import re
import time
from typing import Any
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.logs import REQUEST_ID
from service.metrics import Metrics

HEADER = "X-Request-ID"

_SANE_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_PROBES = ("/healthz", "/readyz", "/metrics")
_EXPECTED = ("not_ready", "slack_not_set_up")
"""The failures with a 5xx that are no fault: a server that starts, or was not told of Slack."""

logger = logging.getLogger("onrecord.requests")


def note(request: Request, **fields: Any) -> None:
    """Add to the log line of this request."""
    request.state.log.update(fields)


class InContext:
    """Gives a request its id, and afterwards writes its one log line and counts it."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        # Not reset afterwards: the server logs a crash after this returns, in the same task.
        REQUEST_ID.set(request_id)
        fields: dict[str, Any] = {}
        scope.setdefault("state", {}).update(log=fields, request_id=request_id)
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            self._tell(scope, status, time.perf_counter() - started, fields)

    def _tell(self, scope: Scope, status: int, seconds: float, fields: dict[str, Any]) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"] if route != "unmatched" else "ANY"
        self._metrics.request(method=method, route=route, status=status, seconds=seconds)
        level = logging.DEBUG if scope["path"] in _PROBES else logging.INFO
        line = {
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(seconds * 1000, 1),
            **fields,
        }
        logger.log(
            logging.ERROR if status >= 500 and fields.get("error") not in _EXPECTED else level,
            "question" if "question" in fields else "request",
            extra={"fields": line},
        )


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(HEADER, "")
    return given if _SANE_ID.fullmatch(given) else uuid4().hex
