"""How long an answer takes: `python -m evals.speed.chat QUESTIONS --url http://127.0.0.1:8000`."""

import asyncio
import gzip
import json
import statistics
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Annotated

import httpx
import typer

SLOWEST_S = 120


def main(
    questions: Annotated[Path, typer.Argument(help="JSON lines with question, maybe as_of.")],
    url: Annotated[str, typer.Option(help="A running service.")] = "http://127.0.0.1:8000",
    callers: Annotated[str, typer.Option(help="How many ask at once; a run each.")] = "1,16",
    requests: Annotated[int, typer.Option(help="How many questions a run asks.")] = 200,
) -> None:
    """Ask QUESTIONS in turn, over and over, and tell the median and the 95th percentile."""
    bodies = _bodies(questions)
    asyncio.run(_ask(url, list(islice(cycle(bodies), 10)), at_once=1))  # warms caches
    for at_once in map(int, callers.split(",")):
        began = time.perf_counter()
        spent = asyncio.run(_ask(url, list(islice(cycle(bodies), requests)), at_once=at_once))
        rate = requests / (time.perf_counter() - began)
        typer.echo(
            f"{at_once:3} callers: p50 {statistics.median(spent) * 1000:6.0f} ms, "
            f"p95 {statistics.quantiles(spent, n=20)[-1] * 1000:6.0f} ms, {rate:5.1f} answers/s"
        )


def _bodies(path: Path) -> list[dict[str, str]]:
    read = gzip.open if path.suffix == ".gz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        {key: row[key] for key in ("question", "as_of") if row.get(key)}
        for row in rows
        if not row.get("turns")
    ]


async def _ask(url: str, bodies: Sequence[dict[str, str]], *, at_once: int) -> list[float]:
    """Seconds from the question to the whole answer, for each body."""
    places = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(base_url=url, timeout=SLOWEST_S) as http:

        async def one(body: dict[str, str]) -> float:
            async with places:
                began = time.perf_counter()
                (await http.post("/chat", json=body)).raise_for_status()
                return time.perf_counter() - began

        return list(await asyncio.gather(*map(one, bodies)))


if __name__ == "__main__":
    typer.run(main)
