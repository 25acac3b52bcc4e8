"""`onrecord serve` as its own process, and the commands that find it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from service.cli import build
from service.running import ANNOUNCEMENT

ONRECORD = "from service.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    data_dir: Path
    greeting: str


def start(data_dir: Path, *options: str, **environ: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", ONRECORD, "serve", *options],
        env={**os.environ, **environ, "ONRECORD_DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> tuple[int, str]:
    """Its exit code, and what it wrote to stderr."""
    process.send_signal(number)
    try:
        _, told = process.communicate(timeout=30)
    finally:
        process.kill()
    return process.returncode, told


@pytest.fixture(scope="module")
def served(seed_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data_dir = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(seed_archive, data_dir)
    process = start(data_dir, "--port", "0")
    assert process.stdout is not None
    greeting = process.stdout.readline() + process.stdout.readline()
    assert "at http://" in greeting, end(process)
    url = greeting.splitlines()[0].split()[-1]
    yield Served(url, data_dir, greeting)
    code, _ = end(process)
    assert code == 0
    assert not (data_dir / ANNOUNCEMENT).exists()


@pytest.fixture
def run(served: Served, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(served.data_dir))
    return lambda *arguments: CliRunner().invoke(build(), list(arguments))


def test_it_says_where_it_is_and_what_to_try(served: Served) -> None:
    assert "onrecord serves 5 articles at http://127.0.0.1:" in served.greeting
    assert 'Try: onrecord ask "What did ' in served.greeting


def test_the_question_to_try_has_an_answer(run: Callable[..., Result], served: Served) -> None:
    question = served.greeting.split('"')[1]
    assert run("ask", question).exit_code == 0


def test_it_answers(served: Served) -> None:
    reply = httpx.post(f"{served.url}/chat", json={"question": "what did Moon say about Hanoi?"})
    assert reply.json()["outcome"] == "answered"


def test_the_commands_find_it(run: Callable[..., Result], served: Served) -> None:
    status = json.loads(run("status", "--json").stdout)
    assert (status["server"], status["articles"]) == (served.url, 5)
    assert run("ask", "what did Moon say about Hanoi?").exit_code == 0


def test_its_token_is_for_its_owner_alone(served: Served) -> None:
    assert (served.data_dir / ANNOUNCEMENT).stat().st_mode & 0o777 == 0o600


def test_it_takes_in_what_index_is_given(
    run: Callable[..., Result], served: Served, tmp_path: Path
) -> None:
    (tmp_path / "extra").mkdir()
    story = "“The bridge is safe,” Ann Lee told reporters on Monday.\n\nShe is the mayor of Bath."
    (tmp_path / "extra" / "bridge.txt").write_text(story)
    (tmp_path / "extra" / "flood.txt").write_text(story.replace("bridge", "dam"))
    (tmp_path / "extra" / "empty.txt").write_text("")
    added = run("index", str(tmp_path / "extra"))
    assert added.exit_code == 1
    assert "2 added" in added.stdout
    assert "extra/empty.txt" in added.stderr
    (tmp_path / "extra" / "bridge.txt").unlink()
    removed = json.loads(run("index", str(tmp_path / "extra"), "--prune", "--json").stdout)
    assert (removed["removed"], removed["unchanged"]) == (1, 1)
    assert httpx.get(f"{served.url}/readyz").json()["articles"] == 6


def test_index_fails_as_it_would_alone(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("index", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_a_second_server_is_refused(run: Callable[..., Result], served: Served) -> None:
    result = run("serve", "--port", "0")
    assert result.exit_code == 2
    assert served.url in result.stderr


def test_doctor_wants_it_ended_first(run: Callable[..., Result]) -> None:
    result = run("doctor")
    assert result.exit_code == 2
    assert "end it" in result.stderr


def test_a_port_that_is_taken_is_refused(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(tmp_path / "other"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"port {port}" in result.stderr
    assert "--port" in result.stderr


def test_an_empty_archive_is_served_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    process = start(tmp_path / "data", "--port", "0")
    assert process.stdout is not None
    greeting = process.stdout.readline() + process.stdout.readline()
    assert "onrecord index FOLDER" in greeting
    code, told = end(process, signal.SIGINT)
    assert code == 0
    assert "Traceback" not in told


def test_a_killed_server_leaves_nothing_in_the_way(
    seed_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(seed_archive, data_dir)
    process = start(data_dir, "--port", "0")
    assert process.stdout is not None
    assert "at http://" in process.stdout.readline()
    end(process, signal.SIGKILL)
    assert (data_dir / ANNOUNCEMENT).exists()
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(data_dir))
    status: Any = CliRunner().invoke(build(), ["status", "--json"])
    assert json.loads(status.stdout)["server"] is None


def test_a_page_of_elsewhere_does_not_ask_it(served: Served) -> None:
    body = {"question": "what did Moon say about Hanoi?"}
    for foreign in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        assert httpx.post(f"{served.url}/chat", json=body, headers=foreign).status_code == 403


def test_one_with_keys_asks_for_them_on_any_address_and_knows_its_operator(
    seed_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(seed_archive, data_dir)
    keys = {
        "ONRECORD_API_KEYS": "newsroom=k9f2Qw7",
        "ONRECORD_ADMIN_KEY": "Zw31x",
        "ONRECORD_RATE_LIMIT": "2/hour",
    }
    process = start(data_dir, "--host", "0.0.0.0", "--port", "0", **keys)
    assert process.stdout is not None
    try:
        url = process.stdout.readline().split()[-1]
        assert "newsroom" in process.stdout.readline()
        body = {"question": "what did Moon say about Hanoi?"}
        assert httpx.post(f"{url}/chat", json=body).status_code == 401
        key = {"Authorization": "Bearer k9f2Qw7"}
        told = [httpx.post(f"{url}/chat", json=body, headers=key, timeout=60) for _ in range(3)]
        assert [reply.status_code for reply in told] == [200, 200, 429]
        monkeypatch.setenv("ONRECORD_DATA_DIR", str(data_dir))
        for arguments in (["status"], ["quotes"], ["ask", body["question"]], ["ask", "And Kim?"]):
            result = CliRunner().invoke(build(), arguments)
            assert "key" not in result.stderr
            assert result.exit_code in (0, 1), result.output
    finally:
        code, logged = end(process)
    assert code == 0
    assert '"caller": "newsroom"' in logged
    assert "the key of newsroom has fewer than 16 characters" in logged
    assert "the admin key has fewer than 16 characters" in logged
    assert "k9f2Qw7" not in logged
    assert "Zw31x" not in logged
