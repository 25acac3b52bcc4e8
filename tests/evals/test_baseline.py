import json
from pathlib import Path

import pytest

from evals.baseline import baseline_of, compare, fingerprint, load_baseline, write_baseline
from evals.errors import BaselineInvalid, RunInvalid
from evals.record import Run, line_of
from tests.evals.exchanges import a_case
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row, an_abstention

RUN = a_run(
    a_row("a", scores={"citation_recall": 1 / 3}), a_wrong_row("b"), an_abstention("c"), name="gold"
)


def _file(run: Run, path: Path) -> Path:
    lines = [line_of(run.about), *(line_of(row) for row in run.rows)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "baselines" / "gold.json"
    assert write_baseline(RUN, path) == load_baseline(path) == baseline_of(RUN)


def test_a_baseline_has_a_line_for_each_figure_and_each_case(tmp_path: Path) -> None:
    write_baseline(RUN, tmp_path / "gold.json")
    lines = (tmp_path / "gold.json").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith('"a":')]
    kept = json.loads("{" + line.rstrip(",") + "}")["a"]
    assert kept["scores"] == {"right": 1.0, "answerable_right": 1.0, "citation_recall": 0.333333}
    assert len([line for line in lines if line.startswith('"right":')]) == 1


def test_another_run_is_a_baseline_too(tmp_path: Path) -> None:
    assert load_baseline(_file(RUN, tmp_path / "run.jsonl")) == baseline_of(RUN)


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (a_run(a_row("a"), a_lost_row("lost")), "lost"),
        (a_run(a_row("a"), cases=2), "no row for 1 case"),
        (a_run(a_row("a", failed={"faithfulness": "no"})), "faithfulness"),
        (a_run(), "no rows"),
    ],
)
def test_a_run_that_is_not_whole_is_no_baseline(tmp_path: Path, run: Run, said: str) -> None:
    with pytest.raises(BaselineInvalid, match=said):
        write_baseline(run, tmp_path / "gold.json")
    assert not (tmp_path / "gold.json").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"about": 1, "figures": {}, "cases": {}}'])
def test_a_file_that_is_no_baseline_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "gold.json").write_text(content)
    with pytest.raises(BaselineInvalid, match=r"gold\.json: is no baseline"):
        load_baseline(tmp_path / "gold.json")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BaselineInvalid, match=r"gold\.json: cannot be read"):
        load_baseline(tmp_path / "gold.json")
    with pytest.raises(RunInvalid, match=r"gold\.jsonl: cannot be read"):
        load_baseline(tmp_path / "gold.jsonl")


def test_tags_and_where_a_case_comes_from_do_not_make_it_another() -> None:
    assert fingerprint(a_case()) == fingerprint(a_case(tags=("typo",), origin="a reader"))
    assert fingerprint(a_case()) != fingerprint(a_case(answer_contains=("Moon",)))
    assert fingerprint(a_case()) != fingerprint(a_case(question="What did Kang say?"))


def test_cases_are_told_apart_by_what_became_of_them() -> None:
    before = a_run(a_row("same"), a_row("gone"), a_row("edited"))
    now = a_run(a_row("same"), a_row("edited", case={"question": "What else?"}), a_row("new"))
    found = compare(now, baseline_of(before))
    assert (found.gone, found.edited, found.new) == (("gone",), ("edited",), ("new",))
    (right,) = [change for change in found.changes if change.name == "right"]
    assert right.count == 1


def test_cases_that_broke_and_that_were_mended_are_named() -> None:
    before = a_run(a_row("a"), a_wrong_row("b"), a_row("c"), a_wrong_row("d"))
    now = a_run(a_wrong_row("a"), a_row("b"), a_row("c"), a_wrong_row("d"))
    found = compare(now, baseline_of(before))
    assert (found.newly_broken, found.newly_right) == (("a",), ("b",))


def test_a_change_is_that_of_the_cases_that_have_the_score_on_both_sides() -> None:
    before = a_run(*(a_row(id, scores={"citation_recall": 1.0}) for id in ("a", "b")), a_row("c"))
    now = a_run(
        a_row("a", scores={"citation_recall": 0.5}),
        a_row("b"),
        a_row("c", scores={"citation_recall": 0.0}),
    )
    (found,) = [
        change
        for change in compare(now, baseline_of(before)).changes
        if change.name == "citation_recall"
    ]
    assert (found.before, found.after, found.count, found.worse) == (1.0, 0.5, 1, ("a",))
    assert found.drop == 0.5


def test_less_of_what_should_be_low_is_no_drop() -> None:
    before = a_run(a_row("a", scores={"wrong_speaker": 1.0}))
    now = a_run(a_row("a", scores={"wrong_speaker": 0.0}))
    (found,) = [
        change
        for change in compare(now, baseline_of(before)).changes
        if change.name == "wrong_speaker"
    ]
    assert (found.drop, found.surest_drop, found.better) == (-1.0, -1.0, ("a",))


def test_what_the_baseline_measured_and_the_run_did_not_is_named() -> None:
    before = a_run(a_row(scores={"citation_recall": 1.0}))
    now = a_run(a_row().model_copy(update={"scores": {}}), metrics={})
    assert compare(now, baseline_of(before)).unmeasured == {"citation_recall": "deterministic"}


def test_rounding_on_the_way_to_a_file_is_no_change(tmp_path: Path) -> None:
    write_baseline(RUN, tmp_path / "gold.json")
    found = compare(RUN, load_baseline(tmp_path / "gold.json"))
    assert {(one.change, one.low, one.high) for one in found.changes} == {(0.0, 0.0, 0.0)}
