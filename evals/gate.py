"""Is this run good enough? Its figures against bounds and against a baseline: pass, fail, or
could not judge.

What is deterministic can fail; what a judge said is told and never fails. A metric has got worse
than the baseline allows when, on the cases that both runs have (so that only what changed counts),

- it is worse by more than its tolerance, however few the cases; or
- the whole 95 % interval of the change is on the worse side, and the change is not NEGLIGIBLE; or
- its tolerance is 0 and a single case is worse. An interval is no test there: of one new lapse
  among 208 cases a resample holds none in 37 of 100, so that the interval always reaches 0. Such a
  case counts even where the baseline had no score of it, for it had abstained or did not exist.

Anything that was asked for and could not be judged comes before all else: the rest of the figures
may be of the cases that happened to work.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.baseline import Baseline, Change, Comparison, compare, counted
from evals.record import Run
from evals.summary import DERIVED, Summary
from evals.thresholds import Bound, Check, check

Level = Literal["could not judge", "fail", "advisory"]
Word = Literal["pass", "fail", "could not judge"]

MAY_DROP = 0.05
"""What is tolerated where the thresholds state nothing: in a set so small that the interval says
nothing, one case in twenty."""

NO_LAPSE = ("wrong_speaker", "quote_exactness")
"""Metrics of which one lapse is one too many, whatever the thresholds leave out."""

NEGLIGIBLE = 0.005
"""Half a point. Processors round an embedder's sums differently, a little in every case alike,
which no interval would take for chance."""

NAMED = 5
EXIT_CODES: Mapping[Word, int] = {"pass": 0, "fail": 1, "could not judge": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against the run; `about` is a figure's name, "cases", "judge" or
    "archive"."""

    level: Level
    about: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`findings`: the gravest first. `comparison`: None without a baseline."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    comparison: Comparison | None

    @property
    def word(self) -> Word:
        levels = {finding.level for finding in self.findings}
        if "could not judge" in levels:
            return "could not judge"
        return "fail" if "fail" in levels else "pass"

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.word]


def judge(
    run: Run,
    summary: Summary,
    *,
    bounds: Mapping[str, Bound] | None = None,
    baseline: Baseline | None = None,
) -> Verdict:
    """`summary` is the run's. Raises ThresholdsInvalid for a bound of no known figure."""
    bounds = bounds or {}
    checks = check({figure.name: figure.value for figure in summary.figures}, bounds)
    comparison = compare(run, baseline) if baseline else None
    found = [*_of_rows(run, summary), *_of_part(run), *_of_archive(run)]
    found += _of_metrics(run, summary)
    found += _of_checks(checks, summary)
    if comparison:
        found += [*_of_baseline(comparison.baseline), *_of_cases(comparison)]
        found += _of_changes(comparison, bounds)
        found += _of_circumstances(run, comparison)
    else:
        found += _of_no_baseline(bounds)
    order: Sequence[Level] = ("could not judge", "fail", "advisory")
    return Verdict(tuple(sorted(found, key=lambda one: order.index(one.level))), checks, comparison)


def tolerance(name: str, bounds: Mapping[str, Bound]) -> float:
    """By how much a metric may be worse than in the baseline."""
    stated = bounds[name].may_drop if name in bounds else None
    if stated is not None:
        return stated
    return 0 if name in NO_LAPSE else MAY_DROP


def _of_rows(run: Run, summary: Summary) -> Iterator[Finding]:
    if not run.rows:
        yield Finding("could not judge", "cases", "the run holds no row")
    if summary.missing:
        lost = counted(summary.missing)
        said = f"the run was cut off: no row for {lost}; go on with it, or run it again"
        yield Finding("could not judge", "cases", said)
    if summary.unjudged:
        whys = "; ".join(f"{id}: {why}" for id, why in summary.unjudged[:NAMED])
        said = f"{len(summary.unjudged)} of {counted(summary.cases)} not judged ({whys})"
        yield Finding("could not judge", "cases", said)
    twice = [id for id, count in Counter(row.case.id for row in run.rows).items() if count > 1]
    if twice:
        yield Finding("could not judge", "cases", f"more than one row for {named(twice)}")


def _of_part(run: Run) -> Iterator[Finding]:
    limit = run.about.limit
    part = [*run.about.only, *([] if limit is None else [f"the first {limit}"])]
    if part:
        yield Finding("advisory", "cases", f"not the whole file was asked, only {named(part)}")


def _of_archive(run: Run) -> Iterator[Finding]:
    if run.about.rejected:
        left_out = len(run.about.rejected)
        said = f"left out, as they could not be indexed: {left_out} ({named(run.about.rejected)})"
        yield Finding("advisory", "archive", said)


def _of_metrics(run: Run, summary: Summary) -> Iterator[Finding]:
    for figure in summary.figures:
        if figure.name in DERIVED or not figure.failed:
            continue
        ids = [row.case.id for row in run.rows if figure.name in row.failed]
        of = figure.count + figure.failed
        said = f"{figure.failed} of {of} judgments failed{f': {named(ids)}' if ids else ''}"
        yield Finding("could not judge", figure.name, said)


def _of_checks(checks: Iterable[Check], summary: Summary) -> Iterator[Finding]:
    kinds = {figure.name: figure.kind for figure in summary.figures}
    for one in checks:
        if one.value is None:
            said = f"has a bound ({one.bound}) and no value: no case that was judged bears on it"
            yield Finding("could not judge", one.name, said)
        elif one.verdict == "broken":
            said = f"{one.value:.3f} is not {one.bound}"
            yield Finding(_grave(kinds[one.name] == "judged"), one.name, said)


def _of_baseline(baseline: Baseline) -> Iterator[Finding]:
    """A kept one is whole; another run's file need not be."""
    if not baseline.cases:
        yield Finding("could not judge", "cases", "the baseline holds no case")
    missing = (baseline.about.cases or 0) - len(baseline.cases)
    if missing > 0:
        said = f"the baseline was cut off: it has no row for {counted(missing)}"
        yield Finding("could not judge", "cases", said)
    lost = [id for id, kept in baseline.cases.items() if not kept.scores]
    if lost:
        said = f"the baseline has {counted(len(lost))} that it did not judge ({named(lost)})"
        yield Finding("could not judge", "cases", said)
    for name in dict.fromkeys(name for kept in baseline.cases.values() for name in kept.failed):
        ids = [id for id, kept in baseline.cases.items() if name in kept.failed]
        said = f"the baseline failed to take it of {counted(len(ids))} ({named(ids)})"
        yield Finding("could not judge", name, said)


def _of_no_baseline(bounds: Mapping[str, Bound]) -> Iterator[Finding]:
    for name, bound in bounds.items():
        if bound.may_drop is not None:
            said = f"may drop by {bound.may_drop:g} from a baseline, and none was given: not held"
            yield Finding("advisory", name, said)


def _of_cases(comparison: Comparison) -> Iterator[Finding]:
    for ids, what in ((comparison.gone, "not in this run"), (comparison.edited, "edited since")):
        if ids:
            said = (
                f"{counted(len(ids))} of the baseline: {what} ({named(ids)}); "
                "ask the same cases, or write a new baseline"
            )
            yield Finding("could not judge", "cases", said)
    for name, kind in comparison.unmeasured.items():
        said = "the baseline has it, and this run did not measure it"
        yield Finding("advisory" if kind == "judged" else "could not judge", name, said)


def _of_circumstances(run: Run, comparison: Comparison) -> Iterator[Finding]:
    now, before = run.about, comparison.baseline.about
    if now.judge and before.judge and now.judge != before.judge:
        said = f"the baseline was judged by {before.judge}, this run by {now.judge}"
        yield Finding("advisory", "judge", f"{said}: what they say is not like for like")
    if now.archive and before.archive and now.archive != before.archive:
        said = "the archive is not the one of the baseline: what changed may be the articles"
        yield Finding("advisory", "archive", said)


def _of_changes(comparison: Comparison, bounds: Mapping[str, Bound]) -> Iterator[Finding]:
    changes = {change.name: change for change in comparison.changes}
    for name, blemished in comparison.blemished.items():
        allowed, change = tolerance(name, bounds), changes.get(name)
        said = None
        if allowed == 0:
            lapses = [*(change.worse if change else ()), *blemished]
            said = f"no case may be worse; worse now: {named(lapses)}" if lapses else None
        elif change:
            said = _too_much(change, allowed)
        if said:
            yield Finding(_grave(name in comparison.judged), name, said)


def _too_much(change: Change, allowed: float) -> str | None:
    told = f"{change.before:.3f} → {change.after:.3f} on the same {counted(change.count)}"
    cases = f": {named(change.worse)}" if change.worse else ""
    if change.drop > allowed + 1e-9:
        return f"{told}, worse by more than {allowed:g}{cases}"
    if change.surest_drop > 0 and change.drop > NEGLIGIBLE:
        return f"{told}, surely worse ({change.low:+.3f} to {change.high:+.3f}){cases}"
    return None


def _grave(is_judged: bool) -> Level:
    return "advisory" if is_judged else "fail"


def named(ids: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    others = len(ids) - NAMED
    return ", ".join(ids[:NAMED]) + (f" and {others} more" if others > 0 else "")
