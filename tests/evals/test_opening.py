import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI

from evals.errors import EvalError, ServiceUnusable
from evals.opening import open_archive, open_in_process, open_url
from indexing.article import Rejection
from indexing.errors import OnRecordError
from indexing.settings import Settings
from service.answer import Answerer
from tests.evals.exchanges import a_case


async def test_a_service_that_is_not_there_is_an_error_before_the_first_question() -> None:
    with pytest.raises(ServiceUnusable, match="GET /readyz"):
        async with open_url("http://127.0.0.1:1"):
            pytest.fail("opened a service that is not there")


@pytest.mark.parametrize(
    "url",
    [
        "far-away:8000",
        "http://127.0.0.1:port",
        "http://me:secret@127.0.0.1:port",
        "http://me:secret@[::1",
    ],
)
async def test_an_address_that_is_none_is_an_error_that_tells_no_password(url: str) -> None:
    with pytest.raises(ServiceUnusable) as raised:
        async with open_url(url):
            pytest.fail("opened a service that has no address")
    assert "secret" not in str(raised.value)


async def test_a_key_that_no_header_can_hold_is_an_error_that_does_not_repeat_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONRECORD_EVALS_KEY", "sec\nret")
    with pytest.raises(ServiceUnusable, match="ONRECORD_EVALS_KEY") as raised:
        async with open_url("http://127.0.0.1:1"):
            pytest.fail("opened a service with half a key")
    assert "sec" not in str(raised.value)


async def test_a_service_that_asks_for_a_key_is_sent_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[bytes] = []

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sent.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()

    monkeypatch.setenv("ONRECORD_EVALS_KEY", "newsroom-key")
    async with await asyncio.start_server(reply, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        async with open_url(f"http://{host}:{port}"):
            assert b"Authorization: Bearer newsroom-key" in sent[0]


async def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="nothing was indexed"):
        async with open_archive(tmp_path / "nowhere"):
            pytest.fail("opened an archive that is not there")


async def test_an_app_that_fails_on_a_question_is_an_unusable_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = FastAPI()

    @app.get("/readyz")
    async def readyz() -> dict[str, str]:
        return {"status": "ready"}

    @app.post("/chat")
    async def chat() -> None:
        raise RuntimeError("lost")

    @asynccontextmanager
    async def opened(settings: Settings, **_: object) -> AsyncIterator[FastAPI]:
        async def index(*_: object, **__: object) -> SimpleNamespace:
            return SimpleNamespace(rejected=())

        async def ready() -> None:
            """There is nothing to open."""

        app.state.services = SimpleNamespace(
            intake=SimpleNamespace(index=index), desk=SimpleNamespace(open=ready)
        )
        yield app

    monkeypatch.setattr("evals.opening.open_app", opened)
    async with open_in_process(tmp_path) as client:
        with pytest.raises(ServiceUnusable, match="POST /chat: 500"):
            await client.ask(a_case())


@pytest.mark.parametrize("answerer", ["auto", "generative"])
async def test_a_model_that_is_not_set_is_an_error_before_anything_is_indexed(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ServiceUnusable, match="the rules would answer"):
        async with open_in_process(tmp_path / "nowhere", answerer=answerer):
            pytest.fail("opened a service whose rules would answer in the model's place")


@pytest.fixture
def twice_told(tmp_path: Path) -> Path:
    """Articles of which the second cannot be indexed."""
    texts = ["The dam above Lisbon was built in 1998.", ""]
    rows = [{"id": str(n), "title": "The dam", "text": text} for n, text in enumerate(texts)]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "articles.jsonl"


async def test_an_article_that_is_rejected_is_an_error_unless_somebody_hears_of_it(
    twice_told: Path, tmp_path: Path
) -> None:
    with pytest.raises(EvalError, match=r"articles\.jsonl:2: "):
        async with open_in_process(twice_told):
            pytest.fail("opened an archive that lacks an article")
    for _ in ("indexed", "kept"):
        heard: list[Rejection] = []
        opening = open_in_process(twice_told, data=tmp_path / "kept", left_out=heard.append)
        async with opening as client:
            assert len((await client.holdings()).ids) == 1
        assert [each.line for each in heard] == [2]
