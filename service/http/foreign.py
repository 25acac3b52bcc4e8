"""Keeps web pages of others out where no key does.

A server that only its own machine reaches is reached by the browser there too, on behalf of every
page that is open in it. Such a page may send what a form can send; and where its own host name is
made to lead to this machine (DNS rebinding), it may read what comes back. A browser tells the host
name, where the page is from, and how the two relate; a page cannot change what is told.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from service.errors import Forbidden, ForeignHost, ForeignPage
from service.http.access import is_operator
from service.http.envelope import refusal
from service.running import LOOPBACK
from service.services import Services

SIGNED = "/slack/"  # Slack comes through whatever leads here, and signs what it sends


class RefuseForeign:
    """Lets in those who call this machine by a name of its own, and no page but its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (error := _fault(Request(scope))) is not None:
            response = await refusal(Request(scope), error)
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _fault(request: Request) -> Forbidden | None:
    services: Services = request.app.state.services
    own = services.admission.own_origins
    if own is None or request.scope["path"].startswith(SIGNED) or is_operator(request):
        return None
    if not _is_own_host(request.headers, services.admission.own_host):
        return ForeignHost(
            "this server answers to localhost alone: set ONRECORD_PUBLIC_URL to the address by "
            "which it is reached, or give it ONRECORD_API_KEYS"
        )
    if not _is_own_page(request, own):
        return ForeignPage(
            "a web page of another origin may not ask here: name its origin in "
            "ONRECORD_CORS_ORIGINS"
        )
    return None


def _is_own_host(headers: Headers, own: str | None) -> bool:
    given = headers.get("host", "")
    try:
        name = (urlsplit(f"//{given}").hostname or "").removesuffix(".")
    except ValueError:
        return False
    # Before HTTP/1.1 there were no host names in requests, and no browser is left that old.
    return not given or name in (*LOOPBACK, own) or name.endswith(".localhost")


def _is_own_page(request: Request, own: frozenset[str]) -> bool:
    headers = request.headers
    if headers.get("sec-fetch-site") in ("same-origin", "none"):
        return True
    if (origin := headers.get("origin")) is not None:
        return origin in own or _place(origin) == headers.get("host")
    is_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") in (
        "document",
        None,
    )
    return "sec-fetch-site" not in headers or (is_link and request.method in ("GET", "HEAD"))


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
