"""Where Slack and those who install its app call over HTTP.

Nobody needs a key here: Slack signs what it sends, and an installation is Slack's to allow. Who
begins installations is counted as any other caller.
"""

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from service.errors import SlackNotSetUp
from service.http.access import count
from service.services import Serving

if TYPE_CHECKING:
    from service.slack.app import Slack

router = APIRouter(prefix="/slack", include_in_schema=False)


@router.post("/events")
async def events(request: Request, services: Serving) -> Response:
    """Events, commands and pressed buttons."""
    return await _slack(services).events(request)


@router.get("/install")
@router.get("/oauth_redirect")
async def install(request: Request, services: Serving) -> Response:
    """Raises SlackNotSetUp and TooManyRequests."""
    slack = _slack(services)
    count(request)
    return await slack.install(request)


def _slack(services: Serving) -> "Slack":
    if services.slack is None:
        raise SlackNotSetUp(
            "Slack is not set up here: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET and restart "
            "the server; docs/slack.md tells how"
        )
    return services.slack
