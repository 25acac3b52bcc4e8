import shutil
import subprocess
from pathlib import Path

import pytest

from evals.fingerprint import changes, commit, prompts, settings_told, without_secrets


def _git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=Moon", "-c", "user.email=moon@example.org"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tracked(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    file = tmp_path / "code.py"
    file.write_text("1")
    _git(tmp_path, "init")
    _git(tmp_path, "add", "code.py")
    _git(tmp_path, "commit", "-m", "one")
    return file


def test_a_commit_is_that_of_the_repository(tracked: Path) -> None:
    head = (commit(tracked) or "").removesuffix("-dirty")
    assert len(head) == 40
    assert commit(tracked) == head


def test_changed_files_are_told(tracked: Path) -> None:
    clean = commit(tracked)
    tracked.write_text("2")
    assert commit(tracked) == f"{clean}-dirty"


def test_one_change_is_told_from_another(tracked: Path) -> None:
    clean = changes(tracked)
    tracked.write_text("2")
    two = changes(tracked)
    assert (clean, two) == (None, changes(tracked))
    tracked.write_text("3")
    assert changes(tracked) != two


def test_code_that_only_lies_in_a_repository_has_no_commit(tracked: Path) -> None:
    installed = tracked.with_name("installed.py")
    installed.write_text("1")
    assert commit(installed) is None


def test_code_outside_a_repository_has_no_commit(tmp_path: Path) -> None:
    assert commit(tmp_path / "code.py") is None


def test_a_hook_of_another_repository_does_not_answer(
    tracked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert commit(tracked) is not None


def test_settings_are_told_without_secrets() -> None:
    told = settings_told(
        {
            "OPENAI_API_KEY": "sk-1",
            "ONRECORD_ADMIN_KEY": "k",
            "ONRECORD_EMBEDDER": "openai:small",
            "OPENAI_BASE_URL": "https://me:secret@models.example.org:8443/v1?key=secret",
            "ONRECORD_CHAT_MODEL": "",
        }
    )
    assert told == {
        "ONRECORD_EMBEDDER": "openai:small",
        "OPENAI_BASE_URL": "https://models.example.org:8443/v1",
    }


def test_an_address_that_is_none_stays_as_it_is() -> None:
    assert without_secrets("openai:small") == "openai:small"


def test_prompts_are_told_by_name(tmp_path: Path) -> None:
    for name, words in {
        "answer.md": "Be brief.",
        "README.md": "What this is.",
        "x.txt": "",
    }.items():
        (tmp_path / name).write_text(words)
    before = prompts(tmp_path)
    (tmp_path / "answer.md").write_text("Be long.")
    assert list(before) == ["answer"]
    assert prompts(tmp_path) != before
