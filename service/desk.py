"""Where every surface brings its questions: memory, a time limit, and what is kept of the reply."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar
from uuid import uuid4

from indexing.archive import Filters
from indexing.errors import OnRecordError
from service.account import Account, Generation
from service.answer import Answer, Evidence, Person, Question
from service.conversation import Conversations
from service.errors import GenerativeUnavailable, QuestionTimedOut
from service.metrics import Metrics
from service.pipeline import Begun, Done, Step
from service.responses import ChatResponse

ANYONE = ""  # the owner of a conversation where callers are not told apart
TIMEOUT_S = 30.0

T = TypeVar("T")


class Answering(Protocol):
    """What the surfaces need of the pipeline."""

    def follow(self, question: Question) -> AsyncGenerator[Begun | Step, None]: ...

    async def search(self, question: Question, *, limit: int) -> tuple[Evidence, ...]: ...

    async def quotes(
        self,
        *,
        speaker: str | None,
        about: str | None,
        filters: Filters,
        limit: int,
        offset: int,
    ) -> tuple[Evidence, ...]: ...

    async def speakers(self, *, named: str, limit: int) -> tuple[Person, ...]: ...


Tell = Callable[[Step], None]
Spent = Callable[[Generation], None]
Follow = Callable[[Question], Awaitable[Answer]]


def tell_no_one(_: object) -> None:
    """For callers who want the answer alone."""


class Desk:
    """`open_pipeline` is called once, at the first question or by `open`; it takes a second."""

    def __init__(
        self,
        open_pipeline: Callable[[], Answering],
        conversations: Conversations,
        metrics: Metrics,
        *,
        can_generate: bool = False,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._open_pipeline = open_pipeline
        self._opening: asyncio.Task[Answering] | None = None
        self._conversations = conversations
        self._metrics = metrics
        self._can_generate = can_generate
        self._timeout_s = timeout_s

    async def open(self) -> Answering:
        """Raises ArchiveMismatch, and what keeps an embedder from being opened.

        A failure is not for good: the next call tries again.
        """
        opening = self._opening
        if opening is None or (opening.done() and not self.is_open):
            opening = asyncio.create_task(asyncio.to_thread(self._open_pipeline))
            self._opening = opening
        # Whoever waits may be cancelled; the thread goes on, and the next caller joins in.
        return await asyncio.shield(opening)

    @property
    def is_open(self) -> bool:
        """Whether a question would find the pipeline open."""
        opening = self._opening
        if opening is None or not opening.done() or opening.cancelled():
            return False
        return opening.exception() is None

    async def ask(
        self,
        question: Question,
        *,
        conversation_id: str | None = None,
        owner: str = ANYONE,
        tell: Tell = tell_no_one,
        spent: Spent = tell_no_one,
    ) -> ChatResponse:
        """Answer, and keep the turn. `tell` is called with each step on the way but the last,
        `spent` with what a chat model did for it, also where no answer comes of it.

        Questions of one conversation wait for each other. Nothing is kept of one that fails.
        Raises ConversationNotFound, GenerativeUnavailable, QuestionTimedOut, and what the pipeline
        raises.
        """
        try:
            if question.answerer == "generative" and not self._can_generate:
                raise GenerativeUnavailable(
                    "no chat model writes answers here: leave answerer out, or make it extractive"
                )
            follow = partial(self._follow, tell=tell, spent=spent)
            return await self._in_time(self._take_turn(question, conversation_id, owner, follow))
        except OnRecordError as error:
            self._metrics.failed(error.code)
            raise

    async def search(self, question: Question, *, limit: int) -> tuple[Evidence, ...]:
        """The ranked evidence alone. Raises QuestionTimedOut, and what the pipeline raises."""

        async def work() -> tuple[Evidence, ...]:
            return await (await self.open()).search(question, limit=limit)

        return await self._in_time(work())

    async def quotes(
        self,
        *,
        speaker: str | None,
        about: str | None,
        filters: Filters,
        limit: int,
        offset: int = 0,
    ) -> tuple[Evidence, ...]:
        """The quote ledger. Raises QuestionTimedOut, and what the pipeline raises."""

        async def work() -> tuple[Evidence, ...]:
            pipeline = await self.open()
            return await pipeline.quotes(
                speaker=speaker, about=about, filters=filters, limit=limit, offset=offset
            )

        return await self._in_time(work())

    async def speakers(self, *, named: str = "", limit: int) -> tuple[Person, ...]:
        """Who the ledger quotes. Raises QuestionTimedOut, and what the pipeline raises."""

        async def work() -> tuple[Person, ...]:
            return await (await self.open()).speakers(named=named, limit=limit)

        return await self._in_time(work())

    async def _in_time(self, work: Awaitable[T]) -> T:
        try:
            async with asyncio.timeout(self._timeout_s) as limit:
                return await work
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise QuestionTimedOut(
                f"no answer within {self._timeout_s:g} s: ask again, or ask something narrower"
            ) from error

    async def _take_turn(
        self,
        question: Question,
        conversation_id: str | None,
        owner: str,
        follow: Follow,
    ) -> ChatResponse:
        if conversation_id is None:
            answer = await follow(question)
            return await self._keep(question, answer, uuid4().hex, owner=owner, begins=True)
        async with self._conversations.taking_turns(conversation_id, owner=owner):
            history = await self._conversations.history(conversation_id, owner=owner)
            answer = await follow(replace(question, history=history))
            return await self._keep(question, answer, conversation_id, owner=owner, begins=False)

    async def _follow(self, question: Question, *, tell: Tell, spent: Spent) -> Answer:
        answer: Answer | None = None
        account: Account | None = None
        pipeline = await self.open()
        try:
            async with aclosing(pipeline.follow(question)) as steps:
                async for step in steps:
                    if isinstance(step, Begun):
                        account = step.account
                    elif isinstance(step, Done):
                        answer = step.answer
                    else:
                        tell(step)
        finally:  # what was asked of a model was asked, though it failed or the reader left
            if account is not None:
                generation = account.closed()
                self._metrics.generated(generation)
                spent(generation)
        assert answer is not None, "a pipeline ends with its answer"
        return answer

    async def _keep(
        self,
        question: Question,
        answer: Answer,
        conversation_id: str,
        *,
        owner: str,
        begins: bool,
    ) -> ChatResponse:
        response = ChatResponse.of(answer, conversation_id=conversation_id, message_id=uuid4().hex)
        body = response.model_dump(mode="json")
        await self._conversations.add(question.text, body, owner=owner, begins=begins)
        self._metrics.answered(answer)
        return response
