"""Small archives made by hand, for tests."""

from datetime import date
from hashlib import sha256

from indexing.article import (
    Article,
    Attested,
    IndexedArticle,
    Metadata,
    Passage,
    Span,
    Statement,
)


def digest(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:24]


def an_article(
    article_id: str,
    *paragraphs: str,
    publisher: str | None = None,
    published: date | None = None,
    said_by: str | None = None,
) -> IndexedArticle:
    """A passage a paragraph; `said_by` is quoted with every one of them."""
    text = "\n\n".join(paragraphs)
    known = Metadata(
        title=Attested("Title of " + article_id, "explicit", "title"),
        publisher=Attested(publisher, "explicit", "source") if publisher else Attested(),
        published=Attested(published, "inferred", "the text") if published else Attested(),
    )
    source = f"papers/{article_id}.txt"
    article = Article(article_id, source, "papers", text, known, digest(source, text))
    places = []
    start = 0
    for paragraph in paragraphs:
        places.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2
    return IndexedArticle(
        article,
        tuple(_passage(article_id, text, place) for place in places),
        tuple(_statement(article_id, place, said_by) for place in places) if said_by else (),
    )


def _passage(article_id: str, text: str, place: Span) -> Passage:
    words = place.of(text)
    passage_id = digest(article_id, place.start, place.end, words)
    return Passage(passage_id, article_id, place.start, place.end, words)


def _statement(article_id: str, place: Span, speaker: str) -> Statement:
    return Statement(
        id=digest(article_id, "statement", place),
        article_id=article_id,
        sentence=place,
        content=(Span(place.start + 1, place.end), Span(place.start, place.start + 1)),
        kind="direct",
        cue=Span(place.start, place.start + 2),
        speaker_mention=None,
        speaker=speaker,
        speaker_key=speaker.casefold(),
        via="KCNA",
        is_denial=True,
        confidence=0.5,
    )
