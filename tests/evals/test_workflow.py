"""The workflow that users copy: it has to be one that GitHub takes, and to call what there is."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer.core
import typer.main
import yaml

from evals.__main__ import build

ROOT = Path(__file__).parents[2]
PATH = ROOT / "evals/workflows/onrecord-evals.yml"


@pytest.fixture
def workflow() -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    return found


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    (job,) = workflow["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def _calls(workflow: dict[Any, Any]) -> list[list[str]]:
    """The words after `python -m evals` of each call, a call that goes on over lines whole."""
    scripts = [step.get("run", "").replace("\\\n", " ") for step in _steps(workflow)]
    lines = [line for script in scripts for line in script.splitlines()]
    return [line.split("-m evals ")[1].split() for line in lines if "-m evals " in line]


def test_it_runs_on_pull_requests(workflow: dict[Any, Any]) -> None:
    assert "pull_request" in workflow[True]  # YAML 1.1 reads "on" as true


def test_it_needs_no_secret_and_may_write_nothing(workflow: dict[Any, Any]) -> None:
    assert "secrets." not in PATH.read_text("utf-8")
    assert workflow["permissions"] == {"contents": "read"}


def test_its_actions_are_pinned_by_their_major_version(workflow: dict[Any, Any]) -> None:
    used = [step["uses"] for step in _steps(workflow) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)


def test_no_expression_is_written_into_a_script(workflow: dict[Any, Any]) -> None:
    """What a stranger names a branch would be run."""
    assert not [step for step in _steps(workflow) if "${{" in step.get("run", "")]


def test_it_calls_commands_with_options_that_there_are(workflow: dict[Any, Any]) -> None:
    command = typer.main.get_command(build())
    assert isinstance(command, typer.core.TyperGroup)
    calls = _calls(workflow)
    assert [words[0] for words in calls] == ["check", "run", "report"]
    for name, *words in calls:
        known = {option for one in command.commands[name].params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= known


def test_the_files_it_names_are_there(workflow: dict[Any, Any]) -> None:
    names = ("CASES", "ARTICLES", "THRESHOLDS", "BASELINE")
    assert all((ROOT / workflow["env"][name]).exists() for name in names)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_its_scripts_can_be_read_by_bash(workflow: dict[Any, Any]) -> None:
    scripts = [step["run"] for step in _steps(workflow) if "run" in step]
    for script in scripts:
        subprocess.run(["bash", "-n", "-c", script], check=True)


def test_it_judges_no_rows_of_an_earlier_run(workflow: dict[Any, Any]) -> None:
    first, *others = _steps(workflow)
    (asking,) = (step["run"] for step in others if "evals run" in step.get("run", ""))
    assert (first["run"], "--out ../out/" in asking) == ("rm -rf out", True)


def test_the_reports_are_kept_when_the_gate_fails(workflow: dict[Any, Any]) -> None:
    after = {step["name"]: step.get("if") for step in _steps(workflow)[-2:]}
    assert after == {
        "Show the summary": "${{ !cancelled() }}",
        "Keep the reports": "${{ !cancelled() }}",
    }
