"""Articles that try to do something, and do nothing."""

import pytest
from playwright.async_api import Error, Page, expect

from tests.service.web.browsing import Visit, ask, fits
from tests.service.web.servers import HOSTILE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def unharmed(page: Page) -> bool:
    done: bool = await page.evaluate("'hacked' in window")
    alien = await page.locator("body img, body script, body iframe, [onerror]").count()
    scripted = await page.locator("a[href^='javascript:' i]").count()
    return (done, alien, scripted) == (False, 0, 0)


async def test_markup_in_an_article_is_text(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, "What did Ann Lee say about the levee?")
    await expect(turn.locator(".answer")).to_contain_text(HOSTILE)
    await expect(turn.locator(".source").first).to_contain_text(HOSTILE)
    assert await unharmed(page)
    await turn.locator(".citation").first.click()
    await expect(page.locator(".panel mark")).to_contain_text("🕊️")
    await expect(page.locator(".panel h2")).to_contain_text("Levee")
    await expect(page.locator(".panel .text")).to_contain_text('<a href="javascript:')
    assert await unharmed(page)
    await page.set_viewport_size({"width": 360, "height": 640})
    assert await fits(page)
    await expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    await page.goto(f"{archive}/articles/hostile/view#0-9")
    await expect(page.locator("main h1")).to_contain_text(HOSTILE)
    assert await unharmed(page)
    await page.goto(f"{archive}/#quotes?speaker=Ann+Lee")
    await expect(page.locator("#statements")).to_contain_text(HOSTILE)
    assert await unharmed(page)


async def test_markup_in_a_question_is_text(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    turn = await ask(page, f"What did {HOSTILE} say?")
    await expect(turn.locator(".question")).to_contain_text(HOSTILE)
    assert await unharmed(page)


async def test_letters_that_turn_a_line_turn_nothing_beside_them(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, "What did \u05d0\u05d1\u05d2 \u202eevil say?")
    for place in (".question bdi", ".absence bdi"):
        isolation = "(part) => getComputedStyle(part).unicodeBidi"
        assert await turn.locator(place).first.evaluate(isolation) == "isolate"


async def test_the_policy_lets_nobody_put_in_markup(
    visit: Visit, archive: str, faults: list[str]
) -> None:
    page = await visit(archive)
    with pytest.raises(Error, match="TrustedHTML"):
        await page.evaluate("document.body.innerHTML = '<b>hello</b>'")
    assert "TrustedHTML" in faults.pop()
