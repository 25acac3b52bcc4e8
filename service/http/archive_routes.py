"""The archive over HTTP: its articles, and changing them with the admin key."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from indexing.article import RawArticle
from indexing.report import IngestReport, Progress
from service.http.access import Owner, require_admin, require_operator
from service.http.archive_responses import (
    ArticleOut,
    ArticlesOut,
    ArticleTextOut,
    ProgressOut,
    ReportOut,
    StatusOut,
)
from service.http.envelope import KEYED, SENT, Failure, documented, explain
from service.http.requests import note
from service.http.schemas import ArticleIn, ArticlesBody, ArticlesQuery, IndexRequest, Name
from service.http.stream import Told, event, failed
from service.services import Serving

router = APIRouter()

ArticleId = Annotated[Name, Path(description="As a citation names it.")]
ADMIN = [Depends(require_admin)]
COLLECTION = "api"


@router.get("/articles", responses=documented(*KEYED, 422, 503), tags=["archive"])
async def articles(
    query: Annotated[ArticlesQuery, Query()], services: Serving, _: Owner
) -> ArticlesOut:
    """The articles, newest first and undated last; `next_cursor` leads to the next page."""
    page, next_cursor = await services.archive.list_articles(
        query.filters(), limit=query.limit, cursor=query.cursor
    )
    return ArticlesOut(articles=[ArticleOut.of(one) for one in page], next_cursor=next_cursor)


@router.get("/articles/{article_id}", responses=documented(*KEYED, 404, 422, 503), tags=["archive"])
async def article(article_id: ArticleId, services: Serving, _: Owner) -> ArticleTextOut:
    """One article with its text: `text[start:end]` of a citation is its `quote`."""
    return ArticleTextOut.of(await services.archive.article(article_id))


@router.post(
    "/articles",
    dependencies=ADMIN,
    responses=documented(*SENT, *KEYED, 503),
    tags=["archive"],
)
async def add_articles(body: ArticlesBody, services: Serving) -> ReportOut:
    """Add articles, or replace those with the same id: one, or a list under `articles`."""
    given = [body] if isinstance(body, ArticleIn) else body.articles
    raws = [_raw(one) for one in given]
    report = await services.intake.add(raws)
    return ReportOut.of(report, ids=[raw.id for raw in raws])


@router.delete(
    "/articles/{article_id}",
    status_code=204,
    response_class=Response,
    dependencies=ADMIN,
    responses=documented(*KEYED, 404, 422, 503),
    tags=["archive"],
)
async def remove_article(article_id: ArticleId, services: Serving) -> None:
    """Remove an article and all that was made of it."""
    await services.intake.remove(article_id)


@router.get("/status", responses=documented(*KEYED, 503), tags=["archive"])
async def status(services: Serving, _: Owner) -> StatusOut:
    """What the archive holds, and with which embedder it was made."""
    return StatusOut.of(
        await services.archive.count(),
        publishers=await services.archive.publishers(),
        manifest=await services.archive.manifest(),
    )


@router.post("/index", dependencies=[Depends(require_operator)], include_in_schema=False)
async def index(body: IndexRequest, request: Request, services: Serving) -> Response:
    """What `onrecord index` hands over while a server owns the archive; told as events."""
    paths = [FilePath(path) for path in body.paths]
    told = Told[Progress, IngestReport](
        lambda tell: services.intake.index(paths, prune=body.prune, tell=tell)
    )
    await told.begin()
    note(request, paths=len(paths))
    return told.response(IndexEvents(), explain=partial(explain, request))


class IndexEvents:
    def value(self, progress: Progress, /) -> Sequence[bytes]:
        return [event("progress", ProgressOut.of(progress))]

    def result(self, report: IngestReport, /) -> Sequence[bytes]:
        return [event("done", ReportOut.of(report))]

    def failure(self, failure: Failure, /) -> Sequence[bytes]:
        return [failed(failure)]


def _raw(given: ArticleIn) -> RawArticle:
    fields: dict[str, Any] = given.model_dump(
        mode="json", include={"title", "published", "publisher", "byline", "url"}, exclude_none=True
    )
    words = f"{given.title or ''}\n{given.text}"
    article_id = given.id or hashlib.sha256(words.encode()).hexdigest()[:16]
    return RawArticle(
        id=article_id,
        source=f"{COLLECTION}/{article_id}",
        collection=COLLECTION,
        text=given.text,
        fields=MappingProxyType(fields),
    )
