"""A request's question: brought to the desk, and noted in the request's log line."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from service.answer import Question
from service.desk import Tell, tell_no_one
from service.http.logs import fingerprint
from service.http.requests import note
from service.http.schemas import SearchRequest, StatementsQuery
from service.responses import ChatResponse, EvidenceOut, StatementsOut
from service.services import Services


async def answered(
    request: Request,
    question: Question,
    *,
    services: Services,
    owner: str,
    conversation_id: str | None = None,
    tell: Tell = tell_no_one,
) -> ChatResponse:
    """Raises what the desk raises."""
    note(
        request,
        question=fingerprint(question.text),
        conversation_id=conversation_id,
        generation=None,
    )
    response = await services.desk.ask(
        question,
        conversation_id=conversation_id,
        owner=owner,
        tell=tell,
        spent=lambda generation: note(request, generation=asdict(generation)),
    )
    note(request, **_summary(response))
    return response


async def found(request: Request, asked: SearchRequest, *, services: Services) -> EvidenceOut:
    """Raises what the desk raises."""
    note(request, question=fingerprint(asked.question))
    return EvidenceOut.of(await services.desk.search(asked.asked(), limit=asked.limit))


async def quoted(asked: StatementsQuery, *, services: Services) -> StatementsOut:
    """Raises what the desk raises."""
    statements = await services.desk.quotes(
        speaker=asked.speaker,
        about=asked.about,
        filters=asked.filters(article_ids=tuple(asked.article_id) or None),
        limit=asked.limit,
        offset=asked.offset,
    )
    return StatementsOut.of(statements)


def _summary(response: ChatResponse) -> dict[str, Any]:
    return {
        "conversation_id": response.conversation_id,
        "message_id": response.message_id,
        "outcome": response.outcome,
        "reason": response.reason,
        "answerer": response.answerer,
        "citations": len(response.citations),
        "timings_ms": response.timings_ms,
    }
