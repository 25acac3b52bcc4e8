"""What OpenAI's clients get: an answer in their form, with our citations beside it."""

import re
from typing import Literal, Self
from uuid import uuid4

from pydantic import BaseModel

from service.answer import Outcome, Reason
from service.links import article_link
from service.openai_api.models import OWNER
from service.responses import ChatResponse, CitationOut, GenerationOut, Out

_MARKER = re.compile(r"\[(\d+)\]")


class ModelOut(Out):
    """`created` is when the archive was made that the model answers from."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = OWNER


class ModelsOut(Out):
    object: Literal["list"] = "list"
    data: list[ModelOut]


class UrlCitation(Out):
    """The marker at `content[start_index:end_index]`, counted in code points, and where it leads.

    OpenAI's own annotations delimit the citation that stands in the text, not the words it bears.
    """

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(Out):
    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Message(Out):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(Out):
    index: Literal[0] = 0
    message: Message
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(Out):
    """The tokens of the chat model that helped; none where an answer was made without one."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, response: ChatResponse) -> Self:
        generation = response.generation
        prompt = generation.prompt_tokens if generation else 0
        completion = generation.completion_tokens if generation else 0
        return cls(
            prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion
        )


class Grounds(Out):
    """What OpenAI's form has no place for, as /chat says it."""

    conversation_id: str
    message_id: str
    outcome: Outcome
    reason: Reason | None
    citations: list[CitationOut]
    answerer: Literal["extractive", "generative"]
    generation: GenerationOut | None

    @classmethod
    def of(cls, response: ChatResponse) -> Self:
        return cls(**{name: getattr(response, name) for name in cls.model_fields})


class Completion(Grounds):
    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class ErrorOut(BaseModel):
    message: str
    type: str
    param: str | None
    code: str


class ErrorsOut(BaseModel):
    error: ErrorOut


def new_id() -> str:
    return f"chatcmpl-{uuid4().hex}"


def annotations_of(response: ChatResponse, *, public_url: str | None) -> list[Annotation]:
    """One for each marker in the answer, in reading order."""
    cited = {citation.marker: citation for citation in response.citations}
    return [
        Annotation(
            url_citation=UrlCitation(
                start_index=marker.start(),
                end_index=marker.end(),
                url=article_link(public_url, citation),
                title=_title(citation),
            )
        )
        for marker in _MARKER.finditer(response.answer)
        if (citation := cited.get(int(marker[1]))) is not None
    ]


def _title(citation: CitationOut) -> str:
    """The article's, or by what it can be told from others."""
    known = (citation.publisher, citation.source)
    return citation.title or ", ".join(part for part in known if part)
