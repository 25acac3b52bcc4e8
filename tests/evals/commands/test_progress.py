import io

import pytest
from rich.console import Console

from evals.commands.progress import Bar
from evals.record import Row
from indexing.report import Progress
from tests.evals.exchanges import a_case

RIGHT = Row(case=a_case())
WRONG = Row(case=a_case(), faults=("the answer lacks “Moon”",))
LOST = Row(case=a_case(), failure="timed out")
INDEXED = Progress(
    done=3, total=5, added=3, changed=0, unchanged=0, rejected=0, words=900, seconds=2.0
)


def _drawn(*, is_terminal: bool) -> str:
    console = Console(file=io.StringIO(), force_terminal=is_terminal, width=120)
    with Bar(console) as bar:
        bar.indexing(INDEXED)
        bar.asking(10, done=4)
        for row in (RIGHT, WRONG, LOST):
            bar.took(row)
        bar.note("4 rows are kept")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_terminal_is_told_how_far_it_has_come() -> None:
    drawn = _drawn(is_terminal=True)
    assert "7/10" in drawn
    assert "1 wrong, 1 not judged" in drawn
    assert "4 rows are kept" in drawn


def test_a_file_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert _drawn(is_terminal=False) == ""
    assert capsys.readouterr().err == "4 rows are kept\n"
