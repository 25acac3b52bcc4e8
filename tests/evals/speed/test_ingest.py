"""Measuring how fast articles are taken in writes to no archive of anybody's."""

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from evals.speed.ingest import main

SEED = next((Path(__file__).parents[3] / "seeds").glob("*.txt"))


def test_the_archive_that_is_set_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    monkeypatch.setenv("CHROMA_HOST", "127.0.0.1")
    monkeypatch.setenv("CHROMA_PORT", "9")
    app = Typer()
    app.command()(main)
    result = CliRunner().invoke(app, [str(SEED)])
    assert result.exit_code == 0
    assert "1 articles" in result.stdout
    assert list(tmp_path.iterdir()) == []
