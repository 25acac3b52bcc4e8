"""Small archives made by hand, for tests."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from indexing.article import (
    Article,
    Attested,
    IndexedArticle,
    Metadata,
    Passage,
    RawArticle,
    Rejection,
    Span,
    Statement,
)
from indexing.parsing import Parsed, Recipe
from indexing.passages import passages_of
from indexing.sentences import sentence_spans
from indexing.settings import load_settings
from indexing.store import Store, open_store
from tests.fakes import HashEmbedding


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


def a_source(name: str, text: str, *, collection: str = "papers", **fields: str) -> RawArticle:
    """`name` is the id; two names are two articles."""
    return RawArticle(name, f"{collection}/{name}.txt", collection, text, MappingProxyType(fields))


def parse_cheaply(raws: Sequence[RawArticle], *, recipe: Recipe) -> Parsed:
    """A sentence with "X said" in it is a statement of X's; nothing is cleaned or inferred."""
    made = []
    rejected = []
    for raw in raws:
        if not raw.text:
            rejected.append(Rejection(raw.source, None, "no text"))
            continue
        title = Attested(raw.fields.get("title"), "explicit", "title")
        article = Article(
            raw.id,
            raw.source,
            raw.collection,
            raw.text,
            Metadata(title=title),
            recipe.fingerprint(raw),
            raw.root,
        )
        passages = passages_of(raw.id, raw.text, max_words=40)
        made.append(IndexedArticle(article, passages, tuple(_said(raw.id, raw.text))))
    return Parsed(tuple(made), tuple(rejected), 0.0)


def small_store(data_dir: Path, *, workers: int = 1) -> AbstractAsyncContextManager[Store]:
    """A real store, but for a parser and an embedder that cost nothing."""
    settings = load_settings({"ONRECORD_DATA_DIR": str(data_dir)})
    parse = partial(parse_cheaply, recipe=Recipe(settings.spacy_model))
    return open_store(settings, parse=parse, workers=workers, open_embedder=HashEmbedding)


def _said(article_id: str, text: str) -> Iterator[Statement]:
    for place in sentence_spans(text):
        speaker, said, _ = place.of(text).partition(" said ")
        if said:
            yield _statement(article_id, place, speaker)
