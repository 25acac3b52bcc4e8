"""Work that takes a while, told as server-sent events while it is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from enum import Enum, auto
from typing import Any, Generic, Protocol, TypeVar

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from pydantic import BaseModel
from starlette.requests import ClientDisconnect, Request

from service.http.envelope import Failure
from service.pipeline import Claimed, Done, Found, Interpreted, Step
from service.responses import ChatResponse, EvidenceOut, InterpretationOut, citations_of

PING_S = 15.0

T = TypeVar("T")
V = TypeVar("V")
R = TypeVar("R")
V_contra = TypeVar("V_contra", contravariant=True)
R_contra = TypeVar("R_contra", contravariant=True)


def event(name: str, data: BaseModel) -> bytes:
    return format_sse_event(event=name, data_str=data.model_dump_json())


class Delta(BaseModel):
    """The next words of the answer."""

    text: str


class ErrorEvent(BaseModel):
    """Why the stream ends here."""

    code: str
    message: str


def failed(failure: Failure) -> bytes:
    return event("error", ErrorEvent(code=failure.code, message=failure.message))


class Wording(Protocol[V_contra, R_contra]):
    """How values, and the result or the failure after them, are said in events."""

    def value(self, value: V_contra, /) -> Sequence[bytes]: ...

    def result(self, result: R_contra, /) -> Sequence[bytes]: ...

    def failure(self, failure: Failure, /) -> Sequence[bytes]: ...


class Deltas:
    """The answer in pieces: one after the other, they are the answer."""

    def __init__(self) -> None:
        self._sent = ""

    def of(self, claimed: Claimed) -> str:
        piece = f" {claimed.text}" if self._sent else claimed.text
        self._sent += piece
        return piece

    def rest(self, answer: str) -> str:
        """What of the whole answer was not sent: all of it where nothing was claimed."""
        return answer[len(self._sent) :] if answer.startswith(self._sent) else ""


class ChatEvents:
    """The steps of an answer."""

    def __init__(self) -> None:
        self._deltas = Deltas()

    def value(self, step: Step, /) -> list[bytes]:
        match step:
            case Interpreted(interpretation):
                return [event("interpretation", InterpretationOut.of(interpretation))]
            case Found(evidence):
                return [event("sources", EvidenceOut.of(evidence))]
            case Claimed(citations=citations):
                cited = citations_of(citations)
                delta = Delta(text=self._deltas.of(step))
                return [event("delta", delta), *(event("citation", one) for one in cited)]
            case Done():
                return []

    def result(self, response: ChatResponse, /) -> list[bytes]:
        rest = self._deltas.rest(response.answer)
        return [*([event("delta", Delta(text=rest))] if rest else []), event("done", response)]

    def failure(self, failure: Failure, /) -> list[bytes]:
        return [failed(failure)]


class Signal(Enum):
    PING = auto()
    END = auto()


class Told(Generic[V, R]):
    """Work in a task of its own, and the values it tells on the way."""

    def __init__(self, work: Callable[[Callable[[V], None]], Coroutine[Any, Any, R]]) -> None:
        self._values: asyncio.Queue[V | Signal] = asyncio.Queue()
        self._has_begun = asyncio.Event()
        self._task = asyncio.create_task(work(self._put))
        self._task.add_done_callback(lambda _: self._put(Signal.END))

    async def begin(self) -> None:
        """Wait for the first value; raises what the work raised before it told anything."""
        try:
            await self._has_begun.wait()
        except asyncio.CancelledError:
            self._task.cancel()
            raise
        if self._task.done() and self._values.qsize() == 1:
            self._task.result()

    def response(
        self, wording: Wording[V, R], *, explain: Callable[[BaseException], Failure]
    ) -> EventSourceResponse:
        """The rest of the work as a response; a failure from here on is told by an event."""
        headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        return EventSourceResponse(self._events(wording, explain), headers=headers)

    async def _events(
        self, wording: Wording[V, R], explain: Callable[[BaseException], Failure]
    ) -> AsyncIterator[bytes]:
        pings = asyncio.create_task(self._ping())
        try:
            while (value := await self._values.get()) is not Signal.END:
                lines = [KEEPALIVE_COMMENT] if value is Signal.PING else wording.value(value)
                for line in lines:
                    yield line
            for line in self._ending(wording, explain):
                yield line
        finally:
            pings.cancel()
            if not self._task.done():
                self._task.cancel()
                explain(ClientDisconnect())

    def _ending(
        self, wording: Wording[V, R], explain: Callable[[BaseException], Failure]
    ) -> Sequence[bytes]:
        error = self._task.exception()
        if error is None:
            return wording.result(self._task.result())
        return wording.failure(explain(error))

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_S)
            self._put(Signal.PING)

    def _put(self, value: V | Signal) -> None:
        self._values.put_nowait(value)
        self._has_begun.set()


async def unless_gone(request: Request, work: Awaitable[T]) -> T:
    """The result of `work`, which is cancelled as soon as the caller hangs up."""
    task = asyncio.ensure_future(work)
    gone = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            gone.result()  # raises where it is not the caller who ended it, but a bound on bodies
            raise ClientDisconnect
        return task.result()
    finally:
        task.cancel()
        gone.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
