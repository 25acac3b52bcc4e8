from pathlib import Path

import pytest

from evals.errors import ThresholdsInvalid
from evals.thresholds import Bound, Check, check, load_thresholds


def _load(folder: Path, content: str) -> dict[str, Bound]:
    path = folder / "thresholds.json"
    path.write_text(content, encoding="utf-8")
    return load_thresholds(path)


@pytest.mark.parametrize(
    ("bound", "value", "verdict"),
    [
        (Bound(at_least=0.9), 0.9, "kept"),
        (Bound(at_least=0.9), 0.89, "broken"),
        (Bound(at_most=0), 0.0, "kept"),
        (Bound(at_most=0), 0.01, "broken"),
        (Bound(at_least=0, at_most=1), 2.0, "broken"),
        (Bound(at_least=0), None, "unmeasured"),
    ],
)
def test_a_figure_is_held_against_its_bound(
    bound: Bound, value: float | None, verdict: str
) -> None:
    assert Check("figure", value, bound).verdict == verdict


def test_bounds_are_read_by_figure(tmp_path: Path) -> None:
    assert _load(tmp_path, '{"right": {"at_least": 0.9}}') == {"right": Bound(at_least=0.9)}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"right": {}}', '{"right": {"about": 1}}', '{"right": {"at_most": "x"}}']
)
def test_a_file_that_bounds_nothing_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ThresholdsInvalid, match=r"thresholds\.json: \w"):
        _load(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"right": {"at_least": 1}, "right": {"may_drop": 0}}', "right: stands here twice"),
        ('{"right": {"at_least": 1, "at_least": 0}}', "at_least: stands here twice"),
    ],
)
def test_a_bound_that_another_would_hide_is_refused(
    tmp_path: Path, content: str, said: str
) -> None:
    with pytest.raises(ThresholdsInvalid, match=said):
        _load(tmp_path, content)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThresholdsInvalid, match="cannot be read"):
        load_thresholds(tmp_path / "nowhere.json")


def test_a_bound_of_no_known_figure_is_refused() -> None:
    with pytest.raises(ThresholdsInvalid, match=r"brightness.*there are right"):
        check({"right": 1.0}, {"brightness": Bound(at_least=1)})


def test_every_bound_gets_its_check() -> None:
    (held,) = check({"right": 1.0, "wrong": 0.0}, {"right": Bound(at_least=1)})
    assert (held.name, held.verdict) == ("right", "kept")
