import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from service.http.schemas import MAX_QUESTION_CHARS
from tests.evals.bench.sets import BUILT, SINGS, TEXT, write_set

TOO_LONG = {**SINGS, "id": "q9", "question": "Who sings? " * MAX_QUESTION_CHARS}

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_set(tmp_path / "squad2", questions=[], split="empty")
    write_set(tmp_path / "squad2")

    def invoke(*options: object, name: str = "squad2") -> tuple[int, str]:
        arguments = ["bench", name, "--data", str(tmp_path), *map(str, options)]
        result = CliRunner().invoke(build(), arguments)
        return result.exit_code, result.output

    return invoke


def test_a_set_that_was_judged_in_full_is_a_pass(bench: Command) -> None:
    code, output = bench()
    assert (code, "squad2" in output, "failed" in output) == (0, True, False)


def test_a_question_that_fails_is_counted_with_its_reason_and_no_pass(
    bench: Command, tmp_path: Path
) -> None:
    write_set(tmp_path / "squad2", questions=[BUILT, SINGS, TOO_LONG])
    code, output = bench("--json", tmp_path / "out.json", "--errors", tmp_path / "errors.txt")
    told = json.loads((tmp_path / "out.json").read_text())
    assert (code, told["questions"], told["failed"]["count"]) == (2, 3, 1)
    assert "could not judge: 1 of 3 questions failed (1 times POST /chat: 422" in output
    abstained = next(each for each in told["figures"] if each["name"] == "has none: abstained")
    assert abstained["count"] == 1
    assert [each["score"] for each in told["verdicts"]][-1] is None
    assert "failed · q9" in (tmp_path / "errors.txt").read_text()


def test_a_model_that_is_down_is_no_answer_of_the_rules(
    bench: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ONRECORD_CHAT_MODEL", "down")
    monkeypatch.setenv("ONRECORD_CHAT_TIMEOUT_S", "1")
    code, output = bench("--answerer", "auto", "--limit", "1")
    assert (code, "1 of 1 questions failed" in output) == (2, True)
    assert "answer: model_unavailable" in output


def test_a_model_that_is_not_set_is_no_answer_of_the_rules(
    bench: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    code, output = bench("--answerer", "auto", "--limit", "1")
    assert (code, "the rules would answer" in output) == (2, True)


def test_figures_say_what_they_were_made_with(bench: Command, tmp_path: Path) -> None:
    write_set(tmp_path / "squad2", texts=[TEXT, ""])
    code, output = bench("--limit", "2", "--json", tmp_path / "out.json")
    told = json.loads((tmp_path / "out.json").read_text())
    about = told["about"]
    assert code == 0
    assert (about["name"], about["split"]) == ("squad2", "dev")
    assert (about["limit"], about["cases"]) == (2, 2)
    assert (about["answerer"], about["service"]) == ("extractive", "in-process")
    assert about["embedder"]
    assert about["archive"]
    assert set(about["prompts"]) >= {"answer"}
    assert len(about["rejected"]) == 1
    assert "articles that could not be indexed: 1 (corpus.jsonl:2" in output
    first = told["verdicts"][0]
    assert (first["group"], first["response"]["answer"]) == ("g-q1", first["ours"])


def test_other_questions_have_another_fingerprint(bench: Command, tmp_path: Path) -> None:
    prints = []
    for questions in ([BUILT], [BUILT], [SINGS]):
        write_set(tmp_path / "squad2", questions=questions)
        _, output = bench("--json", "-")
        prints.append(json.loads(output)["about"]["cases_sha256"])
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize(
    ("name", "split", "said"),
    [
        ("squad", "dev", "no benchmark is called 'squad'"),
        ("timeqa", "dev", "holds no questions.dev.jsonl"),
        ("squad2", "heldout", "holds no questions.heldout.jsonl"),
        ("squad2", "empty", "there was nothing to judge"),
    ],
)
def test_what_cannot_be_judged_at_all_is_said(
    bench: Command, name: str, split: str, said: str
) -> None:
    code, output = bench("--split", split, name=name)
    assert (code, said in output) == (2, True)
