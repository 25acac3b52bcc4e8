"""OpenAI's own npm client, asking a real server."""

import asyncio
import json
from typing import Any

import pytest
import pytest_asyncio

from tests.service.apps import Opened, served
from tests.service.asking import ask
from tests.service.npm import NPM, needs_npm

HANOI = "Who was in Hanoi?"
PATIENCE_S = 60


@pytest_asyncio.fixture
async def got(opened: Opened) -> Any:
    """All that the client got."""
    needs_npm("openai")
    async with served(opened.app) as address:
        process = await asyncio.create_subprocess_exec(
            "node",
            str(NPM / "ask.mjs"),
            address,
            HANOI,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        told, complaint = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    assert process.returncode == 0, complaint.decode()
    return json.loads(told)


async def test_the_npm_client_gets_what_chat_gives(got: Any, opened: Opened) -> None:
    chat = await ask(opened.http, HANOI)
    assert got["models"] == ["onrecord", "onrecord-extractive"]
    message = got["completion"]["choices"][0]["message"]
    assert message["content"] == chat["answer"]
    assert got["completion"]["citations"] == chat["citations"]
    assert got["completion"]["outcome"] == chat["outcome"]
    assert [one["type"] for one in message["annotations"]] == ["url_citation"] * 2


async def test_the_npm_client_reads_the_stream(got: Any) -> None:
    whole = got["completion"]["choices"][0]["message"]
    *chunks, usage = got["chunks"]
    said = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert "".join(delta.get("content", "") for delta in said) == whole["content"]
    assert said[-2]["annotations"] == whole["annotations"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    assert chunks[-1]["citations"] == got["completion"]["citations"]
    assert usage["usage"]["total_tokens"] == 0


async def test_the_npm_clients_own_helper_puts_the_chunks_together(got: Any) -> None:
    whole = got["completion"]["choices"][0]["message"]
    assembled = got["assembled"]["choices"][0]["message"]
    assert assembled["content"] == whole["content"]
    assert assembled["annotations"] == whole["annotations"]


async def test_the_npm_client_knows_the_failures(got: Any) -> None:
    assert got["failures"] == {
        "unknownModel": {
            "name": "NotFoundError",
            "status": 404,
            "code": "model_not_found",
            "param": "model",
            "type": "invalid_request_error",
        },
        "twoAnswers": {
            "name": "BadRequestError",
            "status": 400,
            "code": "unsupported_value",
            "param": "n",
            "type": "invalid_request_error",
        },
    }


def test_without_the_package_it_is_skipped_here_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="npm ci"):
        needs_npm("no-such-package")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="npm ci"):
        needs_npm("no-such-package")
