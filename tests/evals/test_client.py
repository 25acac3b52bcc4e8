import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from evals.client import Client, request_of
from evals.errors import ServiceSilent, ServiceUnusable
from tests.evals.exchanges import a_case

Far = Callable[[httpx.Request], httpx.Response]


def _client(far: Far) -> Client:
    http = httpx.AsyncClient(transport=httpx.MockTransport(far), base_url="http://far")
    return Client(http, retry_after_s=0)


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


def _nested(levels: int) -> str:
    return f'{{"answer": {"[" * levels}{"]" * levels}}}'


ENVELOPE = {"error": {"code": "archive_missing", "message": "index something", "request_id": "r"}}


@pytest.mark.parametrize(
    ("far", "said"),
    [
        (_down, "POST /chat: connection refused"),
        (_slow, "POST /chat: ReadTimeout"),
        (lambda request: httpx.Response(503, json=ENVELOPE), "503, index something"),
        (lambda request: httpx.Response(500, json=[]), "500, without a reason"),
        (lambda request: httpx.Response(500, json={"error": {"message": "x" * 900}}), ", x{500}$"),
        (lambda request: httpx.Response(200, json=[]), "200, without a reason"),
        (lambda request: httpx.Response(502, text="<html>"), "502, no JSON"),
        (lambda request: httpx.Response(200, text='{"answer": "\\ud800"}'), "200, no JSON"),
        (lambda request: httpx.Response(200, text=_nested(300)), "200, no JSON"),
        (lambda request: httpx.Response(200, text=_nested(100_000)), "200, no JSON"),
    ],
)
async def test_a_far_side_that_fails_is_named(far: Far, said: str) -> None:
    with pytest.raises(ServiceUnusable, match=said):
        await _client(far).ask(a_case())


async def test_a_far_side_that_says_nothing_is_told_from_one_that_refuses() -> None:
    for far in (_down, _slow):
        with pytest.raises(ServiceSilent):
            await _client(far).ask(a_case())
    with pytest.raises(ServiceUnusable) as refused:
        await _client(lambda request: httpx.Response(503, json=ENVELOPE)).ask(a_case())
    assert not isinstance(refused.value, ServiceSilent)


async def test_a_reply_that_does_not_come_in_time_is_an_error() -> None:
    async def far(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError("nobody waits so long")

    http = httpx.AsyncClient(transport=httpx.MockTransport(far), base_url="http://far")
    with pytest.raises(ServiceSilent, match=r"POST /chat: no answer within 0\.01 s"):
        await Client(http, timeout_s=0.01).ask(a_case())


@pytest.mark.parametrize(
    ("failure", "tries"),
    [
        (httpx.ConnectError("refused"), 2),
        (httpx.RemoteProtocolError("cut off"), 2),
        (httpx.ReadTimeout("slow"), 1),
    ],
)
async def test_a_lost_connection_alone_is_tried_once_more(failure: Exception, tries: int) -> None:
    asked: list[str] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise failure

    with pytest.raises(ServiceSilent):
        await _client(far).ask(a_case())
    assert asked == ["/chat"] * tries


async def test_a_search_asks_for_the_case() -> None:
    asked: list[httpx.Request] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"evidence": []})

    await _client(far).rank(a_case(as_of=date(2019, 9, 17)), limit=10)
    sent = json.loads(asked[0].content)
    assert (asked[0].url.path, set(sent)) == (
        "/search",
        {"question", "as_of", "filters", "limit"},
    )
    assert (sent["as_of"], sent["limit"]) == ("2019-09-17", 10)


def _archive(*pages: list[str], words: int = 9, statements: int = 3) -> Far:
    """A service whose list has these pages of ids."""

    def far(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/status":
            status = {"articles": sum(map(len, pages)), "words": words, "embedder": "e:1"}
            return httpx.Response(200, json={**status, "statements": statements})
        if (id := request.url.path.removeprefix("/articles").strip("/")) != "":
            return httpx.Response(200, json={"id": id, "text": f"The text of {id}."})
        number = int(request.url.params.get("cursor", 0))
        articles = [{"id": id, "source": f"paper/{id}.txt"} for id in pages[number]]
        after = str(number + 1) if number + 1 < len(pages) else None
        return httpx.Response(200, json={"articles": articles, "next_cursor": after})

    return far


async def test_an_archive_holds_what_all_pages_of_its_list_name() -> None:
    held = await _client(_archive(["a1", "a2"], ["a3"])).holdings()
    assert held.ids == {f"paper/{id}.txt": id for id in ("a1", "a2", "a3")}
    assert held.embedder == "e:1"


async def test_articles_are_read_that_are_named_by_source_or_id() -> None:
    client = _client(_archive(["a1", "a2"], ["a3"]))
    known = await client.known(await client.holdings(), ["paper/a1.txt", "a3", "elsewhere"])
    assert known.texts == {"paper/a1.txt": "The text of a1.", "a3": "The text of a3."}
    assert (set(known.article_ids), "paper/a2.txt" in known.sources) == ({"a1", "a2", "a3"}, True)


async def test_the_fingerprint_of_an_archive_is_that_of_its_articles() -> None:
    async def of(far: Far) -> str:
        return (await _client(far).holdings()).fingerprint

    one = await of(_archive(["a1", "a2"]))
    assert one == await of(_archive(["a2"], ["a1"], statements=7))
    assert one != await of(_archive(["a1", "a3"]))
    assert one != await of(_archive(["a1", "a2"], words=8))


@pytest.mark.parametrize("cursor", ["again", [], {"page": 2}])
async def test_a_list_without_end_ends(cursor: Any) -> None:
    def far(request: httpx.Request) -> httpx.Response:
        page = {"articles": [{"id": "a1", "source": "a"}], "next_cursor": cursor}
        return httpx.Response(200, json=page)

    assert (await _client(far).holdings()).ids == {"a": "a1"}


async def test_a_list_out_of_shape_is_an_error() -> None:
    client = _client(lambda request: httpx.Response(200, json={"articles": [{"id": "a1"}]}))
    with pytest.raises(ServiceUnusable, match="GET /articles: the list is not as"):
        await client.holdings()


async def test_what_was_asked_leaves_no_conversation_behind() -> None:
    asked: list[tuple[str, str]] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, request.url.path))
        if request.method == "DELETE":
            return httpx.Response(204)
        return httpx.Response(200, json={"conversation_id": "c1"})

    client = _client(far)
    await client.ask(a_case())
    await client.forget()
    await client.forget()
    assert asked == [("POST", "/chat"), ("DELETE", "/conversations/c1")]


async def test_an_article_without_text_is_an_error() -> None:
    client = _client(lambda request: httpx.Response(200, json={"id": "a1"}))
    with pytest.raises(ServiceUnusable, match="GET /articles/a1 gave no text"):
        await client.article("a1")


async def test_an_id_is_no_part_of_the_address_whatever_it_holds() -> None:
    asked: list[bytes] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path)
        return httpx.Response(200, json={"text": "Moon spoke.", "conversation_id": "\x00/.."})

    client = _client(far)
    await client.article("../status?")
    await client.ask(a_case())
    await client.forget()
    assert asked == [b"/articles/..%2Fstatus%3F", b"/chat", b"/conversations/%00%2F.."]


async def test_a_conversation_that_cannot_be_deleted_ends_nothing() -> None:
    def far(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            raise httpx.DecodingError("no gzip", request=request)
        return httpx.Response(200, json={"conversation_id": "c1"})

    client = _client(far)
    await client.ask(a_case())
    await client.forget()


async def _no_wait(_: float) -> None:
    """Where a test does not look at the time."""


async def test_a_limit_is_waited_for_as_long_as_the_service_asks() -> None:
    waited: list[float] = []
    limits = iter([httpx.Response(429, headers={"Retry-After": wait}) for wait in ("7", "0")])

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    def far(_: httpx.Request) -> httpx.Response:
        return next(limits, httpx.Response(200, json={"outcome": "answered"}))

    http = httpx.AsyncClient(transport=httpx.MockTransport(far), base_url="http://far")
    assert await Client(http, sleep=sleep).ask(a_case()) == {"outcome": "answered"}
    assert waited == [7, 1]


@pytest.mark.parametrize("headers", [{"Retry-After": "90"}, {"Retry-After": "soon"}, {}])
async def test_a_limit_that_does_not_end_is_an_error(headers: dict[str, str]) -> None:
    asked: list[httpx.Request] = []

    def far(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(429, headers=headers, json={"error": {"message": "too much"}})

    http = httpx.AsyncClient(transport=httpx.MockTransport(far), base_url="http://far")
    with pytest.raises(ServiceUnusable, match="429, too much"):
        await Client(http, sleep=_no_wait).ask(a_case())
    assert len(asked) <= 2
