"""How fast the bundled embedder is on this machine: `python -m evals.speed.embed`."""

import os
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Annotated, TypeVar

import typer

from evals.speed.process_tree import peak_memory

SEEDS = Path(__file__).parents[2] / "seeds"
QUERY = "what did Moon say about Hanoi?"
TOKENS_A_WORD = 1.27  # in the starter archive
T = TypeVar("T")


def main(
    passages: Annotated[int, typer.Option(help="How many to embed in one run.")] = 256,
    tokens: Annotated[int, typer.Option(help="How long they are on average.")] = 210,
    runs: Annotated[int, typer.Option(help="The median of so many runs is shown.")] = 5,
) -> None:
    """Passages a second, the time of one query and of opening, and the memory all that takes.

    Passages a core second tell what the machine could do when other things keep it busy.
    """
    with peak_memory(os.getpid()) as peak:
        imported, _ = _time(_import)
        from indexing.minilm.encoder import open_encoder

        opened, encoder = _time(open_encoder)
        texts = _passages(passages, tokens)
        encoder.encode(texts[:64])
        work = [_time_and_work(lambda: encoder.encode(texts)) for _ in range(runs)]
        query = median(_time(lambda: encoder.encode([QUERY]))[0] for _ in range(200))
    seconds, core_seconds = (median(column) for column in zip(*work, strict=True))
    typer.echo(f"import {imported * 1e3:.0f} ms, open {opened * 1e3:.0f} ms")
    typer.echo(f"{passages / seconds:.0f} passages of {tokens} tokens a second")
    typer.echo(f"{passages / core_seconds:.0f} passages a core second")
    typer.echo(f"one query {query * 1e3:.2f} ms")
    typer.echo(f"peak memory {peak.mib:.0f} MiB")


def _import() -> None:
    import indexing.embed  # noqa: F401  # what everybody who embeds waits for


def _time(work: Callable[[], T]) -> tuple[float, T]:
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def _time_and_work(work: Callable[[], object]) -> tuple[float, float]:
    begin = time.process_time()
    seconds, _ = _time(work)
    return seconds, time.process_time() - begin


def _passages(count: int, tokens: int) -> list[str]:
    """Pieces of the starter archive, each within a fifth of that length: 256 tokens is the most."""
    random = Random(1)
    words = cycle(word for path in sorted(SEEDS.glob("*.txt")) for word in path.read_text().split())
    lengths = (random.uniform(0.8, 1.2) * tokens / TOKENS_A_WORD for _ in range(count))
    return [" ".join(islice(words, round(length))) for length in lengths]


if __name__ == "__main__":
    typer.run(main)
