"""A benchmark from a set's folder to its figures, on a set made up here."""

from pathlib import Path

import pytest

from evals.bench.run import BENCHMARKS, benchmark
from evals.errors import EvalError, SetMissing
from tests.evals.bench.rows import values
from tests.evals.bench.sets import SINGS, write_set


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tmp_path / "squad2"
    write_set(made, questions=[SINGS], split="heldout")
    write_set(made)
    return made


async def test_a_set_is_asked_and_scored(folder: Path, tmp_path: Path) -> None:
    result = await BENCHMARKS["squad2"](folder, split="dev", limit=None)
    assert [verdict.id for verdict in result.verdicts] == ["q1", "q2", "q3"]
    assert values(result)["has an answer: gold in cited words"] == 1.0
    assert values(result)["has none: abstained"] == 1.0
    assert any((tmp_path / "cache" / "onrecord" / "bench").iterdir())


async def test_the_limit_takes_so_many_questions_and_the_split_another_half(folder: Path) -> None:
    first = await BENCHMARKS["squad2"](folder, split="dev", limit=1)
    assert [verdict.id for verdict in first.verdicts] == ["q1"]
    other = await BENCHMARKS["squad2"](folder, split="heldout", limit=None)
    assert [verdict.id for verdict in other.verdicts] == ["q2"]


async def test_a_half_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(SetMissing, match=r"questions\.test\.jsonl"):
        await BENCHMARKS["squad2"](folder, split="test", limit=None)


def test_every_set_has_its_benchmark() -> None:
    assert set(BENCHMARKS) == {
        "polnear",
        "polnear_spans",
        "realtimeqa_2026",
        "squad2",
        "timeqa",
        "mtrag_un",
        "mtrag_rewrite",
        "mtrag_human159",
        "gate",
    }


def test_a_set_without_questions_takes_no_model() -> None:
    with pytest.raises(EvalError, match="asks for no answers"):
        benchmark("polnear_spans", answerer="generative")


def test_a_set_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(EvalError, match="squad2"):
        benchmark("squad")
