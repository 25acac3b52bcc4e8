"""For those who run the server: is it alive, is it ready, how is it doing."""

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from service.errors import NotReady
from service.http.envelope import documented
from service.metrics import CONTENT_TYPE
from service.services import Serving

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    status: str


class Readiness(Health):
    articles: int
    chat_model: str | None


@router.get("/healthz", responses=documented(403))
async def healthz() -> Health:
    """The process is alive."""
    return Health(status="ok")


@router.get("/readyz", responses=documented(403, 503))
async def readyz(services: Serving) -> Readiness:
    """Questions would be answered: what they need is loaded, and both stores can be read.

    `articles` may be 0. `chat_model` is who writes answers; null where they are the articles' own
    sentences. Whether its host answers is not asked.
    """
    if not services.desk.is_open:
        raise NotReady("the server is still starting: ask again in a second")
    await services.vectors.count("passages")
    articles = (await services.archive.count()).articles
    return Readiness(status="ready", articles=articles, chat_model=services.chat_model)


@router.get("/metrics", response_class=Response, responses=documented(403, 503))
async def metrics(services: Serving) -> Response:
    """Prometheus' text format."""
    services.metrics.archive_holds(asdict(await services.archive.count()))
    return Response(services.metrics.text(), media_type=CONTENT_TYPE)
