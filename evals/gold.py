"""The gold run: every case asked, every reply judged, the figures held against their bounds."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Case
from evals.errors import EvalError
from evals.exchange import Exchange, read_reply
from evals.metrics.abstention import abstention_precision, unanswerable_answered
from evals.metrics.citations import citation_precision, citation_recall
from evals.metrics.outcome import outcome_accuracy, reason_accuracy
from evals.metrics.quotes import quote_exactness
from evals.metrics.right import faults
from evals.metrics.short_answer import short_answer_accuracy
from evals.metrics.speaker import wrong_speaker

Ask = Callable[[Case], Awaitable[Mapping[str, Any]]]
ReadArticle = Callable[[str], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One case and what came of it; without an exchange, `failure` says why it is not judged."""

    case: Case
    response: Mapping[str, Any] | None
    exchange: Exchange | None
    faults: tuple[str, ...]
    failure: str | None
    seconds: float

    @property
    def is_right(self) -> bool:
        return self.exchange is not None and not self.faults


async def run(
    cases: Sequence[Case], *, ask: Ask, article: ReadArticle, concurrency: int = 4
) -> tuple[Row, ...]:
    """A row for each case, in their order; one that fails to be judged is a row too."""
    places = asyncio.Semaphore(concurrency)
    rivals = _speakers(cases)

    async def one(case: Case) -> Row:
        async with places:
            return await _judge(case, ask=ask, article=article, rivals=rivals)

    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(one(case)) for case in cases]
    return tuple(task.result() for task in running)


def _speakers(cases: Iterable[Case]) -> tuple[str, ...]:
    return tuple(sorted({name for case in cases for name in case.speaker}))


async def _judge(case: Case, *, ask: Ask, article: ReadArticle, rivals: tuple[str, ...]) -> Row:
    started = time.perf_counter()
    response: Mapping[str, Any] | None = None
    try:
        response = await ask(case)
        seconds = time.perf_counter() - started
        reply = read_reply(response)
        cited = sorted({citation.article_id for citation in reply.citations})
        texts = {id: str((await article(id))["text"]) for id in cited}
    except EvalError as error:
        return Row(case, response, None, (), str(error), time.perf_counter() - started)
    exchange = Exchange(case, reply, texts)
    return Row(case, response, exchange, faults(exchange, rivals=rivals), None, seconds)


def figures(rows: Iterable[Row]) -> dict[str, float | None]:
    """Of the rows that were judged; None for a figure that none of them bears on."""
    rows = [row for row in rows if row.exchange]
    judged = [row.exchange for row in rows if row.exchange]
    rivals = _speakers(row.case for row in rows)
    return {
        "right": mean(row.is_right for row in rows),
        "answerable_right": mean(row.is_right for row in rows if row.case.is_answerable),
        "unanswerable_answered": unanswerable_answered(judged),
        "wrong_speaker": mean(wrong_speaker(exchange, rivals=rivals) for exchange in judged),
        "quote_exactness": mean(map(quote_exactness, judged)),
        "outcome_accuracy": mean(map(outcome_accuracy, judged)),
        "reason_accuracy": mean(map(reason_accuracy, judged)),
        "citation_precision": mean(map(citation_precision, judged)),
        "citation_recall": mean(map(citation_recall, judged)),
        "abstention_precision": abstention_precision(judged),
        "short_answer_accuracy": mean(map(short_answer_accuracy, judged)),
    }


def mean(values: Iterable[float | None]) -> float | None:
    """Of the values that apply; None when none does."""
    applying = [value for value in values if value is not None]
    return sum(applying) / len(applying) if applying else None


def by_form(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """The rows of each form, in the order in which the forms first appear."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.case.form, []).append(row)
    return {form: tuple(group) for form, group in groups.items()}
