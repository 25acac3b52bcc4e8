"""Who is let in, how often, and whose conversations they see."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from service.http.logs import JsonLines
from tests.service.apps import ADMIN_KEY, TOKEN, Opened, opened_app, served

NEWSROOM = "k9f2Qw7-newsroom-key"
DESK = "x4Lp0Tz-desk-key"
UNNAMED = "u7Hn3RbUnnamedKey1234Q=="
KEYS = {"ONRECORD_API_KEYS": f"newsroom={NEWSROOM},desk={DESK},{UNNAMED}"}

READS = (
    "GET /articles",
    "GET /articles/moon",
    "GET /statements",
    "GET /speakers",
    "GET /status",
    "GET /conversations/c",
    "DELETE /conversations/c",
    "GET /v1/models",
)
POSTS = ("/chat", "/search", "/feedback", "/v1/chat/completions", "/mcp", "/index")


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@asynccontextmanager
async def limited(tmp_path: Path, **environ: str) -> AsyncIterator[Opened]:
    async with opened_app(tmp_path, environ=environ) as opened:
        yield opened


@pytest_asyncio.fixture
async def keyed(tmp_path: Path) -> AsyncIterator[Opened]:
    async with opened_app(tmp_path, environ=KEYS) as opened:
        yield opened


async def asked(http: httpx.AsyncClient, key: str = "", **more: Any) -> httpx.Response:
    body = {"question": "Hanoi?", **more}
    return await http.post("/chat", json=body, headers=bearer(key) if key else {})


@pytest.mark.parametrize("request_line", READS)
async def test_nobody_reads_without_a_key(keyed: Opened, request_line: str) -> None:
    reply = await keyed.http.request(*request_line.split())
    assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("path", POSTS)
async def test_nobody_asks_without_a_key(keyed: Opened, path: str) -> None:
    for body in (b"{", b"{}", b'{"question": "Hanoi?"}'):
        headers = {"content-type": "application/json"}
        reply = await keyed.http.post(path, content=body, headers=headers)
        assert reply.status_code == 401


async def test_every_route_of_the_schema_asks_for_a_key_but_those_of_the_operation(
    keyed: Opened,
) -> None:
    schema = (await keyed.http.get("/openapi.json")).json()
    without = {
        path
        for path, methods in schema["paths"].items()
        for operation in methods.values()
        if "security" not in operation
    }
    assert without == {"/healthz", "/readyz", "/metrics"}


@pytest.mark.parametrize(
    "header",
    [
        {},
        bearer(""),
        bearer("wrong"),
        bearer(NEWSROOM[:-1]),
        bearer(f"newsroom={NEWSROOM}"),
        bearer(f"{NEWSROOM},{DESK}"),
        bearer("newsroom"),
        bearer(ADMIN_KEY),
        {"Authorization": NEWSROOM},
        {"Authorization": f"Basic {NEWSROOM}"},
        {"X-Api-Key": NEWSROOM},
    ],
)
async def test_only_a_key_is_a_key(keyed: Opened, header: dict[str, str]) -> None:
    reply = await keyed.http.get("/status", headers=header)
    assert (reply.status_code, reply.json()["error"]["code"]) == (401, "unauthorized")
    assert "Authorization: Bearer KEY" in reply.text or "ONRECORD_API_KEYS" in reply.text


@pytest.mark.parametrize("key", [NEWSROOM, DESK, UNNAMED])
async def test_each_key_is_let_in(keyed: Opened, key: str) -> None:
    for scheme in ("Bearer", "bearer", "BEARER "):
        headers = {"Authorization": f"{scheme} {key}"}
        assert (await keyed.http.get("/status", headers=headers)).status_code == 200
    assert (await asked(keyed.http, key)).status_code == 200


async def test_the_admin_key_is_told_that_it_does_not_ask(keyed: Opened) -> None:
    reply = await asked(keyed.http, ADMIN_KEY)
    assert "does not ask" in reply.json()["error"]["message"]


async def test_one_key_may_be_both(tmp_path: Path) -> None:
    keys = {"ONRECORD_API_KEYS": "both"}
    async with opened_app(tmp_path, admin_key="both", environ=keys) as opened:
        assert (await asked(opened.http, "both")).status_code == 200
        reply = await opened.http.delete("/articles/moon", headers=bearer("both"))
        assert reply.status_code == 204


async def test_a_key_does_not_change_the_archive(keyed: Opened) -> None:
    reply = await keyed.http.delete("/articles/moon", headers=bearer(NEWSROOM))
    assert reply.status_code == 401
    assert (await keyed.http.get("/articles/moon", headers=bearer(DESK))).status_code == 200


async def test_what_is_no_secret_needs_no_key(keyed: Opened) -> None:
    for path in ("/healthz", "/metrics", "/docs", "/openapi.json"):
        assert (await keyed.http.get(path, follow_redirects=True)).status_code == 200


async def test_without_keys_whatever_is_sent_is_passed_over(http: httpx.AsyncClient) -> None:
    assert (await asked(http, "sk-none")).status_code == 200


async def test_a_conversation_is_of_the_key_that_began_it(keyed: Opened) -> None:
    reply = (await asked(keyed.http, NEWSROOM)).json()
    place = f"/conversations/{reply['conversation_id']}"
    judged = {"message_id": reply["message_id"], "helpful": True}
    for stranger in (bearer(DESK), bearer(UNNAMED), bearer(TOKEN)):
        http = keyed.http
        for refused in (
            await http.get(place, headers=stranger),
            await http.delete(place, headers=stranger),
            await http.post("/feedback", json=judged, headers=stranger),
            await http.post(
                "/chat",
                json={"question": "Hanoi?", "conversation_id": reply["conversation_id"]},
                headers=stranger,
            ),
        ):
            assert refused.status_code == 404
    unknown = await keyed.http.get("/conversations/unknown", headers=bearer(DESK))
    theirs = await keyed.http.get(place, headers=bearer(DESK))
    assert theirs.json()["error"]["message"] == unknown.json()["error"]["message"].replace(
        "unknown", reply["conversation_id"]
    )
    assert (await keyed.http.get(place, headers=bearer(NEWSROOM))).status_code == 200
    said = await keyed.http.post("/feedback", json=judged, headers=bearer(NEWSROOM))
    assert said.status_code == 200


async def test_a_new_key_of_the_same_name_has_its_conversations(tmp_path: Path) -> None:
    keys = {"ONRECORD_API_KEYS": "desk=old,desk=new"}
    async with opened_app(tmp_path, environ=keys) as opened:
        reply = (await asked(opened.http, "old")).json()
        place = f"/conversations/{reply['conversation_id']}"
        assert (await opened.http.get(place, headers=bearer("new"))).status_code == 200


async def test_what_was_asked_before_there_were_keys_is_the_operators(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as opened:
        reply = (await asked(opened.http)).json()
    async with opened_app(tmp_path, environ=KEYS) as opened:
        place = f"/conversations/{reply['conversation_id']}"
        assert (await opened.http.get(place, headers=bearer(NEWSROOM))).status_code == 404
        assert (await opened.http.get(place, headers=bearer(TOKEN))).status_code == 200


async def test_the_operator_needs_no_key_and_is_not_counted(tmp_path: Path) -> None:
    environ = {**KEYS, "ONRECORD_RATE_LIMIT": "1/minute"}
    async with limited(tmp_path, **environ) as opened:
        for _ in range(15):
            assert (await asked(opened.http, TOKEN)).status_code == 200


async def test_the_operators_token_is_of_no_use_elsewhere(keyed: Opened) -> None:
    there = httpx.ASGITransport(keyed.app, client=("192.0.2.7", 5000))
    async with httpx.AsyncClient(transport=there, base_url="http://onrecord.test") as http:
        assert (await asked(http, TOKEN)).status_code == 401


async def test_the_operator_is_known_at_the_address_that_the_server_listens_on(
    keyed: Opened,
) -> None:
    here = httpx.ASGITransport(keyed.app, client=("192.0.2.1", 5000))
    async with httpx.AsyncClient(transport=here, base_url="http://192.0.2.1") as http:
        assert (await asked(http, TOKEN)).status_code == 200


async def test_a_key_may_ask_so_often_and_another_as_often(tmp_path: Path) -> None:
    async with limited(tmp_path, **KEYS, ONRECORD_RATE_LIMIT="2/hour") as opened:
        for key in (NEWSROOM, DESK):
            told = [(await asked(opened.http, key)).status_code for _ in range(3)]
            assert told == [200, 200, 429]
        reply = await asked(opened.http, DESK)
        assert reply.json()["error"].keys() == {"code", "message", "request_id"}
        assert reply.json()["error"]["code"] == "too_many_requests"
        assert 3500 < int(reply.headers["retry-after"]) <= 3600
        assert f"ask again in {reply.headers['retry-after']} s" in reply.text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/search", {"question": "Hanoi?"}),
        ("GET", "/statements", None),
        ("POST", "/v1/chat/completions",
         {"model": "onrecord", "messages": [{"role": "user", "content": "Hanoi?"}]}),
    ],
)  # fmt: skip
async def test_every_way_to_ask_counts(tmp_path: Path, method: str, path: str, body: Any) -> None:
    async with limited(tmp_path, ONRECORD_RATE_LIMIT="2/hour") as opened:
        assert (await asked(opened.http)).status_code == 200
        first = await opened.http.request(method, path, json=body)
        assert (first.status_code, (await asked(opened.http)).status_code) == (200, 429)
        again = await opened.http.request(method, path, json=body)
        assert (again.status_code, "retry-after" in again.headers) == (429, True)


async def test_reading_does_not_count_as_asking(tmp_path: Path) -> None:
    async with limited(tmp_path, ONRECORD_RATE_LIMIT="1/hour") as opened:
        reply = (await asked(opened.http)).json()
        for path in ("/articles/moon", f"/conversations/{reply['conversation_id']}", "/status"):
            assert (await opened.http.get(path)).status_code == 200


async def test_an_address_may_send_so_many_requests_of_any_kind(tmp_path: Path) -> None:
    async with limited(tmp_path, ONRECORD_ADDRESS_RATE_LIMIT="3/hour") as opened:
        told = [(await opened.http.get("/articles")).status_code for _ in range(4)]
        assert told == [200, 200, 200, 429]
        assert (await opened.http.get("/healthz")).status_code == 200
        there = httpx.ASGITransport(opened.app, client=("192.0.2.7", 5000))
        async with httpx.AsyncClient(transport=there, base_url="http://onrecord.test") as http:
            assert (await http.get("/articles")).status_code == 200


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b'{"question": "Hanoi?"}', 200)])
async def test_each_body_counts_once_whether_it_can_be_read_or_not(
    tmp_path: Path, body: bytes, status: int
) -> None:
    async with limited(tmp_path, ONRECORD_ADDRESS_RATE_LIMIT="2/hour") as opened:
        headers = {"content-type": "application/json"}
        replies = [await opened.http.post("/chat", content=body, headers=headers) for _ in range(3)]
        assert [reply.status_code for reply in replies] == [status, status, 429]


@pytest.mark.parametrize(
    ("request_line", "right"),
    [
        ("GET /articles", NEWSROOM),
        ("DELETE /articles/moon", ADMIN_KEY),
        ("POST /articles", ADMIN_KEY),
    ],
)
async def test_who_tries_out_keys_is_stopped(tmp_path: Path, request_line: str, right: str) -> None:
    method, path = request_line.split()
    async with limited(tmp_path, **KEYS, ONRECORD_ADDRESS_RATE_LIMIT="5/hour") as opened:

        async def tried(key: str) -> int:
            return (await opened.http.request(method, path, headers=bearer(key))).status_code

        assert [await tried(f"guess {n}") for n in range(7)] == [401] * 5 + [429] * 2
        assert await tried(right) == 429  # else it would show all the same


async def test_who_sends_no_key_has_tried_none(tmp_path: Path) -> None:
    async with limited(tmp_path, **KEYS, ONRECORD_ADDRESS_RATE_LIMIT="5/hour") as opened:
        for _ in range(7):
            await opened.http.get("/status")
        reply = await opened.http.delete("/articles/moon", headers=bearer(ADMIN_KEY))
        assert reply.status_code == 204


async def test_keys_cannot_be_tried_out_where_questions_are_without_limit(tmp_path: Path) -> None:
    async with limited(tmp_path, **KEYS, ONRECORD_RATE_LIMIT="off") as opened:
        told = [await asked(opened.http, f"guess {n}") for n in range(601)]
        assert [reply.status_code for reply in told] == [401] * 600 + [429]
        assert (await asked(opened.http, NEWSROOM)).status_code == 429


async def test_who_reads_does_not_lock_out_who_changes_the_archive(tmp_path: Path) -> None:
    async with limited(tmp_path, **KEYS, ONRECORD_ADDRESS_RATE_LIMIT="5/hour") as opened:
        for expected in [200] * 5 + [429]:
            reply = await opened.http.get("/articles", headers=bearer(NEWSROOM))
            assert reply.status_code == expected
        reply = await opened.http.delete("/articles/moon", headers=bearer(ADMIN_KEY))
        assert reply.status_code == 204


async def test_who_changes_the_archive_is_not_counted(tmp_path: Path) -> None:
    async with limited(tmp_path, **KEYS, ONRECORD_RATE_LIMIT="1/hour") as opened:
        for _ in range(12):
            reply = await opened.http.delete("/articles/none", headers=bearer(ADMIN_KEY))
            assert reply.status_code == 404


async def test_limits_are_on_for_keys_and_for_other_machines_but_not_on_this_one(
    tmp_path: Path,
) -> None:
    async with opened_app(tmp_path / "none") as opened:
        told = {(await asked(opened.http)).status_code for _ in range(61)}
        assert told == {200}
        there = httpx.ASGITransport(opened.app, client=("192.0.2.7", 5000))
        async with httpx.AsyncClient(transport=there, base_url="http://onrecord.test") as http:
            assert [(await asked(http)).status_code for _ in range(61)] == [200] * 60 + [429]
    async with limited(tmp_path / "keys", **KEYS) as opened:
        told_key = [(await asked(opened.http, DESK)).status_code for _ in range(61)]
        assert told_key == [200] * 60 + [429]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
async def test_who_comes_through_a_proxy_on_this_machine_is_not_of_it(
    opened: Opened, logged: StringIO, header: str
) -> None:
    passed_on = {header: "for=192.0.2.1"}
    body = {"question": "Hanoi?"}
    for expected in [200] * 60 + [429]:
        reply = await opened.http.post("/search", json=body, headers=passed_on)
        assert reply.status_code == expected
    assert "ONRECORD_TRUSTED_PROXIES" in logged.getvalue()


async def test_limits_may_be_off(tmp_path: Path) -> None:
    async with limited(tmp_path, **KEYS, ONRECORD_RATE_LIMIT="off") as opened:
        told = {(await asked(opened.http, NEWSROOM)).status_code for _ in range(61)}
        assert told == {200}


@pytest.mark.parametrize("stream", [True, False])
async def test_only_so_many_are_answered_at_once(tmp_path: Path, stream: bool) -> None:
    async with limited(tmp_path, ONRECORD_RATE_LIMIT="16/hour") as opened:
        opened.pipeline.hold = asyncio.Event()
        async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
            asking = [asyncio.create_task(asked(remote, stream=stream)) for _ in range(4)]
            async with asyncio.timeout(5):
                while len(opened.pipeline.asked) < 4:
                    await asyncio.sleep(0.01)
            refused = await asked(remote, stream=stream)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
            opened.pipeline.hold.set()
            assert {reply.status_code for reply in await asyncio.gather(*asking)} == {200}
            assert (await asked(remote, stream=stream)).status_code == 200


@pytest.mark.parametrize("stream", [True, False])
async def test_who_hangs_up_leaves_their_place(tmp_path: Path, stream: bool) -> None:
    async with limited(tmp_path, ONRECORD_RATE_LIMIT="16/hour") as opened:
        opened.pipeline.hold = asyncio.Event()
        async with served(opened.app) as url, httpx.AsyncClient(base_url=url) as remote:
            body = {"question": "Hanoi?", "stream": stream}
            for _ in range(6):
                with pytest.raises(httpx.ReadTimeout):
                    await remote.post("/chat", json=body, timeout=0.2)
            opened.pipeline.hold.set()
            async with asyncio.timeout(5):
                while (await asked(remote)).status_code != 200:
                    await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "within_ipv6",
    [
        False,
        pytest.param(
            True,
            marks=pytest.mark.skipif(
                not socket.has_dualstack_ipv6(), reason="this machine has no IPv6"
            ),
        ),
    ],
)
async def test_whom_a_proxy_asks_for_is_believed_of_trusted_proxies_alone(
    tmp_path: Path, within_ipv6: bool
) -> None:
    async with limited(tmp_path, ONRECORD_RATE_LIMIT="1/hour") as opened:

        async def told(url: str, *forwarded: str) -> list[int]:
            async with httpx.AsyncClient(base_url=url) as remote:
                body = {"question": "Hanoi?"}
                return [
                    (
                        await remote.post("/chat", json=body, headers={"X-Forwarded-For": address})
                    ).status_code
                    for address in forwarded
                ]

        async with served(opened.app, within_ipv6=within_ipv6) as url:
            assert await told(url, "192.0.2.1", "192.0.2.2", "192.0.2.3") == [200, 429, 429]
        known = served(opened.app, trusted_proxies=["127.0.0.0/31"], within_ipv6=within_ipv6)
        async with known as url:
            assert await told(url, "192.0.2.1", "192.0.2.2", "192.0.2.1") == [200, 200, 429]
            # What stands before the proxy's own word may be anybody's.
            assert await told(url, "192.0.2.9, 192.0.2.1", "127.0.0.1, 192.0.2.2") == [429, 429]


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What is logged at any level, as the lines are written."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


async def test_who_asked_is_logged_by_name(keyed: Opened, logged: StringIO) -> None:
    await asked(keyed.http, DESK)
    await asked(keyed.http, UNNAMED)
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    callers = [line["caller"] for line in lines if line["message"] == "question"]
    assert callers[0] == "desk"
    assert callers[1].startswith("key-")


async def test_a_proxy_that_nobody_named_is_hinted_at(tmp_path: Path, logged: StringIO) -> None:
    async with limited(tmp_path, ONRECORD_ADDRESS_RATE_LIMIT="1/hour") as opened:
        for _ in range(2):
            await opened.http.get("/articles", headers={"X-Forwarded-For": "192.0.2.1"})
    assert "ONRECORD_TRUSTED_PROXIES" in logged.getvalue()


async def test_keys_appear_nowhere(keyed: Opened, logged: StringIO) -> None:
    wrong = "w8Jc5Vd-not-a-key"
    shown = []
    async with served(keyed.app) as url, httpx.AsyncClient(base_url=url) as remote:
        for key in (NEWSROOM, UNNAMED, TOKEN, ADMIN_KEY, wrong):
            for request_line in (*READS, "DELETE /articles/none", "GET /nowhere", "POST /chat"):
                method, path = request_line.split()
                reply = await remote.request(method, path, headers=bearer(key))
                shown.append(f"{reply.headers} {reply.text}")
        keyed.pipeline.failure = RuntimeError("crash")
        for stream in (True, False):
            reply = await asked(remote, NEWSROOM, stream=stream)
            shown.append(f"{reply.headers} {reply.text}")
        shown.append((await remote.get("/metrics")).text)
        shown.append((await remote.get("/openapi.json")).text)
    shown.append(logged.getvalue())
    assert "RuntimeError: crash" in shown[-1]
    services = keyed.app.state.services
    shown.append(repr(services))
    for key in (NEWSROOM, DESK, UNNAMED.rstrip("="), TOKEN, ADMIN_KEY, wrong):
        assert key not in "".join(shown)
