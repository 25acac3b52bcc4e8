"""What callers get: the nouns of answering in the form of the HTTP contract."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from indexing.article import Provenance, Span, StatementKind
from service.account import Generation
from service.answer import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Form,
    Interpretation,
    Outcome,
    Part,
    Person,
    Reason,
    Support,
)


class Out(BaseModel):
    model_config = ConfigDict(
        frozen=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class InterpretationOut(Out):
    """How the question was read; `ignored` are the parts that the caller wanted left out of it."""

    form: Form
    speaker: str | None
    topic: str
    quoted: str | None = None
    headline: str | None = None
    since: date | None = Field(validation_alias="from", serialization_alias="from")
    until: date | None = Field(validation_alias="to", serialization_alias="to")
    publishers: list[str]
    ignored: list[Part] = []

    @classmethod
    def of(cls, read: Interpretation) -> Self:
        return cls(
            form=read.form,
            speaker=read.speaker,
            topic=read.topic,
            quoted=read.quoted,
            headline=read.headline.title if read.headline else None,
            since=read.since,
            until=read.until,
            publishers=list(read.publishers),
            ignored=list(read.ignored),
        )


class CitationOut(Out):
    """Exact words and their place: `text[start:end] == quote` for the text of the article."""

    marker: int
    article_id: str
    title: str | None
    publisher: str | None
    byline: str | None
    published: date | None
    published_provenance: Provenance
    url: str | None
    source: str
    quote: str
    start: int
    end: int
    speaker: str | None
    speaker_mention: str | None
    kind: StatementKind | None
    score: float

    @classmethod
    def of(cls, evidence: Evidence, *, marker: int) -> Self:
        article, statement = evidence.article, evidence.statement
        mention = statement.speaker_mention if statement else None
        return cls(
            marker=marker,
            article_id=article.id,
            title=article.metadata.title.value,
            publisher=article.metadata.publisher.value,
            byline=article.metadata.byline.value,
            published=article.metadata.published.value,
            published_provenance=article.metadata.published.provenance,
            url=article.metadata.url.value,
            source=article.source,
            quote=evidence.quote,
            start=evidence.span.start,
            end=evidence.span.end,
            speaker=statement.speaker if statement else None,
            speaker_mention=mention.of(article.text) if mention else None,
            kind=statement.kind if statement else None,
            score=round(evidence.score, 4),
        )


class ClaimOut(Out):
    text: str
    citations: list[int]
    support: Support


class GenerationOut(Out):
    """What a chat model did for the answer.

    `steps` tells for each step who took it: "model", "rules", or the code of the failure after
    which the rules did. `prompts` holds the fingerprint of each prompt used, `sentences` what
    became of those that the model wrote, `faults` what the gate found.
    """

    model: str
    steps: dict[str, str]
    prompts: dict[str, str]
    requests: int
    retries: int
    prompt_tokens: int
    completion_tokens: int
    sentences: dict[str, int]
    faults: dict[str, int]
    markers_dropped: int

    @classmethod
    def of(cls, generation: Generation) -> Self:
        return cls(**asdict(generation))


class ChatResponse(Out):
    """`choices` are the people that may be meant, where the answer asks which: each can be given
    back under `filters.speakers`."""

    conversation_id: str
    message_id: str
    outcome: Outcome
    reason: Reason | None
    choices: list[str] = []
    answer: str
    short_answer: str | None
    query: str
    interpretation: InterpretationOut
    claims: list[ClaimOut]
    citations: list[CitationOut]
    answerer: Literal["extractive", "generative"]
    generation: GenerationOut | None = None
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, answer: Answer, *, conversation_id: str, message_id: str) -> Self:
        return cls(
            conversation_id=conversation_id,
            message_id=message_id,
            outcome=answer.outcome,
            reason=answer.reason,
            choices=list(answer.choices),
            answer=answer.text,
            short_answer=answer.short_answer,
            query=answer.query,
            interpretation=InterpretationOut.of(answer.interpretation),
            claims=[_claim(claim, answer.citations) for claim in answer.claims],
            citations=citations_of(answer.citations),
            answerer=answer.answerer,
            generation=GenerationOut.of(answer.generation) if answer.generation else None,
            timings_ms={step: round(ms, 1) for step, ms in answer.timings_ms.items()},
        )


def _claim(claim: Claim, citations: Iterable[Citation]) -> ClaimOut:
    # By place, as the markers were given: the sentences of one passage have its id in common.
    used = {(evidence.article.id, evidence.span) for evidence in claim.evidence}
    markers = [
        citation.marker
        for citation in citations
        if (citation.evidence.article.id, citation.evidence.span) in used
    ]
    return ClaimOut(text=claim.text, citations=markers, support=claim.support)


def citations_of(citations: Iterable[Citation]) -> list[CitationOut]:
    return [CitationOut.of(citation.evidence, marker=citation.marker) for citation in citations]


class EvidenceOut(Out):
    """Evidence alone, best first; the marker is its rank."""

    evidence: list[CitationOut]

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> Self:
        ranked = enumerate(evidence, start=1)
        return cls(evidence=[CitationOut.of(found, marker=rank) for rank, found in ranked])


class PlaceOut(Out):
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, span: Span, text: str) -> Self:
        return cls(start=span.start, end=span.end, quote=span.of(text))


class StatementOut(CitationOut):
    """A citation, and what of it are the speaker's words."""

    contents: list[PlaceOut]
    via: str | None
    is_denial: bool
    confidence: float | None

    @classmethod
    def of(cls, evidence: Evidence, *, marker: int) -> Self:
        statement, text = evidence.statement, evidence.article.text
        return cls(
            **CitationOut.of(evidence, marker=marker).model_dump(),
            contents=[PlaceOut.of(span, text) for span in statement.content] if statement else [],
            via=statement.via if statement else None,
            is_denial=statement.is_denial if statement else False,
            confidence=round(statement.confidence, 2) if statement else None,
        )


class StatementsOut(Out):
    statements: list[StatementOut]

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> Self:
        ranked = enumerate(evidence, start=1)
        return cls(statements=[StatementOut.of(found, marker=rank) for rank, found in ranked])


class SpeakerOut(Out):
    """Somebody the ledger quotes, and how many statements it has of them."""

    name: str
    statements: int


class SpeakersOut(Out):
    speakers: list[SpeakerOut]

    @classmethod
    def of(cls, people: Iterable[Person]) -> Self:
        told = [SpeakerOut(name=one.name, statements=one.statements) for one in people]
        return cls(speakers=told)


class TurnOut(Out):
    message_id: str
    question: str
    created_at: datetime
    helpful: bool | None
    response: ChatResponse


class ConversationOut(Out):
    """The latest turns; `earlier` is how many there were before them."""

    conversation_id: str
    created_at: datetime
    earlier: int
    turns: list[TurnOut]


class FeedbackOut(Out):
    message_id: str
    helpful: bool
