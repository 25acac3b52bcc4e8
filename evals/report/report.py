"""What every form of the report tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.baseline import Change, baseline_of, is_run, load_baseline
from evals.gate import Level, Verdict, judge
from evals.record import Row, Run, read_run
from evals.summary import Figure, Summary, summarize
from evals.thresholds import Bound

Standing = Literal["kept", "broken", "worse", "advisory", "unmeasured", ""]
_STANDINGS: Mapping[Level, Standing] = {
    "could not judge": "unmeasured",
    "fail": "worse",
    "advisory": "advisory",
}


@dataclass(frozen=True, slots=True)
class Report:
    """`earlier`: the run that this one is compared with, where its rows are at hand."""

    run: Run
    summary: Summary
    verdict: Verdict
    earlier: Run | None = None

    @property
    def failing(self) -> tuple[Row, ...]:
        """What is not right: the newly broken first, those not judged last, else as they ran."""
        comparison = self.verdict.comparison
        broken = set(comparison.newly_broken) if comparison else set()
        rows = [row for row in self.run.rows if not row.is_right]
        return tuple(sorted(rows, key=lambda row: (not row.is_judged, row.case.id not in broken)))

    @property
    def changes(self) -> Mapping[str, Change]:
        comparison = self.verdict.comparison
        return {change.name: change for change in comparison.changes} if comparison else {}

    @property
    def bounds(self) -> Mapping[str, Bound]:
        return {check.name: check.bound for check in self.verdict.checks}

    @property
    def held(self) -> str:
        """What the verdict hangs on, in words: to pass where nothing is asked means little."""
        count = len(self.verdict.checks)
        bounds = f"{count or 'no'} bound{'' if count == 1 else 's'}"
        return f"held against {bounds} and {'a' if self.verdict.comparison else 'no'} baseline"

    def standing(self, figure: Figure) -> Standing:
        """What the gate says of a figure in a word; nothing where it was asked nothing."""
        level = next((f.level for f in self.verdict.findings if f.about == figure.name), None)
        broken = {check.name for check in self.verdict.checks if check.verdict == "broken"}
        if level:
            return "broken" if level == "fail" and figure.name in broken else _STANDINGS[level]
        return "kept" if figure.name in self.bounds or figure.name in self.changes else ""


def report_of(
    run: Run, *, bounds: Mapping[str, Bound] | None = None, baseline: Path | None = None
) -> Report:
    """`baseline`: a file of `write_baseline`, or another run's. Raises EvalError."""
    earlier = read_run(baseline) if baseline and is_run(baseline) else None
    held = baseline_of(earlier) if earlier else load_baseline(baseline) if baseline else None
    summary = summarize(run)
    return Report(run, summary, judge(run, summary, bounds=bounds, baseline=held), earlier)
