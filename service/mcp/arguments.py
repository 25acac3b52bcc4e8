"""What an assistant gives to a tool, put as the HTTP contract has it."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from service.http.schemas import Day, Name, Strict, Words, check_order

Body = dict[str, Any]

PART_CHARS = 20_000  # of an article at once: a few thousand tokens


def _nothing_for_null(value: object) -> object:
    return [] if value is None else value


def _names(description: str, *, at_most: int) -> Any:
    return Field(default=[], max_length=at_most, description=description)


Names = Annotated[list[Name], BeforeValidator(_nothing_for_null)]
Question = Annotated[Words, Field(description="A question, in the words of the reader.")]
AsOf = Annotated[
    Day | None,
    Field(description="YYYY-MM-DD: the archive as it stood that day, which is “today”, too."),
]


class Narrowed(Strict):
    publishers: Names = _names("Only articles of these publishers.", at_most=100)
    article_ids: Names = _names("Only these articles.", at_most=1_000)
    since: Day | None = Field(
        default=None,
        validation_alias="from",
        description="YYYY-MM-DD: only articles published on this day or later.",
    )
    until: Day | None = Field(
        default=None,
        validation_alias="to",
        description="YYYY-MM-DD: only articles published on this day or earlier.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_order(self.since, self.until)
        return self


class Asking(Narrowed):
    question: Question
    as_of: AsOf = None
    speakers: Names = _names("Only what these people said.", at_most=20)

    def body(self) -> Body:
        filters = {
            "publishers": self.publishers,
            "article_ids": self.article_ids,
            "speakers": self.speakers,
            "from": _day(self.since),
            "to": _day(self.until),
        }
        return {"question": self.question, "as_of": _day(self.as_of), "filters": filters}


class AskArguments(Asking):
    conversation_id: Name | None = Field(
        default=None,
        description="Of an earlier answer, to ask what refers to it. Leave it out to begin anew.",
    )

    def body(self) -> Body:
        return {**super().body(), "conversation_id": self.conversation_id}


class SearchArguments(Asking):
    limit: int = Field(default=10, ge=1, le=50, description="At most so many places.")

    def body(self) -> Body:
        return {**super().body(), "limit": self.limit}


class QuotesArguments(Narrowed):
    speaker: Name | None = Field(default=None, description="Who said it.")
    about: Words | None = Field(default=None, description="What it is about.")
    limit: int = Field(default=20, ge=1, le=100, description="At most so many statements.")
    offset: int = Field(default=0, ge=0, le=100_000, description="So many are passed over first.")

    def params(self) -> Body:
        return {
            "speaker": self.speaker,
            "about": self.about,
            "publisher": self.publishers,
            "article_id": self.article_ids,
            "from": _day(self.since),
            "to": _day(self.until),
            "limit": self.limit,
            "offset": self.offset,
        }


class ArticleArguments(Strict):
    article_id: Name = Field(description="As a citation names it.")
    start: int = Field(default=0, ge=0, description="The character to begin with.")
    max_chars: int = Field(
        default=PART_CHARS, ge=1, le=10 * PART_CHARS, description="At most so many characters."
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
