import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from tests.evals.exchanges import MOON, SOURCE, a_response
from tests.evals.services import FarService

CASE: dict[str, Any] = {
    "id": "one",
    "question": "Who spoke?",
    "form": "who",
    "outcomes": ["answered"],
    "contexts": [{"source": SOURCE, "quote": MOON}],
    "tags": ["easy"],
}


def _file(folder: Path, *cases: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, cases)))
    return path


def _check(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(build(), ["check", *map(str, arguments)])
    return result.exit_code, result.output


def test_a_file_that_can_be_asked_is_told_by_what_it_holds(tmp_path: Path) -> None:
    other = {**CASE, "id": "two", "question": "Who?", "form": "what", "tags": []}
    code, output = _check(_file(tmp_path, CASE, other), "--json")
    told = json.loads(output)
    assert (code, told["cases"], told["problems"]) == (0, 2, [])
    assert told["form"] == {"who": 1, "what": 1}
    assert told["outcome"] == {"answered": 2}
    assert (told["tag"], told["with"]) == ({"easy": 1}, {"contexts": 2})


def test_a_table_is_for_people(tmp_path: Path) -> None:
    code, output = _check(_file(tmp_path, {**CASE, "tags": ["easy", "[/] no markup"]}))
    assert (code, "cases.jsonl: 1" in output, "easy" in output) == (0, True, True)
    assert "[/] no markup" in output


def test_every_problem_is_named_by_file_line_and_field(tmp_path: Path) -> None:
    path = _file(tmp_path, {**CASE, "form": "whence"}, CASE, {**CASE, "colour": "red"}, CASE)
    code, output = _check(path)
    assert code == 2
    assert [line.partition(": ")[0] for line in output.splitlines()] == [
        f"{path}:{number}" for number in (1, 3, 4, 4)
    ]
    assert f"{path}:1: form: Input should be" in output
    assert f"{path}:3: colour: Extra inputs" in output


def test_problems_are_data_too(tmp_path: Path) -> None:
    path = _file(tmp_path, CASE, CASE)
    code, output = _check(path, "--json")
    assert (code, json.loads(output)["problems"][0]) == (
        2,
        {"file": str(path), "line": 2, "message": "id 'one' stands on line 1 already"},
    )


def test_a_file_is_held_against_articles(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/reuters.txt").write_text("Kang spoke.")
    code, output = _check(_file(tmp_path, CASE), "--articles", tmp_path / "seeds")
    assert (code, f"source: '{SOURCE}' is not among the articles" in output) == (2, True)


def test_what_is_wrong_with_fields_and_with_articles_is_named_together(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / SOURCE).write_text("Kang spoke.")
    path = _file(tmp_path, {**CASE, "form": "whence"}, CASE)
    code, output = _check(path, "--articles", tmp_path / "seeds")
    assert code == 2
    assert f"{path}:1: form: " in output
    assert f"{path}:2: contexts.0.quote: these words do not stand in {SOURCE}" in output


@pytest.mark.parametrize(("source", "code"), [(SOURCE, 0), ("seeds/other.txt", 2)])
def test_a_file_is_held_against_the_archive_of_a_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, code: int
) -> None:
    monkeypatch.setattr(
        "evals.commands.check.open_url", FarService(a_response(), source=source).open
    )
    assert _check(_file(tmp_path, CASE), "--url", "http://far")[0] == code


def test_a_service_that_is_down_is_named(tmp_path: Path) -> None:
    code, output = _check(_file(tmp_path, CASE), "--url", "http://127.0.0.1:1")
    assert (code, "GET /readyz" in output) == (2, True)


def test_the_schema_is_printed() -> None:
    code, output = _check("--schema")
    assert (code, json.loads(output)["title"]) == (0, "Case")


def test_a_file_has_to_be_named() -> None:
    assert _check() == (2, "say which file: python -m evals check cases.jsonl\n")
