"""How long one call may wait for its host, counted only while it does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from service.errors import ModelUnavailable


class Allowance:
    """The time that a reader takes between two words of a stream is not the host's."""

    def __init__(self, seconds: float, *, model: str) -> None:
        self._seconds = seconds
        self._left_s = seconds
        self._model = model

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Raises ModelUnavailable when the allowance is used up."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._left_s) as limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            raise ModelUnavailable(
                f"the chat model {self._model} took longer than {self._seconds:g} s: "
                "try again in a moment"
            ) from None
        finally:
            self._left_s -= loop.time() - began
