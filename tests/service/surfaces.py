"""Every way to ask the archive, each as its own callers do it, on one server."""

import asyncio
import json
import os
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from openai import AsyncOpenAI
from playwright.async_api import Locator

from service.slack.texts import IN_SHORT
from tests.service.mcp.assistants import ONRECORD, Assistant, over_http
from tests.service.serving import Serving
from tests.service.slack.far_side import Posted
from tests.service.slack.reading import read
from tests.service.slack.sent import mention, new_ts, send
from tests.service.web.browsing import ask

TIMEOUT_S = 60

Body = dict[str, Any]
Asked = tuple[str, ...]  # one after the other, in one conversation


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader is shown: the words with their markers, and the numbered quotes."""

    words: str
    quotes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a program is told: the words, and what they rest on."""

    outcome: str
    answer: str
    citations: list[Body]

    @property
    def shown(self) -> Shown:
        quotes = ((citation["marker"], citation["quote"]) for citation in self.citations)
        return Shown(self.answer, tuple(quotes))


Surface = Callable[[Serving, Asked], Awaitable[Reply | Shown]]
"""Asks, and gives back what is said to the last question."""


async def chat(server: Serving, asked: Asked) -> Reply:
    body: Body = {}
    async with _http(server) as http:
        for question in asked:
            before = {"conversation_id": body["conversation_id"]} if body else {}
            reply = await http.post("/chat", json={"question": question, **before})
            body = reply.raise_for_status().json()
    return _reply(body)


async def chat_streamed(server: Serving, asked: Asked) -> Reply:
    body: Body = {}
    history: list[Body] = []
    async with _http(server) as http:
        for question in asked:
            body = await _streamed(http, {"question": question, "history": history})
            history.append({"role": "user", "content": question})
            history.append({"role": "assistant", "content": body["answer"]})
    return _reply(body)


async def _streamed(http: httpx.AsyncClient, asked: Body) -> Body:
    said, events = "", []
    async with http.stream("POST", "/chat", json={**asked, "stream": True}) as reply:
        async for line in reply.aiter_lines():
            name, _, data = line.partition(": ")
            if name == "data":
                events.append(json.loads(data))
                said += events[-1].get("text", "") if set(events[-1]) == {"text"} else ""
    return {**events[-1], "answer": said}


async def openai(server: Serving, asked: Asked) -> Reply:
    body: Body = {}
    messages: list[Any] = []
    async with _openai(server) as client:
        for question in asked:
            messages.append({"role": "user", "content": question})
            completion = await client.chat.completions.create(model="onrecord", messages=messages)
            [choice] = completion.choices
            messages.append(choice.message.model_dump())
            body = {**(completion.model_extra or {}), "answer": choice.message.content}
    return _reply(body)


async def openai_streamed(server: Serving, asked: Asked) -> Reply:
    body: Body = {}
    messages: list[Any] = []
    async with _openai(server) as client:
        for question in asked:
            messages.append({"role": "user", "content": question})
            stream = await client.chat.completions.create(
                model="onrecord", messages=messages, stream=True
            )
            chunks = [chunk async for chunk in stream]
            said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
            messages.append({"role": "assistant", "content": said})
            body = {**(chunks[-1].model_extra or {}), "answer": said}
    return _reply(body)


async def mcp(server: Serving, asked: Asked) -> Reply:
    return await _assisted(over_http(server.url), asked)


async def mcp_over_stdio(server: Serving, asked: Asked) -> Reply:
    return await _assisted(await server.assistant.open(), asked)


async def _assisted(assistant: Assistant, asked: Asked) -> Reply:
    body: Body = {}
    for question in asked:
        before = {"conversation_id": body["conversation_id"]} if body else {}
        body = await assistant.fields("ask", question=question, **before)
    return _reply(body)


async def command_line(server: Serving, asked: Asked) -> Reply:
    """Only `onrecord chat` remembers what was asked before."""
    command = ["ask", *asked] if len(asked) == 1 else ["chat"]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ONRECORD, *command, "--json"),
        env={**os.environ, "ONRECORD_DATA_DIR": str(server.data_dir)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate("\n".join(asked).encode())
    bodies = told.decode().split("\n}\n{\n")
    assert len(bodies) == len(asked)
    return _reply(json.loads("{" + bodies[-1].removeprefix("{")))


async def slack(server: Serving, asked: Asked) -> Shown:
    """As mentions in one thread."""
    thread = new_ts()
    posted: list[Posted] = []
    async with _http(server) as http:
        for number, question in enumerate(asked):
            place = {"thread_ts": thread} if number else {"ts": thread}
            before = len(server.slack.shown)
            (await send(http, mention(question, **place))).raise_for_status()
            posted = (await server.slack.until_posted(before + 1))[before:]
    [answer] = posted
    assert answer.thread_ts == thread
    return _read_in_slack(answer)


def _read_in_slack(message: Posted) -> Shown:
    """The sections are the answer, after or before its few words; what is listed has a number and,
    below it, the quote."""
    in_short = IN_SHORT.partition("{")[0]
    sections = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    listed = [block["elements"] for block in message.blocks if block["type"] == "context"]
    words = [read(text).text for text in sections if not text.startswith(in_short)]
    notes = [read(part["text"]).text for parts in listed for part in parts]
    cited = [re.fullmatch(r"\[(\d+)\][^\n]*\n“(.*)”", note, re.DOTALL) for note in notes]
    return Shown(" ".join(words), tuple((int(one[1]), one[2]) for one in cited if one))


async def web_page(server: Serving, asked: Asked) -> Shown:
    browser = await server.chromium.open()
    async with await browser.new_page() as page:
        await page.goto(server.url)
        await page.wait_for_selector("html[data-ready-after-ms]")
        for question in asked:
            turn = await ask(page, question)
        assert await page.locator(".turn").count() == len(asked)
        return await _read_on_page(turn)


async def _read_on_page(turn: Locator) -> Shown:
    """A marker is a raised number there, a space and brackets elsewhere."""
    words = await turn.locator(".answer").evaluate(
        """(answer) => {
            const plain = answer.cloneNode(true);
            for (const one of plain.querySelectorAll(".marker")) one.prepend(" ["), one.append("]");
            return plain.textContent;
        }"""
    )
    quotes = await turn.locator("[data-marker]").evaluate_all(
        "(all) => all.map((one) => [one.value, one.querySelector('.words').textContent])"
    )
    return Shown(words, tuple((marker, quote) for marker, quote in quotes))


def _http(server: Serving) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=server.url, timeout=TIMEOUT_S)


def _openai(server: Serving) -> AsyncOpenAI:
    return AsyncOpenAI(
        base_url=f"{server.url}/v1", api_key="none", max_retries=0, timeout=TIMEOUT_S
    )


def _reply(body: Mapping[str, Any]) -> Reply:
    return Reply(body["outcome"], body["answer"], body["citations"])


SURFACES: Mapping[str, Surface] = {
    "/chat": chat,
    "/chat, streamed": chat_streamed,
    "/v1": openai,
    "/v1, streamed": openai_streamed,
    "MCP": mcp,
    "MCP over stdio": mcp_over_stdio,
    "command line": command_line,
    "Slack": slack,
    "web page": web_page,
}
