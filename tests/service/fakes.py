"""A pipeline without any model: small, quick, and as strict about exact words as the real one."""

import asyncio
import re
from collections.abc import AsyncGenerator

from indexing.archive import Archive, Filters
from indexing.article import Article, Span
from indexing.errors import ArchiveMissing
from service.answer import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Interpretation,
    Person,
    Question,
)
from service.pipeline import Claimed, Done, Found, Interpreted, Step
from service.speakers import Speakers

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.\n]+\.")


class LiteralPipeline:
    """Answers with every sentence that holds the last word of the question.

    `failure` is raised after the evidence is found; `hold` keeps the answer back until it is set.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.failure: BaseException | None = None
        self.hold: asyncio.Event | None = None
        self.was_cancelled = False
        self.asked: list[Question] = []

    async def follow(self, question: Question) -> AsyncGenerator[Step, None]:
        self.asked.append(question)
        word = _last_word(question.text)
        interpretation = Interpretation("what", topic=word)
        yield Interpreted(interpretation)
        evidence = await self._find(word, question.filters)
        yield Found(evidence)
        if self.failure:
            raise self.failure
        await self._wait()
        citations = tuple(Citation(rank, one) for rank, one in enumerate(evidence, start=1))
        claims = tuple(Claim(one.quote, (one,), "verbatim") for one in evidence)
        texts = [f"{one.evidence.quote} [{one.marker}]" for one in citations]
        for claim, text, citation in zip(claims, texts, citations, strict=True):
            yield Claimed(claim, text, (citation,))
        yield Done(
            Answer(
                "answered" if claims else "insufficient_evidence",
                " ".join(texts) or f"The archive has nothing on {word}.",
                question.text,
                interpretation,
                reason=None if claims else "no_evidence",
                claims=claims,
                citations=citations,
                timings_ms={"retrieve": 1.0, "total": 2.0},
            )
        )

    async def search(self, question: Question, *, limit: int) -> tuple[Evidence, ...]:
        await self._wait()
        return (await self._find(_last_word(question.text), question.filters))[:limit]

    async def speakers(self, *, named: str, limit: int) -> tuple[Person, ...]:
        counts = await self._archive.speakers()
        return Speakers(counts).listed(named, limit=limit)

    async def quotes(
        self,
        *,
        speaker: str | None,
        about: str | None,
        filters: Filters,
        limit: int,
        offset: int = 0,
    ) -> tuple[Evidence, ...]:
        stored = await self._archive.statements_of(filters=filters, limit=1_000)
        articles = await self._archive.articles_by_id({one.statement.article_id for one in stored})
        found = (
            Evidence(
                one.statement.id,
                articles[one.statement.article_id],
                one.statement.sentence,
                1.0,
                one.statement,
            )
            for one in stored
            if (speaker is None or speaker in (one.statement.speaker or ""))
            and (about is None or about in one.text)
        )
        return tuple(found)[offset : offset + limit]

    async def _find(self, word: str, filters: Filters) -> tuple[Evidence, ...]:
        articles, _ = await self._archive.list_articles(filters, limit=100)
        if (await self._archive.count()).articles == 0:
            raise ArchiveMissing("nothing was indexed yet, run: onrecord index FOLDER")
        return tuple(
            Evidence(f"{article.id}-{span.start}", article, span, 1 / (span.start + 1))
            for article in articles
            for span in _sentences(article)
            if word.casefold() in span.of(article.text).casefold()
        )

    async def _wait(self) -> None:
        if self.hold is None:
            return
        try:
            await self.hold.wait()
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise


def _last_word(text: str) -> str:
    words: list[str] = _WORD.findall(text)
    return words[-1] if words else text


def _sentences(article: Article) -> list[Span]:
    return [Span(*match.span()) for match in _SENTENCE.finditer(article.text)]
