"""What a reader is told when something goes wrong, and what else is no plain answer."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from indexing.errors import StorageFailed
from service.answer import Question
from service.pipeline import Claimed, Step
from tests.service.apps import Opened, opened_app, served
from tests.service.fakes import LiteralPipeline
from tests.service.web.browsing import HANOI, Visit, answered, ask, highlighted

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEY = "k" * 40
QUESTION = "Who was in Hanoi?"


async def test_words_are_shown_as_they_come(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()

    async def hesitating(self: LiteralPipeline, question: Question) -> AsyncGenerator[Step, None]:
        async for step in follow(self, question):
            yield step
            if isinstance(step, Claimed):
                await go_on.wait()

    follow = LiteralPipeline.follow
    monkeypatch.setattr(LiteralPipeline, "follow", hesitating)
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        page = await visit(url)
        await page.fill("#question", QUESTION)
        await page.press("#question", "Enter")
        words = page.locator(".turn .answer")
        await expect(words).to_have_text("Moon spoke of the summit in Hanoi.1")
        await expect(page.locator(".progress")).to_have_text("Reading 2 passages of 2 articles …")
        assert await page.locator(".turn-foot").count() == 0
        go_on.set()
        await answered(page)
        await expect(words).to_contain_text("Kang was in Hanoi too.2")
        assert await page.locator(".progress").count() == 0


async def test_an_answer_can_be_stopped(visit: Visit, tmp_path: Path) -> None:
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        opened.pipeline.hold = asyncio.Event()
        page = await visit(url)
        await page.fill("#question", QUESTION)
        await page.press("#question", "Enter")
        await expect(page.locator(".progress")).to_contain_text("Reading 2 passages")
        await page.click("#stop")
        turn = await answered(page)
        await expect(turn).to_contain_text("Stopped.")
        assert await page.input_value("#question") == QUESTION
        for _ in range(50):
            if opened.pipeline.was_cancelled:
                break
            await asyncio.sleep(0.05)
        assert opened.pipeline.was_cancelled
        opened.pipeline.hold.set()
        await turn.get_by_role("button", name="Ask again").click()
        turn = await answered(page)
        await expect(turn.locator(".answer")).to_contain_text("Kang was in Hanoi too.")


async def test_a_question_can_be_asked_anew_before_it_is_answered(
    visit: Visit, tmp_path: Path
) -> None:
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        opened.pipeline.hold = asyncio.Event()
        page = await visit(url)
        await page.fill("#question", QUESTION)
        await page.press("#question", "Enter")
        await expect(page.locator(".progress")).to_contain_text("Reading 2 passages")
        await page.click("#new")
        await expect(page.locator("#welcome")).to_be_visible()
        opened.pipeline.hold = None
        assert await page.input_value("#question") == ""
        turn = await ask(page, QUESTION)
        await expect(turn.locator(".answer")).to_contain_text("Kang was in Hanoi too.")
        assert await page.locator(".turn").count() == 1


async def test_a_failure_says_what_to_do_and_names_the_request(
    visit: Visit, tmp_path: Path
) -> None:
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        page = await visit(url)
        turn = await ask(page, "why " * 600)
        await expect(turn.locator(".failure .label")).to_have_text("This could not be asked")
        await expect(turn.locator(".failure")).to_contain_text("at most 2000 characters")
        assert (await page.input_value("#question")).startswith("why why")

        opened.pipeline.failure = StorageFailed("the disk is full")
        async with page.expect_response("**/chat") as caught:
            turn = await ask(page, QUESTION)
        request_id = (await caught.value).headers["x-request-id"]
        await expect(turn.locator("[role=alert]")).to_contain_text("cannot be used at the moment")
        await expect(turn.locator(".failure code")).to_have_text(request_id)
        assert "disk" not in (await turn.text_content() or "")

        opened.pipeline.failure = None
        await turn.get_by_role("button", name="Ask again").click()
        turn = await answered(page)
        await expect(turn.locator(".answer")).to_contain_text("Kang was in Hanoi too.")


async def test_an_answer_that_breaks_off_is_not_taken_for_whole(visit: Visit, archive: str) -> None:
    page = await visit(archive)

    async def cut(route: Route) -> None:
        half = f"event: delta\ndata: {json.dumps({'text': 'Moon said'})}\n\nevent: del"
        await route.fulfill(content_type="text/event-stream", body=half)

    await page.route("**/chat", cut)
    turn = await ask(page, HANOI)
    await expect(turn.locator(".failure .label")).to_have_text("The answer broke off")
    await expect(turn.locator(".failure")).to_contain_text("not the whole answer")
    await expect(turn.locator(".answer")).to_have_text("Moon said")
    await page.unroute("**/chat")
    await page.route("**/chat", lambda route: route.abort())
    turn = await ask(page, HANOI)
    await expect(turn.locator(".failure .label")).to_have_text("The server cannot be reached")
    await page.unroute("**/chat")
    await page.reload()
    assert await page.input_value("#question") == HANOI


async def test_who_asks_too_often_is_told_when_to_try_again(visit: Visit, tmp_path: Path) -> None:
    async with (
        opened_app(tmp_path, environ={"ONRECORD_RATE_LIMIT": "1/hour"}) as opened,
        served(opened.app) as url,
    ):
        page = await visit(url)
        await ask(page, QUESTION)
        turn = await ask(page, QUESTION)
        await expect(turn.locator(".failure .label")).to_have_text("Too many questions at once")
        await expect(turn.locator(".failure")).to_contain_text("Another try is welcome from ")
        assert await turn.get_by_role("button", name="Ask again").is_disabled()


async def test_an_archive_with_keys_asks_for_one_and_keeps_it_for_the_tab(
    visit: Visit, tmp_path: Path
) -> None:
    async with (
        opened_app(tmp_path, environ={"ONRECORD_API_KEYS": f"desk={KEY}"}) as opened,
        served(opened.app) as url,
    ):
        page = await visit(url)
        dialog = page.get_by_role("dialog", name="This archive asks for a key")
        await expect(dialog).to_be_visible()
        await dialog.get_by_label("Key", exact=True).fill("wrong")
        await page.keyboard.press("Enter")
        await expect(dialog).to_contain_text("was not accepted")
        await dialog.get_by_label("Key", exact=True).fill("schlüssel")
        await page.keyboard.press("Enter")
        await expect(dialog).to_contain_text("letters, digits and signs only")
        await dialog.get_by_label("Key", exact=True).fill(f" {KEY} ")
        await page.keyboard.press("Enter")
        await expect(page.locator(".example").first).to_be_visible()
        await ask(page, QUESTION)
        await page.reload()
        turn = await answered(page)
        await expect(turn.locator(".answer")).to_contain_text("Kang was in Hanoi too.")
        kept = await page.evaluate("[sessionStorage.getItem('onrecord.key'), localStorage.length]")
        assert kept == [KEY, 0]
        assert KEY not in page.url

        await page.goto(f"{url}/articles/moon/view#0-4")
        await expect(page.locator(".text mark")).to_have_text("Moon")


async def test_without_a_key_it_is_said_that_one_is_needed(visit: Visit, tmp_path: Path) -> None:
    async with (
        opened_app(tmp_path, environ={"ONRECORD_API_KEYS": f"desk={KEY}"}) as opened,
        served(opened.app) as url,
    ):
        page = await visit(f"{url}/articles/moon/view")
        await page.get_by_role("button", name="Not now").click()
        await expect(page.locator("main h1")).to_have_text("A key is needed")
        await page.get_by_role("button", name="Give a key").click()
        await give_key(page)
        await expect(page.locator("main .text")).to_contain_text("Moon spoke")


async def test_what_failed_for_want_of_a_key_is_tried_again_with_one(
    visit: Visit, tmp_path: Path
) -> None:
    async with (
        opened_app(tmp_path, environ={"ONRECORD_API_KEYS": f"desk={KEY}"}) as opened,
        served(opened.app) as url,
    ):
        page = await visit(url)
        await page.get_by_role("button", name="Not now").click()
        await expect(page.locator("#holdings .failure")).to_contain_text("Whoever runs it gives")
        assert "Bearer" not in (await page.text_content("#holdings") or "")
        await page.click("#to-quotes")
        await page.get_by_role("button", name="Not now").click()
        await expect(page.locator("#people .failure")).to_contain_text("A key is needed")
        await page.click("#to-ask")
        await page.fill("#question", QUESTION)
        await page.press("#question", "Enter")
        await give_key(page)
        await answered(page)
        await page.click("#to-quotes")
        await expect(page.locator("#people a").first).to_be_visible()
        await page.click("#to-ask")
        await page.click("#new")
        await expect(page.locator(".example").first).to_be_visible()
        await expect(page.locator(".failure")).to_have_count(0)


async def test_what_a_server_that_is_back_was_asked_for_is_had_by_trying_again(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    shown = await turn.locator(".answer").text_content()
    unread = re.compile(r"/(status|speakers|statements|conversations)\b")
    await page.route(unread, lambda route: route.abort())
    await page.reload()
    failed = page.locator("#turns .failure")
    await expect(failed).to_contain_text("The conversation could not be read")
    await page.unroute(unread)
    await failed.get_by_role("button", name="Try again").click()
    turn = await answered(page)
    assert await turn.locator(".answer").text_content() == shown
    await expect(failed).to_have_count(0)

    await page.route(unread, lambda route: route.abort())
    await page.goto(f"{archive}/#quotes?speaker=Zoe+Quist")
    for place, found in (("#people", "#people a"), ("#statements", "#statements .own")):
        await expect(page.locator(f"{place} .failure")).to_be_visible()
        await page.unroute_all()
        await page.locator(place).get_by_role("button", name="Try again").click()
        await expect(page.locator(found).first).to_be_visible()


async def test_an_article_that_could_not_be_had_is_had_by_trying_again(
    visit: Visit, archive: str
) -> None:
    page = await visit(archive)
    turn = await ask(page, HANOI)
    await page.route("**/articles/*", lambda route: route.abort())
    await turn.locator(".citation").first.click()
    await expect(page.locator(".panel .failure")).to_be_visible()
    await page.unroute_all()
    await page.locator(".panel").get_by_role("button", name="Try again").click()
    assert await highlighted(page) == await turn.locator(".words").first.text_content()


async def test_a_proxy_that_lets_readers_in_by_a_cookie_sees_it(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    await page.context.add_cookies([{"name": "signed", "value": "in", "url": archive}])
    async with page.expect_request("**/chat") as caught:
        await ask(page, HANOI)
    assert (await (await caught.value).all_headers()).get("cookie") == "signed=in"


async def test_a_question_that_the_reader_took_back_stays_away(visit: Visit, archive: str) -> None:
    page = await visit(archive)
    await page.route("**/chat", lambda route: route.abort())
    await ask(page, HANOI)
    await page.fill("#question", "")
    await page.reload()
    assert await page.input_value("#question") == ""


async def give_key(page: Page) -> None:
    await page.get_by_role("dialog").get_by_label("Key", exact=True).fill(KEY)
    await page.keyboard.press("Enter")


async def test_an_empty_archive_says_how_to_fill_it(visit: Visit, tmp_path: Path) -> None:
    async with opened_app(tmp_path) as opened, served(opened.app) as url:
        await _emptied(opened)
        page = await visit(url)
        await expect(page.locator("#holdings")).to_contain_text("onrecord index FOLDER")
        turn = await ask(page, QUESTION)
        await expect(turn.locator(".failure")).to_contain_text("Nothing was indexed yet")


async def _emptied(opened: Opened) -> None:
    await opened.store.archive.replace([], remove=["moon", "kang"])
