"""`/v1/models` and `/v1/chat/completions`: what OpenAI's clients ask for."""

import time
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.requests import Request

from service.http.access import Asker, Owner
from service.http.envelope import explain
from service.http.questions import answered
from service.http.schemas import Name
from service.http.stream import Told, unless_gone
from service.openai_api.models import MODELS, answerer_of
from service.openai_api.responses import (
    Choice,
    Completion,
    ErrorsOut,
    Grounds,
    Message,
    ModelOut,
    ModelsOut,
    Usage,
    annotations_of,
    new_id,
)
from service.openai_api.schemas import CompletionRequest
from service.openai_api.stream import Chunks
from service.pipeline import Step
from service.responses import ChatResponse
from service.services import Services, Serving

router = APIRouter(tags=["OpenAI-compatible"])

CHUNK_SCHEMA = {
    "type": "object",
    "properties": {"data": {"type": "string", "contentMediaType": "application/json"}},
}
# Of these alone does a caller hear: nothing under /v1/ is a 422.
FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorsOut} for status in ("4XX", 500, 503, 504)
}
ModelName = Annotated[Name, Path(description="As /v1/models lists it.")]


@router.get("/v1/models", responses=FAILURES)
async def models(services: Serving, _: Owner) -> ModelsOut:
    """Who can be asked: `onrecord`, and `onrecord-extractive`, which has no chat model write."""
    created = await _created(services)
    return ModelsOut(data=[ModelOut(id=name, created=created) for name in MODELS])


@router.get("/v1/models/{model}", responses=FAILURES)
async def model(model: ModelName, services: Serving, _: Owner) -> ModelOut:
    """One of those that can be asked."""
    answerer_of(model)
    return ModelOut(id=model, created=await _created(services))


@router.post(
    "/v1/chat/completions",
    response_model=Completion,
    responses={200: {"content": {"text/event-stream": {"itemSchema": CHUNK_SCHEMA}}}, **FAILURES},
)
async def complete(
    body: CompletionRequest, request: Request, services: Serving, owner: Asker
) -> Any:
    """Answer the last message, which refers to those before it, with exact citations.

    Each `url_citation` in `annotations` is of a marker in `content` (code points from
    `start_index` up to `end_index`) and leads to the cited words. What is beside OpenAI's fields
    is as in a reply to /chat. `usage` counts what a chat model read and wrote, 0 without one. With
    `stream`, the answer comes in chunks of whole sentences, and what is beside it in the last.

    Instructions to a model are not followed, parameters of one that writes freely are ignored, and
    what cannot be had (several answers, a JSON form, tool calls, images) is refused.
    """
    public_url = services.public_url or str(request.base_url).rstrip("/")
    answer = partial(answered, request, body.asked(), services=services, owner=owner)
    if not body.stream:
        response = await unless_gone(request, answer())
        return _completion(response, model=body.model, public_url=public_url)
    told = Told[Step, ChatResponse](lambda tell: answer(tell=tell))
    await unless_gone(request, told.begin())
    chunks = Chunks(
        new_id(),
        created=int(time.time()),
        model=body.model,
        public_url=public_url,
        wants_usage=body.wants_usage,
    )
    return told.response(chunks, explain=partial(explain, request))


def _completion(response: ChatResponse, *, model: str, public_url: str) -> Completion:
    annotations = annotations_of(response, public_url=public_url)
    return Completion(
        id=new_id(),
        created=int(time.time()),
        model=model,
        choices=[Choice(message=Message(content=response.answer, annotations=annotations))],
        usage=Usage.of(response),
        **dict(Grounds.of(response)),
    )


async def _created(services: Services) -> int:
    manifest = await services.archive.manifest()
    return int(manifest.made_at.timestamp()) if manifest else 0
