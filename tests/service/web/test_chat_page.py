"""Asking at the page, against the seed archive."""

import re

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.service.web.browsing import HANOI, Visit, answered, ask, fits, highlighted

pytestmark = pytest.mark.asyncio(loop_scope="session")

INTERACTIVE_MS = 1000


async def test_a_citation_opens_at_the_very_words_it_quotes(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    async with httpx.AsyncClient(base_url=archive) as http:
        reply = (await http.post("/chat", json={"question": HANOI})).json()
    plain = re.sub(r"\s*\[(\d+)\]", r"\1", reply["answer"])
    assert await turn.locator(".answer").text_content() == plain
    assert len(reply["citations"]) > 1
    for citation in reply["citations"]:
        await turn.locator(".marker", has_text=str(citation["marker"])).click()
        listed = turn.locator(f"[data-marker='{citation['marker']}'] .words")
        await expect(page.locator(".text mark")).to_have_text(citation["quote"])
        await expect(turn.locator("[aria-current]")).to_have_count(2)  # the marker, and in the list
        assert await listed.text_content() == await highlighted(page) == citation["quote"]
        assert await page.locator(".text mark").is_visible()
    await expect(page.locator(".panel .kicker")).to_have_text("AP")
    await expect(page.locator(".panel .dateline")).to_contain_text("Date unknown")


async def test_the_head_of_an_article_says_how_its_date_is_known(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, "what did Trump say in 2019 about the letter?")
    await turn.locator(".citation").first.click()
    await expect(page.locator(".dateline")).to_have_text(
        "17 September 2019, stated with the article"
    )
    await expect(page.locator(".bar .standing")).to_have_text("Reuters · 17 September 2019")


async def test_a_follow_up_is_understood_from_what_was_asked_before(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    await ask(page, "What did Sanders say about the letter?")
    turn = await ask(page, "And about the meeting?")
    await expect(turn.locator(".understood")).to_contain_text("Sanders")
    assert await turn.locator(".chip").first.text_content() == "SpeakerSarah Sanders×"


async def test_an_absence_is_shown_as_one_with_the_nearest_coverage(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, "What did Moon say about the weather?")
    await expect(turn.locator(".absence .label")).to_have_text("Not quoted on this")
    await expect(turn.locator(".evidence-head")).to_contain_text("does not answer it")
    assert await turn.locator(".citation").count() > 0
    turn = await ask(page, "What did Nobody Atall say?")
    await expect(turn.locator(".absence")).to_contain_text("nobody called Nobody Atall")


async def test_what_was_inferred_can_be_taken_off_and_put_back(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, "What did Moon say about the letter in 2018?")
    await expect(turn.locator(".chip", has_text="Dates")).to_contain_text("1 January 2018")
    await page.fill("#question", "another question")
    await turn.locator("[data-part=dates]").click()
    turn = await answered(page)
    assert await page.input_value("#question") == "another question"
    await expect(turn.locator(".chip.off")).to_have_text("any date↺")
    await expect(turn.locator(".chip", has_text="Speaker")).to_contain_text("Moon Jae In")
    await turn.locator("[data-part=speaker]").click()
    turn = await answered(page)
    assert await turn.locator(".chip.off").all_text_contents() == ["any date↺", "any speaker↺"]
    assert "Kim Jong Un" in " ".join(await turn.locator(".source").all_text_contents())
    await page.reload()
    turn = await answered(page)
    await turn.locator(".chip.off [data-part=speaker]").click()
    turn = await answered(page)
    await expect(turn.locator(".chip", has_text="Speaker")).to_contain_text("Moon Jae In")
    assert await turn.locator(".chip.off").all_text_contents() == ["any date↺"]


async def test_what_is_asked_anew_is_no_follow_up_of_itself(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, "What did Moon say?")
    await turn.locator("[data-part=speaker]").click()
    turn = await answered(page)
    assert await turn.locator(".understood").count() == 0
    await expect(turn.locator(".absence .label")).to_have_text("What is meant?")


async def test_who_is_meant_can_be_chosen(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, "What did Brandt say about bread?")
    await expect(turn.locator(".absence .label")).to_have_text("Who is meant?")
    await turn.locator(".choices button", has_text="Otto Brandt").click()
    turn = await answered(page)
    await expect(turn.locator(".answer")).to_contain_text("Bread is cheap")
    await expect(turn.locator(".answer")).not_to_contain_text("dear")


async def test_the_dates_of_the_evidence_are_drawn(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, "Who said bread is dear or cheap?")
    drawn = turn.locator(".timeline svg")
    assert await drawn.get_attribute("aria-label") == (
        "Dates of the evidence: 2 citations, 2 March 2018 to 2 March 2020."
    )
    assert await drawn.locator("circle").count() == 2


async def test_a_conversation_survives_a_reload_until_a_new_one_begins(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    shown = await turn.locator(".answer").text_content()
    await turn.get_by_role("button", name="Helpful", exact=True).click()
    await expect(turn.locator(".told")).to_have_text("Thank you.")
    await page.reload()
    turn = await answered(page)
    assert await turn.locator(".answer").text_content() == shown
    assert await turn.locator(".question").text_content() == HANOI
    helpful = turn.get_by_role("button", name="Helpful", exact=True)
    assert await helpful.get_attribute("aria-pressed") == "true"
    await ask(page, "And about the meeting?")
    assert await page.locator(".turn").count() == 2

    await page.click("#new")
    await expect(page.locator("#welcome")).to_be_visible()
    await page.reload()
    await expect(page.locator("#welcome")).to_be_visible()
    assert await page.locator(".turn").count() == 0


async def test_a_conversation_that_is_gone_gives_way_to_a_new_one(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    await ask(page, HANOI)
    async with httpx.AsyncClient(base_url=archive) as http:
        await http.delete(f"/conversations/{await _conversation(page)}")
    turn = await ask(page, HANOI)
    await expect(turn.locator(".answer")).to_contain_text("Moon Jae In")
    async with httpx.AsyncClient(base_url=archive) as http:
        await http.delete(f"/conversations/{await _conversation(page)}")
    await page.reload()
    await expect(page.locator("#welcome")).to_be_visible()


async def _conversation(page: Page) -> str:
    kept: str = await page.evaluate("sessionStorage.getItem('onrecord.conversation')")
    return kept


async def test_what_was_wrong_can_be_told(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    await turn.get_by_role("button", name="Not helpful").click()
    await turn.locator(".comment input").fill("too short")
    await turn.locator(".comment input").press("Enter")
    await expect(turn.locator(".told")).to_have_text("Thank you, it is kept.")
    async with httpx.AsyncClient(base_url=archive) as http:
        kept = (await http.get(f"/conversations/{await _conversation(page)}")).json()
    assert kept["turns"][0]["helpful"] is False


async def test_an_answer_is_copied_with_its_citations(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = await ask(page, HANOI)
    await turn.get_by_role("button", name="Copy with citations").click()
    await expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    text: str = await page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"{HANOI}\n\nMoon Jae In said he doesn't see")
    assert "[1] AP, undated, said by Moon Jae In\n    “Moon said he doesn't see" in text
    assert re.search(re.escape(archive) + r"/articles/\w+/view#\d+-\d+\n", text)


async def test_the_page_works_by_keyboard_alone(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("/")
    await expect(page.locator("#question")).to_be_focused()
    await page.keyboard.type("What did Moon say")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("about Hanoi / Vietnam?")
    await page.keyboard.press("Enter")
    turn = await answered(page)
    await expect(page.locator("#status")).to_contain_text("citations.")
    marker = turn.locator(".marker").first
    for _ in range(20):
        await page.keyboard.press("Shift+Tab")
        if await marker.evaluate("(one) => one === document.activeElement"):
            break
    await expect(marker).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".panel h2")).to_be_focused()
    await expect(page.locator("#status")).to_contain_text("open at the words cited")
    await page.keyboard.press("Escape")
    await expect(page.locator(".panel")).to_be_hidden()
    await expect(marker).to_be_focused()


async def test_the_way_past_the_head_leaves_the_view_as_it_is(visit: Visit, archive: str) -> None:
    page = await visit(f"{archive}/#quotes?speaker=Zoe+Quist")
    await expect(page.locator("#statements .own").first).to_be_visible()
    await page.focus(".skip")
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()
    assert page.url.endswith("/#quotes?speaker=Zoe+Quist")
    await expect(page.locator("#quotes")).to_be_visible()
    await page.evaluate("location.hash = '#quotesfoo'")  # no view is called so
    await expect(page.locator("#ask")).to_be_visible()


async def test_the_focus_is_not_lost_with_a_button(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    await page.fill("#question", HANOI)
    await page.focus("#send")
    await page.keyboard.press("Enter")
    await answered(page)
    await expect(page.locator("#send")).to_be_focused()


async def test_the_page_fits_a_narrow_screen(visit: Visit, archive: str) -> None:
    page = await visit(archive, width=360, height=640)
    assert await fits(page)
    turn = await ask(page, "what did Trump say in 2019 about the letter? " + "Donaudampf" * 30)
    assert await fits(page)
    turn = await ask(page, HANOI)
    assert await fits(page)
    await turn.locator(".marker").first.click()
    await highlighted(page)
    assert await fits(page)
    box = await page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}
    for beneath in ("#main", ".masthead", ".skip"):
        assert await page.locator(beneath).evaluate("(part) => part.inert")
    assert await page.locator(".panel").get_attribute("aria-modal") == "true"
    await page.get_by_role("button", name="Close").click()
    await expect(page.locator(".panel")).to_be_hidden()
    assert not await page.locator("#main").evaluate("(main) => main.inert")


async def test_the_way_back_closes_the_article(visit: Visit, archive: str) -> None:
    page = await visit(archive, width=360, height=640)
    turn = await ask(page, HANOI)
    for number in (0, 1):
        await turn.locator(".citation").nth(number).click()
        await highlighted(page)
        await page.go_back()
        await expect(page.locator(".panel")).to_be_hidden()
        await expect(turn.locator(".answer")).to_be_visible()


async def test_two_steps_back_at_once_do_not_leave_the_page(visit: Visit, archive: str) -> None:
    page = await visit(f"{archive}/#ask")
    turn = await ask(page, HANOI)
    await turn.locator(".citation").first.click()
    await highlighted(page)
    escape = "new KeyboardEvent('keydown', {key: 'Escape', bubbles: true})"
    await page.evaluate(f"() => [0, 1].map(() => document.body.dispatchEvent({escape}))")
    await expect(page.locator(".panel")).to_be_hidden()
    await page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert page.url == f"{archive}/#ask"
    await expect(turn.locator(".answer")).to_be_visible()


async def test_the_page_follows_the_colours_of_the_system(visit: Visit, archive: str) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = [await visit(archive, scheme=scheme) for scheme in ("light", "dark")]
    assert await light.evaluate(paper) == "rgb(252, 251, 248)"
    assert await dark.evaluate(paper) == "rgb(22, 22, 20)"


async def test_a_question_can_be_asked_within_a_second(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    measured = []
    for _ in range(3):
        await page.goto("about:blank")
        await page.goto(archive)
        told = await page.get_attribute("html", "data-ready-after-ms")
        measured.append(int(told or INTERACTIVE_MS))
    assert min(measured) < INTERACTIVE_MS
