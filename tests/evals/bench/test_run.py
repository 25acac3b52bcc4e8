"""A benchmark from a set's folder to its figures, on a set made up here."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.bench.run import BENCHMARKS, benchmark
from evals.errors import EvalError, SetMissing
from tests.evals.bench.rows import values

TEXT = (
    "The dam above Lisbon was built in 1998 by Portuguese engineers. "
    "Its turbines feed the railway to Porto."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tmp_path / "squad2"
    made.mkdir()
    document = {"id": "dam", "title": "The dam", "text": TEXT}
    (made / "corpus.jsonl").write_text(json.dumps(document))
    known: dict[str, Any] = {"group": "g", "type": "t"}
    questions = [
        {
            "id": "q1",
            "question": "When was the dam above Lisbon built?",
            "answerable": True,
            "gold_answers": ["1998"],
            "scope": ["dam"],
        },
        {"id": "q2", "question": "Who sings tonight?", "answerable": False, "scope": []},
        {"id": "q3", "question": "Who sings tonight?", "answerable": False, "scope": []},
    ]
    lines = [json.dumps({**known, **question}) for question in questions]
    (made / "questions.dev.jsonl").write_text("\n".join(lines))
    (made / "questions.heldout.jsonl").write_text(lines[1])
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
