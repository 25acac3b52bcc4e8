from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.record import Row, Run
from evals.summary import NOT_JUDGED, Figure, Summary, figures, summarize
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row, an_abstention


def _figure(run: Run, name: str) -> Figure:
    (found,) = [figure for figure in figures(run) if figure.name == name]
    return found


def _of(summary: Summary, name: str) -> Figure:
    return next(figure for figure in summary.figures if figure.name == name)


def test_a_figure_is_the_mean_of_the_rows_it_applies_to() -> None:
    rows = [
        a_row("a", scores={"citation_recall": 1.0}),
        a_row("b", scores={"citation_recall": 0.5}),
        a_row("c"),
    ]
    found = _figure(a_run(*rows), "citation_recall")
    assert (found.value, found.count, found.failed) == (0.75, 2, 0)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0.75 <= found.high


def test_a_figure_that_nothing_bears_on_has_no_value() -> None:
    found = _figure(a_run(a_row()), "citation_recall")
    assert (found.value, found.low, found.high, found.count) == (None, None, None, 0)


def test_a_judgment_that_failed_is_counted_and_is_no_zero() -> None:
    rows = [
        a_row("a", scores={"faithfulness": 1.0}),
        a_row("b", failed={"faithfulness": "the judge is down"}),
    ]
    found = _figure(a_run(*rows), "faithfulness")
    assert (found.value, found.count, found.failed) == (1.0, 1, 1)


def test_a_row_that_says_nothing_of_a_metric_is_a_judgment_that_failed() -> None:
    row = a_row().model_copy(update={"scores": {}})
    assert _figure(a_run(row), "citation_recall").failed == 1


def test_a_row_that_was_not_judged_is_counted_and_named() -> None:
    found = summarize(a_run(a_row("a"), a_lost_row("b", "timed out"), a_wrong_row("c")))
    assert (found.cases, found.judged, found.right) == (3, 2, 1)
    assert found.unjudged == (("b", "timed out"),)
    right = _of(found, "right")
    assert (right.value, right.count, right.failed) == (0.5, 2, 1)


def test_rows_that_a_run_should_have_are_missing() -> None:
    assert summarize(a_run(a_row(), cases=3)).missing == 2
    assert summarize(a_run(a_row(), cases=None)).missing == 0


def test_right_is_told_apart_by_whether_there_is_an_answer() -> None:
    caught = an_abstention("c", response={"outcome": "answered"}, faults=("answered",))
    found = summarize(a_run(a_row("a"), a_wrong_row("b"), caught, an_abstention("d")))
    values = {figure.name: (figure.value, figure.count) for figure in found.figures}
    assert values["right"] == (0.5, 4)
    assert values["answerable_right"] == (0.5, 2)
    assert values["unanswerable_answered"] == (0.5, 2)
    assert values["abstention_precision"] == (1.0, 1)


def test_an_abstention_is_unfair_where_the_case_has_an_answer() -> None:
    abstained = a_wrong_row("a", response={"outcome": "insufficient_evidence", "reason": None})
    found = summarize(a_run(abstained, an_abstention("b")))
    assert _of(found, "abstention_precision").value == 0.5


def test_the_figures_come_in_the_order_of_the_run_what_matters_most_first() -> None:
    names = [figure.name for figure in figures(a_run(a_row()))]
    assert names[:4] == ["right", "answerable_right", "unanswerable_answered", "citation_recall"]


def test_a_figure_knows_which_way_is_better_and_who_judged() -> None:
    run = a_run(a_row())
    assert _figure(run, "wrong_speaker").better == "lower"
    assert _figure(run, "faithfulness").kind == "judged"


def test_a_metric_that_nobody_described_is_shown_all_the_same() -> None:
    row = a_row(scores={"brightness": 0.5})
    found = _figure(a_run(row, metrics={}), "brightness")
    assert (found.value, found.better, found.kind) == (0.5, "higher", "deterministic")


def test_a_case_counts_for_each_of_its_tags_and_once() -> None:
    rows = [
        a_row("a", case={"tags": ("typo", "as_of", "typo")}),
        a_wrong_row("b", case={"tags": ("typo",)}),
        a_row("c"),
    ]
    found = summarize(a_run(*rows)).by_tag
    shown = {tag: (figures[0].value, figures[0].count) for tag, figures in found.items()}
    assert shown == {"typo": (0.5, 2), "as_of": (1.0, 1)}


def test_every_row_has_its_form() -> None:
    rows = [a_row("a"), a_row("b", case={"form": "who"}), a_lost_row("c")]
    found = summarize(a_run(*rows)).by_form
    counts = {form: figures[0].count + figures[0].failed for form, figures in found.items()}
    assert counts == {"what_said": 2, "who": 1}


def test_outcomes_are_counted_by_what_was_expected_and_what_came() -> None:
    abstained = a_wrong_row("b", response={"outcome": "clarify", "reason": "ambiguous_speaker"})
    found = summarize(a_run(a_row("a"), abstained, a_lost_row(), an_abstention())).outcomes
    assert found == {
        ("answered", "answered"): 1,
        ("answered", "clarify"): 1,
        ("answered", NOT_JUDGED): 1,
        ("insufficient_evidence", "insufficient_evidence"): 1,
    }


def test_abstentions_are_counted_by_reason_with_how_many_were_fair() -> None:
    rows = [
        an_abstention("a"),
        an_abstention("b"),
        an_abstention("c", reason="outside_dates", faults=("the reason is outside_dates",)),
        a_wrong_row("d", response={"outcome": "insufficient_evidence", "reason": "no_evidence"}),
        a_row("e"),
    ]
    found = summarize(a_run(*rows)).abstentions
    assert [(one.reason, one.count, one.fair) for one in found] == [
        ("no_evidence", 3, 2),
        ("outside_dates", 1, 0),
    ]


def test_latency_is_that_of_the_rows_that_were_judged() -> None:
    rows = [a_row(f"c{number}", seconds=number / 100) for number in range(101)]
    found = summarize(a_run(*rows, a_lost_row())).latency
    assert found is not None
    assert [found.p50, found.p95] == pytest.approx([0.5, 0.95])
    assert found.count == 101
    assert summarize(a_run(a_lost_row())).latency is None


ROWS = st.lists(
    st.one_of(
        st.builds(lambda s: a_row(scores={"citation_recall": s}), st.none() | st.floats(0, 1)),
        st.builds(lambda _: a_row(failed={"citation_recall": "no"}), st.none()),
        st.builds(a_lost_row),
        st.builds(a_wrong_row),
        st.builds(an_abstention),
    ),
    max_size=20,
)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_no_row_is_lost(rows: list[Row]) -> None:
    found = summarize(a_run(*rows))
    assert found.cases == len(rows) == found.judged + len([r for r in rows if not r.is_judged])
    right = _of(found, "right")
    assert right.count + right.failed == len(rows)
    assert sum(found.outcomes.values()) == len(rows)
    assert sum(group[0].count + group[0].failed for group in found.by_form.values()) == len(rows)
    recall = _of(found, "citation_recall")
    judged = [row for row in rows if row.is_judged]
    not_for_it = [row for row in judged if row.scores.get("citation_recall", 0) is None]
    assert recall.count + recall.failed + len(not_for_it) == len(judged)


def test_of_no_rows_there_is_a_summary_too() -> None:
    found: Any = summarize(a_run())
    assert (found.cases, found.right, found.latency) == (0, 0, None)
    assert all(figure.value is None for figure in found.figures)
