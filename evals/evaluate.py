"""A case file put to an archive: from the plan to the rows, and their file."""

from asyncio import to_thread
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from evals.cases import Case, articles_named, load_cases
from evals.client import TIMEOUT_S, Holdings
from evals.errors import EvalError
from evals.fingerprint import changes, commit, prompts, settings_told, sha256_of, without_secrets
from evals.journal import journal, read_begun, require_same, write_run
from evals.judged.judge import Judge, endpoint_of, open_judge
from evals.metrics.metric import Metric
from evals.metrics.registry import deterministic
from evals.metrics.speaker import Rivals, rivals_of
from evals.opening import said_of
from evals.record import IN_PROCESS, About, Row, Run, described
from evals.runner import ask_all, nothing
from evals.target import Target
from indexing.article import Rejection
from indexing.report import Progress
from service.answer import Answerer


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask of what. `only`: ids and tags; a case that has none of them is not asked."""

    cases: Path
    target: Target
    answerer: Answerer = "extractive"
    only: tuple[str, ...] = ()
    limit: int | None = None
    concurrency: int = 4
    timeout_s: float = TIMEOUT_S
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """Where the rows go as they come. Without `resume`, a file that is there already is kept."""

    path: Path
    resume: bool = False


class Watch(Protocol):
    """Who is told how far a run has come."""

    def indexing(self, progress: Progress) -> None: ...

    def asking(self, total: int, *, done: int) -> None: ...

    def took(self, row: Row) -> None: ...

    def note(self, message: str) -> None: ...


async def evaluate(
    plan: Plan, *, environ: Mapping[str, str], watch: Watch, output: Output | None = None
) -> Run:
    """As many rows as cases, in their order, whatever becomes of each.

    Raises EvalError and OnRecordError where nothing at all can be judged.
    """
    if output is not None and output.path.exists() and not output.resume:
        raise EvalError(f"{output.path} is there already: go on with it by --resume, or move it")
    named = articles_named(plan.cases)
    every = load_cases(plan.cases, known=plan.target.known(named))
    asked = selected(every, plan)
    rejected: list[Rejection] = []
    opened = plan.target.open(
        tell=watch.indexing,
        left_out=rejected.append,
        answerer=plan.answerer,
        timeout_s=plan.timeout_s,
    )
    async with open_judge(environ) as judge, opened as client:
        holdings = await client.holdings()
        load_cases(plan.cases, known=await client.known(holdings, named))
        rivals = rivals_of(every)
        metrics = await to_thread(_metrics, rivals, judge)
        about = _about(plan, asked, holdings, metrics, environ=environ, rejected=rejected)
        with _keeping(about, output, watch) as (kept, keep):
            left = [case for case in asked if case.id not in kept]
            watch.asking(len(asked), done=len(asked) - len(left))

            def tell(row: Row) -> None:
                keep(row)
                watch.took(row)

            rows = await ask_all(
                left,
                service=client,
                metrics=metrics,
                rivals=rivals,
                concurrency=plan.concurrency,
                tell=tell,
            )
    by_id = {**kept, **{row.case.id: row for row in rows}}
    run = Run(about=about, rows=tuple(by_id[case.id] for case in asked))
    if output is not None:
        write_run(output.path, run)
    return run


def selected(cases: Sequence[Case], plan: Plan) -> tuple[Case, ...]:
    """Those that the plan asks. Raises EvalError for an id or a tag that no case has."""
    known = {name for case in cases for name in (case.id, *case.tags)}
    for name in plan.only:
        if name not in known:
            raise EvalError(f"{plan.cases}: no case has the id or the tag {name!r}")
    wanted = set(plan.only)
    those = [case for case in cases if not wanted or wanted & {case.id, *case.tags}]
    return tuple(those[: plan.limit])


def _metrics(rivals: Rivals, judge: Judge | None) -> tuple[Metric, ...]:
    """It takes seconds, for the libraries and the weights that some of them need."""
    from indexing.embed import open_embedder

    # The bundled one, whatever made the archive: runs stay comparable.
    embedder = open_embedder()
    metrics = deterministic(embedder=embedder, rivals=rivals)
    if judge is None:
        return metrics
    from evals.judged.registry import judged

    return (*metrics, *judged(judge, embedder=embedder))


@contextmanager
def _keeping(
    about: About, output: Output | None, watch: Watch
) -> Iterator[tuple[Mapping[str, Row], Callable[[Row], None]]]:
    """The rows that an earlier run left, and what to do with each new one."""
    if output is None:
        yield {}, nothing
        return
    begun = read_begun(output.path) if output.path.exists() else None
    if begun is not None:
        require_same(begun.about, about, path=output.path)
        if begun.is_cut:
            watch.note(f"{output.path}: its last line was half written; that case is asked again")
        watch.note(f"{output.path}: {len(begun.rows)} rows are kept")
    kept = begun.rows if begun else {}
    with journal(output.path, about, kept.values()) as keep:
        yield kept, keep


def _about(
    plan: Plan,
    asked: Sequence[Case],
    holdings: Holdings,
    metrics: Sequence[Metric],
    *,
    environ: Mapping[str, str],
    rejected: Sequence[Rejection],
) -> About:
    is_here = plan.target.service == IN_PROCESS
    judge = endpoint_of(environ)
    return About(
        name=plan.cases.stem,
        cases_sha256=sha256_of(plan.cases.read_bytes()),
        service=plan.target.service,
        answerer=f"{plan.answerer}, ungated" if plan.target.writing.is_ungated else plan.answerer,
        chat_model=holdings.chat_model,
        embedder=holdings.embedder,
        archive=holdings.fingerprint,
        rejected=tuple(map(said_of, rejected)),
        judge=f"{judge.model} at {without_secrets(judge.base_url)}" if judge else None,
        commit=commit(),
        changes=changes(),
        # Of a service elsewhere nobody here knows them.
        settings=settings_told(environ) if is_here else {},
        prompts=prompts() if is_here else {},
        seed=plan.seed,
        cases=len(asked),
        only=plan.only,
        limit=plan.limit,
        concurrency=plan.concurrency,
        metrics=described(metrics),
        started=datetime.now(UTC),
    )
