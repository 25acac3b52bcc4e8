"""A reply as Slack's blocks: what a reader is told, and that articles only say what they say."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from indexing.article import Attested, IndexedArticle
from service.answer import Reason
from service.http.envelope import Failure
from service.responses import (
    ChatResponse,
    CitationOut,
    GenerationOut,
    InterpretationOut,
)
from service.slack import blocks, texts
from service.slack.blocks import Block
from service.slack.mrkdwn import BLOCK_CHARS
from tests.indexing.archives import an_article
from tests.service.asking import ask
from tests.service.slack.far_side import FarSide
from tests.service.slack.reading import Read, read
from tests.service.slack.sent import direct, mention
from tests.service.slack.surfaces import Surface, surface

READ = InterpretationOut(
    form="what_said", speaker=None, topic="", since=None, until=None, publishers=[]
)
CITATION = CitationOut(
    marker=1,
    article_id="a/b",
    title="Talks",
    publisher="AP",
    byline=None,
    published=date(2019, 3, 4),
    published_provenance="explicit",
    url=None,
    source="seeds/a.txt",
    quote="It was beautiful.",
    start=5,
    end=22,
    speaker="Moon Jae In",
    speaker_mention="He",
    kind="direct",
    score=1.0,
)
REPLY = ChatResponse(
    conversation_id="c",
    message_id="m",
    outcome="answered",
    reason=None,
    answer="Moon called it beautiful. [1]",
    short_answer=None,
    query="",
    interpretation=READ,
    claims=[],
    citations=[CITATION],
    answerer="extractive",
    timings_ms={},
)


def shown(told: list[Block]) -> list[Read]:
    found = []
    for block in told:
        parts = [block["text"]] if "text" in block else block["elements"]
        found += [read(part["text"]) for part in parts if isinstance(part.get("text"), str)]
    return found


def cited(citation: CitationOut, public_url: str | None = "https://news.example") -> Read:
    [told] = shown(
        blocks.closing(REPLY.model_copy(update={"citations": [citation]}), public_url=public_url)
    )
    return told


def test_a_citation_tells_publisher_day_and_how_it_is_known_then_the_exact_words() -> None:
    told = cited(CITATION)
    assert told.text == (
        "[1] · AP · 2019-03-04 (as the article states) · Talks · said by Moon Jae In\n"
        "“It was beautiful.”"
    )
    assert told.links == ("https://news.example/articles/a%2Fb/view#5-22",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"published_provenance": "inferred"}, "2019-03-04 (inferred)"),
        ({"published": None, "published_provenance": "unknown"}, "undated"),
    ],
)
def test_a_day_that_was_guessed_or_is_not_known_is_told_so(
    change: dict[str, object], expected: str
) -> None:
    assert expected in cited(CITATION.model_copy(update=change)).text.split(" · ")


def test_an_article_with_an_address_is_linked_there() -> None:
    url = "https://ap.example/story?a=1&b=2"
    assert cited(CITATION.model_copy(update={"url": url})).links == (url,)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a/" + "b" * 999,
        "https://a/" + "회" * 410,  # nine characters each, as it is written
        "https://a/?" + "&" * 300,
    ],
    ids=lambda url: url[:20],
)
def test_an_address_that_no_reader_should_follow_is_not_linked(url: str) -> None:
    citation = CITATION.model_copy(update={"url": url})
    assert cited(citation).links == ("https://news.example/articles/a%2Fb/view#5-22",)


@pytest.mark.parametrize("sign", ["a", "회", "🕊", "&"])
def test_a_citation_fits_whatever_its_address_is_written_in(sign: str) -> None:
    long = "회" * 400
    changed = {"title": long, "publisher": long, "speaker": long, "quote": "She came. " * 400}
    for chars in (50, 100, 200, 400, 900, 1_900):
        url = "https://a.example/" + sign * chars
        citation = CITATION.model_copy(update={**changed, "url": url})
        for public_url in (None, url):
            reply = REPLY.model_copy(update={"citations": [citation]})
            [block] = blocks.closing(reply, public_url=public_url)
            markup = block["elements"][0]["text"]
            assert len(markup) <= BLOCK_CHARS
            assert "“She came. She came." in markup


def test_what_cannot_be_linked_names_its_file() -> None:
    told = cited(CITATION.model_copy(update={"title": None}), public_url=None)
    assert told.links == ()
    assert "seeds/a.txt" in told.text


def test_what_an_article_calls_itself_does_nothing() -> None:
    evil = "<!channel> *A* <https://evil.example|P> > `x`"
    told = cited(
        CITATION.model_copy(
            update={"title": evil, "publisher": evil, "speaker": evil, "quote": f"{evil}\n> {evil}"}
        )
    )
    assert (told.mentions, told.styled) == ((), ())
    assert told.links == ("https://news.example/articles/a%2Fb/view#5-22",)
    assert told.text.count(evil) == 5


def test_very_long_names_leave_room_for_the_quote() -> None:
    long = "*" * 5_000
    citation = CITATION.model_copy(
        update={"title": long, "publisher": long, "speaker": long, "quote": long}
    )
    [block] = blocks.closing(
        REPLY.model_copy(update={"citations": [citation]}),
        public_url="https://news.example/" + "a" * 200,
    )
    assert len(block["elements"][0]["text"]) <= BLOCK_CHARS
    assert "“*" in read(block["elements"][0]["text"]).text


def test_the_few_words_that_were_asked_for_come_first() -> None:
    first, second = shown(blocks.answer(REPLY.model_copy(update={"short_answer": "yes <!here>"})))
    assert first.text == "In short: *Yes <!here>*"
    assert first.mentions == ()
    assert second.text == REPLY.answer


def test_what_was_inferred_is_shown() -> None:
    interpretation = READ.model_copy(
        update={
            "speaker": "Moon Jae In",
            "topic": "<!here>",
            "since": date(2019, 3, 1),
            "until": date(2019, 3, 5),
            "publishers": ["AP"],
        }
    )
    reply = REPLY.model_copy(update={"interpretation": interpretation})
    *_, note = shown(blocks.closing(reply, public_url=None))
    assert note.text == (
        "Read as: said by Moon Jae In, about <!here>, from 2019-03-01, to 2019-03-05, in AP"
    )
    assert note.mentions == ()


def test_an_abstention_tells_why_and_what_is_nearest() -> None:
    reply = REPLY.model_copy(
        update={"outcome": "insufficient_evidence", "reason": "speaker_not_quoted"}
    )
    reason, nearest, citation = shown(blocks.closing(reply, public_url=None))
    assert reason.text == "Why not: the archive does not quote them on this"
    assert nearest.text == "The nearest that the archive has:"
    assert citation.text.startswith("[1]")


def test_every_reason_has_its_words() -> None:
    assert set(texts.REASONS) == set(get_args(Reason))


@pytest.mark.parametrize(
    ("answerer", "words"),
    [("extractive", "The model gave no answer (model_over_limit)"), ("generative", "as far as it came")],
)
def test_a_model_that_failed_is_told(answerer: str, words: str) -> None:
    generation = GenerationOut(
        model="m",
        steps={"answer": "model_over_limit"},
        prompts={},
        requests=1,
        retries=0,
        prompt_tokens=0,
        completion_tokens=0,
        sentences={},
        faults={},
        markers_dropped=0,
    )
    reply = REPLY.model_copy(update={"generation": generation, "answerer": answerer})
    *_, note = shown(blocks.closing(reply, public_url=None))
    assert words in note.text


def test_a_failure_in_others_words_does_nothing() -> None:
    first, second = shown(blocks.failure(Failure(404, "x", "no <!channel> *here*"), "r-1"))
    assert first.text.endswith("No <!channel> *here*.")
    assert first.mentions == ()
    assert second.text == "request id r-1"


def test_blocks_are_packed_in_order_and_within_bounds() -> None:
    many = [blocks.section(f"{number} " + "x" * 900) for number in range(120)]
    packed = blocks.packed(many, notification="<!channel>")
    assert [block for message in packed for block in message.blocks] == many
    assert all(len(message.blocks) <= blocks.BLOCKS_MOST for message in packed)
    sizes = [sum(map(blocks.size_of, message.blocks)) for message in packed]
    assert all(size <= blocks.MESSAGE_CHARS for size in sizes)
    assert packed[0].text == "&lt;!channel&gt;"


def hostile() -> IndexedArticle:
    told = an_article("evil", "In Oslo <!channel> *all* of <https://evil.example|us> met @here.")
    title = Attested("> <!here> *T*", "explicit", "title")
    return replace(
        told, article=replace(told.article, metadata=replace(told.article.metadata, title=title))
    )


@pytest.mark.parametrize("asked", [mention, direct])
async def test_a_hostile_article_does_nothing_in_a_channel_or_a_stream(
    slack: Surface, asked: object
) -> None:
    assert callable(asked)
    await slack.store.archive.replace([hostile()])
    [posted] = await slack.answered(asked("Who was in Oslo?"))
    told = shown(posted.blocks[:-1])
    assert [one.mentions for one in told] == [()] * len(told)
    assert [one.styled for one in told] == [()] * len(told)
    links = [link for one in told for link in one.links]
    assert links
    assert all(link.startswith("https://news.example/articles/evil/view#") for link in links)
    assert read(posted.text).mentions == ()
    words = " ".join(one.text for one in told)
    assert "In Oslo <!channel> *all* of <https://evil." in words
    assert all(
        part["verbatim"] is True
        for block in posted.blocks[:-1]
        for part in ([block["text"]] if "text" in block else block["elements"])
    )


async def test_slack_and_http_give_the_same_answer_and_citations(slack: Surface) -> None:
    question = "Who was in Hanoi?"
    reply = await ask(slack.http, question)
    for asked in (mention, direct):
        [posted] = await slack.answered(asked(question))
        told = shown(posted.blocks[:-1])
        assert told[0].text == reply["answer"]
        quotes = [one.text.partition("\n")[2] for one in told if one.text.startswith("[")]
        assert quotes == [f"“{citation['quote']}”" for citation in reply["citations"]]


async def test_without_a_public_address_there_are_no_links(far: FarSide, tmp_path: Path) -> None:
    async with surface(tmp_path, far, public_url=None) as slack:
        [posted] = await slack.answered(mention("Who was in Hanoi?"))
    assert read(posted.words).links == ()
