"""What callers get of the archive itself: articles, what it holds, and what a batch did."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Self, TypeVar

from indexing.archive import Counts, Manifest
from indexing.article import Article, Attested, Provenance
from indexing.report import IngestReport, Progress
from service.responses import Out

T = TypeVar("T")


class ArticleOut(Out):
    id: str
    title: str | None
    publisher: str | None
    byline: str | None
    published: date | None
    published_provenance: Provenance
    url: str | None
    source: str
    collection: str

    @classmethod
    def of(cls, article: Article) -> Self:
        known = article.metadata
        return cls(
            id=article.id,
            title=known.title.value,
            publisher=known.publisher.value,
            byline=known.byline.value,
            published=known.published.value,
            published_provenance=known.published.provenance,
            url=known.url.value,
            source=article.source,
            collection=article.collection,
        )


class ArticlesOut(Out):
    articles: list[ArticleOut]
    next_cursor: str | None


class AttestedOut(Out):
    """What bears a value: explicit or inferred, and the words or the field it was read from."""

    provenance: Provenance
    evidence: str

    @classmethod
    def of(cls, value: Attested[T]) -> Self:
        return cls(provenance=value.provenance, evidence=value.evidence)


class ArticleTextOut(ArticleOut):
    """One article with its text, into which the offsets of citations point."""

    text: str
    attested: dict[str, AttestedOut]

    @classmethod
    def of(cls, article: Article) -> Self:
        known = article.metadata
        attested = {
            "title": AttestedOut.of(known.title),
            "publisher": AttestedOut.of(known.publisher),
            "byline": AttestedOut.of(known.byline),
            "published": AttestedOut.of(known.published),
            "url": AttestedOut.of(known.url),
        }
        return cls(**ArticleOut.of(article).model_dump(), text=article.text, attested=attested)


class RejectionOut(Out):
    source: str
    line: int | None
    reason: str


class InquiryOut(Out):
    """What a model was asked for: articles with a reply, values taken, values that the article's
    words do not prove; and articles that it could not be asked about, with the first reason."""

    asked: int
    found: int
    unproven: int
    unasked: int
    reason: str


class ReportOut(Out):
    """What a batch did. `ids` are those of the articles given, where they were given one by one;
    `inquiry` is null unless a model is asked for unknown metadata."""

    added: int
    changed: int
    unchanged: int
    removed: int
    rejected: list[RejectionOut]
    words: int
    seconds: float
    ids: list[str] = []
    inquiry: InquiryOut | None = None

    @classmethod
    def of(cls, report: IngestReport, *, ids: Sequence[str] = ()) -> Self:
        return cls(
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            removed=report.removed,
            rejected=[
                RejectionOut(source=one.source, line=one.line, reason=one.reason)
                for one in report.rejected
            ],
            words=report.words,
            seconds=round(report.seconds, 2),
            ids=list(ids),
            inquiry=InquiryOut(**asdict(report.inquiry)) if report.inquiry else None,
        )


class ProgressOut(Out):
    done: int
    total: int | None
    words: int
    seconds: float
    words_per_s: float
    seconds_left: float | None
    asked: int

    @classmethod
    def of(cls, progress: Progress) -> Self:
        return cls(
            done=progress.done,
            total=progress.total,
            words=progress.words,
            seconds=round(progress.seconds, 2),
            words_per_s=round(progress.words_per_s),
            seconds_left=progress.seconds_left,
            asked=progress.asked,
        )


class StatusOut(Out):
    """What the archive holds. `undated` articles are out as soon as a date is asked for."""

    articles: int
    undated: int
    words: int
    passages: int
    statements: int
    publishers: list[str]
    embedder: str | None
    indexed_at: datetime | None

    @classmethod
    def of(cls, counts: Counts, *, publishers: Sequence[str], manifest: Manifest | None) -> Self:
        return cls(
            **asdict(counts),
            publishers=list(publishers),
            embedder=manifest.embedder if manifest else None,
            indexed_at=manifest.made_at if manifest else None,
        )
