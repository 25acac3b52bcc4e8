"""The archive over HTTP."""

from typing import Any

import httpx
import pytest

from service.http.schemas import MAX_FIELDS
from tests.service.apps import ADMIN_KEY, KANG, MOON, TOKEN, Opened, opened_app

ADMIN = {"Authorization": f"Bearer {ADMIN_KEY}"}
MANY = "&".join(f"a{n}=1" for n in range(MAX_FIELDS + 1))


async def test_articles_are_listed_newest_first_page_by_page(http: httpx.AsyncClient) -> None:
    first = (await http.get("/articles", params={"limit": 1})).json()
    rest = (await http.get("/articles", params={"cursor": first["next_cursor"]})).json()
    assert [one["id"] for one in first["articles"] + rest["articles"]] == ["moon", "kang"]
    assert rest["next_cursor"] is None
    assert "text" not in first["articles"][0]


async def test_articles_are_filtered(http: httpx.AsyncClient) -> None:
    for params in ({"publisher": "ap"}, {"from": "2019-03-04", "to": "2019-03-04"}):
        found = (await http.get("/articles", params=params)).json()["articles"]
        assert [one["id"] for one in found] == ["moon"]


async def test_an_article_carries_its_text_and_what_bears_each_value(
    http: httpx.AsyncClient,
) -> None:
    article = (await http.get("/articles/moon")).json()
    assert article["text"] == MOON.article.text
    assert article["published"] == "2019-03-04"
    assert article["published_provenance"] == "inferred"
    assert article["attested"]["published"] == {"provenance": "inferred", "evidence": "the text"}


async def test_statements_are_the_ledger(http: httpx.AsyncClient) -> None:
    reply = (await http.get("/statements", params={"speaker": "Kang"})).json()
    [statement] = reply["statements"]
    assert statement["speaker"] == "Kang Kyung-wha"
    assert statement["kind"] == "direct"
    assert statement["via"] == "KCNA"
    assert statement["is_denial"] is True
    text = KANG.article.text
    for place in statement["contents"]:
        assert text[place["start"] : place["end"]] == place["quote"]


async def test_statements_are_limited_to_articles(http: httpx.AsyncClient) -> None:
    reply = (await http.get("/statements", params={"article_id": "moon"})).json()
    assert {one["article_id"] for one in reply["statements"]} == {"moon"}


async def test_statements_come_page_by_page(http: httpx.AsyncClient) -> None:
    everything = (await http.get("/statements")).json()["statements"]
    rest = (await http.get("/statements", params={"offset": 1})).json()["statements"]
    assert [one["quote"] for one in rest] == [one["quote"] for one in everything[1:]]


async def test_speakers_are_listed_by_the_beginning_of_a_name(http: httpx.AsyncClient) -> None:
    reply = (await http.get("/speakers", params={"named": "kang"})).json()
    assert reply == {"speakers": [{"name": "Kang Kyung-wha", "statements": 1}]}
    both = (await http.get("/speakers")).json()["speakers"]
    assert {one["name"] for one in both} == {"Kang Kyung-wha", "Moon Jae In"}


async def test_search_gives_ranked_evidence(http: httpx.AsyncClient) -> None:
    reply = await http.post("/search", json={"question": "Hanoi?", "limit": 1})
    [evidence] = reply.json()["evidence"]
    assert evidence["marker"] == 1
    assert "Hanoi" in evidence["quote"]


async def test_status_counts_what_is_there(http: httpx.AsyncClient) -> None:
    status = (await http.get("/status")).json()
    assert (status["articles"], status["undated"], status["publishers"]) == (2, 1, ["AP"])


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/articles?since=2019-01-01", "since: no such field"),
        ("/articles?from=2019-13-01", "from: 2019-13-01 is not a day"),
        ("/articles?from=2019-03-02&to=2019-03-01", "lies after"),
        ("/articles?limit=0", "limit"),
        ("/articles?limit=many", "limit"),
        ("/articles?cursor=nonsense", "cursor"),
        ("/articles/%00", "control characters"),
        ("/statements?limit=1000", "limit"),
        ("/statements?about=%20", "about"),
        ("/statements?offset=-1", "offset"),
        ("/speakers?limit=1000", "limit"),
        ("/speakers?name=Kang", "name: no such field"),
        *((f"/{of}?{MANY}", "21 fields are too many") for of in ("articles", "speakers")),
    ],
)
async def test_bad_parameters_are_refused_by_name(
    http: httpx.AsyncClient, path: str, told: str
) -> None:
    reply = await http.get(path)
    assert reply.status_code == 422, reply.text
    assert told in reply.json()["error"]["message"]


async def test_an_unknown_article_is_not_found(http: httpx.AsyncClient) -> None:
    reply = await http.get("/articles/nothing")
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "article_not_found")


async def test_an_article_is_added_replaced_and_removed(http: httpx.AsyncClient) -> None:
    given = {"id": "new", "text": "Ann Lee said: “It rains.”", "title": "Weather"}
    added = (await http.post("/articles", json=given, headers=ADMIN)).json()
    assert (added["added"], added["ids"], added["rejected"]) == (1, ["new"], [])
    article = (await http.get("/articles/new")).json()
    assert (article["title"], article["text"], article["source"]) == (
        given["title"],
        given["text"],
        "api/new",
    )

    again = (await http.post("/articles", json=given, headers=ADMIN)).json()
    assert (again["added"], again["unchanged"]) == (0, 1)
    changed = {"articles": [{**given, "text": "Ann Lee said: “It snows.”"}]}
    assert (await http.post("/articles", json=changed, headers=ADMIN)).json()["changed"] == 1

    assert (await http.delete("/articles/new", headers=ADMIN)).status_code == 204
    assert (await http.get("/articles/new")).status_code == 404
    assert (await http.delete("/articles/new", headers=ADMIN)).status_code == 404


async def test_an_article_without_an_id_gets_one_by_its_words(http: httpx.AsyncClient) -> None:
    given = {"articles": [{"text": "It rains."}, {"text": "It snows.", "title": "Weather"}]}
    [first, second] = (await http.post("/articles", json=given, headers=ADMIN)).json()["ids"]
    [again] = (await http.post("/articles", json=given["articles"][0], headers=ADMIN)).json()["ids"]
    assert first == again != second


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "a", "colour": "red"}, "colour: no such field"),
        ({"text": "a", "id": "a\nb"}, "id: String should match pattern"),
        ({"text": "a", "id": "a\0"}, "id: String should match pattern"),
        ({"articles": []}, "articles"),
        ({"articles": [{"text": "a", "id": "a/b"}]}, "articles.0.id"),
        ({"text": "a", "published": "soon"}, "published"),
        ({"text": "a", "title": 5}, "title"),
    ],
)
async def test_a_bad_article_is_refused_by_field(
    http: httpx.AsyncClient, body: Any, told: str
) -> None:
    reply = await http.post("/articles", json=body, headers=ADMIN)
    assert reply.status_code == 422, reply.text
    assert told in reply.json()["error"]["message"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
async def test_only_the_admin_key_changes_the_archive(
    http: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for reply in (
        await http.post("/articles", json={"text": "a"}, headers=headers),
        await http.delete("/articles/moon", headers=headers),
    ):
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "unauthorized")
        assert reply.headers["www-authenticate"] == "Bearer"


async def test_without_an_admin_key_nobody_changes_the_archive(tmp_path_factory: Any) -> None:
    async with opened_app(tmp_path_factory.mktemp("closed"), admin_key=None) as opened:
        reply = await opened.http.delete("/articles/moon", headers=ADMIN)
        assert reply.status_code == 403
        assert "ONRECORD_ADMIN_KEY" in reply.json()["error"]["message"]


async def test_index_is_for_the_command_line_alone(http: httpx.AsyncClient) -> None:
    for headers in ({}, ADMIN):
        reply = await http.post("/index", json={"paths": ["/"]}, headers=headers)
        assert reply.status_code == 401


async def test_index_is_not_in_the_schema(http: httpx.AsyncClient) -> None:
    assert "/index" not in (await http.get("/openapi.json")).json()["paths"]


async def test_index_tells_how_far_it_is_and_what_it_did(opened: Opened, tmp_path: Any) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text("It rains in Paris today, Ann Lee said.")
    opened.http.headers["Authorization"] = f"Bearer {TOKEN}"
    reply = await opened.http.post("/index", json={"paths": [str(tmp_path / "news")]})
    names = [line for line in reply.text.splitlines() if line.startswith("event: ")]
    assert names[-1] == "event: done"
    assert '"added":1' in reply.text.splitlines()[-2]


async def test_an_unreadable_folder_is_a_status(opened: Opened, tmp_path: Any) -> None:
    opened.http.headers["Authorization"] = f"Bearer {TOKEN}"
    reply = await opened.http.post("/index", json={"paths": [str(tmp_path / "nowhere")]})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "source_unreadable")
