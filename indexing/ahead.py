"""Steps of a pipeline that run beside each other, in order."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


async def ahead(
    step: Callable[[T], Awaitable[U]], source: AsyncGenerator[T, None], *, depth: int
) -> AsyncGenerator[U, None]:
    """What `step` makes of each item, in order; up to `depth` of them are made beforehand.

    A failure comes where its item would have come. Whoever stops early has to close this
    (`contextlib.aclosing`): what is under way is then cancelled, and the source closed.
    """
    made: asyncio.Queue[asyncio.Future[U] | None] = asyncio.Queue()
    room = asyncio.Semaphore(depth)

    async def feed() -> None:
        try:
            async with aclosing(source):
                async for item in source:
                    await room.acquire()
                    made.put_nowait(asyncio.ensure_future(step(item)))
        finally:
            made.put_nowait(None)

    feeder = asyncio.create_task(feed())
    try:
        while (result := await made.get()) is not None:
            value = await result
            room.release()
            yield value
        await feeder
    finally:
        feeder.cancel()
        await asyncio.gather(feeder, return_exceptions=True)
        await _cancel_all(made)


async def _cancel_all(made: asyncio.Queue[asyncio.Future[U] | None]) -> None:
    left = [result for result in (made.get_nowait() for _ in range(made.qsize())) if result]
    for result in left:
        result.cancel()
    await asyncio.gather(*left, return_exceptions=True)
