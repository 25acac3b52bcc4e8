from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evals.errors import RunInvalid
from evals.journal import journal, read_begun, require_same, write_run
from evals.record import About, Row, Run, read_run
from tests.evals.exchanges import a_case

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def _about(**fields: Any) -> About:
    known: dict[str, Any] = {
        "name": "cases",
        "cases_sha256": "aa",
        "service": "in-process",
        "answerer": "extractive",
        "started": NOON,
    }
    return About(**{**known, **fields})


def _row(id: str, **fields: Any) -> Row:
    return Row(case=a_case(id=id), response={"answer": "Moon\u2028spoke."}, **fields)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


def test_a_row_is_in_the_file_as_soon_as_it_is_added(path: Path) -> None:
    with journal(path, _about(), [_row("one")]) as add:
        add(_row("two"))
        assert [row.case.id for row in read_run(path).rows] == ["one", "two"]


def test_what_was_judged_in_full_is_kept(path: Path) -> None:
    lost = _row("lost", failure="timed out")
    half = _row("half", failed={"faithfulness": "the judge is down"})
    write_run(path, Run(about=_about(), rows=(_row("one"), lost, half)))
    begun = read_begun(path)
    assert begun is not None
    assert dict(begun.rows) == {"one": _row("one")}
    assert not begun.is_cut


@pytest.mark.parametrize("kept", [-1, -20, -300])
def test_a_half_written_last_line_is_dropped(path: Path, kept: int) -> None:
    write_run(path, Run(about=_about(), rows=(_row("one"), _row("two"))))
    path.write_bytes(path.read_bytes()[:kept])
    begun = read_begun(path)
    assert begun is not None
    assert (list(begun.rows), begun.is_cut) == (["one"], True)


def test_an_empty_file_is_no_run_yet(path: Path) -> None:
    path.touch()
    assert read_begun(path) is None


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"my notes", 1), (b"not a run\n", 1), (b"\xff\xfe\n", None), (b"{}\n", 1)],
)
def test_a_file_of_something_else_is_an_error(path: Path, content: bytes, line: int | None) -> None:
    path.write_bytes(content)
    with pytest.raises(RunInvalid) as caught:
        read_begun(path)
    assert [problem.line for problem in caught.value.problems] == [line]


def test_a_broken_line_in_the_middle_is_an_error(path: Path) -> None:
    write_run(path, Run(about=_about(), rows=(_row("one"),)))
    path.write_text(path.read_text() + "{broken\n" + path.read_text())
    with pytest.raises(RunInvalid, match=r"run\.jsonl:3: Invalid JSON"):
        read_begun(path)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("cases_sha256", "bb", "cases_sha256 aa, now bb"),
        ("service", "http://far", "service in-process, now http://far"),
        ("answerer", "generative", "answerer extractive, now generative"),
        ("settings", {"ONRECORD_EMBEDDER": "openai:x"}, "settings {}, now {'ONRECORD"),
        ("judge", "llama", "judge none, now llama"),
        ("commit", "abc", "commit none, now abc"),
        ("changes", "c1", "changes none, now c1"),
        ("archive", "ff", "archive none, now ff"),
        ("limit", 3, "limit none, now 3"),
    ],
)
def test_rows_of_two_runs_are_not_mixed(path: Path, field: str, value: Any, said: str) -> None:
    with pytest.raises(RunInvalid, match="another run began this file") as caught:
        require_same(_about(), _about(**{field: value}), path=path)
    assert said in str(caught.value)


def test_the_same_run_may_go_on_later_and_slower(path: Path) -> None:
    later = datetime(2026, 1, 3, tzinfo=UTC)
    require_same(_about(concurrency=4), _about(concurrency=1, started=later), path=path)


def test_a_file_is_written_whole_or_not_at_all(path: Path) -> None:
    write_run(path, Run(about=_about(), rows=(_row("one"),)))
    before = path.read_bytes()
    with pytest.raises(ValueError, match="surrogates"):
        write_run(path, Run(about=_about(), rows=(_row("two", failure="\ud800"),)))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
