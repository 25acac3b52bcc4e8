"""Every way to ask the archive, each as its own callers do it, on one server."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from openai import AsyncOpenAI

from indexing.settings import load_settings
from service.running import announced
from service.wiring import open_app
from tests.service.apps import served
from tests.service.mcp.assistants import over_http

Citations = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reader is told: the words, and what they rest on."""

    outcome: str
    answer: str
    citations: Citations


@dataclass(frozen=True, slots=True)
class Serving:
    """A server of an archive, which the command line finds, too."""

    app: FastAPI
    url: str
    data_dir: Path


Surface = Callable[[Serving, str], Awaitable[Reply]]


@asynccontextmanager
async def serving(data_dir: Path) -> AsyncIterator[Serving]:
    settings = load_settings({"ONRECORD_DATA_DIR": str(data_dir)})
    async with open_app(settings, must_exist=True) as app, served(app) as url:
        with announced(data_dir, url=url, token=app.state.services.token):
            yield Serving(app, url, data_dir)


async def chat(server: Serving, question: str) -> Reply:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        reply = await http.post("/chat", json={"question": question})
    return _reply(reply.raise_for_status().json())


async def chat_streamed(server: Serving, question: str) -> Reply:
    said, events = "", []
    async with (
        httpx.AsyncClient(base_url=server.url, timeout=60) as http,
        http.stream("POST", "/chat", json={"question": question, "stream": True}) as reply,
    ):
        async for line in reply.aiter_lines():
            name, _, data = line.partition(": ")
            if name == "data":
                events.append(json.loads(data))
                said += events[-1].get("text", "") if set(events[-1]) == {"text"} else ""
    return _reply({**events[-1], "answer": said})


async def openai(server: Serving, question: str) -> Reply:
    async with AsyncOpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0) as client:
        completion = await client.chat.completions.create(
            model="onrecord", messages=[{"role": "user", "content": question}]
        )
    return _reply(
        {**(completion.model_extra or {}), "answer": completion.choices[0].message.content}
    )


async def openai_streamed(server: Serving, question: str) -> Reply:
    async with AsyncOpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="onrecord", messages=[{"role": "user", "content": question}], stream=True
        )
        chunks = [chunk async for chunk in stream]
    said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    return _reply({**(chunks[-1].model_extra or {}), "answer": said})


async def mcp(server: Serving, question: str) -> Reply:
    return _reply(await over_http(server.url).fields("ask", question=question))


async def command_line(server: Serving, question: str) -> Reply:
    command = "from service.cli import main; main()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", command, "ask", question, "--json"),
        env={**os.environ, "ONRECORD_DATA_DIR": str(server.data_dir)},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    return _reply(json.loads(told))


def _reply(body: Mapping[str, Any]) -> Reply:
    return Reply(body["outcome"], body["answer"], body["citations"])


SURFACES: Mapping[str, Surface] = {
    "/chat": chat,
    "/chat, streamed": chat_streamed,
    "/v1": openai,
    "/v1, streamed": openai_streamed,
    "MCP": mcp,
    "command line": command_line,
}
