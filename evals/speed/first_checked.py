"""How soon a chat model's first sentence, once it is written, is checked and with the reader:
`python -m evals.speed.first_checked QUESTIONS`.

A server of its own answers over loopback, from the archive that ONRECORD_DATA_DIR names. Its model
is scripted: it tells the first sentence of the first evidence, word by word.
"""

import asyncio
import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from evals.speed.own_server import far_side, own_server

MOST_MS = 150
WARMING = 10  # questions: the first load what the others find
_FIRST = re.compile(r"<<<evidence 1>>>\n(?:(?:speaker|from): [^\n]*\n)?(.*?)\n<<<end>>>", re.DOTALL)
_SENTENCE = re.compile(r".*?[.!?][”\"’']?(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """When the model was asked for a sentence, and had it; both by `time.perf_counter`."""

    asked: float
    had: float


@dataclass(frozen=True, slots=True)
class Wait:
    """`check_s`: from the sentence's last word to the reader. `beside_s`: with what came before the
    model was asked, all that is not its time."""

    check_s: float
    beside_s: float


class Host(BaseHTTPRequestHandler):
    """Speaks as far as one stream, or one completion that is of no use, needs it."""

    pause_s = 0.0
    written: list[Written] = []

    def do_POST(self) -> None:
        asked = time.perf_counter()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if not body.get("stream"):
            message = {"role": "assistant", "content": "{}"}
            self._send({"choices": [{"index": 0, "finish_reason": "stop", "message": message}]})
            return
        words = sentence_of(body["messages"][-1]["content"]).split(" ")
        for number, word in enumerate(words, start=1):
            time.sleep(self.pause_s)
            if number == len(words):
                self.written.append(Written(asked, time.perf_counter()))
            self._tell({"content": f"{word} " if number < len(words) else f"{word}\n"})
        self._tell({}, end="stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _tell(self, delta: dict[str, str], *, end: str | None = None) -> None:
        self.wfile.write(b"data: ")
        self._send({"choices": [{"index": 0, "delta": delta, "finish_reason": end}]})
        self.wfile.write(b"\n\n")
        self.wfile.flush()

    def _send(self, data: dict[str, Any]) -> None:
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, format: str, *args: object) -> None:
        """One line a request would be many."""


def sentence_of(prompt: str) -> str:
    """What the scripted model tells: the first sentence of the first evidence, with its marker."""
    first = _FIRST.search(prompt)
    evidence = " ".join(first[1].split()) if first else "INSUFFICIENT"
    sentence = _SENTENCE.match(evidence)
    return f"{(sentence[0] if sentence else evidence).rstrip('.')} [1]."


def main(
    questions: Annotated[Path, typer.Argument(help="JSON lines with question; no follow-ups.")],
    rounds: Annotated[int, typer.Option(help="How often each question is asked.")] = 3,
    pause_ms: Annotated[float, typer.Option(help="Of the model, before each word.")] = 10,
) -> None:
    """Time the first sentences that pass at once; fails where one of twenty reaches the reader
    later than 150 ms after the model had it."""
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines() if line]
    asked = [row["question"] for row in rows if not (row.get("turns") or row.get("history"))]
    Host.pause_s = pause_ms / 1000
    with far_side(Host) as url:
        waits = asyncio.run(_waits(url, asked, rounds=rounds))
    if len(waits) < 2:
        raise SystemExit("no first sentence passed at once: are these questions to this archive?")
    typer.echo(
        f"{len(waits)} first sentences that passed at once, of {len(asked) * rounds} questions"
    )
    typer.echo(f"from the model's last word to the reader: {_told([w.check_s for w in waits])}")
    typer.echo(f"all beside the model's time: {_told([w.beside_s for w in waits])}")
    is_slow = _p95_ms([wait.check_s for wait in waits]) > MOST_MS
    raise typer.Exit(1 if is_slow else 0)


def _told(seconds: Sequence[float]) -> str:
    return f"p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {_p95_ms(seconds):.0f} ms"


def _p95_ms(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] * 1000


async def _waits(url: str, questions: Sequence[str], *, rounds: int) -> list[Wait]:
    model = {
        "OPENAI_BASE_URL": f"{url}/v1",
        "OPENAI_API_KEY": "of-this-benchmark",
        "ONRECORD_CHAT_MODEL": "scripted",
    }
    async with own_server(model) as http:
        for question in questions[:WARMING]:
            await _wait(http, question)
        waits = [await _wait(http, question) for question in [*questions] * rounds]
    return [wait for wait in waits if wait is not None]


async def _wait(http: httpx.AsyncClient, question: str) -> Wait | None:
    """None where the first words are not the model's first sentence as it wrote it."""
    Host.written.clear()
    body = {"question": question, "stream": True}
    told, response = None, None
    began = time.perf_counter()
    async with http.stream("POST", "/chat", json=body) as reply:
        reply.raise_for_status()
        async for line in reply.aiter_lines():
            if told is None and line == "event: delta":
                told = time.perf_counter()
            if line.startswith("data: "):
                response = json.loads(line.removeprefix("data: "))
    generation = (response or {}).get("generation") or {}
    if told is None or generation.get("sentences", {}).get("kept") != 1 or len(Host.written) != 1:
        return None
    (written,) = Host.written
    return Wait(told - written.had, told - began - (written.had - written.asked))


if __name__ == "__main__":
    typer.run(main)
