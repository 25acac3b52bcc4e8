"""The seed articles, indexed and answered for real, over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from indexing.settings import load_settings
from service.wiring import open_app
from tests.service.asking import ask

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOON_ON_HANOI = "what did Moon say about Hanoi?"
KANG_ON_HANOI = "What did Kang say about Hanoi?"
QUESTIONS = (
    MOON_ON_HANOI,
    KANG_ON_HANOI,
    "Who called the letter very warm?",
    "Did Moon say the Vietnam summit was a failure?",
    "Which cities were possible for the second meeting?",
    "What did Putin say about the Hanoi summit?",
    "What did Angela Merkel say about Hanoi?",
    "What did Moon say about whaling?",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http(seed_archive: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = load_settings({"ONRECORD_DATA_DIR": str(seed_archive)})
    async with (
        open_app(settings, must_exist=True) as app,
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://onrecord.test"
        ) as http,
    ):
        yield http


def plain(text: str) -> str:
    """With straight quotation marks, as the contract writes them."""
    return text.translate(str.maketrans("“”’", '""\''))


def abstained(reply: dict[str, Any]) -> tuple[str, str]:
    return reply["outcome"], reply["reason"]


async def test_moon_on_hanoi_is_his_view_of_the_vietnam_summit(http: httpx.AsyncClient) -> None:
    reply = await ask(http, MOON_ON_HANOI)
    assert reply["outcome"] == "answered"
    assert "doesn't see the Vietnam summit as a failure" in plain(reply["answer"])


async def test_moon_on_hanoi_tells_of_the_talks_to_come(http: httpx.AsyncClient) -> None:
    reply = await ask(http, MOON_ON_HANOI)
    assert "the basis for future talks" in reply["answer"]


async def test_moon_on_hanoi_is_cited_from_ap(http: httpx.AsyncClient) -> None:
    reply = await ask(http, MOON_ON_HANOI)
    assert {citation["publisher"] for citation in reply["citations"]} == {"AP"}


async def test_every_citation_of_moons_words_is_moons(http: httpx.AsyncClient) -> None:
    reply = await ask(http, MOON_ON_HANOI)
    assert {citation["speaker"] for citation in reply["citations"]} == {"Moon Jae In"}


async def test_moon_on_hanoi_has_not_a_word_of_kangs(http: httpx.AsyncClient) -> None:
    kang = await ask(http, "What did Kang say?")
    moon = await ask(http, MOON_ON_HANOI)
    told = moon["answer"] + " ".join(citation["quote"] for citation in moon["citations"])
    assert len(kang["citations"]) >= 3
    assert not [each["quote"] for each in kang["citations"] if each["quote"] in told]
    assert "Kang" not in told


async def test_kang_on_hanoi_is_that_no_agreement_was_reached(http: httpx.AsyncClient) -> None:
    reply = await ask(http, KANG_ON_HANOI)
    assert "No agreement was reached" in reply["answer"]
    assert {citation["speaker"] for citation in reply["citations"]} == {"Kang Kyung-wha"}


async def test_kang_is_still_meant_by_a_follow_up(http: httpx.AsyncClient) -> None:
    first = await ask(http, KANG_ON_HANOI)
    reply = await ask(
        http,
        "And about the two leaders meeting?",
        conversation_id=first["conversation_id"],
    )
    assert reply["outcome"] == "answered"
    assert "too much to expect" in reply["answer"]
    assert {citation["speaker"] for citation in reply["citations"]} == {"Kang Kyung-wha"}


async def test_sanders_called_the_letter_very_warm(http: httpx.AsyncClient) -> None:
    reply = await ask(http, "Who called the letter very warm?")
    assert reply["short_answer"] == "Sarah Sanders"
    assert reply["citations"][0]["publisher"] == "AFP"
    assert "very warm" in reply["citations"][0]["quote"]


async def test_moon_did_not_say_that_the_summit_was_a_failure(http: httpx.AsyncClient) -> None:
    reply = await ask(http, "Did Moon say the Vietnam summit was a failure?")
    assert (reply["outcome"], reply["short_answer"]) == ("answered", "no")
    assert "doesn't see the Vietnam summit as a failure" in plain(reply["answer"])


async def test_three_cities_were_possible(http: httpx.AsyncClient) -> None:
    reply = await ask(http, "Which cities were possible for the second meeting?")
    assert reply["outcome"] == "answered"
    assert reply["short_answer"] == "Bangkok, Hanoi and Hawaii"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Putin say about the Hanoi summit?", "speaker_not_quoted"),
        ("What did Angela Merkel say about Hanoi?", "unknown_speaker"),
        ("What did Moon say about whaling?", "speaker_not_quoted"),
    ],
)
async def test_what_nobody_said_is_not_answered(
    http: httpx.AsyncClient, question: str, reason: str
) -> None:
    reply = await ask(http, question)
    assert abstained(reply) == ("insufficient_evidence", reason)
    assert reply["claims"] == []


async def test_a_day_before_all_articles_leaves_the_undated_out(http: httpx.AsyncClient) -> None:
    undated = [
        article
        for article in (await http.get("/articles")).json()["articles"]
        if article["published"] is None
    ]
    reply = await ask(http, MOON_ON_HANOI, as_of="2018-12-31")
    assert reply["outcome"] == "insufficient_evidence"
    assert len(undated) > 1
    assert f"{len(undated)} articles were left out because they are undated" in reply["answer"]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_citation_is_the_articles_text_at_its_place(
    http: httpx.AsyncClient, question: str
) -> None:
    for citation in (await ask(http, question))["citations"]:
        article = (await http.get(f"/articles/{citation['article_id']}")).json()
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_claim_of_an_answer_is_verbatim_and_cited(
    http: httpx.AsyncClient, question: str
) -> None:
    reply = await ask(http, question)
    markers = {citation["marker"] for citation in reply["citations"]}
    for claim in reply["claims"]:
        assert claim["support"] == "verbatim"
        assert claim["citations"]
        assert set(claim["citations"]) <= markers
