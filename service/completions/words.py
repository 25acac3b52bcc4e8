"""A reply that comes word by word."""

from typing import Any, Protocol

from service.chat_model import Meter


class BrokenOff(Exception):
    """A stream that ended without an end."""


class NotAStream(Exception):
    """What came is not made as chunks of a completion are."""


class Chunks(Protocol):
    """What the client gives for a stream, of chunks that hold whatever JSON the host sent."""

    async def __anext__(self) -> Any: ...

    async def close(self) -> None: ...


class Words:
    """`piece`: the latest words. Tokens are put on the meter at the end, or when let go of: those
    that the host told, else one for each piece that came."""

    def __init__(self, chunks: Chunks, meter: Meter) -> None:
        self._chunks = chunks
        self._meter = meter
        self._pieces = 0
        self._told = (0, 0)
        self.piece = ""
        self.end = ""
        self.is_declined = False

    async def read(self) -> bool:
        """Whether there was another piece. Raises BrokenOff, NotAStream, and the client's own."""
        while True:
            try:
                chunk = await anext(self._chunks)
            except StopAsyncIteration:
                break
            try:
                piece = self._taken(chunk)
            except (AttributeError, TypeError):
                raise NotAStream from None
            if piece:
                self._pieces += 1
                self.piece = piece
                return True
        if not self.end:
            raise BrokenOff
        return False

    async def aclose(self) -> None:
        """Ends the request, wherever it is."""
        prompt_tokens, completion_tokens = self._told
        self._meter.prompt_tokens += prompt_tokens
        self._meter.completion_tokens += completion_tokens or self._pieces
        self._told, self._pieces = (0, 0), 0
        await self._chunks.close()

    def _taken(self, chunk: Any) -> str:
        self._told = tokens_told(chunk) or self._told
        for choice in chunk.choices or ():
            self.end = choice.finish_reason or self.end
            self.is_declined = self.is_declined or bool(getattr(choice.delta, "refusal", None))
            return str(choice.delta.content or "")
        return ""


def tokens_told(reply: Any) -> tuple[int, int] | None:
    """How many tokens the prompt had and the reply, where the host tells."""
    usage = getattr(reply, "usage", None)
    prompt, completion = (
        getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")
    )
    if isinstance(prompt, int) and isinstance(completion, int):
        return prompt, completion
    return None
