import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from evals.client import Client, open_in_process, open_url, request_of
from evals.errors import ServiceUnusable
from indexing.settings import Settings
from tests.evals.exchanges import a_case

Far = Callable[[httpx.Request], httpx.Response]


def _client(far: Far) -> Client:
    return Client(httpx.AsyncClient(transport=httpx.MockTransport(far), base_url="http://far"))


def test_a_case_is_asked_as_the_contract_says() -> None:
    case = a_case(
        history=({"role": "user", "content": "Did Moon speak?"},),
        as_of=date(2019, 9, 17),
        filters={"publishers": ("AP",), "from": date(2019, 9, 1)},
    )
    assert request_of(case, answerer="extractive") == {
        "question": "What did Moon say?",
        "history": [{"role": "user", "content": "Did Moon speak?"}],
        "as_of": "2019-09-17",
        "filters": {
            "publishers": ["AP"],
            "article_ids": [],
            "speakers": [],
            "from": "2019-09-01",
            "to": None,
        },
        "answerer": "extractive",
    }


def test_a_first_question_has_no_history() -> None:
    assert request_of(a_case(), answerer="auto")["history"] is None


async def test_the_response_comes_back_whole() -> None:
    asked: list[httpx.Request] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"outcome": "answered"})

    assert await _client(far).ask(a_case()) == {"outcome": "answered"}
    assert [(request.method, request.url.path) for request in asked] == [("POST", "/chat")]
    assert json.loads(asked[0].content)["question"] == "What did Moon say?"


async def test_an_article_is_read_once() -> None:
    asked: list[str] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json={"text": "Moon spoke."})

    client = _client(far)
    assert (await client.article("a1"))["text"] == "Moon spoke."
    assert (await client.article("a1"))["text"] == "Moon spoke."
    assert asked == ["/articles/a1"]


def _down(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("connection refused", request=request)


def _slow(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("", request=request)


ENVELOPE = {"error": {"code": "archive_missing", "message": "index something", "request_id": "r"}}


@pytest.mark.parametrize(
    ("far", "said"),
    [
        (_down, "POST /chat: connection refused"),
        (_slow, "POST /chat: ReadTimeout"),
        (lambda request: httpx.Response(503, json=ENVELOPE), "503, index something"),
        (lambda request: httpx.Response(500, json=[]), "500, without a reason"),
        (lambda request: httpx.Response(200, json=[]), "200, without a reason"),
        (lambda request: httpx.Response(502, text="<html>"), "502, no JSON"),
    ],
)
async def test_a_far_side_that_fails_is_named(far: Far, said: str) -> None:
    with pytest.raises(ServiceUnusable, match=said):
        await _client(far).ask(a_case())


async def test_an_app_that_fails_on_a_question_is_an_unusable_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = FastAPI()

    @app.post("/chat")
    async def chat() -> None:
        raise RuntimeError("lost")

    @asynccontextmanager
    async def opened(settings: Settings) -> AsyncIterator[FastAPI]:
        async def index(*_: object, **__: object) -> SimpleNamespace:
            return SimpleNamespace(rejected=())

        app.state.services = SimpleNamespace(intake=SimpleNamespace(index=index))
        yield app

    monkeypatch.setattr("evals.client.open_app", opened)
    async with open_in_process(tmp_path) as client:
        with pytest.raises(ServiceUnusable, match="POST /chat: 500"):
            await client.ask(a_case())


async def test_an_article_without_text_is_an_error() -> None:
    client = _client(lambda request: httpx.Response(200, json={"id": "a1"}))
    with pytest.raises(ServiceUnusable, match="GET /articles/a1 gave no text"):
        await client.article("a1")


async def test_a_service_that_is_not_there_is_an_error_before_the_first_question() -> None:
    with pytest.raises(ServiceUnusable, match="GET /readyz"):
        async with open_url("http://127.0.0.1:1"):
            pytest.fail("opened a service that is not there")
