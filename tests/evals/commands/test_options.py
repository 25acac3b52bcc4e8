from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import build


@pytest.mark.parametrize("option", [["--ungated"], ["--replies", "kept"]])
@pytest.mark.parametrize(
    "command", [["run", "cases.jsonl", "--articles"], ["bench", "a", "--data"]]
)
def test_what_says_how_a_model_writes_is_refused_where_none_does(
    tmp_path: Path, command: list[str], option: list[str]
) -> None:
    result = CliRunner().invoke(build(), [*command, str(tmp_path), *option])
    assert (result.exit_code, "no model writes without it" in result.output) == (2, True)
