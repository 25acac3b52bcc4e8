"""What a run comes to: its figures with their intervals, all together, by form and by tag."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.intervals import mean_interval
from evals.metrics.metric import Better, Kind
from evals.record import Described, Row, Run

NOT_JUDGED = "not judged"
NEXT_TO_FIRST = ("right", "answerable_right", "unanswerable_answered")
DERIVED: Mapping[str, Described] = {
    "right": Described(),
    "answerable_right": Described(),
    "unanswerable_answered": Described(better="lower"),
    "abstention_precision": Described(),
}
"""Figures that follow from a row as a whole: whether it is right, and whether it was answered."""

Bears = Callable[[Row], bool]
_BEARS: Mapping[str, Bears] = {
    "right": lambda row: True,
    "answerable_right": lambda row: row.case.is_answerable,
    "unanswerable_answered": lambda row: not row.case.is_answerable,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a metric. `count`: the rows it is the mean of; `failed`: those for which it was
    asked and could not be had. `value`, `low` and `high` are None where `count` is 0."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    count: int
    failed: int
    better: Better
    kind: Kind


@dataclass(frozen=True, slots=True)
class Abstention:
    """How often a reason was given for not answering, and how often the case calls it fair."""

    outcome: str
    reason: str
    count: int
    fair: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds from question to response, of the rows that were judged."""

    p50: float
    p95: float
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """`outcomes`: how many rows by what was expected (first) and what came.

    `unjudged`: the ids of the rows that were not, with why. `missing`: how many rows the run was
    to have and has not, as it was cut off.
    """

    cases: int
    right: int
    unjudged: tuple[tuple[str, str], ...]
    missing: int
    figures: tuple[Figure, ...]
    by_form: Mapping[str, tuple[Figure, ...]]
    by_tag: Mapping[str, tuple[Figure, ...]]
    outcomes: Mapping[tuple[str, str], int]
    abstentions: tuple[Abstention, ...]
    latency: Latency | None

    @property
    def judged(self) -> int:
        return self.cases - len(self.unjudged)


def summarize(run: Run) -> Summary:
    return Summary(
        cases=len(run.rows),
        right=sum(row.is_right for row in run.rows),
        unjudged=tuple((row.case.id, row.failure) for row in run.rows if row.failure is not None),
        missing=max(0, (run.about.cases or 0) - len(run.rows)),
        figures=figures(run),
        by_form=by_form(run),
        by_tag=by_tag(run),
        outcomes=outcomes(run.rows),
        abstentions=abstentions(run.rows),
        latency=latency(run.rows),
    )


def figures(run: Run) -> tuple[Figure, ...]:
    """One for each metric that was taken, and those that follow from the rows."""
    return _figures(run.rows, described(run), seed=run.about.seed)


def by_form(run: Run) -> dict[str, tuple[Figure, ...]]:
    """The figures of the cases of each form, in the order in which the forms first appear."""
    return _by(run, lambda row: (row.case.form,))


def by_tag(run: Run) -> dict[str, tuple[Figure, ...]]:
    """The figures of the cases with each tag; a case counts for each of its tags."""
    return _by(run, lambda row: tuple(dict.fromkeys(row.case.tags)))


def _by(run: Run, keys: Callable[[Row], Sequence[str]]) -> dict[str, tuple[Figure, ...]]:
    groups: dict[str, list[Row]] = {}
    for row in run.rows:
        for key in keys(row):
            groups.setdefault(key, []).append(row)
    known = described(run)
    return {key: _figures(rows, known, seed=run.about.seed) for key, rows in groups.items()}


def described(run: Run) -> dict[str, Described]:
    """The metrics of a run in the order in which they are shown.

    One that has scores and is not described (an older file) is taken for deterministic, more of it
    for better.
    """
    taken = dict(run.about.metrics)
    for row in run.rows:
        for name in (*row.scores, *row.failed):
            taken.setdefault(name, Described())
    first = {name: DERIVED[name] for name in NEXT_TO_FIRST}
    return {**first, **taken, **{name: d for name, d in DERIVED.items() if name not in first}}


def scores_of(row: Row) -> dict[str, float | None]:
    """All that is known of one row; nothing of one that was not judged."""
    return {**_derived(row), **row.scores} if row.is_judged else {}


def _derived(row: Row) -> dict[str, float | None]:
    right, is_answered = float(row.is_right), came(row) == "answered"
    is_fair = any(outcome != "answered" for outcome in row.case.outcomes)
    return {
        "right": right,
        "answerable_right": right if row.case.is_answerable else None,
        "unanswerable_answered": None if row.case.is_answerable else float(is_answered),
        "abstention_precision": None if is_answered else float(is_fair),
    }


def came(row: Row) -> str:
    """The outcome that came of it, NOT_JUDGED where none did."""
    if not row.is_judged or row.response is None:
        return NOT_JUDGED
    return str(row.response.get("outcome", NOT_JUDGED))


def _figures(
    rows: Sequence[Row], metrics: Mapping[str, Described], *, seed: int
) -> tuple[Figure, ...]:
    scores = [scores_of(row) for row in rows]
    return tuple(_figure(name, known, rows, scores, seed=seed) for name, known in metrics.items())


def _figure(
    name: str,
    known: Described,
    rows: Sequence[Row],
    scores: Sequence[Mapping[str, float | None]],
    *,
    seed: int,
) -> Figure:
    values = [value for one in scores if (value := one.get(name)) is not None]
    interval = mean_interval(values, seed=seed)
    return Figure(
        name=name,
        value=math.fsum(values) / len(values) if values else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        count=len(values),
        failed=sum(_is_failed(name, row) for row in rows),
        better=known.better,
        kind=known.kind,
    )


def _is_failed(name: str, row: Row) -> bool:
    if name in row.failed:
        return True
    if not row.is_judged:
        return name in _BEARS and _BEARS[name](row)
    return name not in DERIVED and name not in row.scores  # not a word of it: not "does not apply"


def outcomes(rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    """Rows by the outcome expected first and the one that came; a fair second one is no fault."""
    return dict(Counter((row.case.outcomes[0], came(row)) for row in rows))


def abstentions(rows: Iterable[Row]) -> tuple[Abstention, ...]:
    """Every reason that was given for not answering, the most frequent first."""
    given: Counter[tuple[str, str]] = Counter()
    fair: Counter[tuple[str, str]] = Counter()
    for row in rows:
        outcome = came(row)
        if outcome in ("answered", NOT_JUDGED) or row.response is None:
            continue
        reason = row.response.get("reason")
        key = (outcome, str(reason or "no reason given"))
        given[key] += 1
        fair[key] += outcome in row.case.outcomes and reason in row.case.reasons
    return tuple(
        Abstention(*key, count=count, fair=fair[key]) for key, count in given.most_common()
    )


def latency(rows: Iterable[Row]) -> Latency | None:
    import numpy as np

    seconds = [row.seconds for row in rows if row.is_judged]
    if not seconds:
        return None
    p50, p95 = np.percentile(seconds, [50, 95])
    return Latency(float(p50), float(p95), len(seconds))
