"""What callers send: strict, bounded, and turned into the nouns of answering.

Unknown fields are refused by name. A question is trimmed and its line breaks and tabs become
spaces; other control characters are refused everywhere but in an article's text.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from indexing.archive import Filters
from service.answer import Answerer, Part, Question, Turn

MAX_QUESTION_CHARS = 2_000
MAX_TURN_CHARS = 20_000
MAX_FIELDS = 20  # of one object: more than any has
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _no_control(text: str) -> str:
    if CONTROL.search(text):
        raise ValueError("control characters are not allowed")
    return text


def _one_line(text: object) -> object:
    """Trimmed, each run of spaces, tabs and line breaks one space."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip() if isinstance(text, str) else text


def _spaces_for_breaks(text: object) -> object:
    return re.sub(r"[\t\r\n]", " ", text) if isinstance(text, str) else text


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{value} is not a day of the calendar") from error
    raise ValueError("a date looks like 2019-03-05")


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        json_schema_extra={"pattern": r"^[^\x00-\x1f\x7f-\x9f]+$"},
    ),
    AfterValidator(_no_control),
]
Words = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_QUESTION_CHARS,
        examples=["What did Moon say about Hanoi?"],
        json_schema_extra={"pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"},
    ),
    BeforeValidator(_one_line),
    AfterValidator(_no_control),
]


def check_order(since: date | None, until: date | None) -> None:
    if since and until and since > until:
        raise ValueError(f"from ({since}) lies after to ({until})")


class FewFields(BaseModel):
    @model_validator(mode="before")
    @classmethod
    def _few_fields(cls, given: Any) -> Any:
        """Each unknown field is a problem of its own, and thousands take seconds to tell."""
        if isinstance(given, dict) and len(given) > MAX_FIELDS:
            raise ValueError(f"{len(given):,} fields are too many: send those of the schema alone")
        return given


class Strict(FewFields):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FiltersIn(Strict):
    """Which part of the archive to look in. Undated articles are out once a date is given."""

    publishers: list[Name] = Field(default=[], max_length=100)
    article_ids: list[Name] = Field(default=[], max_length=1_000)
    speakers: list[Name] = Field(default=[], max_length=20)
    since: Day | None = Field(default=None, validation_alias="from")
    until: Day | None = Field(default=None, validation_alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_order(self.since, self.until)
        return self

    def filters(self, *, as_of: date | None = None) -> Filters:
        return Filters(
            publishers=tuple(self.publishers),
            article_ids=tuple(self.article_ids) or None,
            since=self.since,
            until=self.until,
            as_of=as_of,
        )


class TurnIn(Strict):
    role: Literal["user", "assistant"]
    content: Annotated[
        str,
        Field(min_length=1, max_length=MAX_TURN_CHARS),
        BeforeValidator(_spaces_for_breaks),
        AfterValidator(_no_control),
    ]


class SearchRequest(Strict):
    question: Words
    as_of: Day | None = None
    filters: FiltersIn = FiltersIn()
    limit: int = Field(default=10, ge=1, le=50)

    def asked(self) -> Question:
        return Question(
            self.question,
            filters=self.filters.filters(as_of=self.as_of),
            speakers=tuple(self.filters.speakers),
        )


class ChatRequest(Strict):
    question: Words
    conversation_id: Name | None = None
    history: list[TurnIn] | None = Field(default=None, max_length=100)
    as_of: Day | None = None
    filters: FiltersIn = FiltersIn()
    ignore: list[Part] = Field(
        default=[], max_length=10, description="What is read into the question and is not meant."
    )
    stands_alone: bool = Field(
        default=False, description="Whether it is to be taken as it is, and not as a follow-up."
    )
    answerer: Answerer = "auto"
    stream: bool = False

    @model_validator(mode="after")
    def _one_memory(self) -> Self:
        if self.conversation_id is not None and self.history is not None:
            raise ValueError("give conversation_id or history, not both")
        return self

    def asked(self) -> Question:
        return Question(
            self.question,
            history=tuple(Turn(turn.role, turn.content) for turn in self.history or ()),
            filters=self.filters.filters(as_of=self.as_of),
            speakers=tuple(self.filters.speakers),
            ignored=tuple(self.ignore),
            stands_alone=self.stands_alone,
            answerer=self.answerer,
        )


class FeedbackRequest(Strict):
    message_id: Name
    helpful: bool
    comment: Annotated[str, Field(max_length=2_000)] | None = None


class Narrowing(FewFields):
    """Query parameters come as text, so numbers are read from it; the rest is as strict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    publisher: list[Name] = Field(default=[], max_length=100)
    since: Day | None = Field(default=None, validation_alias="from")
    until: Day | None = Field(default=None, validation_alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_order(self.since, self.until)
        return self

    def filters(self, *, article_ids: tuple[str, ...] | None = None) -> Filters:
        return Filters(
            publishers=tuple(self.publisher),
            article_ids=article_ids,
            since=self.since,
            until=self.until,
        )


class ArticlesQuery(Narrowing):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: Name | None = None


class StatementsQuery(Narrowing):
    speaker: Name | None = None
    about: Words | None = None
    article_id: list[Name] = Field(default=[], max_length=1_000)
    limit: int = Field(default=20, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=100_000)


class SpeakersQuery(FewFields):
    model_config = ConfigDict(extra="forbid", frozen=True)

    named: Annotated[Name, Field(description="How a word of the name begins.")] | None = None
    limit: int = Field(default=20, ge=1, le=100)


GivenId = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^/\x00-\x1f\x7f-\x9f]+$")]
"""One by which the article can be asked for again."""


class ArticleIn(Strict):
    """An article; what is left out is read off the text, where the text bears it."""

    text: str = Field(min_length=1, max_length=5_000_000)
    id: GivenId | None = None
    title: Name | None = None
    published: Day | None = None
    publisher: Name | None = None
    byline: Name | None = None
    url: Annotated[str, Field(max_length=2_000), AfterValidator(_no_control)] | None = None


class ArticlesIn(Strict):
    articles: list[ArticleIn] = Field(min_length=1, max_length=1_000)


def _one_or_many(body: object) -> str:
    return "many" if isinstance(body, dict) and "articles" in body else "one"


ArticlesBody = Annotated[
    Annotated[ArticleIn, Tag("one")] | Annotated[ArticlesIn, Tag("many")],
    Discriminator(_one_or_many),
]


class IndexRequest(Strict):
    """What the command line hands to a server that owns the archive; paths are absolute."""

    paths: list[str] = Field(min_length=1)
    prune: bool = False
