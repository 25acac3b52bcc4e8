"""The nouns of answering: a question, how it was read, what was found, what is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from indexing.archive import Filters
from indexing.article import Article, Span, Statement
from service.account import Generation
from service.headline import Headline

Form = Literal[
    "what_said", "who_said", "did_say", "who", "when", "where", "why", "how_many", "list", "what"
]
SPEECH: frozenset[Form] = frozenset(["what_said", "who_said", "did_say"])
"""The forms that are answered from the quote ledger."""

Outcome = Literal["answered", "insufficient_evidence", "clarify"]
Reason = Literal[
    "no_evidence",
    "unknown_speaker",
    "speaker_not_quoted",
    "outside_dates",
    "false_premise",
    "ambiguous_speaker",
    "ambiguous_question",
]
Support = Literal["verbatim", "supported", "unsupported", "unchecked"]
Answerer = Literal["auto", "extractive", "generative"]
Part = Literal["speaker", "dates", "publishers", "headline"]
"""What a question may be read as being bound to, and the reader may overrule."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said in a conversation, by the reader or by us."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks, of which part of the archive, after which turns.

    `ignored` are the parts of what would be read into it that the reader does not mean. One that
    stands alone is taken as it is, whatever was asked before it.
    """

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    speakers: tuple[str, ...] = ()
    ignored: tuple[Part, ...] = ()
    stands_alone: bool = False
    answerer: Answerer = "auto"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the ledger: the name to print and every key that stands for them.

    `country` is set for an institution that articles name without it ("the Foreign Ministry") and
    the question with it: only words that stand beside the country's name are then its own.
    """

    name: str
    keys: tuple[str, ...]
    statements: int
    country: str = ""


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes somebody to have said."""

    speaker: Person
    claim: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question was read; everything here but the premise is shown to the reader.

    `speaker` is the archive's name for the person when it has one, else the question's words;
    `people` are those of the ledger who can be meant: none when the ledger quotes nobody of that
    name, several when namesakes are quoted about equally often. `quoted` are the words that the
    question puts between quotation marks, `headline` names the one article it asks about, `asked`
    the kind of thing that would answer it ("month").
    """

    form: Form
    topic: str
    speaker: str | None = None
    people: tuple[Person, ...] = ()
    quoted: str | None = None
    headline: Headline | None = None
    asked: str = ""
    since: date | None = None
    until: date | None = None
    publishers: tuple[str, ...] = ()
    ignored: tuple[Part, ...] = ()
    premise: Premise | None = None

    @property
    def speaker_keys(self) -> tuple[str, ...]:
        return tuple(key for person in self.people for key in person.keys)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the archive that may bear on the question.

    `article.text[span.start:span.end] == quote`. `statement` is set when the ledger knows who
    is speaking there.
    """

    id: str
    article: Article
    span: Span
    score: float
    statement: Statement | None = None

    @property
    def quote(self) -> str:
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and the evidence it leans on; `text` carries no markers."""

    text: str
    evidence: tuple[Evidence, ...]
    support: Support = "unchecked"


@dataclass(frozen=True, slots=True)
class Citation:
    """Numbered evidence, as the reader sees it."""

    marker: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader gets, with everything needed to check it."""

    outcome: Outcome
    text: str
    query: str
    interpretation: Interpretation
    reason: Reason | None = None
    choices: tuple[str, ...] = ()
    short_answer: str | None = None
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    answerer: Literal["extractive", "generative"] = "extractive"
    generation: Generation | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
