"""`onrecord mcp` as an assistant runs it: a process, its stdin and its stdout."""

import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service.running import announced
from tests.service.apps import TOKEN, Opened, opened_app, served
from tests.service.held import given_up
from tests.service.mcp.assistants import ONRECORD, over_stdio, words_of

MOON_ON_HANOI = "what did Moon say about Hanoi?"


@asynccontextmanager
async def serving(data_dir: Path) -> AsyncIterator[Opened]:
    """A server of the data folder, which the command line finds."""
    async with opened_app(data_dir) as opened, served(opened.app) as url:
        with announced(data_dir, url=url, token=TOKEN):
            yield opened


async def test_an_assistant_asks_the_archive_on_its_machine(
    seed_archive: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(seed_archive, data_dir)
    async with over_stdio(data_dir).connected() as client:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["ask", "search", "quotes", "get_article"]
        first = await client.call_tool("ask", {"question": MOON_ON_HANOI})
        assert not first.is_error
        told = first.structured_content
        assert told["outcome"] == "answered"
        assert all(one["speaker"] == "Moon Jae In" for one in told["citations"])
        for citation in told["citations"]:
            article = await client.call_tool(
                "get_article", {"article_id": citation["article_id"], "max_chars": 200_000}
            )
            text = article.structured_content["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
        follow_up = {"question": "And Kang?", "conversation_id": told["conversation_id"]}
        second = await client.call_tool("ask", follow_up)
        assert second.structured_content["interpretation"]["speaker"] == "Kang Kyung-wha"
        quotes = await client.call_tool("quotes", {"speaker": "Kang"})
        assert quotes.structured_content["statements"]
        evidence = await client.call_tool("search", {"question": "the Vietnam summit"})
        assert evidence.structured_content["evidence"]


async def test_a_server_that_runs_is_asked(tmp_path: Path) -> None:
    async with serving(tmp_path) as opened:
        told = await over_stdio(tmp_path).fields("ask", question="Who was in Hanoi?")
        assert [one.text for one in opened.pipeline.asked] == ["Who was in Hanoi?"]
    assert told["answer"].startswith("Moon spoke of the summit in Hanoi.")


async def test_links_lead_to_where_readers_reach_the_server(tmp_path: Path) -> None:
    async with serving(tmp_path):
        assistant = over_stdio(tmp_path, ONRECORD_PUBLIC_URL="https://news.example")
        told = await assistant.words("ask", question="Who was in Hanoi?")
    assert "https://news.example/articles/moon/view#0-34" in told


async def test_servers_may_come_and_go(tmp_path: Path) -> None:
    async with over_stdio(tmp_path).connected() as client:
        for _ in range(2):
            async with serving(tmp_path):
                told = await client.call_tool("ask", {"question": "Who was in Hanoi?"})
            assert not told.is_error, words_of(told)


async def test_a_question_that_is_given_up_is_given_up_by_the_server(tmp_path: Path) -> None:
    async with serving(tmp_path) as opened, over_stdio(tmp_path).connected() as client:
        asking = client.call_tool("ask", {"question": "Who was in Hanoi?"})
        await given_up(opened.pipeline, asking)


async def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path), over_stdio(tmp_path).connected() as client:
        for tool, arguments, told in (
            ("ask", {"question": "Who?", "limit": 3}, "limit: no such field"),
            ("ask", {"question": "Who?", "conversation_id": "x"}, "leave conversation_id out"),
            ("get_article", {"article_id": "none"}, "no article has the id 'none'"),
            ("get_article", {"article_id": ".."}, "no article has the id '..'"),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            assert told in words_of(result)


async def test_an_archive_that_is_missing_is_told_with_what_to_do(tmp_path: Path) -> None:
    told = await over_stdio(tmp_path / "none").refusal("ask", question="Who?")
    assert "onrecord index" in told


def initialize() -> str:
    params = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a test", "version": "1"},
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
    return json.dumps(message) + "\n"


def run(data_dir: Path, given: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", ONRECORD, "mcp"],
        input=given,
        capture_output=True,
        text=True,
        env={"ONRECORD_DATA_DIR": str(data_dir), **environ},
        timeout=60,
        check=False,
    )


def test_nothing_but_messages_goes_to_stdout(tmp_path: Path) -> None:
    done = run(tmp_path, "no message\n" + initialize(), LOG_LEVEL="debug")
    assert done.returncode == 0, done.stderr
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    assert messages[-1]["result"]["serverInfo"]["name"] == "onrecord"
    assert all(message["jsonrpc"] == "2.0" for message in messages)


def test_it_ends_with_its_stdin(tmp_path: Path) -> None:
    done = run(tmp_path, "")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_setting_that_makes_no_sense_is_one_line_on_stderr(tmp_path: Path) -> None:
    done = run(tmp_path, initialize(), ONRECORD_EMBEDDER="none")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: ONRECORD_EMBEDDER")


def test_a_question_on_the_command_line_does_not_load_the_protocol(seed_archive: Path) -> None:
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom service.cli import build\n"
        f"result = CliRunner().invoke(build(), ['ask', {MOON_ON_HANOI!r}])\n"
        "assert result.exit_code == 0, result.output\n"
        "sys.exit(any(name in sys.modules for name in ('mcp', 'mcp_types', 'slack_bolt')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"ONRECORD_DATA_DIR": str(seed_archive)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("library", ["mcp", "mcp_types"])
def test_neither_does_the_app(library: str) -> None:
    code = f"import sys, service.http.app; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
