"""The door to chat models when its far side fails: whose fault it is, and what it costs."""

import asyncio
import logging
import socket
import time
from collections.abc import Sequence
from traceback import format_exception

import httpx2
import pytest

from indexing.settings import ChatEndpoint
from service.chat_model import ChatModel, Meter
from service.errors import (
    MalformedCompletion,
    ModelFailed,
    ModelOverLimit,
    ModelRefused,
    ModelUnavailable,
)
from service.llm import Patience, open_chat_model
from tests.service.hosts import (
    ASKED,
    KEY,
    QUICK,
    SCHEMA,
    VERDICT,
    Reply,
    Streamed,
    as_event,
    asking,
    chunk,
    completion,
    listening,
    refused,
    streamed,
)

GOOD = '{"supported": true, "reason": "it is there"}'


async def verdict(model: ChatModel, meter: Meter | None = None) -> object:
    return await model.complete(ASKED, schema=SCHEMA, max_tokens=50, meter=meter or Meter())


async def read(model: ChatModel, into: list[str], meter: Meter | None = None) -> None:
    async for piece in model.stream(ASKED, max_tokens=50, meter=meter or Meter()):
        into.append(piece)


async def failing(*replies: Reply, patience: Patience = QUICK) -> tuple[ModelFailed, Meter]:
    meter = Meter()
    async with asking(*replies, patience=patience) as (model, _):
        with pytest.raises(ModelFailed) as caught:
            await verdict(model, meter)
    return caught.value, meter


def limited(after: str, status: int = 429) -> httpx2.Response:
    return httpx2.Response(status, headers={"Retry-After": after}, json={"error": {}})


@pytest.mark.parametrize(
    "passing",
    [
        *(refused(status) for status in (408, 409, 429, 500, 502, 503, 529)),
        httpx2.ConnectError("no"),
        httpx2.ConnectTimeout("no"),
        httpx2.RemoteProtocolError("cut"),
        httpx2.ReadError("reset"),
        httpx2.Response(418, headers={"x-should-retry": "true"}),
    ],
    ids=lambda reply: str(getattr(reply, "status_code", type(reply).__name__)),
)
async def test_what_may_pass_is_asked_again_and_counted(passing: Reply) -> None:
    meter = Meter()
    async with asking(passing, completion(GOOD)) as (model, _):
        assert await verdict(model, meter) == VERDICT
    assert meter == Meter(requests=2, retries=1, prompt_tokens=11, completion_tokens=5)


async def test_a_host_that_stays_down_is_asked_three_times() -> None:
    failure, meter = await failing(refused(500), refused(502), refused(503))
    assert isinstance(failure, ModelUnavailable)
    assert "status 503" in str(failure)
    assert meter == Meter(requests=3, retries=2)


async def test_a_pause_that_the_host_asks_for_is_kept() -> None:
    began = time.monotonic()
    async with asking(limited("0.2"), completion(GOOD)) as (model, _):
        await verdict(model)
    assert time.monotonic() - began >= 0.2


async def test_who_is_told_the_same_pause_does_not_come_back_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("service.llm.asyncio.sleep", sleep)
    for _ in range(5):
        async with asking(limited("2"), completion(GOOD), patience=Patience()) as (model, _host):
            await verdict(model)
    assert len(set(slept)) == 5
    assert all(2 < seconds <= 2.5 for seconds in slept)


async def test_a_host_that_asks_for_a_long_pause_is_not_waited_for() -> None:
    failure, meter = await failing(limited("30"))
    assert isinstance(failure, ModelOverLimit)
    assert str(failure) == "the chat model small is over its limit: try again in 30 s"
    assert meter == Meter(requests=1)


async def test_a_date_to_wait_for_is_understood() -> None:
    failure, _ = await failing(limited("Thu, 01 Jan 2099 00:00:00 GMT"))
    assert isinstance(failure, ModelOverLimit)


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (refused(401, f"no such key: {KEY}"), ModelRefused, "check OPENAI_API_KEY"),
        (refused(403), ModelRefused, "check OPENAI_API_KEY"),
        (refused(404, "no such model"), ModelRefused, "check ONRECORD_CHAT_MODEL; OPENAI_BASE_URL"),
        (refused(400, "no", code="context_length_exceeded"), ModelRefused, "longer than"),
        (refused(400, "too big", type="exceed_context_size_error"), ModelRefused, "longer than"),
        (refused(413), ModelRefused, "longer than"),
        (refused(400, "this makes no sense"), ModelRefused, "status 400, the log has its reason"),
        (httpx2.Response(307, headers={"location": "http://else"}), ModelRefused, "the address it"),
        (refused(402), ModelOverLimit, "no credit left"),
        (refused(429, "quota", code="insufficient_quota"), ModelOverLimit, "no credit left"),
        (httpx2.Response(503, headers={"x-should-retry": "false"}), ModelUnavailable, "503"),
        (httpx2.ReadTimeout("slow"), ModelUnavailable, "silent"),
        (httpx2.LocalProtocolError(f"Illegal header {KEY}"), ModelRefused, "check OPENAI_API_KEY"),
        (httpx2.Response(200, text="<html>hello</html>"), MalformedCompletion, "OPENAI_BASE_URL"),
        (httpx2.Response(200, json={"hello": 1}), MalformedCompletion, "OPENAI_BASE_URL"),
        (httpx2.Response(200, json=[1]), MalformedCompletion, "OPENAI_BASE_URL"),
        (httpx2.Response(200, json={"choices": []}), MalformedCompletion, "OPENAI_BASE_URL"),
        (httpx2.Response(200, headers={"content-type": "application/json"}, text="{"),
         MalformedCompletion, "OPENAI_BASE_URL"),
        (completion(""), MalformedCompletion, "not JSON"),
        (completion(None), MalformedCompletion, "not JSON"),
        (completion("x", end="content_filter"), MalformedCompletion, "held its reply back"),
    ],
)  # fmt: skip
async def test_what_will_not_pass_is_said_at_once(
    reply: Reply, kind: type[ModelFailed], words: str
) -> None:
    failure, meter = await failing(reply)
    assert type(failure) is kind
    assert words in str(failure)
    assert meter.requests == 1


@pytest.mark.parametrize("reply", ['{"supported": "yes"}', '{"supported": NaN}', "[]", "{" * 9999])
async def test_a_reply_that_is_not_by_the_schema_twice_is_malformed(reply: str) -> None:
    failure, meter = await failing(completion(reply), completion(reply))
    assert isinstance(failure, MalformedCompletion)
    assert (meter.requests, meter.retries) == (2, 1)


async def test_a_refusal_that_names_all_that_was_sent_comes_to_an_end() -> None:
    words = "max_tokens max_completion_tokens temperature seed response_format"
    failure, meter = await failing(*(refused(422, words) for _ in range(7)))
    assert isinstance(failure, ModelRefused)
    assert meter.requests == 7


async def test_a_stream_that_breaks_before_its_first_word_is_asked_for_again() -> None:
    meter, into = Meter(), list[str]()
    broken = Streamed(chunk("", role="assistant"), httpx2.ReadError("reset"))
    overloaded = Streamed({"error": {"message": "overloaded", "code": 503}})
    good = Streamed(chunk("Moon"), chunk(end="stop"))
    async with asking(*map(streamed, (broken, overloaded, good))) as (model, _):
        await read(model, into, meter)
    assert into == ["Moon"]
    assert (meter.requests, meter.retries) == (3, 2)
    assert broken.is_closed


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ([httpx2.ReadError("reset")], ModelUnavailable),
        ([httpx2.RemoteProtocolError("peer closed connection")], ModelUnavailable),
        ([httpx2.ReadTimeout("slow")], ModelUnavailable),
        ([], ModelUnavailable),
        ([{"error": {"message": "the server failed", "code": 500}}], ModelUnavailable),
        ([{"error": {"message": "Rate limit reached", "type": "tokens"}}], ModelOverLimit),
        ([{"error": "Rate limit reached"}], ModelOverLimit),
        ([b"data: {half a chu\n\n"], MalformedCompletion),
        ([b"data: \xff\n\n"], MalformedCompletion),
        ([b"data: 5\n\n"], MalformedCompletion),
        ([{"choices": 5}], MalformedCompletion),
    ],
)
async def test_once_a_word_was_given_the_reply_is_not_asked_for_again(
    ending: Sequence[dict[str, object] | bytes | Exception], kind: type[ModelFailed]
) -> None:
    meter, into = Meter(), list[str]()
    body = Streamed(chunk("Moon"), *ending, is_done=False)
    async with asking(streamed(body)) as (model, _):
        with pytest.raises(ModelFailed) as caught:
            await read(model, into, meter)
    assert type(caught.value) is kind
    assert into == ["Moon"]
    assert meter == Meter(requests=1, completion_tokens=1)
    assert body.is_closed


async def test_the_time_of_the_reader_is_not_the_hosts() -> None:
    body = Streamed(*(chunk("word") for _ in range(3)), chunk(end="stop"))
    into = []
    async with asking(streamed(body), patience=Patience(whole_s=2.0)) as (model, _):
        async for piece in model.stream(ASKED, max_tokens=50, meter=Meter()):
            await asyncio.sleep(0.8)
            into.append(piece)
    assert len(into) == 3


async def test_a_host_that_dawdles_is_left_when_the_time_is_up() -> None:
    async def never() -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with asking(never, patience=Patience(whole_s=0.3)) as (model, _):
        with pytest.raises(ModelUnavailable, match=r"took longer than 0.3 s"):
            await verdict(model)


async def asked_at(address: str, meter: Meter, patience: Patience = QUICK) -> list[str]:
    """The words that came until it failed."""
    into: list[str] = []
    async with open_chat_model(ChatEndpoint("small", address), patience=patience) as model:
        with pytest.raises(ModelUnavailable) as caught:
            await read(model, into, meter)
    return [*into, str(caught.value)]


async def test_a_host_that_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        meter = Meter()
        told = await asked_at(f"http://127.0.0.1:{taken.getsockname()[1]}/v1", meter)
    assert told == [
        "the host of the chat model small cannot be reached: "
        "check OPENAI_BASE_URL, and that it runs"
    ]
    assert meter == Meter(requests=3, retries=2)


async def test_a_host_that_takes_the_request_and_is_silent_is_asked_once() -> None:
    async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)

    meter = Meter()
    async with listening(silent) as address:
        told = await asked_at(address, meter, Patience(first_word_s=0.1))
    assert "kept silent for too long" in told[0]
    assert meter == Meter(requests=1)


async def test_a_third_of_the_time_may_go_by_before_the_first_word() -> None:
    async def slow(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)

    async with listening(slow) as address:
        began = time.monotonic()
        async with open_chat_model(ChatEndpoint("small", address, timeout_s=0.6)) as model:
            with pytest.raises(ModelUnavailable, match="silent"):
                await read(model, [])
        assert time.monotonic() - began >= 0.2


async def test_a_connection_that_is_cut_in_a_stream_keeps_the_words_that_came() -> None:
    async def half(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        event = as_event(chunk("Moon"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")
        writer.write(b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(event), event))
        await writer.drain()

    meter = Meter()
    async with listening(half) as address:
        word, told = await asked_at(address, meter)
    assert word == "Moon"
    assert "broke off in its reply" in told
    assert meter == Meter(requests=1, completion_tokens=1)


LIBRARIES = ("openai", "openai._base_client", "httpx2", "httpcore2")
ADDRESS = "http://us:word1@127.0.0.1:9/v1?k=query2"
SECRETS = (KEY, "word1", "query2", "dXM6d29yZDE=")


@pytest.mark.parametrize(
    "reply",
    [
        httpx2.Response(
            401,
            json={"error": {"message": f"wrong key {KEY} of pass:word1, dXM6d29yZDE=, query2"}},
            headers={"x-echo": KEY},
        ),
        refused(400, f"wrong key {KEY} at http://us:word1@127.0.0.1:9/v1?k=query2 dXM6d29yZDE="),
        refused(500, f"{KEY} word1 query2"),
        httpx2.ConnectError(f"cannot reach {KEY} word1"),
        httpx2.LocalProtocolError(f"Illegal header value b'Bearer {KEY}' word1"),
        httpx2.Response(200, text=f"{KEY} word1 query2", headers={"x-echo": KEY}),
        completion(f"{KEY} word1 query2"),
        streamed(Streamed({"error": {"message": f"{KEY} word1 query2 dXM6d29yZDE="}})),
        streamed(Streamed(f"data: {{{KEY} word1 query2".encode() + b"\n\n")),
    ],
    ids=lambda reply: type(reply).__name__,
)
async def test_a_key_is_never_shown(
    reply: httpx2.Response | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", *LIBRARIES):
        caplog.set_level(logging.DEBUG, logger=name)
    async with asking(reply, patience=Patience(tries=1), base_url=ADDRESS) as (model, host):
        with pytest.raises(ModelFailed) as caught:
            await read(model, [])
        failure = caught.value
        told = [*format_exception(failure), repr(failure), repr(model), vars(failure), vars(model)]
    told += [repr(vars(record)) for record in caplog.records]
    assert host.sent[0].url.params["k"] == "query2"
    assert host.sent[0].headers["Authorization"] == "Basic dXM6d29yZDE="
    assert [secret for secret in SECRETS if secret in str(told)] == []


async def test_the_libraries_log_nothing_of_a_question_however_loud_they_are_turned(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with asking(completion(GOOD), refused(500), completion(GOOD)) as (model, _):
        await verdict(model)
        for name in ("", *LIBRARIES):
            caplog.set_level(logging.DEBUG, logger=name)
        await verdict(model)
    names = {record.name.split(".")[0] for record in caplog.records}
    assert "onrecord" in names
    assert names.isdisjoint(LIBRARIES)


async def test_what_a_host_said_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="onrecord.llm")
    await failing(refused(400, f"we do not speak to {KEY}"))
    fields = vars(caplog.records[0])["fields"]
    assert fields["status"] == 400
    assert "we do not speak to ***" in fields["said"]
