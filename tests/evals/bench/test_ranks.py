"""Rank correlations, against values worked out by hand."""

import pytest

from evals.bench.ranks import kendall, ranked, spearman


def test_equal_values_share_the_mean_of_their_ranks() -> None:
    assert list(ranked([3.0, 1.0, 3.0, 0.0])) == [2.5, 1.0, 2.5, 0.0]


def test_the_same_order_correlates_wholly() -> None:
    assert spearman([1, 2, 30], [0.1, 0.5, 0.9]) == pytest.approx(1.0)
    assert kendall([1, 2, 30], [0.1, 0.5, 0.9]) == pytest.approx(1.0)


def test_the_opposite_order_correlates_against() -> None:
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert kendall([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)


def test_half_an_order_correlates_by_half() -> None:
    assert spearman([1, 2, 3], [1, 3, 2]) == pytest.approx(0.5)
    assert kendall([1, 2, 3], [1, 3, 2]) == pytest.approx(1 / 3)


def test_a_side_that_ranks_nothing_has_no_correlation() -> None:
    assert spearman([1, 1, 1], [1, 2, 3]) is None
    assert kendall([1, 1, 1], [1, 2, 3]) is None
    assert spearman([1], [2]) is None
