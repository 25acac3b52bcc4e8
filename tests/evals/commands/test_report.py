import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from evals.record import Run, line_of
from tests.evals.report.runs import a_mixed_run
from tests.evals.runs import a_row, a_run, a_wrong_row


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _keep(tmp_path / "run.jsonl", a_run(*(a_row(f"r{number}") for number in range(10))))
    _keep(
        tmp_path / "worse.jsonl",
        a_run(a_wrong_row("r0"), *(a_row(f"r{number}") for number in range(1, 10))),
    )
    _keep(tmp_path / "lost.jsonl", a_mixed_run())
    (tmp_path / "thresholds.json").write_text('{"right": {"at_least": 0.95}}')
    return tmp_path


def _keep(path: Path, run: Run) -> None:
    path.write_text("".join([line_of(run.about), *map(line_of, run.rows)]), encoding="utf-8")


def _run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(build(), [*map(str, words)])
    return result.exit_code, result.output


@pytest.mark.parametrize(("name", "code"), [("run", 0), ("worse", 1), ("lost", 2)])
def test_a_run_is_judged_by_its_bounds(folder: Path, name: str, code: int) -> None:
    bounds = folder / "thresholds.json"
    assert _run("report", folder / f"{name}.jsonl", "--thresholds", bounds)[0] == code


def test_a_terminal_that_lacks_a_character_gets_another(folder: Path) -> None:
    told = ["report", "worse.jsonl", "--baseline", "run.jsonl"]
    result = CliRunner(charset="latin-1").invoke(
        build(), [str(folder / w) if "." in w else w for w in told]
    )
    assert (result.exit_code, "right: 1.000 ? 0.900" in result.output) == (1, True)


def test_a_run_is_judged_by_another(folder: Path) -> None:
    run, worse = folder / "run.jsonl", folder / "worse.jsonl"
    code, output = _run("report", worse, "--baseline", run)
    assert (code, "newly broken: r0" in output) == (1, True)
    code, output = _run("report", run, "--baseline", worse)
    assert (code, "newly right: r0" in output) == (0, True)


def test_a_run_is_judged_by_a_baseline_that_was_kept(folder: Path) -> None:
    kept = folder / "baselines/gold.json"
    code, output = _run("baseline", folder / "run.jsonl", "--out", kept)
    assert (code, "of 10 cases" in output) == (0, True)
    assert _run("report", folder / "worse.jsonl", "--baseline", kept)[0] == 1


def test_a_run_that_was_not_judged_in_full_is_no_baseline(folder: Path) -> None:
    code, output = _run("baseline", folder / "lost.jsonl", "--out", folder / "kept.json")
    assert (code, "cannot be a baseline" in output) == (2, True)
    assert not (folder / "kept.json").exists()


def test_a_baseline_is_not_written_over_a_run(folder: Path) -> None:
    run = folder / "run.jsonl"
    before = run.read_bytes()
    code, output = _run("baseline", run, "--out", run)
    assert (code, "call a baseline .json" in output) == (2, True)
    assert run.read_bytes() == before


def test_every_form_is_written_whatever_the_verdict(folder: Path) -> None:
    out = folder / "out"
    paths = {"--html": out / "a.html", "--markdown": out / "a.md", "--junit": out / "a.xml"}
    options = [word for pair in paths.items() for word in pair]
    assert _run("report", folder / "lost.jsonl", *options)[0] == 2
    assert paths["--html"].read_text().startswith("<!doctype html>")
    assert paths["--markdown"].read_text().startswith("## ")
    assert ElementTree.parse(paths["--junit"]).getroot().tag == "testsuites"


def test_programs_get_json(folder: Path) -> None:
    code, output = _run("report", folder / "worse.jsonl", "--json")
    assert (code, json.loads(output)["right"]) == (0, 9)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: cannot be read"),
        (["thresholds.json"], "thresholds.json:1: "),
        (["run.jsonl", "--baseline", "thresholds.json"], "is no baseline"),
        (["run.jsonl", "--baseline", "nowhere.jsonl"], "nowhere.jsonl: cannot be read"),
        (["run.jsonl", "--thresholds", "run.jsonl"], "run.jsonl: "),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder: Path, options: list[str], said: str) -> None:
    words = [option if option.startswith("--") else folder / option for option in options]
    code, output = _run("report", *words)
    assert (code, said in output) == (2, True)


def test_a_bound_of_no_known_figure_could_not_be_judged(folder: Path) -> None:
    (folder / "thresholds.json").write_text('{"brightness": {"at_least": 1}}')
    code, output = _run("report", folder / "run.jsonl", "--thresholds", folder / "thresholds.json")
    assert (code, "brightness" in output) == (2, True)
