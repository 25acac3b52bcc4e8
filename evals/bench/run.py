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
from evals.bench.written import written
from evals.errors import EvalError
from evals.opening import WRITING
from evals.writing import Writing
from service.answer import Answerer


class Benchmark(Protocol):
    def __call__(
        self, folder: Path, *, split: str, limit: int | None
    ) -> Coroutine[None, None, Result]: ...


@dataclass(frozen=True, slots=True)
class Asking:
    """A benchmark that puts a set's questions to the service, and may look at so many passages.

    `writing`: how a chat model writes, where the `answerer` is one.
    """

    judge: Callable[[Sequence[Asked]], Result]
    passages: int = 0
    answerer: Answerer = "extractive"
    writing: Writing = WRITING

    async def __call__(self, folder: Path, *, split: str, limit: int | None) -> Result:
        questions = questions_of(folder, split=split)[:limit]
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("asking", total=len(questions))
            rows, archive = await ask_all(
                questions,
                folder=folder,
                passages=self.passages,
                answerer=self.answerer,
                writing=self.writing,
                tell=lambda done, _: progress.update(task, completed=done),
            )
        result = self.judge(rows)
        by_model = () if self.answerer == "extractive" else tuple(written(rows))
        return replace(result, figures=(*result.figures, *by_model), archive=archive)


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


def benchmark(
    name: str, *, answerer: Answerer = "extractive", writing: Writing = WRITING
) -> Benchmark:
    """Raises EvalError for a name that is none, and for a model where none is asked."""
    if name not in BENCHMARKS:
        raise EvalError(f"no benchmark is called {name!r}: {', '.join(BENCHMARKS)}")
    found = BENCHMARKS[name]
    if answerer == "extractive":
        return found
    if not isinstance(found, Asking):
        raise EvalError(f"{name} asks for no answers that a model could write")
    return replace(found, answerer=answerer, writing=writing)


def answerer_of(benchmark: Benchmark) -> str | None:
    """Who answers its questions; None where it asks none."""
    if not isinstance(benchmark, Asking):
        return None
    is_ungated = benchmark.writing.is_ungated
    return f"{benchmark.answerer}, ungated" if is_ungated else benchmark.answerer
