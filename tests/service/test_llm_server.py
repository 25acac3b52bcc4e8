"""The door to chat models before a real server, which no one here wrote: llama.cpp's own."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from indexing.settings import ChatEndpoint
from service.chat_model import Message, Meter, Schema
from service.errors import MalformedCompletion, ModelRefused
from service.llm import OpenAIChatModel, open_chat_model
from tests.service.gguf_file import CONTEXT, write_random_llama
from tests.service.hosts import ASKED

SHORT = Schema(
    "verdict",
    {
        "type": "object",
        "properties": {
            "supported": {"type": "boolean"},
            "reason": {"type": "string", "maxLength": 8},
        },
        "required": ["supported", "reason"],
        "additionalProperties": False,
    },
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server with room for one reply at a time."""
    if find_spec("xllamacpp") is None or find_spec("gguf") is None:
        told = "no OpenAI-compatible server here: pip install xllamacpp gguf"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    import xllamacpp

    weights = tmp_path_factory.mktemp("model") / "random.gguf"
    write_random_llama(weights)
    yield from serving(weights, xllamacpp)


def serving(weights: Path, xllamacpp: Any) -> Iterator[str]:
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.warmup = False
    params.endpoint_slots = True
    params.api_keys = ["sk-right"]
    server = xllamacpp.Server(params)
    yield server.listening_address
    del server  # it stops when it is forgotten


@pytest_asyncio.fixture
async def model(address: str) -> AsyncIterator[OpenAIChatModel]:
    endpoint = ChatEndpoint("random", f"{address}/v1", SecretStr("sk-right"))
    async with open_chat_model(endpoint) as model:
        yield model


async def is_at_work(address: str) -> bool:
    async with httpx.AsyncClient(headers={"Authorization": "Bearer sk-right"}) as http:
        slots = (await http.get(f"{address}/slots")).json()
    return any(slot["is_processing"] for slot in slots)


async def until_cut(model: OpenAIChatModel, *, max_tokens: int, meter: Meter) -> list[str]:
    """The pieces of a reply; a model that knows nothing never comes to an end."""
    pieces = []
    with suppress(MalformedCompletion):
        async for piece in model.stream(ASKED, max_tokens=max_tokens, meter=meter):
            pieces.append(piece)
    return pieces


async def test_words_come_one_by_one_and_are_counted(model: OpenAIChatModel) -> None:
    meter = Meter()
    pieces = await until_cut(model, max_tokens=40, meter=meter)
    assert len(pieces) > 10
    assert (meter.requests, meter.retries, meter.completion_tokens) == (1, 0, 40)
    assert meter.prompt_tokens > sum(len(message.content) for message in ASKED)


async def test_the_same_question_has_the_same_reply(model: OpenAIChatModel) -> None:
    said = ["".join(await until_cut(model, max_tokens=30, meter=Meter())) for _ in range(2)]
    assert said[0] == said[1] != ""


async def test_a_model_that_knows_nothing_keeps_to_the_schema(model: OpenAIChatModel) -> None:
    meter = Meter()
    verdict = await model.complete(ASKED, schema=SHORT, max_tokens=400, meter=meter)
    assert set(verdict) == {"supported", "reason"}
    assert isinstance(verdict["supported"], bool)
    assert len(verdict["reason"]) <= 8
    assert meter.requests == 1
    assert meter.completion_tokens > 10


async def test_a_schema_that_the_server_cannot_read_is_told_in_words(
    model: OpenAIChatModel,
) -> None:
    odd = Schema("odd", {"type": "object", "properties": {"a": {"$ref": "#/nowhere"}}})
    meter = Meter()
    with pytest.raises(MalformedCompletion, match="no end"):  # a model that never ends an object
        await model.complete(ASKED, schema=odd, max_tokens=20, meter=meter)
    assert (meter.requests, meter.retries, meter.completion_tokens) == (2, 1, 20)


async def test_a_reader_who_leaves_frees_the_server(model: OpenAIChatModel, address: str) -> None:
    stream = model.stream(ASKED, max_tokens=CONTEXT - 1000, meter=Meter())
    async with aclosing(stream):
        await anext(stream)
        assert await is_at_work(address)
    async with asyncio.timeout(5):
        while await is_at_work(address):
            await asyncio.sleep(0.01)


async def test_a_wrong_key_is_the_operators_fault(address: str) -> None:
    endpoint = ChatEndpoint("random", f"{address}/v1", SecretStr("sk-wrong"))
    meter = Meter()
    async with open_chat_model(endpoint) as model:
        with pytest.raises(ModelRefused, match="OPENAI_API_KEY"):
            await model.complete(ASKED, schema=SHORT, max_tokens=40, meter=meter)
    assert meter == Meter(requests=1)


async def test_a_wrong_address_is_the_operators_fault(address: str) -> None:
    endpoint = ChatEndpoint("random", f"{address}/v2", SecretStr("sk-right"))
    async with open_chat_model(endpoint) as model:
        with pytest.raises(ModelRefused, match="OPENAI_BASE_URL"):
            await model.complete(ASKED, schema=SHORT, max_tokens=40, meter=Meter())


async def test_a_question_longer_than_the_model_takes_is_refused(model: OpenAIChatModel) -> None:
    meter = Meter()
    long = Message("user", json.dumps("word " * CONTEXT))
    with pytest.raises(ModelRefused, match="longer than"):
        await model.complete([long], schema=SHORT, max_tokens=40, meter=meter)
    assert meter == Meter(requests=1)
