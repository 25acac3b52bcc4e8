"""A bound on what a connection may send, and on how long it may keep the server waiting."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_TIMEOUT_S = 20.0
READER_TIMEOUT_S = 60.0
MAX_HEAD_BYTES = 100_000
MAX_REQUEST_BYTES = 40_000_000  # a body has its own bound, which trailers of a request escape


class Connection(HttpToolsProtocol):
    """uvicorn's own, which would wait for ever: for the head of a request, for the rest of one that
    is answered already, and for somebody to take in the answer; and would hold a head of any size.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._for_request = _Patience(REQUEST_TIMEOUT_S)
        self._for_reader = _Patience(READER_TIMEOUT_S)
        self._is_whole = True  # the request that came last
        self._has_head = False
        self._received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._for_request.begin(transport)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._received += len(data)
        limit = MAX_REQUEST_BYTES if self._has_head else MAX_HEAD_BYTES
        if self._received > limit and not (self._is_whole or self.transport.is_closing()):
            self.transport.abort()

    def on_message_begin(self) -> None:
        self._is_whole = False
        self._has_head = False
        self._received = 0
        self._for_request.begin(self.transport)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._has_head = True
        self._for_request.end()  # its body is waited for where failures have words
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._is_whole = True
        self._for_request.end()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # Not at once: who is still sending does not listen yet, and would miss the answer.
        if not self._is_whole:
            self._for_request.begin(self.transport)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._for_reader.begin(self.transport)

    def resume_writing(self) -> None:
        self._for_reader.end()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._for_request.end()
        self._for_reader.end()
        super().connection_lost(exc)


class _Patience:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, transport: asyncio.Transport) -> None:
        self.end()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, transport.abort)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
