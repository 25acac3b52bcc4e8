"""The story of one question."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from indexing.archive import Archive, Filters
from service.absence import Absence, denied, explain, unwritten
from service.account import NO_ANSWER, TOO_LATE, Account
from service.answer import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Interpretation,
    Person,
    Question,
)
from service.citations import Numbering, check
from service.clarify import clarify
from service.clock import Clock
from service.condense import apart_from_talk
from service.errors import ModelFailed
from service.extractive import Draft, compose
from service.find import Finder, Search, narrowed, relevant, without_dates
from service.generative import Writer, worth_reading
from service.reading import Helped, condensed, interpreted
from service.reference import names
from service.rerank import Weighed
from service.speakers import SpeakerBook
from service.terms import RELATED
from service.unnamed import unnamed_thing
from service.wording import flat, with_markers

STEPS = ("condense", "interpret", "retrieve", "rerank", "answer", "check")
NEAREST_MOST = 3  # so much coverage is shown when the question itself has no answer


@dataclass(frozen=True, slots=True)
class Begun:
    """What a chat model does for the answer is written to `account`, whatever becomes of it."""

    account: Account


@dataclass(frozen=True, slots=True)
class Interpreted:
    interpretation: Interpretation


@dataclass(frozen=True, slots=True)
class Found:
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A checked claim; `text` carries its markers, `citations` are those new with it."""

    claim: Claim
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    answer: Answer


Step = Interpreted | Found | Claimed | Done


class Pipeline:
    """Asks the archive. Every surface answers through here.

    With a `writer`, a question that leaves the choice has its answer written by its model.
    """

    def __init__(self, archive: Archive, finder: Finder, *, writer: Writer | None = None) -> None:
        self._archive = archive
        self._finder = finder
        self._writer = writer
        self._book = SpeakerBook(archive)

    async def ask(self, question: Question) -> Answer:
        """The answer alone."""
        *_, last = [step async for step in self.follow(question)]
        assert isinstance(last, Done)
        return last.answer

    async def follow(self, question: Question) -> AsyncGenerator[Begun | Step, None]:
        """The steps of an answer as they are taken; a claim is checked before it is yielded."""
        clock = Clock(*STEPS)
        account = self._account(question)
        if account:
            yield Begun(account)
        helped = (self._writer.model, account) if self._writer and account else None
        speakers, _ = await self._book.open()
        query = await condensed(question, speakers=speakers, helped=helped)
        clock.mark("condense")

        search = await self._search(query, question, helped=helped)
        clock.mark("interpret")
        yield Interpreted(search.interpretation)

        found = await self._finder.retrieve(search)
        clock.mark("retrieve")
        search, weighed = await self._settled(search, found, question)
        query, interpretation = search.query, search.interpretation
        bearing = await self._finder.attributed(relevant(weighed, interpretation))
        clock.mark("rerank")
        yield Found(_evidence(bearing or weighed[:NEAREST_MOST]))

        # Of one article "the company" is that one's.
        is_of_one = search.is_of_one_article
        unnamed = None if is_of_one else unnamed_thing(query, question.history)
        unclear = clarify(interpretation, bearing, unnamed=unnamed, is_of_one_article=is_of_one)
        premise = interpretation.premise
        denial = await self._finder.denial(premise, search.filters) if premise else None
        if premise and denial:
            unclear, weighed = denied(premise.speaker), (denial,)
        draft = Draft() if unclear else compose(search, bearing)
        clock.mark("answer")

        told = _checked(draft, interpretation)
        telling = _each(told)
        # Where another said it, a sentence of "he" would be read as of the one asked about.
        wants_all = interpretation.headline and not interpretation.topic  # more than a model tells
        if account and told and not (draft.is_by_another or wants_all):
            telling = self._written(search, bearing, account, instead=told, clock=clock)
        numbering, claims, texts = Numbering(), [], []
        async with aclosing(telling):
            async for claim in telling:
                markers, new = numbering.cite(claim.evidence)
                claims.append(claim)
                texts.append(with_markers(claim.text, markers))
                yield Claimed(claim, texts[-1], new)
        clock.mark("check")

        answer = Answer(
            "answered",
            " ".join(texts),
            query,
            interpretation,
            short_answer=draft.short_answer if _bear_out(claims, draft) else None,
            claims=tuple(claims),
            citations=numbering.citations,
            answerer="generative" if account and account.has_written else "extractive",
            generation=account.closed() if account else None,
        )
        if told and not claims:
            absence = unwritten(has_drafted=bool(account and account.sentences))
            answer = _unanswered(answer, absence, bearing)
        elif not claims:
            absence = unclear or await self._absence(search)
            answer = _unanswered(answer, absence, weighed)
        yield Done(replace(answer, timings_ms=clock.timings_ms()))

    async def search(self, question: Question, *, limit: int = 10) -> tuple[Evidence, ...]:
        """The ranked evidence for a question, without an answer: passages, not yet narrowed to
        sentences; for a question about speech, after the statements that bear on it."""
        search = await self._search(question.text, question)
        return _rounded(await self._finder.search(search, top_k=limit))

    async def quotes(
        self,
        *,
        speaker: str | None,
        about: str | None,
        filters: Filters,
        limit: int,
        offset: int = 0,
    ) -> tuple[Evidence, ...]:
        """The quote ledger: by relevance when `about` is given, else newest first."""
        speakers, _ = await self._book.open()
        asked = Interpretation("what_said", about or "", speaker)
        interpretation = narrowed(asked, (speaker,) if speaker else (), speakers=speakers)
        search = Search(about or "", interpretation, filters)
        if not about:
            return await self._finder.newest(search, limit=limit, offset=offset)
        weighed = await self._weighed(search)
        return _evidence(relevant(weighed, interpretation)[offset:], limit=limit)

    async def speakers(self, *, named: str, limit: int) -> tuple[Person, ...]:
        """Who is quoted, most often first; a word of the name begins with `named`."""
        speakers, _ = await self._book.open()
        return await asyncio.to_thread(speakers.listed, named, limit=limit)

    def _account(self, question: Question) -> Account | None:
        """Where it is written down what a model does; None where none is to be asked."""
        if self._writer is None or question.answerer == "extractive":
            return None
        return Account(
            self._writer.model.name,
            is_demanded=question.answerer == "generative",
            time_s=self._writer.time_s,
        )

    async def _written(
        self,
        search: Search,
        bearing: Sequence[Weighed],
        account: Account,
        *,
        instead: Sequence[Claim],
        clock: Clock,
    ) -> AsyncGenerator[Claim, None]:
        """What the model writes of it and may be shown; `instead` where that is nothing.

        Raises ModelFailed where there is to be no `instead`.
        """
        assert self._writer is not None, "an account is of a writer's model"
        # Whoever waited for it once need not again.
        hindrance = account.failure or (TOO_LATE if account.is_late else None)
        if hindrance and not account.is_demanded:
            account.steps["answer"] = hindrance
        else:
            evidence = worth_reading(bearing, form=search.interpretation.form)
            try:
                async with aclosing(
                    self._writer.write(search, evidence, account=account, clock=clock)
                ) as claims:
                    async for claim in claims:
                        account.has_written = True
                        yield claim
                # Who wants the model alone is told that it found nothing: that is its word, too.
                account.has_written = account.has_written or account.is_demanded
                account.steps["answer"] = "model" if account.has_written else NO_ANSWER
            except ModelFailed as error:
                account.steps["answer"] = error.code
                if account.is_demanded:
                    raise
        if not account.has_written:
            for claim in instead:
                yield claim

    async def _search(self, query: str, question: Question, *, helped: Helped = None) -> Search:
        speakers, publishers = await self._book.open()
        read = await interpreted(
            query, question, speakers=speakers, publishers=publishers, helped=helped
        )
        interpretation = narrowed(read, question.speakers, speakers=speakers)
        return Search(query, interpretation, await self._filters(question, interpretation))

    async def _settled(
        self, search: Search, found: Sequence[Evidence], question: Question
    ) -> tuple[Search, tuple[Weighed, ...]]:
        """The evidence weighed: of a follow-up, if none bears on it and on what was talked about,
        what bears on all of its own words, if these name somebody or something: "where did the
        incident occur?" is about no other incident."""
        weighed = await self._finder.weigh(search, found)
        own = apart_from_talk(search.query)
        if own is None or not names(own) or relevant(weighed, search.interpretation):
            return search, weighed
        alone = await self._search(own, question)
        anew = await self._weighed(alone)
        best = relevant(anew, alone.interpretation)[:1]
        return (alone, anew) if best and best[0].coverage >= RELATED else (search, weighed)

    async def _weighed(self, search: Search) -> tuple[Weighed, ...]:
        return await self._finder.weigh(search, await self._finder.retrieve(search))

    async def _filters(self, question: Question, interpretation: Interpretation) -> Filters:
        """The reader's filters, with the publishers and the article that the question names."""
        publishers = question.filters.publishers or interpretation.publishers
        filters = replace(question.filters, publishers=publishers)
        headline = interpretation.headline
        if headline is None:
            return filters
        named = await self._archive.titled(headline.title, filters=filters)
        day = headline.published
        return replace(
            filters,
            article_ids=tuple(each for each, published in named if day in (None, published)),
        )

    async def _absence(self, search: Search) -> Absence:
        """Why there is no answer; whether the dates are to blame is tried, not guessed."""
        anytime = without_dates(search)
        weighed: tuple[Weighed, ...] = ()
        if anytime != search:
            weighed = await self._weighed(anytime)
        return await explain(
            search.interpretation,
            archive=self._archive,
            filters=search.filters,
            is_dated=bool(relevant(weighed, anytime.interpretation)),
        )


def _checked(draft: Draft, interpretation: Interpretation) -> tuple[Claim, ...]:
    """The claims of the draft that pass."""
    speaker_keys = () if draft.is_by_another else interpretation.speaker_keys
    checked = (check(claim, speaker_keys=speaker_keys) for claim in draft.claims)
    return tuple(claim for claim in checked if claim.support != "unsupported")


async def _each(claims: Sequence[Claim]) -> AsyncGenerator[Claim, None]:
    for claim in claims:
        yield claim


def _bear_out(claims: Sequence[Claim], draft: Draft) -> bool:
    """Whether what is told cites what the short answer was read from."""
    bearing = draft.read_from
    cited = (each for claim in claims for each in claim.evidence)
    return bearing is not None and any(
        (each.article.id, each.span) == (bearing.article.id, bearing.span) for each in cited
    )


def _unanswered(answer: Answer, absence: Absence, weighed: tuple[Weighed, ...]) -> Answer:
    """The absence in words, with the nearest coverage beside it."""
    numbering = Numbering()
    numbering.cite(_evidence(weighed, limit=NEAREST_MOST))
    return replace(
        answer,
        outcome="clarify" if absence.reason.startswith("ambiguous") else "insufficient_evidence",
        reason=absence.reason,
        choices=absence.choices,
        text=flat(absence.text),
        short_answer=None,
        citations=numbering.citations,
    )


def _evidence(weighed: Sequence[Weighed], *, limit: int | None = None) -> tuple[Evidence, ...]:
    return _rounded([replace(each.evidence, score=each.score) for each in weighed[:limit]])


def _rounded(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(replace(each, score=round(each.score, 4)) for each in evidence)
