"""Opening the pipeline, once, for whoever asks first."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator
from typing import cast

import pytest

from indexing.archive import Filters
from indexing.errors import StorageFailed
from service.account import Account, Generation
from service.answer import Question
from service.conversation import Conversations
from service.desk import Answering, Desk
from service.errors import QuestionTimedOut
from service.metrics import Metrics
from service.pipeline import Begun, Step
from tests.service.apps import Opened

HANOI = Question("Who was in Hanoi?")


class Slow:
    """Opens only when it is let."""

    def __init__(self, pipeline: Answering) -> None:
        self._pipeline = pipeline
        self.may_open = threading.Event()
        self.calls = 0
        self.failure: Exception | None = None

    def __call__(self) -> Answering:
        self.calls += 1
        self.may_open.wait(timeout=10)
        if self.failure:
            raise self.failure
        return self._pipeline


@pytest.fixture
def slow(opened: Opened) -> Iterator[Slow]:
    slow = Slow(opened.pipeline)
    yield slow
    slow.may_open.set()


def a_desk(opened: Opened, slow: Slow, *, timeout_s: float = 10) -> Desk:
    conversations = Conversations(opened.store.database)
    return Desk(slow, conversations, Metrics(), timeout_s=timeout_s)


async def test_a_cancelled_question_leaves_the_opening_to_the_next(
    opened: Opened, slow: Slow
) -> None:
    desk = a_desk(opened, slow)
    first = asyncio.create_task(desk.search(HANOI, limit=1))
    while not slow.calls:
        await asyncio.sleep(0.01)
    first.cancel()
    await asyncio.wait([first])
    assert (first.cancelled(), desk.is_open) == (True, False)
    second = asyncio.create_task(desk.search(HANOI, limit=1))
    await asyncio.sleep(0.01)
    slow.may_open.set()
    assert len(await second) == 1
    assert (slow.calls, desk.is_open) == (1, True)


async def test_opening_counts_towards_the_time_limit(opened: Opened, slow: Slow) -> None:
    desk = a_desk(opened, slow, timeout_s=0.05)
    with pytest.raises(QuestionTimedOut):
        await desk.search(HANOI, limit=1)
    with pytest.raises(QuestionTimedOut):
        await desk.quotes(speaker="Moon", about=None, filters=Filters(), limit=1)
    assert slow.calls == 1


async def test_what_could_not_be_opened_is_tried_again(opened: Opened, slow: Slow) -> None:
    desk = a_desk(opened, slow)
    slow.may_open.set()
    slow.failure = StorageFailed("no disk")
    with pytest.raises(StorageFailed):
        await desk.open()
    assert not desk.is_open
    slow.failure = None
    assert await desk.open() is opened.pipeline
    assert (slow.calls, desk.is_open) == (2, True)


class Generating:
    """A pipeline whose model was asked twice, and is waited for in vain."""

    def __init__(self) -> None:
        self.was_asked = asyncio.Event()

    async def follow(self, question: Question) -> AsyncGenerator[Begun | Step, None]:
        account = Account("small")
        yield Begun(account)
        account.meter.requests, account.meter.retries = 2, 1
        self.was_asked.set()
        await asyncio.Event().wait()


@pytest.mark.parametrize("leaves", [True, False], ids=["the reader leaves", "time runs out"])
async def test_what_was_asked_of_a_model_is_counted_though_no_answer_came(
    opened: Opened, leaves: bool
) -> None:
    pipeline, metrics = cast("Answering", Generating()), Metrics()
    spent: list[Generation] = []
    desk = Desk(lambda: pipeline, Conversations(opened.store.database), metrics, timeout_s=0.5)
    asking = asyncio.create_task(desk.ask(HANOI, spent=spent.append))
    if leaves:
        await cast("Generating", pipeline).was_asked.wait()
        asking.cancel()
    await asyncio.wait([asking])
    assert b'onrecord_model_requests_total{model="small"} 2.0' in metrics.text()
    assert b'onrecord_model_retries_total{model="small"} 1.0' in metrics.text()
    assert [each.requests for each in spent] == [2]
    if not leaves:
        with pytest.raises(QuestionTimedOut):
            asking.result()
