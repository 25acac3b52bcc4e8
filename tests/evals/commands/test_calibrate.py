from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from evals.bench.realtimeqa import HELD
from evals.calibration.fitting import NAMES
from evals.calibration.observing import HOLDS
from tests.evals.bench.sets import BUILT, SINGS, write_set

GROUPS = 8
SPEECH = {**SINGS, "id": "speech", "question": "What did Ada Okafor say about the dam?"}

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def calibrate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def invoke(*options: object) -> tuple[int, str]:
        given = ["calibrate", "--data", str(tmp_path), *map(str, options)]
        result = CliRunner().invoke(build(), given)
        return result.exit_code, result.output

    return invoke


def write_sets(folder: Path, *, groups: int = GROUPS) -> None:
    """Of each set a question with an answer and one without, of so many groups."""
    asked = [
        {
            **question,
            "id": f"{question['id']} {group}",
            "group": str(group),
            "scope": ["dam"],
            "meta": {"support": HELD if question["answerable"] else "none found"},
        }
        for group in range(groups)
        for question in (BUILT, SINGS)
    ]
    for name in HOLDS:
        write_set(folder / name, questions=[*asked, SPEECH])


def test_weights_are_fitted_reported_and_written(calibrate: Command, tmp_path: Path) -> None:
    write_sets(tmp_path)
    code, output = calibrate("--out", tmp_path / "sureness.tsv")
    assert code == 0
    assert all(title in output for title in ("fitted on one half", "how often right", "least"))
    lines = (tmp_path / "sureness.tsv").read_text().splitlines()
    weights = dict(line.split("\t") for line in lines if not line.startswith("#"))
    assert set(weights) == set(NAMES)
    assert float(weights["relevance"]) > 0


def test_questions_that_tell_nothing_are_counted(calibrate: Command, tmp_path: Path) -> None:
    write_sets(tmp_path)
    code, output = calibrate()
    assert (code, "squad2: 1 asks who said something" in output) == (0, True)


def test_too_few_questions_could_not_be_fitted(calibrate: Command, tmp_path: Path) -> None:
    write_sets(tmp_path, groups=1)
    code, output = calibrate()
    assert (code, "too few questions to fit" in output) == (2, True)


def test_a_set_that_is_not_there_is_named(calibrate: Command) -> None:
    code, output = calibrate()
    assert (code, "holds no questions.dev.jsonl" in output) == (2, True)
