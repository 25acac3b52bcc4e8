"""Answers that a chat model writes, over HTTP: the real app, and a host on loopback."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from indexing.settings import load_settings
from service.wiring import open_app
from tests.service.asking import ask, refused
from tests.service.hosts import USAGE, as_event, chunk, listening

KEY = "sk-hidden-7f3a"
ASKED = "what did Moon say about Hanoi?"
WRITTEN = "Moon Jae In said he doesn't see the Vietnam summit as a failure [1]."


def prose(text: str) -> bytes:
    """A stream of a model, word by word."""
    words = [as_event(chunk(f"{word} ")) for word in text.split(" ")]
    body = b"".join([*words, as_event(chunk(end="stop")), b"data: [DONE]\n\n"])
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body


def refusal(status: int, message: str) -> bytes:
    body = json.dumps({"error": {"message": message}}).encode()
    head = f"HTTP/1.1 {status} No\r\nContent-Type: application/json\r\nConnection: close\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@asynccontextmanager
async def served(archive: Path, *replies: bytes) -> AsyncIterator[httpx.AsyncClient]:
    """The app over the seed articles, its model at a host that gives these replies in order."""
    left = list(replies)

    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if left else refusal(418, "asked once too often"))
        await writer.drain()

    async with listening(reply) as url:
        settings = load_settings(
            {
                "ONRECORD_DATA_DIR": str(archive),
                "OPENAI_BASE_URL": url,
                "OPENAI_API_KEY": KEY,
                "ONRECORD_CHAT_MODEL": "small",
            }
        )
        async with (
            open_app(settings, must_exist=True) as app,
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://onrecord.test", timeout=60
            ) as http,
        ):
            yield http
    assert not left, "the model was to be asked more often"


async def events(http: httpx.AsyncClient, **body: object) -> Sequence[tuple[str, object]]:
    reply = await http.post("/chat", json={"question": ASKED, "stream": True, **body})
    lines = reply.text.splitlines()
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    told = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    return list(zip(names, told, strict=True))


async def test_the_model_writes_and_the_reply_says_so(seed_archive: Path) -> None:
    # It is the second place; readers count those that they see.
    async with served(seed_archive, prose(WRITTEN.replace("[1]", "[2]"))) as http:
        reply = await ask(http, ASKED)
        assert reply["answer"] == WRITTEN
        assert reply["answerer"] == "generative"
        assert reply["generation"]["model"] == "small"
        assert reply["generation"]["sentences"] == {"drafted": 1, "kept": 1}
        assert (
            'onrecord_model_sentences_total{fate="kept"} 1.0' in (await http.get("/metrics")).text
        )
        assert (await http.get("/readyz")).status_code == 200


async def test_a_stream_tells_sentence_by_sentence(seed_archive: Path) -> None:
    second = "Moon Jae In said the discussions in Vietnam will form the basis for future talks [2]."
    async with served(seed_archive, prose(f"{WRITTEN}\n{second}")) as http:
        told = await events(http)
    deltas = [data["text"] for name, data in told if name == "delta"]  # type: ignore[index]
    assert deltas == [WRITTEN, f" {second}"]
    assert [name for name, _ in told][:2] == ["interpretation", "sources"]
    assert told[-1][0] == "done"


async def test_an_openai_client_is_told_what_the_model_read_and_wrote(seed_archive: Path) -> None:
    written = prose(WRITTEN).replace(b"data: [DONE]", as_event(USAGE) + b"data: [DONE]")
    body = {"model": "onrecord", "messages": [{"role": "user", "content": ASKED}]}
    async with served(seed_archive, written) as http:
        completion = (await http.post("/v1/chat/completions", json=body)).json()
    assert completion["choices"][0]["message"]["content"] == WRITTEN
    assert completion["answerer"] == "generative"
    assert completion["usage"] == {
        "prompt_tokens": 11,
        "completion_tokens": 5,
        "total_tokens": 16,
    }


async def test_an_openai_client_may_want_no_model_to_write(seed_archive: Path) -> None:
    body = {"model": "onrecord-extractive", "messages": [{"role": "user", "content": ASKED}]}
    async with served(seed_archive) as http:
        completion = (await http.post("/v1/chat/completions", json=body)).json()
    assert (completion["outcome"], completion["answerer"]) == ("answered", "extractive")
    assert completion["usage"]["total_tokens"] == 0


async def test_a_model_that_refuses_leaves_the_archives_own_words(
    seed_archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with served(seed_archive, refusal(401, f"Incorrect API key provided: {KEY}")) as http:
        reply = await ask(http, ASKED)
        metrics = (await http.get("/metrics")).text
    assert reply["outcome"] == "answered"
    assert reply["answerer"] == "extractive"
    assert reply["generation"]["steps"]["answer"] == "model_refused"
    assert 'by="model_refused",step="answer"' in metrics
    assert KEY not in json.dumps(reply) + metrics + caplog.text


async def test_who_wants_the_model_alone_gets_503_without_the_key(
    seed_archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with served(seed_archive, refusal(401, f"Incorrect API key provided: {KEY}")) as http:
        body = {"question": ASKED, "answerer": "generative"}
        message = await refused(http, body, status=503)
    assert "OPENAI_API_KEY" in message
    assert KEY not in message + caplog.text


async def test_what_a_failed_question_asked_of_the_model_is_counted_and_logged(
    seed_archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "onrecord")
    async with served(seed_archive, refusal(503, "busy"), refusal(401, "no")) as http:
        await refused(http, {"question": ASKED, "answerer": "generative"}, status=503)
        metrics = (await http.get("/metrics")).text
    assert 'onrecord_model_requests_total{model="small"} 2.0' in metrics
    assert 'onrecord_model_retries_total{model="small"} 1.0' in metrics
    assert 'onrecord_model_steps_total{by="model_refused",step="answer"} 1.0' in metrics
    lines = [getattr(record, "fields", {}) for record in caplog.records]
    (logged,) = (line["generation"] for line in lines if "generation" in line)
    assert (logged["requests"], logged["retries"]) == (2, 1)
    assert set(logged["prompts"]) == {"answer"}


async def test_citations_of_nothing_are_counted(seed_archive: Path) -> None:
    async with served(seed_archive, prose(WRITTEN.replace("[1]", "[2][77]"))) as http:
        await ask(http, ASKED)
        metrics = (await http.get("/metrics")).text
    assert 'onrecord_model_markers_dropped_total{model="small"} 1.0' in metrics
    assert 'onrecord_model_requests_total{model="small"} 1.0' in metrics


async def test_a_failure_of_a_stream_that_began_is_an_event(seed_archive: Path) -> None:
    async with served(seed_archive, refusal(404, "no such model")) as http:
        told = await events(http, answerer="generative")
    assert told[-1][0] == "error"
    assert told[-1][1]["code"] == "model_refused"  # type: ignore[index]
