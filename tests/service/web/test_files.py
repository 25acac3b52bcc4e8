"""What is sent to a browser before any script runs."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from service.web.routes import STATIC, static_files
from tests.service.apps import opened_app
from tests.service.web.browsing import needs_chromium

MOST_BYTES = 100_000
PAGES = ("/", "/articles/anything/view")
SCRIPTS = sorted(STATIC.glob("*.js"))


def test_all_of_it_is_small() -> None:
    assert sum(len(file.body) for file in static_files().values()) < MOST_BYTES


def test_what_an_editor_left_behind_is_not_sent(tmp_path: Path) -> None:
    for name in ("main.js", "main.js~", ".main.js.swp", ".DS_Store"):
        (tmp_path / name).write_bytes(b"1")
    assert [*static_files(tmp_path)] == ["main.js"]


@pytest_asyncio.fixture(loop_scope="session")
async def http(archive: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=archive) as client:
        yield client


@pytest.mark.asyncio(loop_scope="session")
async def test_files_come_under_a_strict_policy(http: httpx.AsyncClient) -> None:
    for path in (*PAGES, "/web/main.js", "/web/style.css", "/web/icon.svg"):
        reply = await http.get(path)
        assert reply.status_code == 200
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert set(re.findall(r"(?:script|style|connect)-src ([^;]*)", policy)) == {"'self'"}
        assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_file_that_is_known_is_not_sent_again(http: httpx.AsyncClient) -> None:
    for path in (*PAGES, "/web/main.js"):
        etag = (await http.head(path)).headers["etag"]
        for known in (etag, f'"other", W/{etag}'):
            again = await http.get(path, headers={"If-None-Match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == etag
        changed = await http.get(path, headers={"If-None-Match": '"other"'})
        assert changed.status_code == 200


@pytest.mark.asyncio(loop_scope="session")
async def test_there_is_nothing_else(http: httpx.AsyncClient) -> None:
    for path in ("/web/nothing.js", "/web/index.html", "/web/..%2froutes.py", "/web/"):
        reply = await http.get(path)
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "not_found")


async def test_the_pages_need_no_key_and_hold_nothing_of_the_archive(tmp_path: Path) -> None:
    async with opened_app(tmp_path, environ={"ONRECORD_API_KEYS": "k" * 40}) as app:
        assert (await app.http.get("/status")).status_code == 401
        pages = [(await app.http.get(path)).text for path in ("/", "/articles/moon/view")]
    assert all("Moon" not in page and "<title>" in page for page in pages)


@pytest.mark.parametrize("name", ["index.html", "article.html"])
def test_a_page_names_every_module_that_it_will_need(name: str) -> None:
    """Else the browser learns of them one after the other."""
    page = (STATIC / name).read_text()
    [start] = re.findall(r'<script type="module" src="[./]*web/(\w+\.js)"></script>', page)
    needed, found = [start], {start}
    while needed:
        imported = re.findall(r'from "\./(\w+\.js)";', (STATIC / needed.pop()).read_text())
        needed += set(imported) - found
        found |= set(imported)
    preloaded = re.findall(r'rel="modulepreload" href="[./]*web/(\w+\.js)"', page)
    assert {*preloaded, start} == found
    assert len(preloaded) == len(set(preloaded))


def test_every_module_is_of_use() -> None:
    used = "".join(path.read_text() for path in STATIC.iterdir())
    assert [path.name for path in SCRIPTS if f"web/{path.name}" not in used] == []


def test_nothing_is_put_in_as_markup() -> None:
    dangerous = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    )
    assert [path.name for path in SCRIPTS if dangerous.search(path.read_text())] == []


@pytest.mark.parametrize("name", ["index.html", "article.html"])
def test_a_page_has_no_script_or_style_of_its_own(name: str) -> None:
    page = (STATIC / name).read_text()
    assert re.search(r"<style|\bstyle=|\bon\w+=|<script(?! type=\"module\" src=)", page) is None
    assert "http" not in page


def test_without_a_browser_tests_are_skipped_here_and_fail_in_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium is missing"):
        needs_chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Chromium is missing"):
        needs_chromium()
