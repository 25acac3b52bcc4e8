"""The benchmarks by name: from a set's folder to its figures."""

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import Progress

from evals.bench import (
    gate,
    mtrag_human159,
    mtrag_rewrite,
    mtrag_un,
    polnear,
    polnear_spans,
    realtimeqa,
    squad,
)
from evals.bench.asking import Asked, ask_all
from evals.bench.sets import questions_of
from evals.bench.verdicts import Result


class Benchmark(Protocol):
    def __call__(
        self, folder: Path, *, split: str, limit: int | None
    ) -> Coroutine[None, None, Result]: ...


def _asking(judge: Callable[[Sequence[Asked]], Result], *, passages: int = 0) -> Benchmark:
    """A benchmark that puts a set's questions to the service, and may look at so many passages."""

    async def run(folder: Path, *, split: str, limit: int | None) -> Result:
        questions = questions_of(folder, split=split)[:limit]
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("asking", total=len(questions))
            rows = await ask_all(
                questions,
                folder=folder,
                passages=passages,
                tell=lambda done, _: progress.update(task, completed=done),
            )
        return judge(rows)

    return run


BENCHMARKS: dict[str, Benchmark] = {
    "polnear": _asking(polnear.judge),
    "polnear_spans": polnear_spans.run,
    "realtimeqa_2026": _asking(realtimeqa.judge, passages=max(realtimeqa.TOP)),
    "squad2": _asking(squad.judge_squad),
    "timeqa": _asking(squad.judge_timeqa),
    "mtrag_un": _asking(mtrag_un.judge),
    "mtrag_rewrite": mtrag_rewrite.run,
    "gate": gate.run,
    "mtrag_human159": mtrag_human159.run,
}
