"""What the routes of an app have at hand."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from starlette.requests import Request

from indexing.archive import Archive
from indexing.vectors import Vectors
from service.admission import Admission
from service.conversation import Conversations
from service.desk import Desk
from service.intake import Intake
from service.metrics import Metrics

if TYPE_CHECKING:
    from service.slack.app import Slack


@dataclass(frozen=True, slots=True)
class Services:
    """`token` is the command line's: whoever has it may read the data folder anyway.

    `chat_model` is the name of who writes answers, None where they are the articles' own sentences.
    `public_url` is where readers reach the server, for links elsewhere; `slack` is None where no
    keys of Slack's are set, and for whoever does not serve.
    """

    archive: Archive
    vectors: Vectors
    intake: Intake
    desk: Desk
    conversations: Conversations
    metrics: Metrics
    token: str = field(repr=False)
    admin_key: str | None = field(default=None, repr=False)
    chat_model: str | None = None
    public_url: str | None = None
    admission: Admission = field(default_factory=Admission)
    slack: "Slack | None" = None


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Serving = Annotated[Services, Depends(_services)]
