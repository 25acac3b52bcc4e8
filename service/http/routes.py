"""Questions over HTTP: answers, evidence, the quote ledger, conversations."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from service.http.access import Asker, Owner
from service.http.envelope import KEYED, SENT, documented, explain
from service.http.questions import answered, found, quoted
from service.http.schemas import (
    ChatRequest,
    FeedbackRequest,
    Name,
    SearchRequest,
    SpeakersQuery,
    StatementsQuery,
)
from service.http.stream import ChatEvents, Told, unless_gone
from service.pipeline import Step
from service.responses import (
    ChatResponse,
    ConversationOut,
    EvidenceOut,
    FeedbackOut,
    SpeakersOut,
    StatementsOut,
    TurnOut,
)
from service.services import Serving

router = APIRouter()

EVENTS = "text/event-stream"
EVENT_SCHEMA = {
    "type": "object",
    "properties": {
        "event": {"enum": ["interpretation", "sources", "delta", "citation", "done", "error"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
ConversationId = Annotated[Name, Path(description="As a reply to /chat names it.")]


@router.post(
    "/chat",
    response_model=ChatResponse,
    responses={
        200: {"content": {EVENTS: {"itemSchema": EVENT_SCHEMA}}},
        **documented(*SENT, *KEYED, 404, 503, 504),
    },
    tags=["questions"],
)
async def chat(body: ChatRequest, request: Request, services: Serving, owner: Asker) -> Any:
    """Answer a question with exact citations, or say why not.

    With `stream`, or for callers that accept `text/event-stream`, the answer comes as events:
    `interpretation`, `sources`, then `delta` and `citation`, and `done` with the whole response;
    or `error`.
    """
    answer = partial(
        answered,
        request,
        body.asked(),
        services=services,
        owner=owner,
        conversation_id=body.conversation_id,
    )
    if not (body.stream or EVENTS in request.headers.get("accept", "")):
        return await unless_gone(request, answer())
    told = Told[Step, ChatResponse](lambda tell: answer(tell=tell))
    await unless_gone(request, told.begin())
    return told.response(ChatEvents(), explain=partial(explain, request))


@router.post("/search", responses=documented(*SENT, *KEYED, 503, 504), tags=["questions"])
async def search(body: SearchRequest, request: Request, services: Serving, _: Asker) -> EvidenceOut:
    """The ranked evidence alone."""
    return await unless_gone(request, found(request, body, services=services))


@router.get("/statements", responses=documented(*KEYED, 422, 503, 504), tags=["questions"])
async def statements(
    query: Annotated[StatementsQuery, Query()], request: Request, services: Serving, _: Asker
) -> StatementsOut:
    """The quote ledger: who said what. Best first with `about`, else newest first."""
    return await unless_gone(request, quoted(query, services=services))


@router.get("/speakers", responses=documented(*KEYED, 422, 503, 504), tags=["questions"])
async def speakers(
    query: Annotated[SpeakersQuery, Query()], request: Request, services: Serving, _: Owner
) -> SpeakersOut:
    """Who the quote ledger quotes, most often first."""
    work = services.desk.speakers(named=query.named or "", limit=query.limit)
    return SpeakersOut.of(await unless_gone(request, work))


@router.get(
    "/conversations/{conversation_id}",
    responses=documented(*KEYED, 404, 422, 503),
    tags=["conversations"],
)
async def conversation(
    conversation_id: ConversationId, services: Serving, owner: Owner
) -> ConversationOut:
    """The latest turns of a conversation, oldest first, each with its whole reply."""
    stored = await services.conversations.read(conversation_id, owner=owner)
    turns = [
        TurnOut(
            message_id=turn.message_id,
            question=turn.question,
            created_at=turn.created_at,
            helpful=turn.helpful,
            response=ChatResponse.model_validate(turn.response),
        )
        for turn in stored.turns
    ]
    return ConversationOut(
        conversation_id=stored.id, created_at=stored.created_at, earlier=stored.earlier, turns=turns
    )


@router.delete(
    "/conversations/{conversation_id}",
    status_code=204,
    response_class=Response,
    responses=documented(*KEYED, 404, 422, 503),
    tags=["conversations"],
)
async def forget_conversation(
    conversation_id: ConversationId, services: Serving, owner: Owner
) -> None:
    """Delete a conversation, with its turns and their feedback."""
    await services.conversations.delete(conversation_id, owner=owner)


@router.post("/feedback", responses=documented(*SENT, *KEYED, 404, 503), tags=["conversations"])
async def feedback(body: FeedbackRequest, services: Serving, owner: Owner) -> FeedbackOut:
    """Say whether a reply helped; a later word on the same reply replaces an earlier one."""
    await services.conversations.judge(
        body.message_id, helpful=body.helpful, comment=body.comment, owner=owner
    )
    return FeedbackOut(message_id=body.message_id, helpful=body.helpful)
