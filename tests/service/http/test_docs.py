"""The page about the HTTP contract."""

import re

import httpx


async def test_the_page_names_every_endpoint(http: httpx.AsyncClient) -> None:
    page = (await http.get("/docs")).text
    paths = (await http.get("/openapi.json")).json()["paths"]
    assert len(paths) > 8
    for path in paths:
        assert f"<code>{path}</code>" in page


async def test_the_page_needs_nothing_from_elsewhere(http: httpx.AsyncClient) -> None:
    reply = await http.get("/docs")
    assert re.findall(r"(?:src|href)=.(?!openapi)", reply.text) == []
    assert "default-src 'none'" in reply.headers["content-security-policy"]


async def test_every_operation_says_what_it_does(http: httpx.AsyncClient) -> None:
    paths = (await http.get("/openapi.json")).json()["paths"]
    for methods in paths.values():
        for operation in methods.values():
            assert operation["description"]
            assert operation["tags"]


async def test_all_but_the_pulse_say_that_the_archive_may_be_unusable(
    http: httpx.AsyncClient,
) -> None:
    paths = (await http.get("/openapi.json")).json()["paths"]
    without = {
        path
        for path, methods in paths.items()
        for operation in methods.values()
        if "503" not in operation["responses"]
    }
    assert without == {"/healthz"}
