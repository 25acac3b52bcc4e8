"""A question that was asked, and what came back: what the metrics look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import Case
from evals.errors import FellBack, ReplyMalformed, complaints
from service.account import NO_ANSWER, UNUSABLE
from service.answer import Outcome


class _Lenient(BaseModel):
    # Fields may be added to the contract, so others are passed over; these must be right.
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


Place = Annotated[int, Field(ge=0, lt=2**31)]
"""Characters into an article's text."""


class Citation(_Lenient):
    """A citation of the reply; `source` is there in newer services only."""

    marker: int | None = None
    article_id: str
    start: Place
    end: Place
    quote: str
    speaker: str | None = None
    publisher: str | None = None
    source: str | None = None


class Claim(_Lenient):
    """A sentence or two of the answer, the markers of what it cites, and whether that bears it in
    the eyes of the service."""

    text: str
    citations: tuple[int, ...] = Field(strict=False)
    support: str | None = None


class Generation(_Lenient):
    """Who took each step of an answer: one of TAKEN, or the code of what kept the model from it."""

    steps: Mapping[str, str] = Field(default_factory=dict)


class Reply(_Lenient):
    """What of a `/chat` response is judged."""

    outcome: Outcome
    reason: str | None = None
    answer: str
    short_answer: str | None = None
    claims: tuple[Claim, ...] = Field(default=(), strict=False)
    citations: tuple[Citation, ...] = Field(strict=False)  # JSON has lists
    generation: Generation | None = None

    @property
    def is_answered(self) -> bool:
        return self.outcome == "answered"


TAKEN = frozenset({"model", "rules", NO_ANSWER, UNUSABLE})
"""What a step is judged with, a poor model's work too; anything else is the code of a failure."""

Body = TypeVar("Body", bound=_Lenient)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A case, its reply, and the texts of the articles that the reply cites, by id.

    `ranked`: what `POST /search` gives for the same question, best first, with the texts of those
    articles among `texts`; None where it was not asked.
    """

    case: Case
    reply: Reply
    texts: Mapping[str, str]
    ranked: tuple[Citation, ...] | None = None


def read_reply(body: Mapping[str, Any]) -> Reply:
    """The body of a `/chat` response.

    Raises ReplyMalformed, naming the field, when it is not as the contract says.
    """
    return _read(Reply, body)


def require_no_fallback(reply: Reply) -> None:
    """Raises FellBack where a chat model could not be had: what came is no work of its.

    One that wrote nothing that may be shown or used was there: what became of it is judged.
    """
    steps = reply.generation.steps if reply.generation else {}
    failed = [f"{step}: {by}" for step, by in steps.items() if by not in TAKEN]
    if failed:
        raise FellBack(f"the chat model failed ({', '.join(failed)}), and the rules took over")


def read_ranked(body: Mapping[str, Any]) -> tuple[Citation, ...]:
    """The evidence of a `/search` response. Raises ReplyMalformed as `read_reply` does."""
    return _read(_Search, body).evidence


class _Search(_Lenient):
    evidence: tuple[Citation, ...] = Field(strict=False)


def _read(model: type[Body], body: Mapping[str, Any]) -> Body:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise ReplyMalformed(f"the response is wrong: {next(complaints(error))}") from error
