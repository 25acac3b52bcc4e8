"""The page's own reading of offsets and of events, by the browser's engine."""

import json
from typing import Any

import pytest
from playwright.async_api import Page

from tests.service.web.browsing import Visit, call

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXTS = (
    "plain",
    "🕊 one",
    "e\u0301 é 👩‍👩‍👧 🙂",
    "𝔐oor\n\n“q”",
    "a\u202eb\u2066c",
)


async def test_code_points_are_found_in_javascript_strings(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    for text in TEXTS:
        places = [(start, end) for end in range(len(text) + 1) for start in range(end)]
        found = await call(
            page,
            "offsets.js",
            "given.places.map(([s, e]) => { const u = m.unitsOf(given.text, s, e);"
            " return given.text.slice(u.from, u.to); })",
            {"text": text, "places": places},
        )
        assert found == [text[start:end] for start, end in places]
    beyond = await call(page, "offsets.js", "[m.unitsOf('🕊🕊', 1, 3), m.unitsOf('', 0, 1)]")
    assert beyond == [None, None]

    fragments: dict[str, Any] = {
        "0-4": {"start": 0, "end": 4},
        "1619-1676": {"start": 1619, "end": 1676},
    }
    odd = ["", "4-4", "5-4", "-4", "1-4-5", "1e3-2e3", "99999999999-999999999999", "<img>"]
    fragments |= dict.fromkeys(odd)
    read = await call(page, "offsets.js", "given.map(m.placeOf)", list(fragments))
    assert dict(zip(fragments, read, strict=True)) == fragments


async def parsed(page: Page, *pieces: str) -> list[tuple[str, str]]:
    pushed = "((parser) => given.flatMap((piece) => parser.push(piece)))(new m.EventParser())"
    events = await call(page, "events.js", pushed, list(pieces))
    return [(event["name"], event["data"]) for event in events]


async def test_events_are_read_by_the_grammar_however_they_are_cut(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    for stream, events in (
        ("event: a\ndata: 1\n\n", [("a", "1")]),
        ("\ufeffdata:1\n\n", [("message", "1")]),
        ("data: 1\ndata: 2\n\n", [("message", "1\n2")]),
        ("data:  1\n\n", [("message", " 1")]),
        ("data\n\n", [("message", "")]),
        (': a comment\n\nevent: a\ndata: {"b": "c: d"}\n\n', [("a", '{"b": "c: d"}')]),
        ("event: a\n\ndata: 1\n\n", [("message", "1")]),
        ("id: 7\nretry: 9\nevent: a\ndata: 1\n\n", [("a", "1")]),
        ("event: a\ndata: 1\n", []),
        ("data: 1\r\n\r\ndata: 2\r\rdata: 3\n\n", [("message", each) for each in "123"]),
    ):
        assert await parsed(page, stream) == events
        assert await parsed(page, *stream) == events

    words = ("Moon said “🕊”", "\u2028", "[1]\\n", "")
    stream = "".join(
        f"event: delta\r\ndata: {json.dumps({'text': text})}\r\n\r\n: ping\r\n\r\n"
        for text in words
    )
    for size in (1, 2, 3, 7, 64):
        pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
        told = [json.loads(data)["text"] for _, data in await parsed(page, *pieces)]
        assert told == list(words)


async def test_what_is_known_of_a_date_and_of_an_answer_is_said_in_words(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    attested = {"published": {"evidence": "last Monday"}}
    for known, told in (
        ({"published": None, "published_provenance": "unknown"}, "Date unknown"),
        (
            {"published": "2019-03-04", "published_provenance": "inferred", "attested": attested},
            "4 March 2019, inferred from “last Monday”",
        ),
        (
            {"published": "2019-03-04", "published_provenance": "explicit", "attested": attested},
            "4 March 2019, stated with the article",
        ),
    ):
        assert (await call(page, "wording.js", "m.whenAndWhy(given)", known)).startswith(told)

    claims = [{"support": "verbatim"}, {"support": "supported"}]
    for reply, told in (
        ({"answerer": "extractive"}, "Every sentence is the article’s own"),
        ({"answerer": "generative"}, "Written by a language model; each sentence was checked"),
        ({"answerer": "generative"}, "1 of 2 is word for word."),
        (
            {"answerer": "extractive", "generation": {"steps": {"answer": "model_unavailable"}}},
            "The model gave no answer (model_unavailable)",
        ),
        (
            {"answerer": "generative", "generation": {"steps": {"answer": "model_over_limit"}}},
            "failed in the middle (model_over_limit)",
        ),
        (
            {"answerer": "extractive", "outcome": "clarify"},
            "Looked through the archive. Took 0.3 s.",
        ),
    ):
        whole = {"outcome": "answered", "claims": claims, "timings_ms": {"total": 320}, **reply}
        assert told in await call(page, "wording.js", "m.howItWasMade(given)", whole)
