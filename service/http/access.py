"""Who may do what: everyone asks, the admin key changes the archive, the operator sees causes."""

from secrets import compare_digest
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from service.desk import ANYONE
from service.errors import Forbidden, Unauthorized
from service.running import LOOPBACK
from service.services import Serving

Bearer = Annotated[
    HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False, scheme_name="admin"))
]


async def require_reader() -> str:
    """Whose conversations the caller sees."""
    return ANYONE


Owner = Annotated[str, Depends(require_reader)]


async def require_admin(request: Request, services: Serving, bearer: Bearer) -> None:
    """The admin key, or the command line's own token."""
    if is_operator(request):
        return
    if services.admin_key is None:
        raise Forbidden(
            "this server lets nobody change the archive: set ONRECORD_ADMIN_KEY and restart it"
        )
    if bearer is None or not _same(bearer.credentials, services.admin_key):
        raise Unauthorized("send the admin key: Authorization: Bearer ONRECORD_ADMIN_KEY")


async def require_operator(request: Request) -> None:
    if not is_operator(request):
        raise Unauthorized("this is for the onrecord command on the same machine")


def is_operator(request: Request) -> bool:
    """The command line on this machine, which has read the token in the data folder."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return (
        scheme.lower() == "bearer"
        and _same(given, request.app.state.services.token)
        and request.client is not None
        and request.client.host in LOOPBACK
    )


def _same(given: str, expected: str) -> bool:
    return compare_digest(given.encode(), expected.encode())
