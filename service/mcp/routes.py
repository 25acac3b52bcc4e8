"""`/mcp`: the tools over HTTP, a message a request."""

import asyncio
from importlib import import_module
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from service.http.access import Caller, require_caller
from service.http.stream import unless_gone
from service.mcp.archivist import AtTheDesk
from service.services import Serving

router = APIRouter(include_in_schema=False)

Calling = Annotated[Caller, Depends(require_caller)]


@router.post("/mcp")
async def mcp(request: Request, services: Serving, caller: Calling) -> Response:
    """Streamable HTTP without sessions: each message is replied to as JSON, and a GET, which would
    wait for messages of ours, is a 405."""
    body = await request.body()
    # The library takes half a second to load, for which nobody else is made to wait.
    server = await asyncio.to_thread(import_module, "service.mcp.server")
    archivist = AtTheDesk(request, services, caller)
    response: Response = await unless_gone(request, server.respond(request, body, archivist))
    return response
