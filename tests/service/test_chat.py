"""POST /chat: the contract, the memory of a conversation, and what goes wrong."""

import asyncio
from typing import Any

import httpx

from indexing.errors import StorageFailed
from tests.service.apps import TOKEN, Opened, opened_app
from tests.service.asking import ask, refused


async def test_an_answer_has_every_field_of_the_contract(http: httpx.AsyncClient) -> None:
    reply = await ask(http)
    assert reply.keys() == {
        "conversation_id",
        "message_id",
        "outcome",
        "reason",
        "choices",
        "answer",
        "short_answer",
        "query",
        "interpretation",
        "claims",
        "citations",
        "answerer",
        "generation",
        "timings_ms",
    }
    assert reply["interpretation"].keys() >= {
        "form",
        "speaker",
        "topic",
        "from",
        "to",
        "publishers",
    }
    assert reply["citations"][0].keys() >= {
        "marker",
        "article_id",
        "title",
        "publisher",
        "byline",
        "published",
        "published_provenance",
        "url",
        "quote",
        "start",
        "end",
        "speaker",
        "speaker_mention",
        "score",
    }


async def test_every_quote_is_the_text_at_its_place(http: httpx.AsyncClient) -> None:
    reply = await ask(http, "What is beautiful?")
    [citation] = reply["citations"]
    article = (await http.get(f"/articles/{citation['article_id']}")).json()
    assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


async def test_claims_name_their_citations(http: httpx.AsyncClient) -> None:
    reply = await ask(http)
    assert [claim["citations"] for claim in reply["claims"]] == [[1], [2]]


async def test_what_is_unknown_of_an_article_is_null(http: httpx.AsyncClient) -> None:
    reply = await ask(http, "Where was Kang?")
    [citation] = reply["citations"]
    assert citation["publisher"] is None
    assert citation["published"] is None
    assert citation["published_provenance"] == "unknown"
    assert citation["source"] == "papers/kang.txt"


async def test_what_is_not_there_is_said_with_a_reason(http: httpx.AsyncClient) -> None:
    reply = await ask(http, "And whaling?")
    assert (reply["outcome"], reply["reason"]) == ("insufficient_evidence", "no_evidence")


async def test_a_question_is_trimmed_to_one_line(opened: Opened) -> None:
    await ask(opened.http, "  Who was\r\n\tin Hanoi? ")
    assert opened.pipeline.asked[0].text == "Who was in Hanoi?"


async def test_a_follow_up_knows_what_was_said(opened: Opened) -> None:
    first = await ask(opened.http)
    await ask(opened.http, "And of talks?", conversation_id=first["conversation_id"])
    history = opened.pipeline.asked[1].history
    assert [(turn.role, turn.content) for turn in history] == [
        ("user", "Who was in Hanoi?"),
        ("assistant", first["answer"]),
    ]


async def test_history_can_be_given_instead(opened: Opened) -> None:
    turns = [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": "Moon\n[1]."}]
    reply = await ask(opened.http, history=turns)
    assert [turn.content for turn in opened.pipeline.asked[0].history] == ["Who?", "Moon [1]."]
    assert reply["conversation_id"]


async def test_filters_and_as_of_reach_the_pipeline(opened: Opened) -> None:
    filters = {"publishers": ["AP"], "speakers": ["Moon"], "from": "2019-01-01", "to": None}
    await ask(opened.http, filters=filters, as_of="2019-06-01")
    asked = opened.pipeline.asked[0]
    assert asked.speakers == ("Moon",)
    assert asked.filters.publishers == ("AP",)
    assert asked.filters.article_ids is None
    assert str(asked.filters.since) == "2019-01-01"
    assert str(asked.filters.as_of) == "2019-06-01"


async def test_questions_asked_at_once_keep_their_order(opened: Opened) -> None:
    first = await ask(opened.http)
    conversation_id = first["conversation_id"]
    asking = (ask(opened.http, f"{n} Hanoi?", conversation_id=conversation_id) for n in range(5))
    await asyncio.gather(*asking)
    kept = (await opened.http.get(f"/conversations/{conversation_id}")).json()
    assert [len(asked.history) for asked in opened.pipeline.asked] == [0, 2, 4, 6, 8, 10]
    assert [turn["question"] for turn in kept["turns"]] == [
        asked.text for asked in opened.pipeline.asked
    ]


async def test_an_unknown_conversation_is_not_found(http: httpx.AsyncClient) -> None:
    body = {"question": "Who?", "conversation_id": "nobody's"}
    assert "leave conversation_id out" in await refused(http, body, status=404)


async def test_without_a_model_generative_is_unavailable(http: httpx.AsyncClient) -> None:
    body = {"question": "Hanoi?", "answerer": "generative"}
    assert "no chat model" in await refused(http, body, status=503)
    for answerer in ("auto", "extractive"):
        assert (await ask(http, answerer=answerer))["answerer"] == "extractive"


async def test_an_empty_archive_says_what_to_do(opened: Opened) -> None:
    await opened.store.archive.replace([], remove=["moon", "kang"])
    assert "onrecord index" in await refused(opened.http, {"question": "Who?"}, status=503)


async def test_a_failing_disk_shows_no_path_but_to_the_operator(opened: Opened) -> None:
    opened.pipeline.failure = StorageFailed("the disk is full (/srv/onrecord/archive.db)")
    assert "/srv" not in await refused(opened.http, {"question": "Hanoi?"}, status=503)
    opened.http.headers["Authorization"] = f"Bearer {TOKEN}"
    assert "/srv" in await refused(opened.http, {"question": "Hanoi?"}, status=503)


async def test_a_bug_shows_nothing(opened: Opened) -> None:
    opened.pipeline.failure = RuntimeError("secret plans")
    reply = await opened.http.post("/chat", json={"question": "Hanoi?"})
    assert reply.status_code == 500
    assert reply.json()["error"]["code"] == "internal"
    assert "secret" not in reply.text
    assert reply.headers["X-Request-ID"] == reply.json()["error"]["request_id"]


async def test_a_question_that_takes_too_long_is_given_up(tmp_path_factory: Any) -> None:
    async with opened_app(tmp_path_factory.mktemp("slow"), timeout_s=0.05) as opened:
        opened.pipeline.hold = asyncio.Event()
        message = await refused(opened.http, {"question": "Hanoi?"}, status=504)
        assert "0.05 s" in message
        assert opened.pipeline.was_cancelled


async def test_nothing_is_kept_of_a_question_that_fails(opened: Opened) -> None:
    first = await ask(opened.http)
    opened.pipeline.failure = RuntimeError("no")
    body = {"question": "Hanoi?", "conversation_id": first["conversation_id"]}
    await opened.http.post("/chat", json=body)
    kept = (await opened.http.get(f"/conversations/{first['conversation_id']}")).json()
    assert len(kept["turns"]) == 1


async def test_what_is_to_be_ignored_reaches_the_pipeline(opened: Opened) -> None:
    await ask(opened.http, ignore=["speaker", "dates"])
    assert opened.pipeline.asked[-1].ignored == ("speaker", "dates")


async def test_only_parts_of_a_reading_can_be_ignored(http: httpx.AsyncClient) -> None:
    told = await refused(http, {"question": "Who was in Hanoi?", "ignore": ["topic"]})
    assert "ignore" in told
