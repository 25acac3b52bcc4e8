"""The nouns of indexing: what an article is, and what is made of it.

Offsets count code points of `Article.text`, half open: `article.text[span.start:span.end]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Provenance = Literal["explicit", "inferred", "unknown"]
StatementKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that lie in this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Attested(Generic[T]):
    """A value, and what bears it.

    `explicit`: somebody gave it as that field (front matter, a JSON field, a sidecar file) or the
    article states it as such (a date line). `inferred`: read off the text. `evidence` holds the
    words, or the name of the field. An unknown value is None and has no evidence.
    """

    value: T | None = None
    provenance: Provenance = "unknown"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What a source held, before anything was cleaned or inferred.

    `source` names the place for people and for replacing ("seeds/004.txt", "corpus.jsonl:17");
    `collection` names the folder or file that was given to `onrecord index`, and `root` is where
    that lies, as an absolute path; empty where it came over HTTP. `fields` are the values somebody
    gave explicitly, among `title, published, publisher, byline, url`.
    """

    id: str
    source: str
    collection: str
    text: str
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    root: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One thing that could not be taken in, where it stands, and why."""

    source: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its words."""

    title: Attested[str] = Attested()
    publisher: Attested[str] = Attested()
    byline: Attested[str] = Attested()
    published: Attested[date] = Attested()
    url: Attested[str] = Attested()


@dataclass(frozen=True, slots=True)
class Article:
    """One published thing, as stored and cited.

    `fingerprint` changes when the text, the metadata or the way of indexing changes; equal
    fingerprints mean that nothing has to be read anew.
    """

    id: str
    source: str
    collection: str
    text: str
    metadata: Metadata
    fingerprint: str
    root: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored, sentence-aligned piece of an article; `text == article.text[start:end]`."""

    id: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: who is said to have said what, with which words of the article.

    `sentence` covers the whole sentence or sentences that bear it: what a reader is shown.
    `content` holds the attributed words, in several spans where "he said" splits a quote.
    `speaker` is the fullest name this article gives the person, None when nobody is named;
    `speaker_key` is the same person's name in the form that joins articles ("moon jae in").
    `via` is the outer voice of reported speech inside reported speech (KCNA quoting Kim).
    `is_denial` marks what the speaker did not say or would not do ("declined to elaborate").
    `confidence` in the speaker is between 0 and 1.
    """

    id: str
    article_id: str
    sentence: Span
    content: tuple[Span, ...]
    kind: StatementKind
    cue: Span | None
    speaker_mention: Span | None
    speaker: str | None
    speaker_key: str | None
    via: str | None = None
    is_denial: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with all that was made of it, ready to be stored."""

    article: Article
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
