"""OpenAI's own Python client, asking a real server."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
import pytest_asyncio
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam

from indexing.errors import StorageFailed
from service.answer import Turn
from service.http.bodies import MAX_BODY_BYTES
from tests.service.apps import Opened, opened_app, served
from tests.service.asking import ask
from tests.service.held import given_up

HANOI = "Who was in Hanoi?"
COMPLETIONS = "/v1/chat/completions"


@pytest_asyncio.fixture
async def address(opened: Opened) -> AsyncIterator[str]:
    async with served(opened.app) as url:
        yield url


@pytest_asyncio.fixture
async def client(address: str) -> AsyncIterator[AsyncOpenAI]:
    async with asking(address) as client:
        yield client


@pytest_asyncio.fixture
async def remote(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        yield http


def asking(address: str, *, key: str = "none") -> AsyncOpenAI:
    return AsyncOpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0)


def a_question(text: str = HANOI) -> list[ChatCompletionMessageParam]:
    return [{"role": "user", "content": text}]


def body(text: str = HANOI, **more: Any) -> dict[str, Any]:
    return {"model": "onrecord", "messages": a_question(text), **more}


def error_of(reply: httpx.Response) -> dict[str, Any]:
    assert set(reply.json()) == {"error"}
    error: dict[str, Any] = reply.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return error


async def test_the_models_are_listed(client: AsyncOpenAI) -> None:
    assert [model.id async for model in client.models.list()] == [
        "onrecord",
        "onrecord-extractive",
    ]


async def test_a_model_can_be_looked_up(client: AsyncOpenAI) -> None:
    assert (await client.models.retrieve("onrecord")).owned_by == "onrecord"


async def test_an_unknown_model_is_not_found(client: AsyncOpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as looked_up:
        await client.models.retrieve("gpt-4.1")
    with pytest.raises(openai.NotFoundError) as asked:
        await client.chat.completions.create(model="gpt-4.1", messages=a_question())
    for failed in (looked_up.value, asked.value):
        assert (failed.code, failed.param) == ("model_not_found", "model")


async def test_the_answer_and_its_grounds_are_those_of_chat(
    client: AsyncOpenAI, http: httpx.AsyncClient
) -> None:
    completion = await client.chat.completions.create(model="onrecord", messages=a_question())
    chat = await ask(http, HANOI)
    assert completion.choices[0].message.content == chat["answer"]
    assert completion.choices[0].finish_reason == "stop"
    assert completion.model == "onrecord"
    assert completion.model_extra is not None
    for name in ("citations", "outcome", "reason", "answerer", "generation"):
        assert completion.model_extra[name] == chat[name]


async def test_what_was_asked_can_be_deleted(client: AsyncOpenAI, http: httpx.AsyncClient) -> None:
    completion = await client.chat.completions.create(model="onrecord", messages=a_question())
    stream = await client.chat.completions.create(
        model="onrecord", messages=a_question(), stream=True
    )
    *_, last = [chunk async for chunk in stream]
    for told in (completion.model_extra, last.model_extra):
        assert told is not None
        assert (await http.delete(f"/conversations/{told['conversation_id']}")).status_code == 204


async def test_annotations_are_the_markers_and_lead_to_the_words(
    client: AsyncOpenAI, address: str
) -> None:
    completion = await client.chat.completions.create(model="onrecord", messages=a_question())
    message = completion.choices[0].message
    assert message.content is not None
    assert message.annotations is not None
    assert completion.model_extra is not None
    for annotation, citation in zip(
        message.annotations, completion.model_extra["citations"], strict=True
    ):
        cited = annotation.url_citation
        marker = message.content[cited.start_index : cited.end_index]
        assert marker == f"[{citation['marker']}]"
        place = f"{citation['start']}-{citation['end']}"
        assert cited.url == f"{address}/articles/{citation['article_id']}/view#{place}"


async def test_links_lead_to_where_readers_reach_the_server(
    opened: Opened, client: AsyncOpenAI
) -> None:
    services = opened.app.state.services
    opened.app.state.services = replace(services, public_url="https://news.example")
    completion = await client.chat.completions.create(model="onrecord", messages=a_question())
    [first, *_] = completion.choices[0].message.annotations or []
    assert first.url_citation.url.startswith("https://news.example/articles/")


async def test_earlier_messages_are_the_history(opened: Opened, client: AsyncOpenAI) -> None:
    messages: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": "Answer as a pirate."},
        {"role": "user", "content": "What did Moon say?"},
        {"role": "assistant", "content": "That talks go on [1]."},
        {"role": "user", "content": [{"type": "text", "text": "About Hanoi?"}]},
    ]
    await client.chat.completions.create(model="onrecord-extractive", messages=messages)
    asked = opened.pipeline.asked[-1]
    assert asked.text == "About Hanoi?"
    assert asked.history == (
        Turn("user", "What did Moon say?"),
        Turn("assistant", "That talks go on [1]."),
    )
    assert asked.answerer == "extractive"


async def test_a_reply_can_be_judged_like_any_other(
    client: AsyncOpenAI, http: httpx.AsyncClient
) -> None:
    completion = await client.chat.completions.create(model="onrecord", messages=a_question())
    assert completion.model_extra is not None
    judgement = {"message_id": completion.model_extra["message_id"], "helpful": True}
    assert (await http.post("/feedback", json=judgement)).status_code == 200


async def test_what_is_not_in_the_archive_is_said_and_why(client: AsyncOpenAI) -> None:
    completion = await client.chat.completions.create(
        model="onrecord", messages=a_question("And whaling?")
    )
    assert completion.choices[0].message.content == "The archive has nothing on whaling."
    assert completion.choices[0].message.annotations == []
    assert completion.model_extra is not None
    assert completion.model_extra["outcome"] == "insufficient_evidence"
    assert completion.model_extra["reason"] == "no_evidence"


async def test_the_chunks_are_the_completion(client: AsyncOpenAI) -> None:
    whole = await client.chat.completions.create(model="onrecord", messages=a_question())
    stream = await client.chat.completions.create(
        model="onrecord", messages=a_question(), stream=True
    )
    *chunks, last = [chunk async for chunk in stream]
    said = [chunk.choices[0].delta for chunk in chunks]
    assert said[0].role == "assistant"
    assert "".join(delta.content or "" for delta in said) == whole.choices[0].message.content
    annotations = whole.choices[0].message.annotations or []
    assert said[-1].model_extra == {"annotations": [one.model_dump() for one in annotations]}
    assert last.choices[0].finish_reason == "stop"
    assert last.model_extra is not None
    assert whole.model_extra is not None
    for name in ("citations", "outcome", "reason"):
        assert last.model_extra[name] == whole.model_extra[name]
    assert len({chunk.id for chunk in (*chunks, last)}) == 1


async def test_a_chunk_is_a_whole_sentence(client: AsyncOpenAI) -> None:
    stream = await client.chat.completions.create(
        model="onrecord", messages=a_question(), stream=True
    )
    said = [chunk.choices[0].delta.content async for chunk in stream]
    sentences = [words for words in said if words]
    assert len(sentences) == 2
    assert all(re.search(r"\[\d\]$", words) for words in sentences)


async def test_the_clients_own_helper_puts_the_chunks_together(client: AsyncOpenAI) -> None:
    whole = await client.chat.completions.create(model="onrecord", messages=a_question())
    async with client.chat.completions.stream(model="onrecord", messages=a_question()) as stream:
        completion = await stream.get_final_completion()
    assert completion.choices[0].message.content == whole.choices[0].message.content
    assert completion.choices[0].message.annotations == whole.choices[0].message.annotations


async def test_usage_is_a_chunk_of_its_own_where_it_is_asked_for(client: AsyncOpenAI) -> None:
    stream = await client.chat.completions.create(
        model="onrecord",
        messages=a_question(),
        stream=True,
        stream_options={"include_usage": True},
    )
    *chunks, last = [chunk async for chunk in stream]
    assert all(chunk.usage is None and chunk.choices for chunk in chunks)
    assert last.choices == []
    assert last.usage is not None
    assert last.usage.total_tokens == 0


async def test_a_stream_ends_as_openais_does(remote: httpx.AsyncClient) -> None:
    reply = await remote.post(COMPLETIONS, json=body(stream=True))
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    events = [line for line in reply.text.split("\n\n") if line]
    assert all(event.startswith("data: ") for event in events)
    assert events[-1] == "data: [DONE]"


async def test_the_first_words_come_before_the_last(
    opened: Opened, remote: httpx.AsyncClient
) -> None:
    opened.pipeline.hold = asyncio.Event()
    async with remote.stream("POST", COMPLETIONS, json=body(stream=True)) as reply:
        lines = reply.aiter_lines()
        first = json.loads((await anext(lines)).removeprefix("data: "))
        assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
        opened.pipeline.hold.set()
        assert [line async for line in lines if line][-1] == "data: [DONE]"


async def test_what_cannot_be_had_is_a_bad_request(client: AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as failed:
        await client.chat.completions.create(model="onrecord", messages=a_question(), n=2)
    assert (failed.value.code, failed.value.param) == ("unsupported_value", "n")
    assert failed.value.type == "invalid_request_error"


async def test_a_bad_request_says_which_field(remote: httpx.AsyncClient) -> None:
    image = {"type": "image_url", "image_url": {"url": "http://127.0.0.1/a.png"}}
    messages = [{"role": "user", "content": [{"type": "text", "text": "What is this?"}, image]}]
    reply = await remote.post(COMPLETIONS, json={"model": "onrecord", "messages": messages})
    error = error_of(reply)
    assert (reply.status_code, error["param"]) == (400, "messages[0].content[1].type")
    reply = await remote.post(COMPLETIONS, json=body(tool_choice=5))
    assert (reply.status_code, error_of(reply)["param"]) == (400, "tool_choice")
    reply = await remote.post(COMPLETIONS, json={"messages": messages[:0]})
    assert (reply.status_code, error_of(reply)["code"]) == (400, "missing_required_parameter")


@pytest.mark.parametrize(
    ("asked", "content", "status"),
    [
        (f"POST {COMPLETIONS}", b"{", 400),
        (f"POST {COMPLETIONS}", b"[]", 400),
        (f"POST {COMPLETIONS}", b"", 400),
        (f"POST {COMPLETIONS}", b" " * (MAX_BODY_BYTES + 1), 413),
        (f"GET {COMPLETIONS}", b"", 405),
        ("POST /v1/embeddings", b"{}", 404),
    ],
)
async def test_every_failure_has_openais_form(
    remote: httpx.AsyncClient, asked: str, content: bytes, status: int
) -> None:
    method, path = asked.split()
    headers = {"content-type": "application/json"}
    reply = await remote.request(method, path, content=content, headers=headers)
    assert reply.status_code == status
    assert error_of(reply)["type"] == "invalid_request_error"
    assert reply.headers["x-request-id"]


async def test_half_a_surrogate_pair_is_a_bad_request(remote: httpx.AsyncClient) -> None:
    content = json.dumps(body("Who \ud800?")).encode()
    headers = {"content-type": "application/json"}
    reply = await remote.post(COMPLETIONS, content=content, headers=headers)
    assert (reply.status_code, error_of(reply)["param"]) == (400, "messages")


async def test_an_answer_that_takes_too_long_is_a_status(tmp_path: Path) -> None:
    async with opened_app(tmp_path, timeout_s=0.05) as slow, served(slow.app) as address:
        slow.pipeline.hold = asyncio.Event()
        async with asking(address) as client:
            with pytest.raises(openai.InternalServerError) as failed:
                await client.chat.completions.create(model="onrecord", messages=a_question())
    assert failed.value.status_code == 504
    assert (failed.value.code, failed.value.type) == ("question_timed_out", "server_error")


async def test_a_failure_in_the_stream_is_raised_by_the_client(
    opened: Opened, client: AsyncOpenAI
) -> None:
    opened.pipeline.failure = StorageFailed("the disk is full (/srv/archive.db)")
    stream = await client.chat.completions.create(
        model="onrecord", messages=a_question(), stream=True
    )
    with pytest.raises(openai.APIError) as failed:
        _ = [chunk async for chunk in stream]
    assert (failed.value.code, failed.value.type) == ("storage_failed", "server_error")
    assert "operator" in failed.value.message
    assert "/srv" not in failed.value.message


async def test_a_bug_shows_nothing(opened: Opened, remote: httpx.AsyncClient) -> None:
    opened.pipeline.failure = RuntimeError("secret plans")
    reply = await remote.post(COMPLETIONS, json=body())
    assert (reply.status_code, error_of(reply)["code"]) == (500, "internal")
    streamed = await remote.post(COMPLETIONS, json=body(stream=True))
    assert '"code":"internal"' in streamed.text.split("\n\n")[-2]
    assert "secret" not in reply.text + streamed.text


@pytest.mark.parametrize("stream", [True, False])
async def test_who_hangs_up_is_not_answered(
    opened: Opened, remote: httpx.AsyncClient, stream: bool
) -> None:
    await given_up(opened.pipeline, remote.post(COMPLETIONS, json=body(stream=stream)))


async def test_many_at_once_get_their_own_answers(client: AsyncOpenAI) -> None:
    async def said(word: str) -> str | None:
        completion = await client.chat.completions.create(
            model="onrecord", messages=a_question(f"And {word}?")
        )
        return completion.choices[0].message.content

    words = [f"whale{number}" for number in range(50)]
    answers = await asyncio.gather(*map(said, words))
    assert answers == [f"The archive has nothing on {word}." for word in words]


async def test_the_clients_key_is_the_key(tmp_path: Path) -> None:
    environ = {"ONRECORD_API_KEYS": "desk=key-of-the-desk,radio=key-of-the-radio"}
    async with opened_app(tmp_path, environ=environ) as opened, served(opened.app) as address:
        async with asking(address, key="key-of-nobody") as client:
            for request in (
                client.models.list(),
                client.chat.completions.create(model="onrecord", messages=a_question()),
            ):
                with pytest.raises(openai.AuthenticationError) as refused:
                    await request
                assert refused.value.code == "invalid_api_key"
                assert refused.value.response.headers["www-authenticate"] == "Bearer"
        async with asking(address, key="key-of-the-desk") as client:
            assert len((await client.models.list()).data) == 2
            completion = await client.chat.completions.create(
                model="onrecord", messages=a_question()
            )
        assert completion.model_extra is not None
        judgement = {"message_id": completion.model_extra["message_id"], "helpful": True}
        statuses = [
            (await opened.http.post("/feedback", json=judgement, headers=bearer(key))).status_code
            for key in ("key-of-the-radio", "key-of-the-desk")
        ]
        assert statuses == [404, 200]


async def test_who_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    environ = {"ONRECORD_RATE_LIMIT": "1/hour"}
    async with (
        opened_app(tmp_path, environ=environ) as opened,
        served(opened.app) as address,
        asking(address) as client,
    ):
        stream = await client.chat.completions.create(
            model="onrecord", messages=a_question(), stream=True
        )
        assert [chunk async for chunk in stream]
        with pytest.raises(openai.RateLimitError) as refused:
            await client.chat.completions.create(model="onrecord", messages=a_question())
    assert (refused.value.code, refused.value.type) == ("rate_limit_exceeded", "requests")
    assert 0 < int(refused.value.response.headers["retry-after"]) <= 3_600


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}
