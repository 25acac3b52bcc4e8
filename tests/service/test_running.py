"""A server announces itself, and is found only while it is there."""

import json
import os
import socket
from pathlib import Path

import pytest

from service.running import ANNOUNCEMENT, announced, running_server


@pytest.fixture
def listening() -> object:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_an_announced_server_is_found(tmp_path: Path, listening: str) -> None:
    with announced(tmp_path, url=listening, token="secret"):
        found = running_server(tmp_path)
    assert found is not None
    assert (found.pid, found.url, found.token) == (os.getpid(), listening, "secret")


def test_it_is_gone_when_it_ends(tmp_path: Path, listening: str) -> None:
    with announced(tmp_path, url=listening, token="secret"):
        pass
    assert running_server(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_reads_the_token(tmp_path: Path, listening: str) -> None:
    with announced(tmp_path, url=listening, token="secret"):
        assert (tmp_path / ANNOUNCEMENT).stat().st_mode & 0o777 == 0o600


def test_one_that_does_not_listen_is_not_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    with announced(tmp_path, url=url, token="secret"):
        assert running_server(tmp_path) is None


def test_one_whose_process_has_ended_is_not_there(tmp_path: Path, listening: str) -> None:
    told = {"pid": 2**22 + 1, "url": listening, "token": "secret"}  # beyond any process id
    (tmp_path / ANNOUNCEMENT).write_text(json.dumps(told))
    assert running_server(tmp_path) is None


@pytest.mark.parametrize("told", ["", "{", "[]", "{}", '{"pid": 1, "colour": "red"}'])
def test_a_damaged_announcement_is_none(tmp_path: Path, told: str) -> None:
    (tmp_path / ANNOUNCEMENT).write_text(told)
    assert running_server(tmp_path) is None


def test_a_later_server_replaces_what_a_killed_one_left(tmp_path: Path, listening: str) -> None:
    (tmp_path / ANNOUNCEMENT).write_text("left behind")
    (tmp_path / "server.part").write_text("left behind")
    with announced(tmp_path, url=listening, token="secret"):
        assert running_server(tmp_path) is not None
