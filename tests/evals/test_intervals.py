import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.intervals import Interval, change_interval, mean_interval

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def _binomial_quantile(share: float, *, of: int, probability: float) -> int:
    """The smallest number of hits that at least this share of all samples stays within."""
    total = 0.0
    for hits in range(of + 1):
        total += math.comb(of, hits) * probability**hits * (1 - probability) ** (of - hits)
        if total >= share:
            return hits
    return of


@pytest.mark.parametrize(("right", "count"), [(190, 208), (104, 208), (3, 20), (1, 2)])
def test_of_rights_and_wrongs_it_is_the_binomial_interval(right: int, count: int) -> None:
    found = mean_interval([1.0] * right + [0.0] * (count - right))
    assert found is not None
    for place, share in ((found.low, 0.025), (found.high, 0.975)):
        exact = _binomial_quantile(share, of=count, probability=right / count)
        assert abs(place * count - exact) <= 1  # 2,000 resamples can miss by a case


def test_of_nothing_there_is_none() -> None:
    assert mean_interval([]) is None
    assert change_interval([]) is None


@pytest.mark.parametrize("values", [[1.0] * 208, [0.0], [0.1] * 3])
def test_of_values_all_alike_it_has_no_width(values: Sequence[float]) -> None:
    assert mean_interval(values) == Interval(values[0], values[0])


@settings(deadline=None)
@given(SCORES, st.integers(0, 9))
def test_the_same_seed_gives_the_same_interval(values: list[float], seed: int) -> None:
    assert mean_interval(values, seed=seed) == mean_interval(values, seed=seed)


def test_another_seed_draws_others() -> None:
    values = [number / 100 for number in range(100)]
    assert mean_interval(values, seed=1) != mean_interval(values, seed=2)


@settings(deadline=None)
@given(SCORES)
def test_it_stays_within_the_values(values: list[float]) -> None:
    found = mean_interval(values)
    assert found is not None
    slack = 1e-12
    assert min(values) - slack <= found.low <= found.high <= max(values) + slack


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=60))
def test_what_is_nowhere_lower_has_an_interval_that_is_nowhere_lower(
    pairs: list[tuple[float, float]],
) -> None:
    lower = mean_interval([min(pair) for pair in pairs])
    higher = mean_interval([max(pair) for pair in pairs])
    assert lower is not None
    assert higher is not None
    assert lower.low <= higher.low + 1e-12
    assert lower.high <= higher.high + 1e-12


def test_more_cases_are_surer() -> None:
    few, many = mean_interval([0.0, 1.0] * 10), mean_interval([0.0, 1.0] * 1000)
    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 5


def test_in_19_of_20_samples_it_holds_the_mean_they_come_from() -> None:
    import numpy as np

    random = np.random.default_rng(7)
    samples = (random.random(100) < 0.7 for _ in range(400))
    found = [mean_interval([float(hit) for hit in sample], seed=3) for sample in samples]
    held = sum(one is not None and one.low <= 0.7 <= one.high for one in found)
    assert 0.91 <= held / 400 <= 0.98


def test_a_change_is_seen_that_two_intervals_would_hide() -> None:
    """Every case is a little better: their differences from each other do not matter."""
    before = [number / 100 for number in range(90)]
    pairs = [(value, value + 0.05) for value in before]
    found = change_interval(pairs)
    assert found is not None
    assert found.low == pytest.approx(0.05)
    apart = mean_interval(before)
    assert apart is not None
    assert apart.high - apart.low > 0.1


@settings(deadline=None)
@given(SCORES)
def test_nothing_changed_is_a_change_of_exactly_nothing(values: list[float]) -> None:
    assert change_interval([(value, value) for value in values]) == Interval(0.0, 0.0)


def test_many_cases_take_no_more_memory_than_a_few_draws() -> None:
    import tracemalloc

    tracemalloc.start()
    mean_interval([float(number % 3) for number in range(50_000)])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


@settings(deadline=None)
@given(SCORES)
def test_groups_of_one_are_cases(values: list[float]) -> None:
    found, apart = mean_interval(values), mean_interval(values, groups=range(len(values)))
    assert found is not None
    assert apart is not None
    assert apart.low == pytest.approx(found.low)
    assert apart.high == pytest.approx(found.high)


def test_cases_of_one_group_are_as_good_as_one() -> None:
    values = [0.0, 1.0] * 10
    alike = mean_interval([value for value in values for _ in range(9)], groups=_nine_each(20))
    assert alike == mean_interval(values)


def test_cases_that_are_all_of_one_group_tell_nothing_of_others() -> None:
    assert mean_interval([0.0, 1.0, 1.0], groups=["a"] * 3) is None
    assert mean_interval([1.0, 1.0], groups=["a"] * 2) is None


def test_a_change_is_drawn_by_groups_too() -> None:
    pairs = [(0.0, value) for value in [0.0, 1.0] * 10 for _ in range(9)]
    found = change_interval(pairs, groups=_nine_each(20))
    assert found == change_interval([(0.0, value) for value in [0.0, 1.0] * 10])


def _nine_each(groups: int) -> list[int]:
    return [group for group in range(groups) for _ in range(9)]
