"""An earlier run to hold this one against: its figures, and how each of its cases came out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import Case
from evals.errors import BaselineInvalid, complaints
from evals.intervals import change_interval
from evals.metrics.metric import Better, Kind
from evals.record import About, Described, Row, Run, read_run
from evals.summary import Figure, described, figures, scores_of, summarize

DIGITS = 6
SAME = 10**-DIGITS
"""Scores nearer than this are the same: a baseline keeps no more digits."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class KeptFigure(_Kept):
    value: float
    low: float
    high: float
    count: int
    better: Better
    kind: Kind


class KeptCase(_Kept):
    """`asked`: a fingerprint of the case. `scores`: those that apply, "right" among them. `failed`:
    the metrics that apply and could not be taken."""

    asked: str
    scores: Mapping[str, float]
    failed: tuple[str, ...] = ()


class Baseline(_Kept):
    about: About
    figures: Mapping[str, KeptFigure]
    cases: Mapping[str, KeptCase]


@dataclass(frozen=True, slots=True)
class Change:
    """A metric on the cases that have it now and had it before.

    `before` and `after` are means over those `count` cases, `low` and `high` the 95 % interval of
    their difference. `worse` and `better`: the ids of the cases, in the order of the run.
    """

    name: str
    before: float
    after: float
    low: float
    high: float
    count: int
    worse: tuple[str, ...]
    better: tuple[str, ...]
    kind: Kind
    is_lower_better: bool

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def drop(self) -> float:
        """By how much it is worse; below 0 where it is better."""
        return self.change if self.is_lower_better else -self.change

    @property
    def surest_drop(self) -> float:
        """The least that it is worse by, at the kinder end of the interval."""
        return self.low if self.is_lower_better else -self.high


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside its baseline, by case id.

    `gone`: cases of the baseline that the run has not; `edited`: those that ask or expect something
    else now; `new`: those that the baseline has not. `blemished`, by metric: the cases that are not
    as good as can be and had no score of it before. `judged`: the metrics that a judge takes.
    `unmeasured`: those that were taken then and not now.
    """

    baseline: Baseline
    gone: tuple[str, ...]
    edited: tuple[str, ...]
    new: tuple[str, ...]
    changes: tuple[Change, ...]
    blemished: Mapping[str, tuple[str, ...]]
    judged: frozenset[str]
    unmeasured: Mapping[str, Kind]

    @property
    def newly_broken(self) -> tuple[str, ...]:
        return next((one.worse for one in self.changes if one.name == "right"), ())

    @property
    def newly_right(self) -> tuple[str, ...]:
        return next((one.better for one in self.changes if one.name == "right"), ())


def baseline_of(run: Run) -> Baseline:
    return Baseline(
        about=run.about,
        figures={one.name: kept for one in figures(run) if (kept := _kept(one))},
        cases={row.case.id: _kept_case(row) for row in run.rows},
    )


def _kept(figure: Figure) -> KeptFigure | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return KeptFigure(
        value=round(figure.value, DIGITS),
        low=round(figure.low, DIGITS),
        high=round(figure.high, DIGITS),
        count=figure.count,
        better=figure.better,
        kind=figure.kind,
    )


def _kept_case(row: Row) -> KeptCase:
    return KeptCase(asked=fingerprint(row.case), scores=_rounded(row), failed=tuple(row.failed))


def _rounded(row: Row) -> dict[str, float]:
    scores = scores_of(row).items()
    return {k: round(v, DIGITS) for k, v in scores if v is not None}


def fingerprint(case: Case) -> str:
    """Of what is asked and expected; tags and where the case comes from do not count."""
    asked = case.model_dump_json(
        by_alias=True, exclude_defaults=True, exclude={"id", "tags", "origin"}
    )
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def write_baseline(run: Run, path: Path) -> Baseline:
    """Keep a run to compare later ones with. Raises BaselineInvalid for one that is not whole."""
    if is_run(path):
        raise BaselineInvalid(f"{path}: a .jsonl is read as a run; call a baseline .json")
    found = summarize(run)
    lost = [*(id for id, _ in found.unjudged), *(one.name for one in found.figures if one.failed)]
    if lost or found.missing or not run.rows:
        said = f"no row for {counted(found.missing)}" if found.missing else ", ".join(lost[:5])
        raise BaselineInvalid(
            f"the run cannot be a baseline: not everything was judged ({said or 'no rows'}); "
            "run it again until it is"
        )
    kept = baseline_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_told(kept), encoding="utf-8")
    return kept


def counted(cases: int) -> str:
    return f"{cases} case{'' if cases == 1 else 's'}"


def _told(kept: Baseline) -> str:
    """A line a figure and a case, so that a change of the file can be read."""
    data = kept.model_dump(mode="json", exclude={"cases": {"__all__": {"failed"}}})
    parts = [f'"about": {json.dumps(data["about"], ensure_ascii=False)}']
    for name in ("figures", "cases"):
        lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in data[name].items())
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def load_baseline(path: Path) -> Baseline:
    """From a file of `write_baseline`, or from another run's (.jsonl). Raises EvalError."""
    return baseline_of(read_run(path)) if is_run(path) else _read(path)


def is_run(path: Path) -> bool:
    return path.suffix == ".jsonl"


def _read(path: Path) -> Baseline:
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineInvalid(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        raise BaselineInvalid(
            f"{path}: is no baseline: {next(complaints(error))}; write one with "
            "`python -m evals baseline RUN`, or give the .jsonl of another run"
        ) from error


def compare(run: Run, baseline: Baseline) -> Comparison:
    known, metrics = baseline.cases, described(run)
    asked = {row.case.id: fingerprint(row.case) for row in run.rows}
    edited = {id for id, print in asked.items() if id in known and print != known[id].asked}
    after = {row.case.id: _rounded(row) for row in run.rows}
    before = {id: known[id].scores for id in after if id in known and id not in edited}
    changes = (
        _change(name, one, before, after, seed=run.about.seed) for name, one in metrics.items()
    )
    return Comparison(
        baseline=baseline,
        gone=tuple(id for id in known if id not in asked),
        edited=tuple(id for id in asked if id in edited),
        new=tuple(id for id in asked if id not in known),
        changes=tuple(change for change in changes if change),
        blemished={
            name: _blemished(name, before, after, better=one.better)
            for name, one in metrics.items()
        },
        judged=frozenset(name for name, one in metrics.items() if one.kind == "judged"),
        unmeasured={
            name: figure.kind for name, figure in baseline.figures.items() if name not in metrics
        },
    )


Scores = Mapping[str, Mapping[str, float]]
"""By case, then by metric."""


def _change(
    name: str, known: Described, before: Scores, after: Scores, *, seed: int
) -> Change | None:
    pairs = {
        id: (scores[name], after[id][name])
        for id, scores in before.items()
        if name in scores and name in after[id]
    }
    interval = change_interval(list(pairs.values()), seed=seed)
    if interval is None:
        return None
    sign = 1 if known.better == "higher" else -1
    gains = {id: sign * (now - then) for id, (then, now) in pairs.items()}
    return Change(
        name=name,
        before=fmean(then for then, _ in pairs.values()),
        after=fmean(now for _, now in pairs.values()),
        low=interval.low,
        high=interval.high,
        count=len(pairs),
        worse=tuple(id for id, gain in gains.items() if gain < -SAME),
        better=tuple(id for id, gain in gains.items() if gain > SAME),
        kind=known.kind,
        is_lower_better=known.better == "lower",
    )


def _blemished(name: str, before: Scores, after: Scores, *, better: Better) -> tuple[str, ...]:
    best = 1.0 if better == "higher" else 0.0
    return tuple(
        id
        for id, scores in after.items()
        if name in scores and name not in before.get(id, {}) and abs(scores[name] - best) > SAME
    )
