"""The page of an article, which can be linked to."""

from urllib.parse import quote

import httpx
import pytest
from playwright.async_api import Route, expect

from service.links import article_link
from service.responses import CitationOut
from tests.service.web.browsing import HANOI, Visit, ask, fits, highlighted
from tests.service.web.servers import ODD_ID

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_link_leads_to_the_words_it_cites(visit: Visit, archive: str) -> None:
    async with httpx.AsyncClient(base_url=archive) as http:
        reply = (await http.post("/chat", json={"question": HANOI})).json()
    citation = CitationOut.model_validate(reply["citations"][0])
    page = await visit(article_link(archive, citation), width=360, height=640)
    assert await highlighted(page) == citation.quote
    await expect(page.locator(".text mark")).to_be_in_viewport()
    await expect(page.locator(".standing")).to_have_text("AP · undated")
    assert await fits(page)

    address = page.url
    await page.focus(".skip")
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()
    assert page.url == address
    assert await highlighted(page) == citation.quote


async def test_a_link_from_the_panel_is_the_same_page(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    await turn.locator(".citation").nth(1).click()
    words = await highlighted(page)
    await page.get_by_role("link", name="As a page").click()
    await page.wait_for_url("**/view#*")
    assert await highlighted(page) == words


async def test_signs_of_two_units_move_no_highlight(visit: Visit, archive: str) -> None:
    async with httpx.AsyncClient(base_url=archive) as http:
        text = (await http.get(f"/articles/{quote(ODD_ID, safe='')}")).json()["text"]
    address = f"{archive}/articles/{quote(ODD_ID, safe='')}/view"
    start = text.index("Nobody")
    page = await visit(f"{address}#{start}-{start + len('Nobody 🙂 rang')}")
    assert await highlighted(page) == "Nobody 🙂 rang"

    await page.evaluate(f"location.hash = '#0-{len(text)}'")
    await expect(page.locator(".text mark")).to_have_count(2)
    assert await highlighted(page) == text


async def test_a_place_that_makes_no_sense_is_told(visit: Visit, archive: str) -> None:
    address = f"{archive}/articles/{quote(ODD_ID, safe='')}/view"
    page = await visit(f"{address}#5-90000")
    await expect(page.locator(".notice")).to_contain_text("does not have (5 to 90000)")
    await expect(page.locator(".text")).to_contain_text("rang the bells")
    for fragment in ("nowhere", "9-3", "<b>"):
        await page.evaluate(f"location.hash = '#{fragment}'")
        await expect(page.locator(".notice")).to_contain_text("does not say which words")
    assert await page.locator("mark").count() == 1  # that of the name of the page


async def test_an_unknown_article_is_told(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    for article_id in ("nothing", "%F0%9F%95%8A", "%00", "%25", "%F0"):
        await page.goto(f"{archive}/articles/{article_id}/view#1-2")
        await expect(page.locator("main h1")).to_have_text("There is no such article")


async def test_an_article_that_changed_since_it_was_cited_says_so(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    quote_shown = await turn.locator(".words").first.text_content()

    async def serve(text: str) -> None:
        async def altered(route: Route) -> None:
            reply = await route.fetch()
            await route.fulfill(json={**await reply.json(), "text": text})

        await page.unroute_all()
        await page.route("**/articles/*", altered)

    await serve(f"A new beginning.\n\n{quote_shown} And on.")
    await turn.locator(".citation").first.click()
    await expect(page.locator(".notice")).to_contain_text("stand elsewhere in it now")
    assert await highlighted(page) == quote_shown
    await serve("All of it is new.")
    await turn.locator(".marker").first.click()
    await expect(page.locator(".notice")).to_contain_text("not in it any more")
    assert await page.locator(".text mark").count() == 0
