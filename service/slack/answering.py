"""The story of one question in Slack: from what was heard to a reply in the same place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from indexing.archive import Archive
from service.answer import Question
from service.desk import Desk, Tell, tell_no_one
from service.errors import ConversationNotFound
from service.http.envelope import failure_of
from service.http.logs import REQUEST_ID, fingerprint
from service.pipeline import Claimed, Step
from service.responses import ChatResponse
from service.slack import texts
from service.slack.delivery import InThread, Voice
from service.slack.heard import QUESTION_CHARS, Heard, command_in
from service.slack.mrkdwn import literal
from service.slack.place import Place
from service.slack.prompts import suggest_prompts
from service.slack.seen import Event, Seen
from service.slack.threads import Thread, Threads
from service.slack.work import AT_ONCE

TITLE_CHARS = 60
COURTESY_S = 2.0

Ask = Callable[[Tell], Awaitable[ChatResponse]]

logger = logging.getLogger("onrecord.slack")


@dataclass(frozen=True, slots=True)
class Asker:
    """A question that nobody else sees, and whose conversation it begins."""

    question: str
    owner: str


class Answering:
    """At most `at_once` questions are with the pipeline; the others wait for a place."""

    def __init__(
        self, desk: Desk, archive: Archive, threads: Threads, seen: Seen, *, at_once: int = AT_ONCE
    ) -> None:
        self._desk = desk
        self._archive = archive
        self._threads = threads
        self._seen = seen
        self._places = asyncio.Semaphore(at_once)

    async def reply(self, heard: Heard, voice: InThread) -> None:
        """To a message: an answer, a command followed, help; or nothing, where it is not for us."""
        event = event_of(heard)
        if not self._seen.take(event):  # a mention comes as two events, and Slack sends again
            return
        async with self._threads.taking_turns(heard.place) as turn:
            if await self._is_to_be_dealt_with(heard, turn):
                await self._follow(heard, voice)
                await self._seen.settle(event)
        self._seen.let_go(event)

    async def reply_to_one(self, asker: Asker, voice: Voice) -> None:
        """To /ask: each is a conversation of its own."""
        if said := await self._no_question(asker.question):
            await voice.say(said)
            return
        reply = await self._ask(asker.question, None, asker.owner, tell_no_one)
        await voice.finish(reply)

    async def explain(self, error: BaseException, voice: Voice) -> None:
        """Tell whoever waits that no answer will come, and why."""
        if isinstance(error, asyncio.CancelledError):
            _log(error="interrupted")
            await voice.say(texts.INTERRUPTED.format(request_id=_request_id()))
            return
        failure = failure_of(error)
        if failure.status == 500:
            logger.error("unexpected failure", exc_info=error)
        else:
            _log(error=failure.code, detail=str(error))
        await voice.fail(failure, _request_id())

    async def explain_to(self, heard: Heard, voice: Voice, error: BaseException) -> None:
        """The same for a message, which is settled by that; not to who never asked us."""
        event = event_of(heard)
        try:
            if heard.is_addressed or self._seen.is_claimed(event):
                await self.explain(error, voice)
                await self._seen.settle(event)
            else:
                await self.explain_to_nobody(error)
        finally:
            self._seen.let_go(event)

    async def explain_to_nobody(self, error: BaseException) -> None:
        line = {"why": str(error) or type(error).__name__}
        logger.warning("slack was not served", extra={"fields": line})

    async def _is_to_be_dealt_with(self, heard: Heard, turn: Callable[[], Awaitable[None]]) -> bool:
        """Whether it is for us, and claimed, when its turn has come."""
        event = event_of(heard)
        if not heard.is_addressed:
            await turn()  # only then is it known whether we take part in the thread
            return await self._is_for_us(heard) and await self._seen.claim(event)
        # Before the turn, so that the next process knows who waited when this one died.
        if not await self._seen.claim(event):
            return False
        await turn()
        if await self._is_for_us(heard):
            return True
        await self._seen.settle(event)
        return False

    async def _follow(self, heard: Heard, voice: InThread) -> None:
        thread = await self._threads.join(heard.place)
        if heard.command in ("mute", "unmute"):
            await self._mute(heard.place, voice, is_muted=heard.command == "mute")
        elif said := await self._no_question(heard.text):
            await voice.say(said)
        else:
            await self._answer(heard, thread, voice)

    async def _is_for_us(self, heard: Heard) -> bool:
        if heard.is_addressed and not heard.is_direct:
            return True
        thread = await self._threads.find(heard.place)
        if heard.is_direct:
            return not (thread and thread.is_muted) or heard.command is not None
        return thread is not None and not thread.is_muted

    async def _no_question(self, text: str) -> str | None:
        """What to say instead of an answer, where nothing is asked that could be answered."""
        if len(text) > QUESTION_CHARS:
            return texts.TOO_LONG.format(chars=len(text), most=QUESTION_CHARS)
        if not any(sign.isalnum() for sign in text) or command_in(text) == "help":
            prompts = await suggest_prompts(self._archive)
            examples = (texts.EXAMPLE.format(question=literal(one)) for one in prompts[:1])
            return texts.HELP.format(example="".join(examples))
        return None

    async def _mute(self, place: Place, voice: Voice, *, is_muted: bool) -> None:
        await self._threads.mute(place, is_muted=is_muted)
        await voice.say(texts.MUTED if is_muted else texts.UNMUTED)

    async def _answer(self, heard: Heard, thread: Thread, voice: InThread) -> None:
        begun = asyncio.ensure_future(self._begin(heard, thread, voice))
        try:
            reply = await self._in_thread(heard, thread, voice, begun)
            await _shortly(begun)
        finally:
            begun.cancel()
        await voice.finish(reply)

    async def _begin(self, heard: Heard, thread: Thread, voice: InThread) -> None:
        await voice.begin()
        if heard.is_direct and thread.conversation_id is None:
            await voice.courtesy("assistant_threads_setTitle", title=heard.text[:TITLE_CHARS])

    async def _in_thread(
        self, heard: Heard, thread: Thread, voice: Voice, begun: asyncio.Future[None]
    ) -> ChatResponse:
        def ask(tell: Tell) -> Awaitable[ChatResponse]:
            return self._ask(heard.text, thread.conversation_id, thread.owner, tell)

        async def add(text: str) -> None:
            await _shortly(begun)
            await voice.add(text)

        reply = await _told_on_the_way(ask, add)
        if reply.conversation_id != thread.conversation_id:
            await self._threads.remember(heard.place, reply.conversation_id)
        return reply

    async def _ask(
        self, question: str, conversation_id: str | None, owner: str, tell: Tell
    ) -> ChatResponse:
        async with self._places:
            try:
                reply = await self._desk.ask(
                    Question(question), conversation_id=conversation_id, owner=owner, tell=tell
                )
            except ConversationNotFound:  # it was deleted in this moment
                reply = await self._desk.ask(Question(question), owner=owner, tell=tell)
        _log(
            question=fingerprint(question),
            conversation_id=reply.conversation_id,
            message_id=reply.message_id,
            outcome=reply.outcome,
            reason=reply.reason,
            answerer=reply.answerer,
            citations=len(reply.citations),
            timings_ms=reply.timings_ms,
        )
        return reply


async def _shortly(begun: asyncio.Future[None]) -> None:
    """Slack takes a status away when something is said, and one that came later would stay: so it
    is waited for, though not long."""
    await asyncio.wait({begun}, timeout=COURTESY_S)
    begun.cancel()


def event_of(heard: Heard) -> Event:
    return Event(heard.place.workspace, heard.event_id, heard.message, heard.place)


async def _told_on_the_way(ask: Ask, add: Callable[[str], Awaitable[None]]) -> ChatResponse:
    """Claims are handed on as they are checked; those that come together, together."""
    steps: asyncio.Queue[Step | None] = asyncio.Queue()
    asking = asyncio.ensure_future(ask(steps.put_nowait))
    asking.add_done_callback(lambda _: steps.put_nowait(None))
    try:
        is_over = False
        while not is_over:
            come = [await steps.get()]
            while not steps.empty():
                come.append(steps.get_nowait())
            is_over = None in come
            if words := [step.text for step in come if isinstance(step, Claimed)]:
                await add(" ".join(words))
        return await asking
    finally:
        asking.cancel()
        await asyncio.wait({asking})


def _request_id() -> str:
    return REQUEST_ID.get() or "unknown"


def _log(**line: object) -> None:
    logger.info("question", extra={"fields": {"surface": "slack", **line}})
