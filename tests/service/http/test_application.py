"""What other origins may read, and what the schema says of keys."""

from pathlib import Path

import httpx
import pytest

from tests.service.apps import NOTHING, opened_app, served

PAGE = "https://news.example.com"
KEYED = {"ONRECORD_API_KEYS": "one", "ONRECORD_CORS_ORIGINS": PAGE, "ONRECORD_RATE_LIMIT": "1/hour"}
FROM_PAGE = {"origin": PAGE}


async def test_no_other_origin_reads_anything_unless_it_is_named(http: httpx.AsyncClient) -> None:
    preflight = {**FROM_PAGE, "access-control-request-method": "POST"}
    for reply in (
        await http.get("/articles/moon", headers=FROM_PAGE),
        await http.options("/chat", headers=preflight),
    ):
        assert not [name for name in reply.headers if name.startswith("access-control")]


async def test_a_named_origin_reads_answers_and_failures(tmp_path: Path) -> None:
    async with opened_app(tmp_path, environ=KEYED) as opened:
        authorized = {**FROM_PAGE, "authorization": "Bearer one"}
        body = {"question": "Hanoi?"}
        opened.pipeline.failure = RuntimeError("crash")
        replies = [
            await opened.http.post("/chat", json=body, headers=FROM_PAGE),
            await opened.http.post("/chat", json=body, headers=authorized),
            await opened.http.post("/chat", json=body, headers=authorized),
            await opened.http.get("/nowhere", headers=FROM_PAGE),
            await opened.http.post("/chat", content=b" " * 1_000_001, headers=authorized),
        ]
        assert [reply.status_code for reply in replies] == [401, 500, 429, 404, 413]
        for reply in replies:
            assert reply.headers["access-control-allow-origin"] == PAGE
            assert "Retry-After" in reply.headers["access-control-expose-headers"]
            assert "Origin" in reply.headers["vary"]
            assert "access-control-allow-credentials" not in reply.headers


async def test_a_browser_may_ask_beforehand_without_a_key(tmp_path: Path) -> None:
    async with opened_app(tmp_path, environ=KEYED) as opened:
        for method in ("GET", "POST", "DELETE"):
            reply = await opened.http.options(
                "/chat",
                headers={
                    **FROM_PAGE,
                    "access-control-request-method": method,
                    "access-control-request-headers": "authorization,content-type",
                },
            )
            assert reply.status_code == 200
            assert reply.headers["access-control-allow-headers"] == "authorization,content-type"
            assert method in reply.headers["access-control-allow-methods"]


@pytest.mark.parametrize("origin", ["https://evil.example", f"{PAGE}.evil.example", "null"])
async def test_an_origin_that_is_not_named_reads_nothing(tmp_path: Path, origin: str) -> None:
    async with opened_app(tmp_path, environ=KEYED) as opened:
        reply = await opened.http.get("/healthz", headers={"origin": origin})
        assert "access-control-allow-origin" not in reply.headers


async def test_a_stream_is_read_across_origins_too(tmp_path: Path) -> None:
    async with (
        opened_app(tmp_path, environ=KEYED) as opened,
        served(opened.app) as url,
        httpx.AsyncClient(base_url=url) as remote,
    ):
        reply = await remote.post(
            "/chat",
            json={"question": "Hanoi?", "stream": True},
            headers={**FROM_PAGE, "authorization": "Bearer one"},
        )
    assert reply.headers["access-control-allow-origin"] == PAGE
    assert "event: done" in reply.text


async def test_the_schema_says_whether_a_key_is_asked_for(tmp_path: Path) -> None:
    key: dict[str, list[str]] = {"key": []}
    for environ, asked in ((NOTHING, [key, {}]), (KEYED, [key])):
        async with opened_app(tmp_path, environ=environ) as opened:
            for _ in range(2):
                schema = (await opened.http.get("/openapi.json")).json()
            assert schema["paths"]["/chat"]["post"]["security"] == asked
            assert schema["paths"]["/articles"]["post"]["security"] == [{"admin": []}]
            page = (await opened.http.get("/docs")).text
            assert ("Needs a key" in page) == (environ is KEYED)
            assert "Needs the admin key" in page
