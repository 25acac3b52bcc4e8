"""The command line, on the seed articles and with the bundled models."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from service.cli import build
from tests.service.archives import SEEDS

Run = Callable[..., Result]


@pytest.fixture
def run(seed_archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command over the seed articles."""
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(seed_archive))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(build(), list(arguments))


@pytest.fixture
def run_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command with a data folder that nothing was put into yet."""
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(tmp_path / "data"))
    return lambda *arguments: CliRunner().invoke(build(), list(arguments))


def body(result: Result) -> Any:
    return json.loads(result.stdout)


def test_ask_prints_the_answer_and_where_it_is_from(run: Run) -> None:
    result = run("ask", "what did Moon say about Hanoi?")
    assert result.exit_code == 0, result.output
    assert "doesn't see the Vietnam summit as a failure" in result.stdout
    assert "[1] AP" in result.stdout
    assert "undated, seeds/004_e98da70dec0f31a3.txt" in result.stdout
    assert "said by Moon Jae In" in result.stdout


def test_ask_prints_the_response_as_json(run: Run) -> None:
    reply = body(run("ask", "what did Moon say about Hanoi?", "--json"))
    assert reply["outcome"] == "answered"
    assert all(citation["speaker"] == "Moon Jae In" for citation in reply["citations"])


def test_what_is_not_answered_is_exit_code_1(run: Run) -> None:
    result = run("ask", "What did Angela Merkel say about Hanoi?")
    assert result.exit_code == 1
    assert "Angela Merkel" in result.stdout


def test_filters_reach_the_question(run: Run) -> None:
    result = run("ask", "what did Moon say about Hanoi?", "--as-of", "2018-12-31", "--json")
    assert result.exit_code == 1
    assert body(result)["outcome"] == "insufficient_evidence"


def test_a_bad_date_is_one_line_and_exit_code_2(run: Run) -> None:
    result = run("ask", "Who?", "--as-of", "yesterday")
    assert result.exit_code == 2
    assert result.stderr.strip() == "onrecord: as_of: a date looks like 2019-03-05"


def test_a_failure_as_json_has_its_code(run: Run) -> None:
    result = run("ask", "Who?", "--from", "2019-02-02", "--to", "2019-01-01", "--json")
    assert result.exit_code == 2
    assert body(result)["error"]["code"] == "invalid_request"


def test_quotes_are_all_by_the_speaker(run: Run) -> None:
    result = run("quotes", "--speaker", "Kang", "--json")
    assert result.exit_code == 0
    speakers = {one["speaker"] for one in body(result)["statements"]}
    assert speakers == {"Kang Kyung-wha"}


def test_quotes_of_nobody_are_exit_code_1(run: Run) -> None:
    result = run("quotes", "--speaker", "Angela Merkel")
    assert result.exit_code == 1
    assert "Nothing in the archive fits." in result.stdout


def test_status_counts_the_articles(run: Run) -> None:
    assert "5 (4 undated)" in run("status").stdout
    assert body(run("status", "--json"))["server"] is None


def test_doctor_finds_nothing(run: Run) -> None:
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (0, "The archive is whole.\n")


def test_a_conversation_is_followed(run: Run) -> None:
    lines = "What did Kang say about Hanoi?\n\nAnd about the two leaders meeting?\n/quit\nunread"
    result = CliRunner().invoke(build(), ["chat"], input=lines)
    assert result.exit_code == 0
    assert "No agreement was reached" in result.stdout
    assert "too much to expect" in result.stdout


def test_a_refused_question_does_not_end_the_conversation(run: Run) -> None:
    lines = "a\x00b\nWho called the letter very warm?\n"
    result = CliRunner().invoke(build(), ["chat"], input=lines)
    assert result.exit_code == 0
    assert "control characters" in result.stderr
    assert "Sanders" in result.stdout


def test_indexing_again_changes_nothing(run: Run) -> None:
    result = run("index", str(SEEDS), "--json")
    report = body(result)
    assert (result.exit_code, report["unchanged"], report["added"]) == (0, 5, 0)


def test_quiet_is_silent(run: Run) -> None:
    assert run("index", str(SEEDS), "--quiet").output == ""


def test_a_rejected_file_is_told_and_exit_code_1(run_anew: Run, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "empty.txt").write_text("")
    result = run_anew("index", str(tmp_path / "news"))
    assert result.exit_code == 1
    assert "1 rejected" in result.stdout
    assert "news/empty.txt" in result.stderr


def test_a_folder_that_is_not_there_is_exit_code_2(run_anew: Run, tmp_path: Path) -> None:
    result = run_anew("index", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


@pytest.mark.parametrize(
    "command", [["ask", "Who?"], ["status"], ["quotes"], ["chat"], ["doctor"]], ids=" ".join
)
def test_an_archive_that_is_not_there_says_what_to_do(
    run_anew: Run, tmp_path: Path, command: list[str]
) -> None:
    result = run_anew(*command)
    assert result.exit_code == 2
    assert "onrecord index" in result.stderr
    assert not (tmp_path / "data").exists()


def test_an_unknown_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATADIR", "/x")
    result = run("status")
    assert result.exit_code == 2
    assert "ONRECORD_DATADIR" in result.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "2001:db8::1"])
def test_other_machines_are_not_let_in_by_accident(run: Run, host: str) -> None:
    result = run("serve", "--host", host)
    assert result.exit_code == 2
    assert "ONRECORD_API_KEYS" in result.stderr
    assert "--insecure" in result.stderr


@pytest.mark.parametrize("options", [["--insecure"], []])
def test_keys_let_them_in_and_so_does_who_insists(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    if not options:
        monkeypatch.setenv("ONRECORD_API_KEYS", "desk=one")
    result = run("serve", "--host", "192.0.2.1", *options)  # an address that no machine has
    assert result.exit_code == 2
    assert "cannot listen on 192.0.2.1" in result.stderr


def test_not_every_web_page_is_let_in_by_accident(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CORS_ORIGINS", "*")
    result = run("serve", "--port", "0")
    assert result.exit_code == 2
    assert "name the origins" in result.stderr


def test_a_key_that_cannot_be_used_is_not_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_API_KEYS", "desk=hidden key")
    result = run("serve")
    assert result.exit_code == 2
    assert "ONRECORD_API_KEYS: Value error, key 1" in result.stderr
    assert "hidden" not in result.output


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.startswith("onrecord 0.")


@pytest.mark.parametrize("command", ["index", "ask", "chat", "quotes", "serve", "doctor"])
def test_help_has_an_example(run: Run, command: str) -> None:
    assert f"onrecord {command} " in run(command, "--help").stdout


def loaded_by(*arguments: str, of: set[str], data_dir: Path) -> set[str]:
    """Which of these modules a command has imported when it is done."""
    code = (
        "import sys\n"
        "from service.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ONRECORD_DATA_DIR": str(data_dir)},
    )
    return of & set(done.stderr.split())


def test_help_loads_nothing_heavy(seed_archive: Path) -> None:
    heavy = {"fastapi", "sqlalchemy", "pydantic", "numpy", "rich", "httpx", "asyncio"}
    assert loaded_by("--help", of=heavy, data_dir=seed_archive) == {"asyncio"}


def test_an_unchanged_folder_loads_no_model(seed_archive: Path) -> None:
    heavy = {"fastapi", "spacy", "openvino", "llama_index", "sqlalchemy"}
    loaded = loaded_by("index", str(SEEDS), of=heavy, data_dir=seed_archive)
    assert loaded == {"sqlalchemy"}
