"""How a command fails."""

import json
import logging

import pytest

from indexing.errors import StorageFailed
from service.commands.boundary import explained


def test_a_failure_is_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, explained():
        raise StorageFailed("the disk is full:\nfree some space")
    assert ended.value.code == 2
    assert capsys.readouterr().err == "onrecord: the disk is full: free some space\n"


def test_as_json_it_has_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), explained(as_json=True):
        raise StorageFailed("full")
    told = json.loads(capsys.readouterr().out)
    assert told == {"error": {"code": "storage_failed", "message": "full"}}


def test_a_bug_shows_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, explained():
        raise ZeroDivisionError("by nothing")
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "LOG_LEVEL=DEBUG" in told


def test_debug_shows_the_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        with pytest.raises(SystemExit), explained():
            raise ZeroDivisionError("by nothing")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_130() -> None:
    with pytest.raises(SystemExit) as ended, explained():
        raise KeyboardInterrupt
    assert ended.value.code == 130
