import pytest

from service.fusion import fuse


def test_what_both_rankings_have_comes_first() -> None:
    assert next(iter(fuse([["a", "b"], ["b", "c"]]))) == "b"


def test_one_ranking_keeps_its_order() -> None:
    assert list(fuse([["c", "a", "b"]])) == ["c", "a", "b"]


def test_nothing_is_lost_and_nothing_doubled() -> None:
    assert sorted(fuse([["a", "b"], ["b", "c"], []])) == ["a", "b", "c"]


def test_a_minor_ranking_counts_half() -> None:
    assert list(fuse([["a", "b"]], minor=[["b", "a"]])) == ["a", "b"]
    assert list(fuse([["a", "b"]], minor=[["b"], ["b"]])) == ["b", "a"]


def test_what_comes_first_everywhere_has_one() -> None:
    assert fuse([["a", "b"], ["a"]], minor=[["a"], []])["a"] == pytest.approx(1.0)
