"""How sure a figure is."""

from collections.abc import Sequence
from statistics import mean

from evals.bench.resampling import interval_of
from evals.intervals import Interval


def of(values: Sequence[float]) -> float:
    return mean(values)


def test_the_figure_lies_in_its_interval() -> None:
    values = [0.0, 1.0] * 50
    sure = interval_of(values, of)
    assert sure is not None
    assert 0.35 < sure.low < 0.5 < sure.high < 0.65


def test_the_same_seed_draws_the_same() -> None:
    assert interval_of([0.0, 1.0, 1.0], of, seed=3) == interval_of([0.0, 1.0, 1.0], of, seed=3)


def test_whole_groups_are_drawn() -> None:
    # Ten rows of each of two groups tell no more than two rows would.
    rows = [0.0] * 10 + [1.0] * 10
    assert interval_of(rows, of, group=lambda value: value) == Interval(0.0, 1.0)


def test_a_figure_that_never_comes_has_no_interval() -> None:
    assert interval_of([1.0], lambda drawn: None) is None
    assert interval_of([], of) is None


def test_rows_that_are_all_of_one_group_tell_nothing_of_others() -> None:
    assert interval_of([0.0, 1.0], of, group=lambda _: "one") is None
