"""How long a reader waits for the first words: `python -m evals.speed.first_word QUESTIONS`."""

import asyncio
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

SLOWEST_S = 120
STREAMS = ("/chat", "/v1/chat/completions")


def main(
    questions: Annotated[Path, typer.Argument(help="JSON lines with question.")],
    url: Annotated[str, typer.Option(help="A running service.")] = "http://127.0.0.1:8000",
    rounds: Annotated[int, typer.Option(help="How often each question is asked.")] = 5,
) -> None:
    """Ask those QUESTIONS that stand alone, one after the other, streamed, and tell the median and
    the 95th percentile of the time from the question to the first words of its answer."""
    asked = _questions(questions)
    asyncio.run(_waits(url, STREAMS[0], asked))  # warms caches
    for path in STREAMS:
        spent = asyncio.run(_waits(url, path, asked * rounds))
        typer.echo(
            f"{path}: first words p50 {statistics.median(spent) * 1000:4.0f} ms, "
            f"p95 {statistics.quantiles(spent, n=20)[-1] * 1000:4.0f} ms, {len(spent)} questions"
        )


def _questions(path: Path) -> list[str]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    return [row["question"] for row in rows if not (row.get("turns") or row.get("history"))]


async def _waits(url: str, path: str, questions: Sequence[str]) -> list[float]:
    """Seconds from each question to the first words of its answer."""
    async with httpx.AsyncClient(base_url=url, timeout=SLOWEST_S) as http:
        return [await _wait(http, path, question) for question in questions]


async def _wait(http: httpx.AsyncClient, path: str, question: str) -> float:
    waited = None
    began = time.perf_counter()
    async with http.stream("POST", path, json=_body(path, question)) as reply:
        reply.raise_for_status()
        async for line in reply.aiter_lines():  # to its end: who hangs up is not answered
            name, _, data = line.partition(": ")
            if waited is None and name == "data" and _words(json.loads(data)):
                waited = time.perf_counter() - began
    if waited is None:
        raise SystemExit(
            f"{question!r} has no words for an answer: is onrecord at {http.base_url}?"
        )
    return waited


def _body(path: str, question: str) -> dict[str, Any]:
    if path == "/chat":
        return {"question": question, "answerer": "extractive", "stream": True}
    messages = [{"role": "user", "content": question}]
    return {"model": "onrecord-extractive", "messages": messages, "stream": True}


def _words(event: dict[str, Any]) -> str:
    """Of a `delta` of /chat, or of a chunk of OpenAI's; other events have none."""
    if set(event) == {"text"}:
        return str(event["text"])
    deltas = [choice["delta"] for choice in event.get("choices", ()) if isinstance(choice, dict)]
    return "".join(delta.get("content", "") for delta in deltas)


if __name__ == "__main__":
    typer.run(main)
