"""Measuring how long a reader waits: of questions that stand alone."""

import json
from pathlib import Path

import pytest

from evals.speed.first_word import _questions

TURN = {"role": "user", "content": "Who built the dam?"}


@pytest.mark.parametrize("name", ["turns", "history"])
def test_follow_ups_are_left_out(tmp_path: Path, name: str) -> None:
    asked = {"question": "Why?", name: [TURN]}
    rows = [asked, {"question": "Who?", name: []}, {"question": "When?"}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert _questions(path) == ["Who?", "When?"]
