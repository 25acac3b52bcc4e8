from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.errors import RunInvalid
from evals.metrics.metric import pure
from evals.record import About, Described, Row, described, line_of, read_run
from tests.evals.exchanges import a_case, not_to_answer

ABOUT = About(
    name="cases",
    cases_sha256="aa",
    service="in-process",
    answerer="extractive",
    metrics={"good": Described()},
    started=datetime(2026, 1, 2, tzinfo=UTC),
)
ROWS = (
    Row(
        case=a_case(history=({"role": "user", "content": "Did Moon speak?"},)),
        response={"answer": "Moon\u2028spoke.\x85"},
        faults=("the answer lacks “Moon”",),
        scores={"good": 0.5, "does_not_apply": None},
        failed={"judged": "the judge is down"},
    ),
    Row(case=not_to_answer(id="lost"), failure="POST /chat: timed out"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "run.jsonl"
    file.write_text("".join(map(line_of, (ABOUT, *ROWS))), encoding="utf-8")
    return file


def test_a_run_comes_back_as_it_was(path: Path) -> None:
    run = read_run(path)
    assert (run.about, run.rows) == (ABOUT, ROWS)


def test_a_row_is_right_when_it_was_judged_without_a_fault() -> None:
    assert Row(case=a_case()).is_right
    assert [row.is_right for row in ROWS] == [False, False]
    assert [row.is_judged for row in ROWS] == [True, False]


def test_metrics_are_described_by_what_a_reader_has_to_know() -> None:
    metrics = [pure("good", lambda _: 1.0), pure("bad", lambda _: 1.0, better="lower")]
    assert described(metrics) == {"good": Described(), "bad": Described(better="lower")}


def test_a_line_that_is_no_row_is_named(path: Path) -> None:
    path.write_text(line_of(ABOUT) + '{"case": {}}\n')
    with pytest.raises(RunInvalid, match=r"run\.jsonl:2: case\.id: Field required"):
        read_run(path)


@pytest.mark.parametrize("score", ["NaN", "Infinity"])
def test_what_is_no_number_is_no_score(path: Path, score: str) -> None:
    row = line_of(Row(case=a_case(), scores={"mrr": 0.25})).replace("0.25", score)
    path.write_text(line_of(ABOUT) + row)
    with pytest.raises(RunInvalid, match=r"run\.jsonl:2: scores\.mrr: .* finite"):
        read_run(path)


@pytest.mark.parametrize("content", ["", "\n", "not a run", '{"name": 3}\n'])
def test_a_file_that_is_no_run_is_named(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(RunInvalid, match=r"run\.jsonl:1: "):
        read_run(path)


def test_a_run_that_was_cut_off_says_how_to_go_on(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(RunInvalid, match=r"run\.jsonl:3: is half written.*--resume"):
        read_run(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunInvalid, match=r"nowhere\.jsonl: cannot be read"):
        read_run(tmp_path / "nowhere.jsonl")
