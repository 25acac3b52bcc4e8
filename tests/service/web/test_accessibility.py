"""What axe-core finds wrong with the page: nothing serious, in either scheme of colours."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Page, expect

from tests.service.apps import opened_app, served
from tests.service.npm import needs_npm
from tests.service.web.browsing import HANOI, Visit, ask, highlighted

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCHEMES: dict[Literal["light", "dark"], dict[str, list[str]]] = {
    "light": {"resultTypes": ["violations"]},
    # The schemes differ in colours alone, which one rule is about.
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast"]},
}
GRAVE = ("serious", "critical")


@pytest.fixture(scope="session")
def axe() -> str:
    return (needs_npm("axe-core") / "axe.min.js").read_text()


async def violations(page: Page, axe: str) -> list[str]:
    # Put in from outside, for the page's own policy lets no such script in.
    await page.evaluate(axe)
    found = []
    for scheme, options in SCHEMES.items():
        await page.emulate_media(color_scheme=scheme)
        told: Any = await page.evaluate("(options) => axe.run(options)", options)
        found += [
            f"{scheme}: {each['id']}: {node['target']} {node['failureSummary']}"
            for each in told["violations"]
            if each["impact"] in GRAVE
            for node in each["nodes"]
        ]
    return found


async def test_nothing_serious_is_wrong_with_the_views(
    visit: Visit, archive: str, axe: str
) -> None:
    page = await visit(archive)
    await expect(page.locator(".example").first).to_be_visible()
    assert await violations(page, axe) == []

    await ask(page, "What did Brandt say about bread?")
    await ask(page, "Did Moon say the Vietnam summit was a failure in 2018?")
    await page.route("**/chat", lambda route: route.abort())
    await ask(page, HANOI)
    await page.unroute("**/chat")
    turn = await ask(page, "Who said bread is dear or cheap?")
    await turn.get_by_role("button", name="Not helpful").click()
    await expect(turn.locator(".comment")).to_be_visible()
    await turn.locator(".citation").first.click()
    await highlighted(page)
    assert await violations(page, axe) == []

    await page.goto(f"{archive}/#quotes?speaker=Donald+Trump")
    await expect(page.locator("#statements .words").first).to_be_visible()
    assert await violations(page, axe) == []

    await page.goto(f"{archive}/articles/hostile/view#0-900")
    await expect(page.locator(".notice")).to_be_visible()
    assert await violations(page, axe) == []


async def test_nothing_serious_is_wrong_on_a_narrow_screen_or_with_the_key(
    visit: Visit, archive: str, axe: str, tmp_path: Path
) -> None:
    page = await visit(archive, width=360, height=640)
    turn = await ask(page, HANOI)
    await turn.locator(".marker").first.click()
    await highlighted(page)
    assert await violations(page, axe) == []
    keys = {"ONRECORD_API_KEYS": "k" * 40}
    async with opened_app(tmp_path, environ=keys) as opened, served(opened.app) as url:
        page = await visit(url)
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await violations(page, axe) == []
