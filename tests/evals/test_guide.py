"""docs/evaluation.md: what it shows has to work."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.core
import typer.main

from evals.__main__ import build
from evals.cases import Case
from evals.gate import MAY_DROP, NEGLIGIBLE, NO_LAPSE
from evals.thresholds import load_thresholds
from service.answer import Form

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/evaluation.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)


def _objects(text: str) -> Iterator[Any]:
    text = text.strip()
    while text:
        found, end = json.JSONDecoder().raw_decode(text)
        yield found
        text = text[end:].strip()


def test_its_cases_are_cases() -> None:
    cases = [Case.model_validate_json(json.dumps(each)) for each in _objects(EXAMPLES[0])]
    assert [case.is_answerable for case in cases] == [True, False]


def test_it_tells_every_form_of_question() -> None:
    assert [form for form in get_args(Form) if f"`{form}`" not in GUIDE] == []


def test_its_bounds_are_bounds(tmp_path: Path) -> None:
    (tmp_path / "thresholds.json").write_text(EXAMPLES[1])
    assert len(load_thresholds(tmp_path / "thresholds.json")) == 3


def test_its_commands_have_the_options_that_it_names() -> None:
    command = typer.main.get_command(build())
    assert isinstance(command, typer.core.TyperGroup)
    calls = re.findall(r"-m evals (\w+)((?:[^\n`]|\\\n)*)", GUIDE)
    assert {name for name, _ in calls} >= {"check", "run", "report", "baseline", "gold"}
    for name, words in calls:
        known = {option for one in command.commands[name].params for option in one.opts}
        assert set(re.findall(r"--[a-z-]+", words)) <= known


def test_its_commands_for_a_build_server_judge_no_rows_of_an_earlier_run() -> None:
    (asked,) = re.findall(r"    (.*)\n    .* evals run .*--out (\S+) \\\n +\|\| ", GUIDE)
    assert asked == ("rm -f run.jsonl", "run.jsonl")


@pytest.mark.parametrize("path", re.findall(r"`((?:evals|docs)/[\w./-]+)`", GUIDE))
def test_the_files_it_names_are_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_it_tells_the_tolerances_of_the_gate() -> None:
    assert f"`may_drop`, {MAY_DROP} unless stated" in GUIDE
    assert (NEGLIGIBLE, "Less than half a point is let through" in GUIDE) == (0.005, True)
    assert all(f"`{name}`" in GUIDE for name in NO_LAPSE)
