import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from evals.record import read_run
from tests.evals.exchanges import MOON, SOURCE, a_response, cited
from tests.evals.services import FarService
from tests.fakes import HashEmbedding

RIGHT = a_response(cited(MOON), answer="Moon spoke [1].")
CASE: dict[str, Any] = {
    "id": "one",
    "question": "Who spoke?",
    "form": "who",
    "outcomes": ["answered"],
    "answer_contains": ["Moon"],
    "contexts": [{"source": SOURCE, "quote": MOON}],
}

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / SOURCE).write_text(MOON)
    (tmp_path / "cases.jsonl").write_text(json.dumps(CASE))
    (tmp_path / "thresholds.json").write_text('{"answerable_right": {"at_least": 1}}')
    return tmp_path


@pytest.fixture
def gold(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    def invoke(*options: object, reply: dict[str, Any] = RIGHT) -> tuple[int, str]:
        monkeypatch.setattr("evals.target.open_url", FarService(reply).open)
        monkeypatch.setattr("indexing.embed.open_embedder", HashEmbedding)
        return _run(folder, "--url", "http://far", *options)

    return invoke


def _run(folder: Path, *options: object) -> tuple[int, str]:
    given = ["--cases", folder / "cases.jsonl", *options]
    if not {"--url", "--data", "--articles"}.intersection(map(str, options)):
        given += ["--articles", folder / "seeds"]
    result = CliRunner().invoke(build(), ["gold", *map(str, given)])
    return result.exit_code, result.output


def test_bounds_that_are_kept_are_a_pass(gold: Command) -> None:
    code, output = gold()
    assert (code, "pass: 1 of 1 cases right" in output) == (0, True)


def test_a_broken_bound_is_a_fail_with_the_case(gold: Command) -> None:
    code, output = gold(reply={**RIGHT, "answer": "He spoke [1]."})
    assert (code, "the answer lacks “Moon”" in output) == (1, True)


def test_a_question_that_fails_is_never_a_pass(gold: Command) -> None:
    code, output = gold(reply={"answer": "?"})
    assert (code, "the response is wrong: outcome: " in output) == (2, True)


def test_a_bound_that_nothing_bears_on_is_never_a_pass(folder: Path, gold: Command) -> None:
    (folder / "thresholds.json").write_text('{"wrong_speaker": {"at_most": 0}}')
    code, output = gold()
    assert (code, "unmeasured" in output) == (2, True)


def test_the_verdict_is_data_too(gold: Command) -> None:
    code, output = gold("--json", reply={**RIGHT, "answer": "He spoke [1]."})
    told = json.loads(output)
    assert (code, told["verdict"], told["cases"], told["right"]) == (1, "fail", 1, 0)
    assert told["findings"][0]["about"] == "answerable_right"
    assert told["figures"]["right"]["value"] == 0


def test_the_rows_are_written_where_asked(folder: Path, gold: Command) -> None:
    gold("--out", folder / "run.jsonl")
    response = read_run(folder / "run.jsonl").rows[0].response
    assert response is not None
    assert response["answer"] == RIGHT["answer"]


def test_a_drop_below_an_earlier_run_is_a_fail(folder: Path, gold: Command) -> None:
    (folder / "thresholds.json").write_text('{"quote_exactness": {"at_least": 1}}')
    assert gold("--out", folder / "before.jsonl")[0] == 0
    wrong = {**RIGHT, "answer": "He spoke [1]."}
    assert gold(reply=wrong)[0] == 0
    code, output = gold("--baseline", folder / "before.jsonl", reply=wrong)
    assert (code, "newly broken: one" in output) == (1, True)


@pytest.fixture
def own(folder: Path, gold: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The cases of the folder for those of the repository, named from where they lie."""
    gold("--out", folder / "before.jsonl")
    monkeypatch.setattr("evals.commands.gold.CASES", folder / "cases.jsonl")
    monkeypatch.setattr("evals.commands.gold.BASELINE", folder / "before.jsonl")
    monkeypatch.chdir(folder)
    return lambda: gold("--cases", "cases.jsonl")


def test_the_gold_set_is_held_against_its_baseline_however_it_is_named(own: Command) -> None:
    code, output = own()
    assert (code, "and a baseline" in output) == (0, True)


def test_the_gold_set_without_its_baseline_is_never_a_pass(own: Command, folder: Path) -> None:
    (folder / "before.jsonl").unlink()
    code, output = own()
    assert (code, "before.jsonl: cannot be read" in output) == (2, True)


def test_a_wrong_case_is_named_with_its_line(folder: Path) -> None:
    (folder / "cases.jsonl").write_text(json.dumps({**CASE, "colour": "red"}))
    code, output = _run(folder)
    assert (code, "cases.jsonl:1: colour: Extra inputs" in output) == (2, True)


def test_a_source_that_is_not_there_is_named_with_its_line(folder: Path) -> None:
    (folder / SOURCE).rename(folder / "seeds/b.txt")
    code, output = _run(folder)
    assert (
        code,
        f"cases.jsonl:1: contexts.0.source: '{SOURCE}' is not among" in output,
    ) == (2, True)


def test_articles_that_are_not_there_are_named(folder: Path) -> None:
    code, output = _run(folder, "--articles", folder / "nowhere")
    assert (code, "nowhere" in output) == (2, True)


def test_missing_thresholds_are_named(folder: Path) -> None:
    (folder / "thresholds.json").unlink()
    code, output = _run(folder)
    assert (code, "thresholds.json: cannot be read" in output) == (2, True)


def test_a_service_that_is_down_cannot_be_judged(folder: Path) -> None:
    code, output = _run(folder, "--url", "http://127.0.0.1:1")
    assert (code, "GET /readyz" in output) == (2, True)


def test_an_archive_that_is_there_already_is_asked_as_it_is(folder: Path) -> None:
    code, output = _run(folder, "--data", folder / "nowhere")
    assert (code, "nothing was indexed" in output) == (2, True)
    assert not (folder / "nowhere").exists()


def test_a_service_has_its_own_data(folder: Path) -> None:
    code, output = _run(folder, "--url", "http://127.0.0.1:1", "--data", folder)
    assert (code, "not both" in output) == (2, True)
