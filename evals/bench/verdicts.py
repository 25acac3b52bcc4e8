"""What a benchmark comes to: a verdict a question, and figures over them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any, Literal

from evals.bench.asking import Archive, Asked
from evals.intervals import Interval, mean_interval


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question judged: the words a person needs to judge it again, and what it scores.

    `score` is 1 where nothing is to be wished for; `scores` are further shares, by name. A question
    that failed has neither, and `failure` says why. `group`: what the question is about with
    others, such as an article. `response`: the whole of what came.
    """

    id: str
    type: str
    verdict: str
    asked: str
    gold: str
    ours: str
    sentence: str
    score: float | None = 0.0
    scores: Mapping[str, float] = field(default_factory=dict)
    group: str = ""
    failure: str | None = None
    response: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a share, or None where nothing bears on it; `published` are others' values.

    `interval`: where the value lies, 95 % sure. `unit`: "points" are differences of shares,
    "plain" are no shares at all.
    """

    name: str
    value: float | None
    count: int
    published: tuple[tuple[str, float], ...] = ()
    interval: Interval | None = None
    unit: Literal["share", "points", "plain"] = "share"


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one set, and every verdict behind them; no `archive` where none was asked."""

    name: str
    figures: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]
    archive: Archive | None = None

    @property
    def failed(self) -> tuple[Verdict, ...]:
        return tuple(each for each in self.verdicts if each.failure is not None)


def result_of(
    name: str,
    verdicts: Iterable[Verdict],
    figures: Callable[[Sequence[Verdict]], Iterable[Figure]],
) -> Result:
    """The figures are of what was judged: a question that failed is neither right nor wrong."""
    every = tuple(verdicts)
    return Result(name, tuple(figures(judged(every))), every)


def judged(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    return tuple(each for each in verdicts if each.failure is None)


def verdict_of(
    row: Asked,
    verdict: str,
    *,
    type: str,
    score: float,
    scores: Mapping[str, float] | None = None,
    gold: str = "",
) -> Verdict:
    """The verdict on a question that was asked; one that failed is told as such."""
    question, reply = row.question, row.reply
    return Verdict(
        id=question.id,
        type=type,
        verdict=verdict if reply else "failed",
        asked=question.question,
        gold=gold or " | ".join(question.gold_answers),
        ours=reply.answer if reply else "",
        sentence=" ".join(evidence.text for evidence in question.gold_evidence),
        score=score if reply else None,
        scores=(scores or {}) if reply else {},
        group=question.group or question.id,
        failure=None if reply else row.failure or "no reply came",
        response=row.response,
    )


def share(
    verdicts: Sequence[Verdict],
    name: str,
    score: str = "score",
    *,
    type: str | None = None,
    published: tuple[tuple[str, float], ...] = (),
) -> Figure:
    """The mean of a score over the questions of one type, or of all that were judged."""
    asked = [each for each in judged(verdicts) if type is None or each.type == type]
    values = [(each.score if score == "score" else each.scores.get(score)) or 0.0 for each in asked]
    value = mean(values) if values else None
    sure = mean_interval(values, groups=[each.group or each.id for each in asked])
    return Figure(name, value, len(values), published, sure)
