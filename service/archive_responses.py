"""What callers get of the archive itself: articles, what it holds, and what a batch did."""

from datetime import date
from typing import Self

from indexing.article import Article, Provenance
from service.responses import Out


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


class ArticleTextOut(ArticleOut):
    """One article with its text, into which the offsets of citations point."""

    text: str
    attested: dict[str, AttestedOut]

    @classmethod
    def of(cls, article: Article) -> Self:
        known = article.metadata
        values = {
            "title": known.title,
            "publisher": known.publisher,
            "byline": known.byline,
            "published": known.published,
            "url": known.url,
        }
        attested = {
            name: AttestedOut(provenance=value.provenance, evidence=value.evidence)
            for name, value in values.items()
        }
        return cls(**ArticleOut.of(article).model_dump(), text=article.text, attested=attested)


class RejectionOut(Out):
    source: str
    line: int | None
    reason: str
