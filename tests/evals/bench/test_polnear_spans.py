"""Spans are compared token by token, on a sentence made up here."""

import gzip
import json
from pathlib import Path

import pytest

from evals.bench import polnear_spans
from evals.bench.sets import questions_of
from evals.errors import CasesInvalid, SetMissing


async def test_exact_spans_are_right_and_near_ones_are_not(tmp_path: Path) -> None:
    row = {
        "tokens": "Maria Keller said that the dam will hold .".split(),
        "source": [[0, 2]],
        "cue": [[2, 3]],
        "content": [[4, 8]],
        "part": "test",
        "article": "d",
    }
    other = {**row, "part": "valid"}
    lines = "\n".join(map(json.dumps, [row, other]))
    (tmp_path / "spans.dev.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    result = await polnear_spans.run(tmp_path, split="dev", limit=None)
    values = {figure.name: figure.value for figure in result.figures}
    assert values["source exact F1"] == values["cue exact F1"] == 1.0
    assert values["content exact F1"] == 0.0  # the guidelines count "that", and the row does not


async def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetMissing, match=r"spans\.dev\.jsonl"):
        await polnear_spans.run(tmp_path, split="dev", limit=None)


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "questions.dev.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(CasesInvalid, match=r"questions\.dev\.jsonl:1"):
        questions_of(tmp_path, split="dev")
