"""A small newsroom of our own: reports written by hand, and a real archive to put them in."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from indexing.article import Article, Attested, IndexedArticle, Metadata, Passage, Span, Statement
from indexing.batch_vectors import vectors_of
from indexing.ledger.people import person_key
from indexing.settings import load_settings
from indexing.stopwatch import Stopwatch
from indexing.store import Store, open_store
from service.answer import Evidence, Interpretation, Person
from service.rerank import Weighed
from tests.fakes import HashEmbedding
from tests.indexing.archives import digest


@dataclass(frozen=True, slots=True)
class Remark:
    """A paragraph in which somebody speaks; `mention` and `content` are words of it.

    Without `content`, all of it but the mention was said.
    """

    text: str
    speaker: str | None
    mention: str | None = None
    content: tuple[str, ...] = ()
    is_denial: bool = False

    def statement(self, article_id: str, start: int) -> Statement:
        def place(words: str) -> Span:
            at = start + self.text.index(words)
            return Span(at, at + len(words))

        mention = place(self.mention) if self.mention else None
        after = self.text.partition(self.mention)[2] if self.mention else self.text
        return Statement(
            id=digest(article_id, "statement", start),
            article_id=article_id,
            sentence=Span(start, start + len(self.text)),
            content=tuple(map(place, self.content or (after,))),
            kind="direct",
            cue=None,
            speaker_mention=mention,
            speaker=self.speaker,
            speaker_key=person_key(self.speaker) if self.speaker else None,
            is_denial=self.is_denial,
        )


def a_report(
    article_id: str,
    *paragraphs: str | Remark,
    title: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
) -> IndexedArticle:
    """A passage a paragraph, a statement a remark."""
    texts = [each.text if isinstance(each, Remark) else each for each in paragraphs]
    text = "\n\n".join(texts)
    known = Metadata(
        title=Attested(title, "explicit", "title") if title else Attested(),
        publisher=Attested(publisher, "explicit", "source") if publisher else Attested(),
        published=Attested(published, "explicit", "date") if published else Attested(),
    )
    source = f"papers/{article_id}.txt"
    article = Article(article_id, source, "papers", text, known, digest(source, text))
    passages = []
    statements = []
    start = 0
    for paragraph, words in zip(paragraphs, texts, strict=True):
        passage_id = digest(article_id, start, words)
        passages.append(Passage(passage_id, article_id, start, start + len(words), words))
        if isinstance(paragraph, Remark):
            statements.append(paragraph.statement(article_id, start))
        start += len(words) + 2
    return IndexedArticle(article, tuple(passages), tuple(statements))


@asynccontextmanager
async def archived(data_dir: Path, *reports: IndexedArticle) -> AsyncIterator[Store]:
    """A real store that holds these reports."""
    settings = load_settings({"ONRECORD_DATA_DIR": str(data_dir)})
    async with open_store(settings, open_embedder=HashEmbedding) as store:
        await store.claim()
        vectors = await vectors_of(reports, embedder=store.embedder)
        await store.put(reports, vectors, stopwatch=Stopwatch())
        yield store


def heard(remark: Remark, *, article_id: str = "report", published: date | None = None) -> Evidence:
    """A remark as it is found."""
    indexed = a_report(article_id, remark, published=published)
    [statement] = indexed.statements
    return Evidence(statement.id, indexed.article, statement.sentence, 0.0, statement)


def read(text: str, *, article_id: str = "report", published: date | None = None) -> Evidence:
    """A passage as it is found."""
    indexed = a_report(article_id, text, published=published)
    [passage] = indexed.passages
    return Evidence(passage.id, indexed.article, Span(passage.start, passage.end), 0.0)


def weighed(
    evidence: Evidence, coverage: float = 1.0, similarity: float = 1.0, fit: float = 0.0
) -> Weighed:
    return Weighed(evidence, coverage, similarity, fit)


def a_person(name: str, *, statements: int = 1, country: str = "") -> Person:
    return Person(name, (person_key(name),), statements, country)


def asked_of(*people: Person, topic: str = "dam", form: str = "what_said") -> Interpretation:
    """A question about what these people said."""
    speaker = people[0].name if people else None
    asked = Interpretation("what_said", topic, speaker, people)
    return replace(asked, form=form)  # type: ignore[arg-type]  # tests name forms by word


def quotes(evidence: Sequence[Evidence]) -> list[str]:
    return [each.quote for each in evidence]
