from pathlib import Path

import pytest

from evals.baseline import write_baseline
from evals.errors import BaselineInvalid
from evals.record import Run, line_of
from evals.report.report import Report, report_of
from evals.thresholds import Bound
from tests.evals.report.runs import a_mixed_run, a_report
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row


def _standings(report: Report) -> dict[str, str]:
    found = {figure.name: report.standing(figure) for figure in report.summary.figures}
    return {name: standing for name, standing in found.items() if standing}


def _file(run: Run, path: Path) -> Path:
    path.write_text("".join([line_of(run.about), *map(line_of, run.rows)]), encoding="utf-8")
    return path


def test_the_failing_come_with_the_newly_broken_first_and_the_unjudged_last() -> None:
    before = a_run(a_row("a"), a_wrong_row("b"), a_row("c"), a_row("d"))
    now = a_run(a_lost_row("a"), a_wrong_row("b"), a_wrong_row("c"), a_row("d"))
    assert [row.case.id for row in a_report(now, earlier=before).failing] == ["c", "b", "a"]


def test_without_a_bound_or_a_baseline_the_gate_says_nothing_of_a_figure() -> None:
    assert _standings(a_report(a_run(a_row("a")))) == {}


def test_a_figure_stands_as_its_bound_says() -> None:
    run = a_run(a_row("a", scores={"citation_recall": 0.5, "faithfulness": 0.5}))
    report = a_report(
        run,
        right=Bound(at_least=1),
        citation_recall=Bound(at_least=1),
        faithfulness=Bound(at_least=1),
        wrong_speaker=Bound(at_most=0),
    )
    assert _standings(report) == {
        "right": "kept",
        "citation_recall": "broken",
        "faithfulness": "advisory",
        "wrong_speaker": "unmeasured",
    }


def test_a_figure_that_fell_is_worse_and_those_that_did_not_are_kept() -> None:
    run = a_run(a_row("a", scores={"citation_recall": 0.0}))
    before = a_run(a_row("a", scores={"citation_recall": 1.0}))
    found = _standings(a_report(run, earlier=before))
    assert found == {"right": "kept", "answerable_right": "kept", "citation_recall": "worse"}


def test_what_a_verdict_hangs_on_is_told() -> None:
    run = a_run(a_row("a"))
    assert a_report(run).held == "held against no bounds and no baseline"
    held = a_report(run, earlier=run, right=Bound(at_least=1)).held
    assert held == "held against 1 bound and a baseline"


def test_another_run_is_there_side_by_side_and_a_baseline_is_not(tmp_path: Path) -> None:
    run = a_run(a_row("a"))
    write_baseline(run, tmp_path / "kept.json")
    assert report_of(run, baseline=_file(run, tmp_path / "run.jsonl")).earlier == run
    kept = report_of(run, baseline=tmp_path / "kept.json")
    assert (kept.earlier, kept.verdict.comparison is None) == (None, False)


def test_a_baseline_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BaselineInvalid):
        report_of(a_mixed_run(), baseline=tmp_path / "nowhere.json")
