import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from evals.cases import Case
from evals.errors import ServiceUnusable

TEXT = "Moon spoke.\n"
SOURCE = "paper/a.txt"
CITATION = {"article_id": "a1", "quote": "Moon spoke.", "start": 0, "end": 11, "source": SOURCE}
RIGHT = {"outcome": "answered", "answer": "Moon spoke [1].", "citations": [CITATION]}
CASE = {
    "id": "one",
    "question": "Who spoke?",
    "form": "who",
    "outcomes": ["answered"],
    "answer_contains": ["Moon"],
    "contexts": [{"source": SOURCE, "quote": "Moon spoke."}],
}


class Service:
    """Says the same to every question, or fails to."""

    def __init__(self, response: Mapping[str, Any] | None) -> None:
        self._response = response

    async def ask(self, case: Case) -> Mapping[str, Any]:
        if self._response is None:
            raise ServiceUnusable("POST /chat: timed out")
        return self._response

    async def article(self, article_id: str) -> Mapping[str, Any]:
        return {"text": TEXT}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper/a.txt").write_text(TEXT)
    (tmp_path / "cases.jsonl").write_text(json.dumps(CASE))
    (tmp_path / "thresholds.json").write_text('{"answerable_right": {"at_least": 1}}')
    return tmp_path


def _gold(
    folder: Path, monkeypatch: pytest.MonkeyPatch, response: Mapping[str, Any] | None
) -> tuple[int, str]:
    @asynccontextmanager
    async def opened(url: str, **_: object) -> AsyncIterator[Service]:
        yield Service(response)

    monkeypatch.setattr("evals.target.open_url", opened)
    return _run(folder, "--url", "http://far", "--json", str(folder / "out.json"))


def _run(folder: Path, *options: str) -> tuple[int, str]:
    paths = ["--cases", str(folder / "cases.jsonl"), "--articles", str(folder / "paper")]
    result = CliRunner().invoke(build(), ["gold", *paths, *options])
    return result.exit_code, result.output


def test_bounds_that_are_kept_are_a_pass(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, output = _gold(folder, monkeypatch, RIGHT)
    assert (code, "kept" in output) == (0, True)


def test_a_broken_bound_is_a_fail_with_the_case(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, output = _gold(folder, monkeypatch, {**RIGHT, "answer": "He spoke [1]."})
    assert (code, "the answer lacks “Moon”" in output) == (1, True)


def test_a_question_that_fails_is_never_a_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, output = _gold(folder, monkeypatch, None)
    assert (code, "POST /chat: timed out" in output) == (2, True)


def test_a_bound_that_nothing_bears_on_is_never_a_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "thresholds.json").write_text('{"wrong_speaker": {"at_most": 0}}')
    code, output = _gold(folder, monkeypatch, RIGHT)
    assert (code, "unmeasured" in output) == (2, True)


def test_the_rows_are_written_where_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _gold(folder, monkeypatch, RIGHT)
    told = json.loads((folder / "out.json").read_text())
    assert told["rows"][0]["response"] == RIGHT


def test_a_wrong_case_is_named_with_its_line(folder: Path) -> None:
    (folder / "cases.jsonl").write_text(json.dumps({**CASE, "colour": "red"}))
    code, output = _run(folder)
    assert (code, "cases.jsonl:1: colour: Extra inputs" in output) == (2, True)


def test_a_source_that_is_not_there_is_named_with_its_line(folder: Path) -> None:
    (folder / "paper/a.txt").rename(folder / "paper/b.txt")
    code, output = _run(folder)
    assert (code, f"cases.jsonl:1: source '{SOURCE}' is not among" in output) == (2, True)


def test_articles_that_are_not_there_are_named(folder: Path) -> None:
    code, output = _run(folder, "--articles", str(folder / "nowhere"))
    assert (code, "nowhere" in output) == (2, True)


def test_missing_thresholds_are_named(folder: Path) -> None:
    (folder / "thresholds.json").unlink()
    code, output = _run(folder)
    assert (code, "thresholds.json: cannot be read" in output) == (2, True)


def test_a_service_that_is_down_cannot_be_judged(folder: Path) -> None:
    code, output = _run(folder, "--url", "http://127.0.0.1:1")
    assert (code, "GET /readyz" in output) == (2, True)


def test_a_service_has_its_own_data(folder: Path) -> None:
    code, output = _run(folder, "--url", "http://127.0.0.1:1", "--data", str(folder))
    assert (code, "not both" in output) == (2, True)
