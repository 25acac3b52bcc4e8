"""A case becomes a row: asked, judged by every metric, or the reason why not."""

import asyncio
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from evals.cases import Case
from evals.errors import EvalError, MetricFailed, ServiceSilent
from evals.exchange import Exchange, read_ranked, read_reply, require_no_fallback
from evals.metrics.metric import Metric
from evals.metrics.right import faults
from evals.metrics.speaker import NOBODY, Rivals
from evals.record import Row

SILENT_MOST = 5
"""After so many cases in a row without any answer, the rest are not asked: it would take hours."""

RANKED = 10
"""How many of a search's results are looked at: the deepest k of hit@k and nDCG."""


class Service(Protocol):
    async def ask(self, case: Case) -> Mapping[str, Any]: ...

    async def rank(self, case: Case, *, limit: int) -> Mapping[str, Any]: ...

    async def article(self, article_id: str) -> Mapping[str, Any]: ...


def nothing(row: Row) -> None:
    """For callers who want the rows at the end alone."""


async def ask_all(
    cases: Sequence[Case],
    *,
    service: Service,
    metrics: Sequence[Metric],
    rivals: Rivals = NOBODY,
    concurrency: int = 4,
    tell: Callable[[Row], None] = nothing,
) -> tuple[Row, ...]:
    """A row for each case, in their order; `tell` has each as it comes. `rivals`: see faults.

    A case that cannot be asked or judged is a row that says so. Metrics of one case are taken one
    after the other, so that `concurrency` bounds what the service and the judge are asked at once.
    """
    places, silence = asyncio.Semaphore(concurrency), _Silence()

    async def one(case: Case) -> Row:
        async with places:
            if silence.is_final:
                return Row(case=case, failure=f"not asked any more: {silence.reason}")
            return await _take(case, service, silence, metrics=metrics, rivals=rivals)

    tasks = [asyncio.create_task(one(case)) for case in cases]
    try:
        for coming in asyncio.as_completed(tasks):
            tell(await coming)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return tuple(task.result() for task in tasks)


class _Silence:
    """How many cases in a row got no answer at all."""

    def __init__(self) -> None:
        self._count = 0
        self.reason = ""

    @property
    def is_final(self) -> bool:
        return self._count >= SILENT_MOST

    def heard(self) -> None:
        if not self.is_final:  # what was under way may still come; those after it were not asked
            self._count = 0

    def missed(self, reason: str) -> None:
        self._count += 1
        self.reason = f"{self._count} cases in a row had no answer, the last: {reason}"


async def _take(
    case: Case,
    service: Service,
    silence: _Silence,
    *,
    metrics: Sequence[Metric],
    rivals: Rivals,
) -> Row:
    response: Mapping[str, Any] | None = None
    started = time.perf_counter()
    try:
        response = await service.ask(case)
        seconds = round(time.perf_counter() - started, 4)
        exchange = await _exchange(case, response, service)
    except EvalError as error:
        seconds = round(time.perf_counter() - started, 4)
        if isinstance(error, ServiceSilent):
            silence.missed(str(error))
        else:
            silence.heard()
        return Row(case=case, response=response, failure=str(error), seconds=seconds)
    silence.heard()
    scores, failed = await _scores(exchange, metrics)
    return Row(
        case=case,
        response=response,
        seconds=seconds,
        faults=faults(exchange, rivals=rivals),
        scores=scores,
        failed=failed,
    )


async def _exchange(case: Case, response: Mapping[str, Any], service: Service) -> Exchange:
    reply, ranked = read_reply(response), None
    require_no_fallback(reply)
    if case.contexts and not case.history:  # a search knows nothing of what was said before
        ranked = read_ranked(await service.rank(case, limit=RANKED))
    named = sorted({citation.article_id for citation in (*reply.citations, *(ranked or ()))})
    texts = {id: str((await service.article(id))["text"]) for id in named}
    return Exchange(case, reply, texts, ranked)


async def _scores(
    exchange: Exchange, metrics: Iterable[Metric]
) -> tuple[dict[str, float | None], dict[str, str]]:
    """What each metric gives, and why some gave nothing: that is no zero, and not passed over."""
    scores: dict[str, float | None] = {}
    failed: dict[str, str] = {}
    for metric in metrics:
        try:
            score = await metric.measure(exchange)
        except MetricFailed as error:
            failed[metric.name] = str(error) or "it failed without a reason"
            continue
        if score is None or math.isfinite(score):
            scores[metric.name] = score
        else:
            failed[metric.name] = f"it gave {score}, which is no score"
    return scores, failed
