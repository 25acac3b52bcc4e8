"""The benchmarks by name: from a set's folder to its figures."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
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
from evals.errors import EvalError
from evals.writing import Writing


class Benchmark(Protocol):
    def __call__(
        self, folder: Path, *, split: str, limit: int | None
    ) -> Coroutine[None, None, Result]: ...


@dataclass(frozen=True, slots=True)
class Asking:
    """A benchmark that puts a set's questions to the service, and may look at so many passages.

    The answers are extractive, or `written` by a chat model.
    """

    judge: Callable[[Sequence[Asked]], Result]
    passages: int = 0
    written: Writing | None = None

    async def __call__(self, folder: Path, *, split: str, limit: int | None) -> Result:
        questions = questions_of(folder, split=split)[:limit]
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("asking", total=len(questions))
            rows = await ask_all(
                questions,
                folder=folder,
                passages=self.passages,
                written=self.written,
                tell=lambda done, _: progress.update(task, completed=done),
            )
        return self.judge(rows)


BENCHMARKS: dict[str, Benchmark] = {
    "polnear": Asking(polnear.judge),
    "polnear_spans": polnear_spans.run,
    "realtimeqa_2026": Asking(realtimeqa.judge, passages=max(realtimeqa.TOP)),
    "squad2": Asking(squad.judge_squad),
    "timeqa": Asking(squad.judge_timeqa),
    "mtrag_un": Asking(mtrag_un.judge),
    "mtrag_rewrite": mtrag_rewrite.run,
    "gate": gate.run,
    "mtrag_human159": mtrag_human159.run,
}


def benchmark(name: str, *, written: Writing | None = None) -> Benchmark:
    """Raises EvalError for a name that is none, and for a model where none is asked."""
    if name not in BENCHMARKS:
        raise EvalError(f"no benchmark is called {name!r}: {', '.join(BENCHMARKS)}")
    found = BENCHMARKS[name]
    if written is None:
        return found
    if not isinstance(found, Asking):
        raise EvalError(f"{name} asks for no answers that a model could write")
    return replace(found, written=written)
