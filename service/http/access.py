"""Who may do what.

Whoever has one of the keys asks; without keys, everyone does. A conversation is its owner's, and
the owner is the name of the key. The admin key changes the archive, and does not ask. The operator
is the command line on the same machine: it has read the token in the data folder, needs no key,
and nobody counts what it asks.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPBearer
from starlette.requests import Request

from service.desk import ANYONE
from service.errors import Forbidden, Unauthorized
from service.http.requests import note
from service.keys import same
from service.rate_limit import NO_LIMITS, Limits, network_of
from service.running import LOOPBACK
from service.services import Services

KEY = "key"  # how the schema calls what is asked for
ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """`owner` is whose conversations they see; `counted_as` is with whom they share limits."""

    owner: str
    counted_as: str = ""
    limits: Limits = NO_LIMITS

    def asking(self) -> AbstractContextManager[None]:
        """Until they are answered. Raises TooManyRequests on entering."""
        return self.limits.question(self.counted_as)


def admitted(request: Request) -> Caller:
    """Who asks, counted once a request. Raises Unauthorized and TooManyRequests."""
    known: Caller | None = getattr(request.state, "caller", None)
    caller = known or _admit(request)
    request.state.caller = caller
    return caller


def _admit(request: Request) -> Caller:
    services: Services = request.app.state.services
    if is_operator(request):
        return Caller(ANYONE)
    limits = _limits(request, services)
    limits.check_refusals(_address(request))
    count(request)
    keys = services.admission.keys
    if not keys:
        return Caller(ANYONE, network_of(_address(request)), limits)
    name = keys.name_of(_bearer(request))
    if name is None:
        _count_refusal(request, limits)
        raise Unauthorized(_reason(request, services))
    note(request, caller=name)
    return Caller(name, name, limits)


def count(request: Request) -> None:
    """A request of anybody, for their address. Raises TooManyRequests."""
    _limits(request, request.app.state.services).request(_address(request))


def _count_refusal(request: Request, limits: Limits) -> None:
    """For their address. Who sends no key at all guesses at none."""
    if _bearer(request):
        limits.refusal(_address(request))


async def require_caller(
    request: Request,
    _in_schema: Annotated[object, Depends(HTTPBearer(scheme_name=KEY, auto_error=False))],
) -> Caller:
    return admitted(request)


async def require_owner(caller: Annotated[Caller, Depends(require_caller)]) -> str:
    """Whose conversations the caller sees."""
    return caller.owner


async def require_asker(caller: Annotated[Caller, Depends(require_caller)]) -> AsyncIterator[str]:
    """The same, for what is costly: counted as a question until the response is out."""
    with caller.asking():
        yield caller.owner


async def require_admin(
    request: Request,
    _in_schema: Annotated[object, Depends(HTTPBearer(scheme_name=ADMIN, auto_error=False))],
) -> None:
    """The admin key, or the command line's own token."""
    check_admin(request)


def check_admin(request: Request) -> None:
    """Whether the archive may be changed. Raises Forbidden, Unauthorized and TooManyRequests.

    What is taken in is not counted, since a newsroom has many articles; what is refused is, and
    after too much of it no key is looked at: who tries out keys is not told the right one.
    """
    services: Services = request.app.state.services
    if is_operator(request):
        return
    if services.admin_key is None:
        raise Forbidden(
            "this server lets nobody change the archive: set ONRECORD_ADMIN_KEY and restart it"
        )
    limits = _limits(request, services)
    limits.check_refusals(_address(request))
    if not same(_bearer(request), services.admin_key):
        _count_refusal(request, limits)
        raise Unauthorized("send the admin key: Authorization: Bearer ONRECORD_ADMIN_KEY")


async def require_operator(request: Request) -> None:
    if not is_operator(request):
        raise Unauthorized("this is for the onrecord command on the same machine")


Owner = Annotated[str, Depends(require_owner)]
Asker = Annotated[str, Depends(require_asker)]


def is_operator(request: Request) -> bool:
    """The command line on this machine, which has read the token in the data folder."""
    token: str = request.app.state.services.token
    return same(_bearer(request), token) and _is_of_this_machine(request)


def _is_of_this_machine(request: Request) -> bool:
    """Also where the server listens on one address of a network: no other machine has that."""
    here = request.scope.get("server") or (None, None)
    return request.client is not None and request.client.host in (*LOOPBACK, here[0])


def _limits(request: Request, services: Services) -> Limits:
    admission = services.admission
    is_spared = admission.spares_this_machine and not _is_passed_on(request)
    return NO_LIMITS if is_spared and _address(request) in LOOPBACK else admission.limits


def hint_at_proxy(request: Request) -> None:
    """What the operator should know of a proxy that is counted as one caller."""
    services: Services = request.app.state.services
    if _is_passed_on(request) and not services.admission.knows_proxies:
        note(request, hint="who comes through a proxy not in ONRECORD_TRUSTED_PROXIES is one")


def _is_passed_on(request: Request) -> bool:
    """By a proxy, which may be of this machine where its callers are not."""
    return "x-forwarded-for" in request.headers or "forwarded" in request.headers


def _reason(request: Request, services: Services) -> str:
    if services.admin_key is not None and same(_bearer(request), services.admin_key):
        return "the admin key changes the archive, and does not ask: send one of ONRECORD_API_KEYS"
    return "send a key of this archive: Authorization: Bearer KEY"


def _bearer(request: Request) -> str:
    """The key that came along; empty without one."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
