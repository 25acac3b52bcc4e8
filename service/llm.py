"""The door to chat models: the openai client, for OpenAI's own and all servers that speak alike.

The client's own retries are off. They go uncounted where a caller leaves, wait up to two minutes
because a host says so, ask a slow host once more, and cover no stream that breaks before its first
word.
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from indexing.settings import ChatEndpoint
from service.chat_model import Message, Meter, Schema
from service.completions.address import Address
from service.completions.allowance import Allowance
from service.completions.refusal import Refusal, pause_s
from service.completions.reply import CUT, Reply, object_in, unfinished
from service.completions.request import CONSTRAINTS, Argument, Request
from service.completions.words import BrokenOff, NotAStream, Words, tokens_told
from service.errors import MalformedCompletion, ModelFailed, ModelRefused, ModelUnavailable

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

logger = logging.getLogger("onrecord.llm")

_TALKATIVE = ("openai", "httpx2", "httpcore2")
_SAID_MOST = 300

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, how often and how much at once a host is asked."""

    connect_s: float = 5.0
    first_word_s: float = 20.0
    """How long a stream may keep silent, before its first word or between two."""
    whole_s: float = 60.0
    """All that one call may wait for its host, repeated requests and the queue among it."""
    tries: int = 3
    first_pause_s: float = 0.5
    longest_pause_s: float = 8.0
    """A host that asks for a longer pause is not asked again."""
    at_once: int = 4
    """How many streams, and as many completions beside them: who reads a stream may ask for a
    completion before reading on, and would wait for ever if streams could take every place."""

    @classmethod
    def within(cls, timeout_s: float) -> "Patience":
        return cls(whole_s=timeout_s, first_word_s=timeout_s / 3)


@asynccontextmanager
async def open_chat_model(
    endpoint: ChatEndpoint,
    *,
    patience: Patience | None = None,
    transport: "httpx2.AsyncBaseTransport | None" = None,
) -> AsyncIterator["OpenAIChatModel"]:
    """For the event loop that opens it. Nothing is sent, and no library loaded, before the first
    question (see `load_library`)."""
    model = OpenAIChatModel(endpoint, patience or Patience.within(endpoint.timeout_s), transport)
    try:
        yield model
    finally:
        await model.close()


def load_library() -> None:
    """Takes two seconds, by which the first reply comes later where nobody did it before."""
    import openai.resources.chat  # noqa: F401


class OpenAIChatModel:
    """A ChatModel (see there). What its host was found to refuse, it is told no more."""

    def __init__(
        self,
        endpoint: ChatEndpoint,
        patience: Patience,
        transport: "httpx2.AsyncBaseTransport | None",
    ) -> None:
        self._endpoint = endpoint
        self._address = Address.of(endpoint)
        self._patience = patience
        self._transport = transport
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()
        self._streams = asyncio.Semaphore(patience.at_once)
        self._completions = asyncio.Semaphore(patience.at_once)
        self._refused = frozenset[Argument]()

    @property
    def name(self) -> str:
        return self._endpoint.model

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def complete(
        self, messages: Sequence[Message], *, schema: Schema, max_tokens: int, meter: Meter
    ) -> Mapping[str, Any]:
        await self._open()
        asking = _Asking(self._request(messages, max_tokens, schema), meter)
        async with self._allowance().running(), self._completions:
            reply = await self._asked(asking, self._whole)
            try:
                found = object_in(reply, schema, model=self.name)
            except MalformedCompletion:
                if not asking.request.constraint or not (reply.is_whole and reply.text):
                    raise
                # The host took the schema, and neither held the model to it nor told it of any.
                asking.request = asking.request.without(*CONSTRAINTS)
                reply = await self._asked(asking, self._whole)
                found = object_in(reply, schema, model=self.name)
            self._learn(asking)
            return found

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int, meter: Meter
    ) -> AsyncGenerator[str, None]:
        await self._open()
        asking = _Asking(self._request(messages, max_tokens), meter)
        allowance = self._allowance()
        async with allowance.running():
            await self._streams.acquire()
        try:
            async with allowance.running():
                words = await self._asked(asking, self._begun)
            self._learn(asking)
            async with aclosing(words):
                goes_on = True
                while goes_on:
                    yield words.piece
                    async with allowance.running():
                        goes_on = await self._went_on(words)
                if words.end in CUT:
                    raise unfinished(Reply("", words.end, words.is_declined), model=self.name)
        finally:
            self._streams.release()

    def _allowance(self) -> Allowance:
        return Allowance(self._patience.whole_s, model=self.name)

    def _request(
        self, messages: Sequence[Message], max_tokens: int, schema: Schema | None = None
    ) -> Request:
        request = Request(self.name, messages, max_tokens, schema, refused=self._refused)
        if self._endpoint.is_openai:  # its newer models know only the newer name, others the older
            request = replace(request, limits=request.limits[::-1])
        return request

    def _learn(self, asking: "_Asking") -> None:
        self._refused |= asking.request.refused

    async def _asked(self, asking: "_Asking", ask: "Callable[[_Asking], Awaitable[T]]") -> T:
        """What `ask` gives the first time that it is not refused; `asking` then has the form in
        which the host took it."""
        failures = 0
        while True:
            asking.count()
            try:
                return await ask(asking)
            except _troubles() as error:
                trouble = self._trouble(error)
            blamed = asking.request.blamed(trouble.refusal) if trouble.refusal else None
            if blamed:
                logger.info("the host of the chat model takes no %s: asking without it", blamed)
                asking.request = asking.request.without(blamed)
            else:
                failures += 1
                await self._pause(trouble, failures)

    async def _pause(self, trouble: "_Trouble", failures: int) -> None:
        """Raises the failure where asking again is of no use."""
        told_s = trouble.refusal.told_pause_s if trouble.refusal else None
        is_last = failures >= self._patience.tries or (told_s or 0) > self._patience.longest_pause_s
        if is_last or not trouble.is_passing:
            raise trouble.failure
        # After the host's pause comes our own, for it tells all whom it refuses the same.
        seconds = (told_s or 0) + pause_s(failures, first_s=self._patience.first_pause_s)
        await asyncio.sleep(seconds)

    async def _whole(self, asking: "_Asking") -> Reply:
        completion = await self._create(asking.request, silence_s=self._patience.whole_s)
        try:
            choice = completion.choices[0]
            text, end = choice.message.content or "", choice.finish_reason or ""
            is_declined = bool(getattr(choice.message, "refusal", None))
        except (AttributeError, TypeError, IndexError):  # the client takes any JSON for one
            raise self._not_understood() from None
        prompt_tokens, completion_tokens = tokens_told(completion) or (0, 0)
        asking.meter.prompt_tokens += prompt_tokens
        asking.meter.completion_tokens += completion_tokens
        return Reply(str(text), str(end), is_declined)

    async def _begun(self, asking: "_Asking") -> Words:
        chunks = await self._create(asking.request, silence_s=self._patience.first_word_s)
        words = Words(chunks, asking.meter)
        try:
            if not await words.read():
                raise unfinished(Reply("", words.end, words.is_declined), model=self.name)
        except BaseException:
            await words.aclose()
            raise
        return words

    async def _went_on(self, words: Words) -> bool:
        """Once a word was given, the reply is not asked for again."""
        try:
            return await words.read()
        except _troubles() as error:
            trouble = self._trouble(error)
        raise trouble.failure

    async def _create(self, request: Request, *, silence_s: float) -> Any:
        import httpx2

        assert self._client is not None
        timeout = httpx2.Timeout(silence_s, connect=self._patience.connect_s)
        create = cast(Any, self._client.chat.completions.create)
        return await create(**request.arguments, timeout=timeout)

    async def _open(self) -> None:
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(_open_client, self._address, self._transport)

    def _trouble(self, error: Exception) -> "_Trouble":
        """What an error of the library means. Its words are not handed on: they repeat what the
        host said, or the header that could not be sent."""
        import httpx2
        import openai

        if isinstance(error, openai.APIStatusError):
            response = error.response
            refusal = Refusal(
                response.status_code, response.text, str(error.param or ""), response.headers
            )
            return self._refusal(refusal)
        cause = error.__cause__ if isinstance(error, openai.APIConnectionError) else error
        if isinstance(cause, openai.APIError):
            return self._refusal(Refusal.within_a_stream(f"{cause.message} {cause.body}"))
        if isinstance(cause, httpx2.LocalProtocolError):
            what = "cannot be asked: its key is none that could be sent, check OPENAI_API_KEY"
            return _Trouble(ModelRefused(f"the chat model {self.name} {what}"), is_passing=False)
        if isinstance(cause, httpx2.TransportError | BrokenOff):
            return self._no_reply(cause)
        return _Trouble(self._not_understood(), is_passing=False)

    def _refusal(self, refusal: Refusal) -> "_Trouble":
        said = self._address.without_secrets(refusal.words)[:_SAID_MOST]
        if refusal.status in (401, 403):
            said = ""  # about the key, and often with a part of it
        logger.info(
            "the host of the chat model refused",
            extra={"fields": {"status": refusal.status, "said": said}},
        )
        return _Trouble(refusal.failure(self.name), refusal.is_passing, refusal)

    def _no_reply(self, cause: Exception) -> "_Trouble":
        import httpx2

        what, is_passing = "broke off in its reply: try again in a moment", True
        if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError):
            what = "cannot be reached: check OPENAI_BASE_URL, and that it runs"
        elif isinstance(cause, httpx2.TimeoutException):
            # It may be at work still: asked again, it would have the work twice.
            what, is_passing = "kept silent for too long: try again in a moment", False
        failure = ModelUnavailable(f"the host of the chat model {self.name} {what}")
        return _Trouble(failure, is_passing)

    def _not_understood(self) -> ModelFailed:
        return MalformedCompletion(
            f"what came for the chat model {self.name} is no completion: check that "
            "OPENAI_BASE_URL leads to an OpenAI-compatible server"
        )


@dataclass(slots=True)
class _Asking:
    """One call: the request in its present form, and what it has cost."""

    request: Request
    meter: Meter
    _sent: int = 0

    def count(self) -> None:
        self.meter.requests += 1
        self.meter.retries += self._sent > 0
        self._sent += 1


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a request gave nothing. `is_passing`: it is worth another try."""

    failure: ModelFailed
    is_passing: bool
    refusal: Refusal | None = None


def _troubles() -> tuple[type[Exception], ...]:
    """What the library raises: while a stream is read, errors of the libraries below it too."""
    import httpx2
    import openai

    decoding = (json.JSONDecodeError, UnicodeDecodeError)
    return (openai.OpenAIError, httpx2.HTTPError, BrokenOff, NotAStream, *decoding)


def _open_client(address: Address, transport: "httpx2.AsyncBaseTransport | None") -> "AsyncOpenAI":
    load_library()
    import openai

    _hush()
    return openai.AsyncOpenAI(
        api_key=address.key,
        base_url=address.url,
        default_query=address.query,
        max_retries=0,
        http_client=openai.DefaultAsyncHttpxClient(
            auth=address.login,
            # Neither questions nor the key go where the operator did not send them.
            follow_redirects=False,
            transport=transport,
        ),
    )


def _hush() -> None:
    """The libraries log questions and articles whole, and what a host says, which may be the key
    that it was given; at no level is that for a log."""
    for name in [*_TALKATIVE, *logging.root.manager.loggerDict]:
        if name.split(".")[0] in _TALKATIVE:
            logging.getLogger(name).addFilter(_is_warning)
    for name in _TALKATIVE:  # and those of their loggers that are yet to come
        logging.getLogger(name).setLevel(logging.WARNING)


def _is_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
