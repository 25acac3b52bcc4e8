"""Without keys, no web page of another origin asks through a reader's browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.service.apps import TOKEN, Opened, opened_app, served

FRONT = "https://news.example.com"
LISTED = "http://localhost:3000"
PARTNER = "https://partner.example"
GUARDED = {
    "ONRECORD_PUBLIC_URL": f"{FRONT}/archive",
    "ONRECORD_CORS_ORIGINS": f"{LISTED},{PARTNER}",
}


@pytest_asyncio.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[Opened]:
    async with opened_app(tmp_path, guards_pages=True, environ=GUARDED) as opened:
        yield opened


async def asked(opened: Opened, **headers: str) -> httpx.Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    sent.setdefault("host", "127.0.0.1:8000")
    return await opened.http.post("/chat", json={"question": "Hanoi?"}, headers=sent)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8000",
        "127.0.0.1",
        "localhost:8000",
        "LOCALHOST",
        "localhost.",
        "[::1]:8000",
        "archive.localhost:8000",
        "news.example.com",
        "news.example.com:8443",
        "",
    ],
)
async def test_a_name_of_this_machine_is_answered_to(guarded: Opened, host: str) -> None:
    assert (await asked(guarded, host=host)).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "partner.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evillocalhost",
        "news.example.com.evil.example",
        "evil.example@127.0.0.1.evil.example",
        "192.168.1.5",
        "0.0.0.0:8000",
        "[::2]",
        "[::1",
        "*",
    ],
)
async def test_any_other_name_is_not(guarded: Opened, host: str) -> None:
    reply = await asked(guarded, host=host, origin=f"http://{host}", sec_fetch_site="same-origin")
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "foreign_host")
    assert "ONRECORD_PUBLIC_URL" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/", "/articles/moon", "/metrics", "/docs", "/v1/models", "/nowhere"]
)
async def test_nothing_is_read_by_a_name_that_was_made_to_lead_here(
    guarded: Opened, path: str
) -> None:
    reply = await guarded.http.get(path, headers={"host": "evil.example"})
    assert reply.status_code == 403
    assert "Moon" not in reply.text


async def test_a_refusal_under_v1_is_in_openais_form(guarded: Opened) -> None:
    reply = await guarded.http.get("/v1/models", headers={"host": "evil.example"})
    assert reply.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": FRONT},
        {"origin": LISTED, "sec_fetch_site": "same-site"},
        {"origin": "http://127.0.0.1:8000", "sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
    ],
)
async def test_programs_and_own_pages_ask(guarded: Opened, headers: dict[str, str]) -> None:
    assert (await asked(guarded, **headers)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://evil.example", "sec_fetch_site": "cross-site"},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"origin": "null"},
        {"origin": "http://[::1"},
        {"origin": "http://localhost:3001", "sec_fetch_site": "same-site"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": f"{FRONT}.evil.example"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"},
        {"sec_fetch_site": "cross-site"},
    ],
)
async def test_pages_of_others_do_not(guarded: Opened, headers: dict[str, str]) -> None:
    reply = await asked(guarded, **headers)
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "foreign_page")
    assert guarded.pipeline.asked == []


async def test_a_form_of_another_page_changes_nothing(guarded: Opened) -> None:
    """What a form can send needs no leave from the server beforehand."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {"content-type": kind, "host": "localhost", "origin": "https://evil.example"}
        body = b'{"question": "Hanoi?"}'
        reply = await guarded.http.post("/chat", content=body, headers=headers)
        assert reply.status_code == 403
        # Nor does one of a browser that tells nothing: it is not called JSON.
        told = {"content-type": kind, "host": "localhost"}
        assert (await guarded.http.post("/chat", content=body, headers=told)).status_code == 400
    assert guarded.pipeline.asked == []


async def test_a_link_from_another_page_may_be_followed(guarded: Opened) -> None:
    link = {"host": "localhost", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    for headers in (link, {**link, "sec-fetch-dest": "document"}):
        assert (await guarded.http.get("/docs", headers=headers)).status_code == 200
    for drawn in ({**link, "sec-fetch-mode": "no-cors"}, {**link, "sec-fetch-dest": "iframe"}):
        assert (await guarded.http.get("/docs", headers=drawn)).status_code == 403


async def test_the_command_line_may_call_it_what_it_likes(guarded: Opened) -> None:
    assert (await asked(guarded, host="evil", authorization=f"Bearer {TOKEN}")).status_code == 200


async def test_slack_comes_by_any_name_and_is_known_by_what_it_signs(guarded: Opened) -> None:
    reply = await guarded.http.post("/slack/events", headers={"host": "tunnel.example"})
    assert reply.json()["error"]["code"] == "slack_not_set_up"


async def test_with_keys_any_name_will_do(tmp_path: Path) -> None:
    keys = {"ONRECORD_API_KEYS": "one"}
    async with opened_app(tmp_path, guards_pages=True, environ=keys) as opened:
        reply = await asked(
            opened,
            host="news.example",
            origin="https://evil.example",
            authorization="Bearer one",
        )
        assert reply.status_code == 200


async def test_a_real_server_sees_the_host_that_is_asked_for(guarded: Opened) -> None:
    async with served(guarded.app) as url, httpx.AsyncClient(base_url=url) as remote:
        assert (await remote.get("/articles/moon")).status_code == 200
        rebound = await remote.get("/articles/moon", headers={"host": "evil.example"})
        assert rebound.status_code == 403
