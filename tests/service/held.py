"""An answer that is held back until nobody waits for it any more."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Literal

from tests.service.fakes import LiteralPipeline

PATIENCE_S = 30


class Held(asyncio.Event):
    """Never set; `is_reached` when somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_reached = asyncio.Event()

    async def wait(self) -> Literal[True]:
        self.is_reached.set()
        return await super().wait()


async def given_up(pipeline: LiteralPipeline, asking: Coroutine[Any, Any, object]) -> None:
    """Ask, and hang up while the answer is made; returns when the pipeline has heard of it."""
    pipeline.hold = held = Held()
    task = asyncio.create_task(asking)
    async with asyncio.timeout(PATIENCE_S):
        await held.is_reached.wait()
        task.cancel()
        while not pipeline.was_cancelled:
            await asyncio.sleep(0.01)
    await asyncio.gather(task, return_exceptions=True)
