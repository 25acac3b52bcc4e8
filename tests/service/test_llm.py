"""The door to chat models, on the wire: what is sent, and what comes of it."""

import asyncio
import subprocess
import sys
from contextlib import aclosing

import httpx2
import pytest

from indexing.settings import ChatEndpoint
from service.chat_model import ChatModel, Meter
from service.errors import MalformedCompletion
from service.llm import Patience, open_chat_model
from tests.service.hosts import (
    ASKED,
    SCHEMA,
    USAGE,
    VERDICT,
    Streamed,
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


async def words(model: ChatModel, meter: Meter | None = None) -> list[str]:
    stream = model.stream(ASKED, max_tokens=50, meter=meter or Meter())
    return [piece async for piece in stream]


def prose(*pieces: str) -> httpx2.Response:
    return streamed(Streamed(*(chunk(piece) for piece in pieces), chunk(end="stop"), USAGE))


async def test_a_completion_is_asked_for_by_its_schema_and_with_the_least_chance() -> None:
    async with asking(completion(GOOD)) as (model, host):
        assert await verdict(model) == VERDICT
    body = host.bodies[0]
    assert body["messages"] == [
        {"role": "system", "content": "Answer."},
        {"role": "user", "content": "What did Moon say?"},
    ]
    assert body["response_format"]["json_schema"] == {
        "name": "verdict",
        "schema": SCHEMA.json_schema,
        "strict": True,
    }
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("small", 50, 0)
    assert "seed" in body
    assert "stream" not in body
    assert host.sent[0].headers["Authorization"] == "Bearer sk-hidden-7f3a"
    assert host.sent[0].url == "http://127.0.0.1:9/v1/chat/completions"


async def test_a_stream_is_given_piece_by_piece() -> None:
    body = Streamed(chunk("", role="assistant"), chunk("Moon"), chunk(" said"), chunk(end="stop"))
    async with asking(streamed(body)) as (model, host):
        stream = model.stream(ASKED, max_tokens=50, meter=Meter())
        assert await anext(stream) == "Moon"
        assert body.given == 2
        assert [piece async for piece in stream] == [" said"]
    assert host.bodies[0]["stream_options"] == {"include_usage": True}
    assert "response_format" not in host.bodies[0]


async def test_tokens_are_those_that_the_host_tells() -> None:
    meter = Meter()
    async with asking(completion(GOOD), prose("Moon", " said")) as (model, _):
        await verdict(model, meter)
        assert meter == Meter(requests=1, retries=0, prompt_tokens=11, completion_tokens=5)
        await words(model, meter)
    assert meter == Meter(requests=2, retries=0, prompt_tokens=22, completion_tokens=10)


async def test_pieces_are_counted_for_tokens_where_the_host_tells_none() -> None:
    meter = Meter()
    body = Streamed(chunk("Moon"), chunk(" said"), chunk(" so"), chunk(end="stop"))
    async with (
        asking(streamed(body)) as (model, _),
        aclosing(model.stream(ASKED, max_tokens=50, meter=meter)) as stream,
    ):
        await anext(stream)
        await anext(stream)
    assert meter == Meter(requests=1, completion_tokens=2)


@pytest.mark.parametrize(
    ("message", "error", "missing"),
    [
        ("Unsupported value: 'temperature' does not support 0", {"param": "temperature"},
         "temperature"),
        ("Extra inputs are not permitted: body.seed", {}, "seed"),
        ("unknown field stream_options", {}, "stream_options"),
    ],
)  # fmt: skip
async def test_what_a_host_refuses_is_left_out_from_then_on(
    message: str, error: dict[str, str], missing: str
) -> None:
    meter = Meter()
    replies = (refused(400, message, **error), prose("Moon"), prose("Moon"))
    async with asking(*replies) as (model, host):
        assert await words(model, meter) == ["Moon"]
        assert (meter.requests, meter.retries) == (2, 1)
        await words(model)
    assert [missing in body for body in host.bodies] == [True, False, False]


async def test_the_newer_name_of_the_limit_is_used_where_the_older_is_refused() -> None:
    message = "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    refusal = refused(400, message, param="max_tokens", code="unsupported_parameter")
    async with asking(refusal, completion(GOOD), completion(GOOD)) as (model, host):
        await verdict(model)
        await verdict(model)
    assert ["max_tokens" in body for body in host.bodies] == [True, False, False]
    assert [body.get("max_completion_tokens") for body in host.bodies] == [None, 50, 50]


async def test_openai_is_told_the_newer_name_at_once() -> None:
    base_url = "https://api.openai.com/v1"
    async with asking(completion(GOOD), base_url=base_url) as (model, host):
        await verdict(model)
    assert host.bodies[0]["max_completion_tokens"] == 50
    assert "max_tokens" not in host.bodies[0]


async def test_a_host_without_schemas_is_asked_for_any_object_then_in_words() -> None:
    meter = Meter()
    async with asking(
        refused(400, "This response_format type is unavailable now"),
        refused(400, "'response_format.type' must be 'text'"),
        completion(f"```json\n{GOOD}\n```"),
        completion(GOOD),
    ) as (model, host):
        assert await verdict(model, meter) == VERDICT
        assert (meter.requests, meter.retries) == (3, 2)
        assert await verdict(model) == VERDICT
    kinds = [body.get("response_format", {}).get("type") for body in host.bodies]
    assert kinds == ["json_schema", "json_object", None, None]
    told = [body["messages"][0]["content"] for body in host.bodies]
    assert ['"additionalProperties": false' in each for each in told] == [False, True, True, True]


async def test_a_host_that_takes_the_schema_and_forgets_it_is_told_it_in_words() -> None:
    meter = Meter()
    replies = (completion("Yes, he did."), completion(GOOD), completion(GOOD))
    async with asking(*replies) as (model, host):
        assert await verdict(model, meter) == VERDICT
        assert (meter.requests, meter.retries) == (2, 1)
        assert meter.prompt_tokens == 22
        await verdict(model)
    assert ["response_format" in body for body in host.bodies] == [True, False, False]


async def test_one_bad_reply_does_not_end_the_use_of_schemas() -> None:
    replies = (completion("No."), completion("Yes."), completion(GOOD))
    async with asking(*replies) as (model, host):
        with pytest.raises(MalformedCompletion, match=r"verdict.*not JSON"):
            await verdict(model)
        await verdict(model)
    assert ["response_format" in body for body in host.bodies] == [True, False, True]


async def test_a_reply_that_was_cut_is_not_asked_for_again() -> None:
    async with asking(completion('{"supported": tr', end="length")) as (model, _):
        with pytest.raises(MalformedCompletion, match="no end in the length"):
            await verdict(model)


async def test_a_model_that_declines_is_not_pressed() -> None:
    async with asking(completion(None, refusal="I cannot.")) as (model, _):
        with pytest.raises(MalformedCompletion, match="declined"):
            await verdict(model)


async def test_a_stream_without_a_word_is_malformed() -> None:
    meter = Meter()
    body = Streamed(chunk(end="length"), USAGE)
    async with asking(streamed(body)) as (model, _):
        with pytest.raises(MalformedCompletion, match="no end in the length"):
            await words(model, meter)
    assert body.is_closed
    assert meter.completion_tokens == 5


async def test_a_reader_who_leaves_ends_the_request() -> None:
    body = Streamed(*(chunk("word ") for _ in range(1000)))
    async with asking(streamed(body)) as (model, _):
        async with aclosing(model.stream(ASKED, max_tokens=50, meter=Meter())) as stream:
            await anext(stream)
        assert body.is_closed
    assert body.given < 10


async def test_a_caller_who_is_cancelled_ends_the_request() -> None:
    waiting, ended = asyncio.Event(), asyncio.Event()

    async def never() -> httpx2.Response:
        waiting.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError

    meter = Meter()
    async with asking(never, completion(GOOD)) as (model, _):
        task = asyncio.create_task(verdict(model, meter))
        await waiting.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ended.is_set()
        assert (meter.requests, meter.retries) == (1, 0)
        await verdict(model)


async def test_the_host_sees_that_a_caller_is_gone() -> None:
    asked, left = asyncio.Event(), asyncio.Event()

    async def wait(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        left.set()

    async with listening(wait) as url, open_chat_model(ChatEndpoint("small", url)) as model:
        task = asyncio.create_task(verdict(model))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(5):
            await left.wait()


async def test_no_more_streams_than_allowed_are_open_at_once() -> None:
    first, second = Streamed(chunk("a"), chunk("b")), prose("c")
    replies = (streamed(first), second)
    async with asking(*replies, patience=Patience(at_once=1)) as (model, host):
        stream = model.stream(ASKED, max_tokens=50, meter=Meter())
        await anext(stream)
        other = asyncio.create_task(words(model))
        await asyncio.sleep(0.05)
        assert len(host.sent) == 1
        await stream.aclose()
        assert await other == ["c"]


async def test_whoever_reads_a_stream_may_ask_for_a_completion_meanwhile() -> None:
    replies = (prose("a", "b"), completion(GOOD))
    async with asking(*replies, patience=Patience(at_once=1, whole_s=5)) as (model, _):
        read = [
            (piece, await verdict(model))
            async for piece in model.stream(ASKED, max_tokens=50, meter=Meter())
            if piece == "a"
        ]
    assert read == [("a", VERDICT)]


async def test_a_place_is_free_again_after_a_failure() -> None:
    replies = (refused(401), refused(401), prose("Moon"))
    async with asking(*replies, patience=Patience(at_once=1, whole_s=5)) as (model, _):
        for _ in range(2):
            with pytest.raises(Exception, match="OPENAI_API_KEY"):
                await words(model)
        assert await words(model) == ["Moon"]


async def test_a_model_that_is_not_asked_sends_nothing_and_loads_nothing() -> None:
    async with asking():
        pass
    code = (
        "import asyncio, sys\n"
        "from indexing.settings import ChatEndpoint\n"
        "from service.llm import open_chat_model\n"
        "async def main():\n"
        "    async with open_chat_model(ChatEndpoint('small')): pass\n"
        "asyncio.run(main())\n"
        "sys.exit('openai' in sys.modules or 'httpx2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_a_stream_that_is_cut_gives_its_words_and_then_says_so() -> None:
    body = Streamed(chunk("The dam will close only "), chunk(end="length"), USAGE)
    async with asking(streamed(body)) as (model, _):
        stream = model.stream(ASKED, max_tokens=5, meter=Meter())
        assert await anext(stream) == "The dam will close only "
        with pytest.raises(MalformedCompletion, match="no end in the length"):
            await anext(stream)
