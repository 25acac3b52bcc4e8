import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.baseline import baseline_of
from evals.errors import ThresholdsInvalid
from evals.gate import MAY_DROP, NEGLIGIBLE, Verdict, judge, named
from evals.record import Described, Row, Run
from evals.summary import summarize
from evals.thresholds import Bound
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row, an_abstention


def _judged(
    run: Run, *, bounds: Mapping[str, Bound] | None = None, before: Run | None = None
) -> Verdict:
    baseline = baseline_of(before) if before else None
    return judge(run, summarize(run), bounds=bounds, baseline=baseline)


def _told(verdict: Verdict) -> set[tuple[str, str]]:
    return {(finding.level, finding.about) for finding in verdict.findings}


def _rights(rights: Sequence[bool]) -> Run:
    return a_run(*((a_row if right else a_wrong_row)(f"c{n}") for n, right in enumerate(rights)))


def _scored(name: str, *scores: float | None) -> Run:
    return a_run(*(a_row(f"c{number}", scores={name: s}) for number, s in enumerate(scores)))


# Bounds


@pytest.mark.parametrize(
    ("bound", "word", "code"),
    [
        (Bound(at_least=0.5), "pass", 0),
        (Bound(at_least=0.6), "fail", 1),
        (Bound(at_most=0.4), "fail", 1),
        (Bound(may_drop=0), "pass", 0),
    ],
)
def test_a_figure_that_breaks_its_bound_fails(bound: Bound, word: str, code: int) -> None:
    verdict = _judged(_rights([True, False]), bounds={"right": bound})
    assert (verdict.word, verdict.exit_code) == (word, code)


def test_a_bound_that_no_case_bears_on_could_not_be_judged() -> None:
    verdict = _judged(_rights([True]), bounds={"wrong_speaker": Bound(at_most=0)})
    assert (verdict.exit_code, _told(verdict)) == (2, {("could not judge", "wrong_speaker")})


def test_a_bound_of_no_known_figure_is_refused() -> None:
    with pytest.raises(ThresholdsInvalid, match="brightness"):
        _judged(_rights([True]), bounds={"brightness": Bound(at_least=1)})


def test_what_a_judge_said_breaks_its_bound_without_failing() -> None:
    bounds = {"faithfulness": Bound(at_least=0.9)}
    verdict = _judged(_scored("faithfulness", 0.1), bounds=bounds)
    assert (verdict.exit_code, _told(verdict)) == (0, {("advisory", "faithfulness")})


def test_a_tolerance_without_a_baseline_is_told_and_fails_nothing() -> None:
    bounds = {"right": Bound(at_least=0.5, may_drop=0.02)}
    verdict = _judged(_rights([True, False]), bounds=bounds)
    assert (verdict.exit_code, _told(verdict)) == (0, {("advisory", "right")})
    before = _judged(_rights([True, False]), bounds=bounds, before=_rights([True, False]))
    assert before.findings == ()


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"only": ("typo", "c1")}, ["not the whole file was asked, only typo, c1"]),
        ({"limit": 3}, ["not the whole file was asked, only the first 3"]),
        ({}, []),
    ],
)
def test_a_run_of_a_part_of_the_cases_says_so(about: dict[str, Any], said: list[str]) -> None:
    verdict = _judged(a_run(a_row(), **about))
    assert ([finding.message for finding in verdict.findings], verdict.exit_code) == (said, 0)


# What could not be judged


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (a_run(), "holds no row"),
        (a_run(a_row(), cases=3), "cut off: no row for 2 cases"),
        (a_run(a_row(), a_lost_row("lost", "timed out")), "1 of 2 cases.*lost: timed out"),
        (a_run(a_row("a"), a_row("a")), "more than one row for a"),
    ],
)
def test_a_run_that_is_not_whole_could_not_be_judged(run: Run, said: str) -> None:
    verdict = _judged(run)
    assert verdict.exit_code == 2
    (finding,) = verdict.findings
    assert re.search(said, finding.message)


def test_a_deterministic_metric_that_failed_could_not_be_judged() -> None:
    run = a_run(
        a_row("a", scores={"citation_recall": 1.0}), a_row("b", failed={"citation_recall": "no"})
    )
    verdict = _judged(run)
    assert (verdict.exit_code, verdict.findings[0].message) == (2, "1 of 2 judgments failed: b")


@pytest.mark.parametrize("others", [{"scores": {"faithfulness": 1.0}}, {}])
def test_a_judge_that_fails_now_and_then_could_not_judge(others: dict[str, Any]) -> None:
    verdict = _judged(a_run(a_row("a", failed={"faithfulness": "?"}), a_row("b", **others)))
    assert (verdict.exit_code, _told(verdict)) == (2, {("could not judge", "faithfulness")})
    assert "judgments failed: a" in verdict.findings[0].message


def test_what_could_not_be_judged_comes_before_what_failed() -> None:
    run = a_run(a_wrong_row("a"), a_lost_row())
    verdict = _judged(run, bounds={"right": Bound(at_least=1)})
    assert [finding.level for finding in verdict.findings] == ["could not judge", "fail"]
    assert (verdict.word, verdict.exit_code) == ("could not judge", 2)


# Against a baseline


def test_one_case_more_that_is_wrong_among_many_is_named_and_no_fail() -> None:
    before, now = _rights([True] * 100), _rights([False] + [True] * 99)
    verdict = _judged(now, before=before)
    assert verdict.exit_code == 0
    assert verdict.comparison is not None
    assert verdict.comparison.newly_broken == ("c0",)


@pytest.mark.parametrize(("broken", "code"), [(3, 0), (4, 1)])
def test_a_drop_fails_as_soon_as_the_interval_is_sure_of_it(broken: int, code: int) -> None:
    """Of k cases that broke and none mended, a resample has none in e^-k: 5 % of 3, 1.8 % of 4."""
    before, now = _rights([True] * 300), _rights([False] * broken + [True] * (300 - broken))
    assert _judged(now, before=before).exit_code == code


def test_as_many_mended_as_broken_is_no_fail() -> None:
    half = [True] * 50, [False] * 50
    before, now = _rights([*half[0], *half[1]]), _rights([*half[1], *half[0]])
    assert _judged(now, before=before).exit_code == 0


@pytest.mark.parametrize(("cases", "code"), [(20, 0), (19, 1)])
def test_in_a_small_set_the_tolerance_fails_what_the_interval_cannot_see(
    cases: int, code: int
) -> None:
    assert 1 / 20 <= MAY_DROP < 1 / 19
    before, now = _rights([True] * cases), _rights([False] + [True] * (cases - 1))
    assert _judged(now, before=before).exit_code == code


def test_the_thresholds_state_another_tolerance() -> None:
    before, now = _rights([True] * 10), _rights([False] + [True] * 9)
    bounds = {name: Bound(may_drop=0.2) for name in ("right", "answerable_right")}
    assert _judged(now, before=before).exit_code == 1
    assert _judged(now, before=before, bounds=bounds).exit_code == 0


def test_a_little_worse_in_every_case_is_rounding_and_not_a_drop() -> None:
    before = _scored("citation_recall", *[0.9] * 50)
    assert (
        _judged(_scored("citation_recall", *[0.9 - NEGLIGIBLE / 2] * 50), before=before).exit_code
        == 0
    )
    assert (
        _judged(_scored("citation_recall", *[0.9 - NEGLIGIBLE * 2] * 50), before=before).exit_code
        == 1
    )


def test_what_a_judge_said_gets_worse_without_failing() -> None:
    before, now = _scored("faithfulness", *[1.0] * 20), _scored("faithfulness", *[0.0] * 20)
    verdict = _judged(now, before=before)
    assert (verdict.exit_code, _told(verdict)) == (0, {("advisory", "faithfulness")})


@settings(max_examples=40, deadline=None)
@given(
    metric=st.sampled_from([("wrong_speaker", 0.0, 1.0), ("quote_exactness", 1.0, 0.9)]),
    others=st.integers(0, 120),
    known=st.booleans(),
    data=st.data(),
)
def test_one_lapse_is_one_too_many(
    metric: tuple[str, float, float], others: int, known: bool, data: st.DataObject
) -> None:
    """However many others are good, and whether or not the baseline had a score of that case."""
    name, good, bad = metric
    place = data.draw(st.integers(0, others))
    scores: list[float | None] = [good] * (others + 1)
    before = [*scores]
    before[place] = good if known else None
    scores[place] = bad
    verdict = _judged(_scored(name, *scores), before=_scored(name, *before))
    assert (verdict.exit_code, _told(verdict)) == (1, {("fail", name)})
    assert f"c{place}" in verdict.findings[0].message


def test_a_lapse_in_a_case_that_is_new_to_the_set_is_one_too_many() -> None:
    before = _scored("wrong_speaker", 0.0)
    assert _judged(_scored("wrong_speaker", 0.0, 1.0), before=before).exit_code == 1
    assert _judged(_scored("wrong_speaker", 0.0, 0.0), before=before).exit_code == 0


def test_a_lapse_that_the_baseline_has_is_no_new_one() -> None:
    run = _scored("wrong_speaker", 1.0, 0.0)
    assert _judged(run, before=run).exit_code == 0


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (a_run(a_row("a")), "1 case of the baseline: not in this run (b)"),
        (
            a_run(a_row("a"), a_row("b", case={"question": "?? what"})),
            "1 case of the baseline: edited since (b)",
        ),
    ],
)
def test_a_baseline_of_other_cases_could_not_be_held_against_the_run(now: Run, said: str) -> None:
    verdict = _judged(now, before=a_run(a_row("a"), a_row("b")))
    assert verdict.exit_code == 2
    assert any(said in finding.message for finding in verdict.findings)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (a_run(), "the baseline holds no case"),
        (a_run(a_row("a"), cases=3), "no row for 2 cases"),
        (a_run(a_lost_row("a")), "1 case that it did not judge (a)"),
        (
            a_run(a_wrong_row("a", failed={"citation_recall": "?"})),
            "the baseline failed to take it of 1 case (a)",
        ),
        (
            a_run(a_wrong_row("a", failed={"faithfulness": "?"})),
            "the baseline failed to take it of 1 case (a)",
        ),
    ],
)
def test_a_baseline_that_is_not_whole_could_not_be_held_against_the_run(
    before: Run, said: str
) -> None:
    verdict = _judged(a_run(a_wrong_row("a")), before=before)
    assert verdict.exit_code == 2
    assert said in verdict.findings[0].message


def test_cases_that_are_new_to_the_baseline_are_no_hindrance() -> None:
    now = a_run(a_row("a"), a_wrong_row("b"))
    assert _judged(now, before=a_run(a_row("a"))).exit_code == 0


def test_a_metric_that_is_not_measured_any_more_could_not_be_judged() -> None:
    before = _scored("citation_recall", 1.0)
    row = before.rows[0].model_copy(update={"scores": {}})
    verdict = _judged(a_run(row, metrics={}), before=before)
    assert (verdict.exit_code, _told(verdict)) == (2, {("could not judge", "citation_recall")})


def test_a_judge_that_is_not_asked_any_more_is_told() -> None:
    before = _scored("faithfulness", 1.0)
    row = before.rows[0].model_copy(update={"scores": {}})
    verdict = _judged(a_run(row, metrics={}), before=before)
    assert (verdict.exit_code, _told(verdict)) == (0, {("advisory", "faithfulness")})


@pytest.mark.parametrize("name", ["judge", "archive"])
def test_another_judge_or_archive_than_the_baselines_is_told(name: str) -> None:
    before, now = (a_run(a_row("a"), **{name: value}) for value in ("one", "another"))
    verdict = _judged(now, before=before)
    assert (verdict.exit_code, _told(verdict)) == (0, {("advisory", name)})
    assert _judged(now, before=now).findings == ()


def test_articles_that_were_left_out_are_told() -> None:
    verdict = _judged(a_run(a_row("a"), rejected=("seeds/b.txt: no text is left",)))
    assert (verdict.exit_code, _told(verdict)) == (0, {("advisory", "archive")})
    assert "1 (seeds/b.txt: no text is left)" in verdict.findings[0].message


def test_a_description_is_what_makes_a_metric_judged() -> None:
    run = a_run(
        a_row("a", scores={"mood": 0.0}), metrics={"mood": Described(kind="judged")}
    ).model_copy()
    rows = tuple(row.model_copy(update={"scores": {"mood": 0.0}}) for row in run.rows)
    verdict = _judged(run.model_copy(update={"rows": rows}), bounds={"mood": Bound(at_least=1)})
    assert verdict.exit_code == 0


# What must always hold

RIGHTS = st.lists(st.booleans(), min_size=1, max_size=60)
SCORE = st.none() | st.sampled_from([0.0, 0.5, 1.0])


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Right, wrong and abstaining ones with all sorts of scores."""
    names = ("citation_recall", "quote_exactness", "wrong_speaker", "faithfulness")
    makers = draw(st.lists(st.sampled_from([a_row, a_wrong_row, an_abstention]), max_size=15))
    return [
        make(f"c{number}", scores={name: draw(SCORE) for name in names})
        for number, make in enumerate([a_row, *makers])
    ]


@settings(max_examples=40, deadline=None)
@given(rows())
def test_a_run_passes_when_held_against_itself(found: list[Row]) -> None:
    run = a_run(*found)
    assert _judged(run, before=run).findings == ()


@settings(max_examples=40, deadline=None)
@given(before=RIGHTS, data=st.data())
def test_whatever_was_right_and_still_is_more_right_never_fails(
    before: list[bool], data: st.DataObject
) -> None:
    mended = data.draw(st.lists(st.booleans(), min_size=len(before), max_size=len(before)))
    now = [was or is_mended for was, is_mended in zip(before, mended, strict=True)]
    assert _judged(_rights(now), before=_rights(before)).exit_code == 0


@settings(max_examples=40, deadline=None)
@given(data=st.data(), may_drop=st.none() | st.sampled_from([0.0, 0.02, 0.3]))
def test_of_two_runs_that_which_is_right_wherever_the_other_is_fails_no_sooner(
    data: st.DataObject, may_drop: float | None
) -> None:
    before = data.draw(RIGHTS)
    some = st.lists(st.booleans(), min_size=len(before), max_size=len(before))
    lesser, added = data.draw(some), data.draw(some)
    greater = [right or more for right, more in zip(lesser, added, strict=True)]
    bounds = {"right": Bound(at_least=0.5, may_drop=may_drop)}
    codes = [
        _judged(_rights(rights), before=_rights(before), bounds=bounds).exit_code
        for rights in (lesser, greater)
    ]
    assert codes[1] <= codes[0]


@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 40), data=st.data())
def test_a_single_case_is_the_limit_where_nothing_may_drop(count: int, data: st.DataObject) -> None:
    broken = data.draw(st.integers(0, count - 1))
    now = [number != broken for number in range(count)]
    bounds = {"right": Bound(may_drop=0)}
    verdict = _judged(_rights(now), before=_rights([True] * count), bounds=bounds)
    assert ("fail", "right") in _told(verdict)


def test_of_many_ids_the_first_are_named_and_the_others_counted() -> None:
    assert named(["a", "b"]) == "a, b"
    assert named([*"abcdefg"]) == "a, b, c, d, e and 2 more"
