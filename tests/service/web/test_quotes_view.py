"""The quotes view: all that the archive has of a person."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Route, expect

from tests.indexing.archives import an_article
from tests.service.apps import opened_app, served
from tests.service.web.browsing import Visit, fits, highlighted

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _ledger(url: str, **asked: Any) -> list[Any]:
    async with httpx.AsyncClient(base_url=url) as http:
        reply = await http.get("/statements", params={"limit": 100, **asked})
    statements: list[Any] = reply.json()["statements"]
    return statements


async def test_a_person_is_found_picked_and_filtered_by_topic(visit: Visit, archive: str) -> None:
    page = await visit(f"{archive}/#quotes", width=360, height=740)
    await page.get_by_label("Find a person").fill("trum")
    await expect(page.locator("#people a")).to_have_count(1)
    await page.get_by_role("link", name="Donald Trump").click()
    shown = page.locator("#statements .words")
    said = await _ledger(archive, speaker="Donald Trump")
    await expect(shown).to_have_count(len({(each["article_id"], each["start"]) for each in said}))
    assert set(await shown.all_text_contents()) == {each["quote"] for each in said}
    headings = await page.locator("#statements h3").all_text_contents()
    assert headings == ["17 September 2019", "Undated"]
    assert await fits(page)

    await page.get_by_label("About").fill("testing")
    await page.keyboard.press("Enter")
    about = await _ledger(archive, speaker="Donald Trump", about="testing")
    await expect(shown).to_have_count(len({each["quote"] for each in about}))
    assert set(await shown.all_text_contents()) == {each["quote"] for each in about}
    assert len(about) < len(said)

    await page.reload()
    await expect(shown).to_have_count(len({each["quote"] for each in about}))
    assert await page.get_by_label("About").input_value() == "testing"
    words = await shown.first.text_content()
    await shown.first.click()
    assert await highlighted(page) == words


async def test_their_own_words_stand_out(visit: Visit, archive: str) -> None:
    page = await visit(f"{archive}/#quotes?speaker=Zoe+Quist")
    own = page.locator("#statements .own")
    [statement] = await _ledger(archive, speaker="Zoe Quist")
    await expect(own).to_have_count(len(statement["contents"]))
    assert await own.all_text_contents() == [each["quote"] for each in statement["contents"]]
    assert "🙂" in statement["contents"][0]["quote"]


async def test_who_is_not_quoted_is_told(visit: Visit, archive: str) -> None:
    page = await visit(f"{archive}/#quotes?speaker=%3Cb%3ENobody&about=%22")
    await expect(page.locator("#statements")).to_have_text(
        'The archive has nothing said by <b>Nobody about ".'
    )
    await page.get_by_label("Find a person").fill("zzz")
    await expect(page.locator("#people")).to_have_text("Nobody of that name is quoted.")


async def test_a_long_list_of_people_says_that_there_are_more(visit: Visit, tmp_path: Path) -> None:
    many = [
        an_article(f"a{number}", "It rained.", said_by=f"Ann{number} Lee") for number in range(31)
    ]
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        await opened.store.archive.replace(many, remove=["moon", "kang"])
        page = await visit(f"{url}/#quotes")
        await expect(page.locator("#people a")).to_have_count(30)
        await expect(page.locator("#people li").last).to_contain_text("There are more")
        await opened.store.archive.replace([], remove=["a0"])
        await page.reload()
        await expect(page.locator("#people a")).to_have_count(30)
        assert await page.locator("#people li").count() == 30


async def test_more_that_cannot_be_shown_takes_nothing_away(visit: Visit, archive: str) -> None:
    """And where a topic ranks them, the focus goes to the first that is new."""
    fails = True

    async def paged(route: Route) -> None:
        offset = int(re.findall(r"offset=(\d+)", route.request.url)[0])
        if offset and fails:
            told = {"error": {"code": "rate_limited", "message": "Wait.", "request_id": "r"}}
            await route.fulfill(status=429, json=told)
            return
        best = [_statement(number, 2010) for number in range(50)]
        await route.fulfill(json={"statements": [_statement(50, 2020)] if offset else best})

    page = await visit(f"{archive}/#quotes")
    await page.route("**/statements?*", paged)
    await page.evaluate("location.hash = '#quotes?speaker=Ann+Lee&about=rain'")
    shown = page.locator("#statements .words")
    await expect(shown).to_have_count(50)
    await page.get_by_role("button", name="Show more").click()
    again = page.locator("#statements").get_by_role("button", name="Try again")
    await expect(again).to_be_focused()
    await expect(page.locator("#statements .failure")).to_have_count(1)
    assert await shown.count() == 50
    fails = False
    await again.click()
    await expect(shown).to_have_count(51)
    await expect(page.locator("#statements .citation").first).to_be_focused()
    await expect(page.locator("#statements .failure")).to_have_count(0)


def _statement(number: int, year: int) -> dict[str, Any]:
    place = {"start": 0, "end": 9, "quote": "It rained"}
    return {
        **place,
        "article_id": f"a{number}",
        "speaker": "Ann Lee",
        "contents": [place],
        "published": f"{year}-01-01",
        "published_provenance": "explicit",
        "publisher": "Wire",
        "title": None,
    }


async def test_everything_is_shown_by_date_page_after_page(visit: Visit, tmp_path: Path) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(120)]
    many = [
        an_article(f"day-{day}", f"It rained on {day}.", published=day, said_by="Ann Lee")
        for day in days
    ]
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        await opened.store.archive.replace(many)
        page = await visit(f"{url}/#quotes?speaker=Ann+Lee")
        shown = page.locator("#statements .words")
        await expect(shown).to_have_count(50)
        for before, count in ((50, 100), (100, 120)):
            await page.get_by_role("button", name="Show more").click()
            await expect(shown).to_have_count(count)
            await expect(page.locator("#statements .citation").nth(before)).to_be_focused()
        assert await page.get_by_role("button", name="Show more").count() == 0
        told = await shown.all_text_contents()
        assert told == [f"It rained on {day}." for day in reversed(days)]
        label = await page.locator(".timeline svg").get_attribute("aria-label")
        assert label == ("Dates of the evidence: 120 statements, 1 January 2020 to 29 April 2020.")
