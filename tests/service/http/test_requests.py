"""Around every request: an id, one log line, a place in the metrics, one form of error."""

import asyncio
import json
import logging
from io import StringIO
from typing import Any

import httpx
import pytest

from indexing.errors import StorageFailed
from service.http.logs import JsonLines, fingerprint, write_logs
from tests.service.apps import Opened, served


@pytest.fixture
def logged() -> Any:
    """The lines that are logged, as data."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def line_of(logged: Any, message: str) -> Any:
    [line] = [line for line in logged() if line["message"] == message]
    return line


async def test_a_sane_request_id_is_kept(http: httpx.AsyncClient) -> None:
    reply = await http.get("/healthz", headers={"X-Request-ID": "call-17.b"})
    assert reply.headers["X-Request-ID"] == "call-17.b"


@pytest.mark.parametrize("given", ["", "two words", "x" * 200, "<script>"])
async def test_any_other_is_replaced(http: httpx.AsyncClient, given: str) -> None:
    reply = await http.get("/healthz", headers={"X-Request-ID": given})
    assert len(reply.headers["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("request_line", "status", "code"),
    [
        ("GET /nowhere", 404, "not_found"),
        ("GET /articles/a/b", 404, "not_found"),
        ("PUT /chat", 405, "method_not_allowed"),
        ("GET /conversations/none", 404, "conversation_not_found"),
        ("DELETE /conversations/none", 404, "conversation_not_found"),
    ],
)
async def test_every_error_has_the_envelope(
    http: httpx.AsyncClient, request_line: str, status: int, code: str
) -> None:
    reply = await http.request(*request_line.split())
    assert reply.status_code == status
    assert reply.json()["error"].keys() == {"code", "message", "request_id"}
    assert reply.json()["error"]["code"] == code
    assert reply.json()["error"]["request_id"] == reply.headers["X-Request-ID"]


async def test_a_405_says_what_is_allowed(http: httpx.AsyncClient) -> None:
    assert (await http.put("/chat")).headers["allow"] == "POST"


async def test_a_question_is_one_line_without_its_words(
    http: httpx.AsyncClient, logged: Any
) -> None:
    question = "Who was in Hanoi?"
    reply = (await http.post("/chat", json={"question": question})).json()
    line = line_of(logged, "question")
    assert line["question"] == fingerprint(question)
    assert "Hanoi" not in json.dumps(logged())
    for name in ("conversation_id", "outcome", "reason", "timings_ms"):
        assert line[name] == reply[name]
    assert line["citations"] == 2
    assert len(line["request_id"]) == 32
    assert line["status"] == 200


async def test_a_streamed_question_is_the_same_line(opened: Opened, logged: Any) -> None:
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        await remote.post("/chat", json={"question": "Who was in Hanoi?", "stream": True})
    line = line_of(logged, "question")
    assert (line["outcome"], line["citations"]) == ("answered", 2)


async def test_a_failed_question_says_why(opened: Opened, logged: Any) -> None:
    opened.pipeline.failure = OSError("no")
    await opened.http.post("/chat", json={"question": "Hanoi?"})
    assert line_of(logged, "question")["status"] == 500


async def test_a_crash_is_logged_with_its_request_id(opened: Opened, logged: Any) -> None:
    opened.pipeline.failure = RuntimeError("secret plans")
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        reply = await remote.post("/chat", json={"question": "Hanoi?"})
    [crash] = [line for line in logged() if "exception" in line]
    assert crash["request_id"] == reply.json()["error"]["request_id"]
    assert "RuntimeError: secret plans" in crash["exception"]


async def test_a_crash_in_a_stream_is_logged_too(opened: Opened, logged: Any) -> None:
    opened.pipeline.failure = RuntimeError("secret plans")
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        reply = await remote.post("/chat", json={"question": "Hanoi?", "stream": True})
    [crash] = [line for line in logged() if "exception" in line]
    assert crash["request_id"] == reply.headers["X-Request-ID"]
    assert line_of(logged, "question")["error"] == "internal"


@pytest.mark.parametrize(("stream", "status"), [(False, 499), (True, 200)])
async def test_who_hangs_up_is_logged_as_gone(
    opened: Opened, logged: Any, stream: bool, status: int
) -> None:
    opened.pipeline.hold = asyncio.Event()
    body = {"question": "Hanoi?", "stream": stream}
    async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
        with pytest.raises(httpx.ReadTimeout):
            await remote.post("/chat", json=body, timeout=0.2)
        async with asyncio.timeout(5):
            while not [line for line in logged() if line["message"] == "question"]:
                await asyncio.sleep(0.01)
    line = line_of(logged, "question")
    assert (line["status"], line["outcome"]) == (status, "cancelled")


async def test_probes_are_not_logged(http: httpx.AsyncClient, logged: Any) -> None:
    for path in ("/healthz", "/metrics"):
        assert (await http.get(path)).status_code == 200
    assert [line for line in logged() if line["message"] == "request"] == []


async def test_a_server_is_ready_when_questions_can_be_answered(
    http: httpx.AsyncClient, logged: Any
) -> None:
    early = await http.get("/readyz")
    assert (early.status_code, early.json()["error"]["code"]) == (503, "not_ready")
    assert [line for line in logged() if line["message"] == "request"] == []
    await http.post("/search", json={"question": "Hanoi?"})
    assert (await http.get("/readyz")).json() == {
        "status": "ready",
        "articles": 2,
        "chat_model": None,
    }


async def test_a_server_that_cannot_read_its_vectors_is_not_ready(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def count(_: str) -> int:
        raise StorageFailed("no Chroma server answers")

    await opened.http.post("/search", json={"question": "Hanoi?"})
    monkeypatch.setattr(opened.store.vectors, "count", count)
    assert (await opened.http.get("/readyz")).status_code == 503


async def test_metrics_count_questions_and_requests(http: httpx.AsyncClient) -> None:
    await http.post("/chat", json={"question": "Hanoi?"})
    await http.post("/chat", json={"question": "Whaling?"})
    await http.get("/articles/moon")
    await http.get("/nowhere")
    told = (await http.get("/metrics")).text.splitlines()
    answered = 'onrecord_questions_total{answerer="extractive",outcome="answered",reason=""} 1.0'
    assert answered in told
    route = 'method="GET",route="/articles/{article_id}",status="200"'
    assert f"onrecord_requests_total{{{route}}} 1.0" in told
    assert 'onrecord_requests_total{method="ANY",route="unmatched",status="404"} 1.0' in told
    assert 'onrecord_archive{kind="articles"} 2.0' in told
    assert any(line.startswith('onrecord_step_seconds_count{step="retrieve"}') for line in told)


async def test_metrics_count_failures(opened: Opened) -> None:
    body = {"question": "Hanoi?", "conversation_id": "nobody's"}
    await opened.http.post("/chat", json=body)
    told = (await opened.http.get("/metrics")).text
    assert 'outcome="failed",reason="conversation_not_found"' in told


async def test_the_front_leads_somewhere(http: httpx.AsyncClient) -> None:
    reply = await http.get("/", follow_redirects=True)
    assert reply.status_code == 200


def test_logs_of_any_library_are_json_lines() -> None:
    stream = StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        write_logs("info", stream=stream)
        logging.getLogger("somebody").warning("it %s", "rains")
        logging.getLogger("httpx").info("nobody asked")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
    [line] = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (line["level"], line["logger"], line["message"]) == ("warning", "somebody", "it rains")


def test_a_fingerprint_tells_questions_apart() -> None:
    assert fingerprint("Who?") == fingerprint("Who?") != fingerprint("Why?")
