import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import build
from evals.record import Run, read_run
from evals.runner import SILENT_MOST
from tests.evals.exchanges import MOON, SOURCE, a_response, cited
from tests.evals.judged.judges import KEY, Reply, serving
from tests.evals.services import FarService
from tests.fakes import HashEmbedding

RIGHT = a_response(cited(MOON), answer=f"{MOON} [1]")
COUNT = 8
IDS = [f"c{number}" for number in range(COUNT)]

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FarService:
    far = FarService(RIGHT)
    monkeypatch.setattr("evals.target.open_url", far.open)
    monkeypatch.setattr("indexing.embed.open_embedder", HashEmbedding)
    return far


@pytest.fixture
def run(tmp_path: Path, service: FarService) -> Command:
    write(tmp_path / "cases.jsonl")

    def invoke(*options: object) -> tuple[int, str]:
        paths = [tmp_path / "cases.jsonl", "--url", "http://far", "--out", tmp_path / "run.jsonl"]
        result = CliRunner().invoke(build(), ["run", *map(str, [*paths, *options])])
        return result.exit_code, result.output

    return invoke


def write(path: Path, **changes: Any) -> None:
    cases = [
        {
            "id": f"c{number}",
            "question": f"Question {number}?",
            "form": "what",
            "outcomes": ["answered"],
            "contexts": [{"source": SOURCE, "quote": MOON}],
            "tags": ["even" if number % 2 == 0 else "odd"],
            **changes,
        }
        for number in range(COUNT)
    ]
    path.write_text("\n".join(map(json.dumps, cases)))


def _left(folder: Path) -> Run:
    return read_run(folder / "run.jsonl")


def test_every_case_is_a_row_in_the_order_of_the_file(run: Command, tmp_path: Path) -> None:
    code, _ = run()
    left = _left(tmp_path)
    assert code == 0
    assert [row.case.id for row in left.rows] == IDS
    assert all(row.is_right and row.response for row in left.rows)


def test_a_run_says_what_it_is_about(run: Command, tmp_path: Path) -> None:
    run("--seed", "7", "--concurrency", "2")
    about = _left(tmp_path).about
    assert (about.name, about.cases, about.seed) == ("cases", COUNT, 7)
    assert (about.service, about.embedder, about.answerer) == ("http://far", "e:1", "extractive")
    assert (about.settings, about.prompts) == (
        {},
        {},
    )  # those of a far service are not ours to tell
    assert set(about.metrics) == set(_left(tmp_path).rows[0].scores)


@pytest.mark.parametrize("answerer", ["auto", "generative"])
def test_a_model_that_is_not_there_is_no_pass_of_the_rules(
    run: Command, service: FarService, tmp_path: Path, answerer: str
) -> None:
    service.ready["chat_model"] = None
    code, output = run("--answerer", answerer)
    assert (code, "no chat model" in output, service.asked) == (2, True, [])
    assert not (tmp_path / "run.jsonl").exists()


@pytest.mark.parametrize("answerer", ["auto", "extractive"])
def test_a_run_names_the_model_that_answered(
    run: Command, service: FarService, tmp_path: Path, answerer: str
) -> None:
    service.ready["chat_model"] = "small"
    assert run("--answerer", answerer)[0] == 0
    assert _left(tmp_path).about.chat_model == ("small" if answerer == "auto" else None)


def test_a_case_that_fails_is_a_row_and_no_pass(
    run: Command, service: FarService, tmp_path: Path
) -> None:
    service.failing = {"Question 3?"}
    code, _ = run()
    failures = {row.case.id: row.failure for row in _left(tmp_path).rows if not row.is_judged}
    assert (code, failures) == (2, {"c3": "POST /chat: 503, ask again"})


def test_what_failed_is_asked_again_and_nothing_else(
    run: Command, service: FarService, tmp_path: Path
) -> None:
    service.failing = {"Question 3?"}
    run()
    service.failing, service.asked = set(), []
    code, output = run("--resume")
    assert (code, service.asked) == (0, ["Question 3?"])
    assert f"{COUNT - 1} rows are kept" in output
    assert [row.case.id for row in _left(tmp_path).rows] == [
        f"c{number}" for number in range(COUNT)
    ]


def test_a_killed_run_goes_on_where_it_was(
    run: Command, service: FarService, tmp_path: Path
) -> None:
    run()
    whole = _left(tmp_path)
    path = tmp_path / "run.jsonl"
    about, first, second, *_ = path.read_text().splitlines(keepends=True)
    path.write_text(about + second + first[:100])
    service.asked = []
    code, output = run("--resume")
    assert (code, "Question 1?" in service.asked, len(service.asked)) == (0, False, COUNT - 1)
    assert "its last line was half written" in output
    assert [row.scores for row in _left(tmp_path).rows] == [row.scores for row in whole.rows]


def test_a_file_that_is_there_is_not_written_over(run: Command, tmp_path: Path) -> None:
    run()
    before = (tmp_path / "run.jsonl").read_bytes()
    code, output = run()
    assert (code, "is there already" in output) == (2, True)
    assert (tmp_path / "run.jsonl").read_bytes() == before


@pytest.mark.parametrize("options", [["--limit", "3"], ["--only", "odd"], ["--answerer", "auto"]])
def test_another_run_does_not_go_on_with_the_file(
    run: Command, tmp_path: Path, options: list[str]
) -> None:
    run()
    code, output = run("--resume", *options)
    assert (code, "another run began this file" in output) == (2, True)


def test_to_go_on_is_to_name_the_file(tmp_path: Path) -> None:
    arguments = ["run", str(tmp_path / "cases.jsonl"), "--url", "http://far", "--resume"]
    result = CliRunner().invoke(build(), arguments)
    assert (result.exit_code, result.output) == (2, "say with --out which file to go on with\n")


def test_other_cases_do_not_go_on_with_the_file(run: Command, tmp_path: Path) -> None:
    run()
    write(tmp_path / "cases.jsonl", origin="elsewhere")
    code, output = run("--resume")
    assert (code, "cases_sha256" in output) == (2, True)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--limit", "2"], ["c0", "c1"]),
        (["--only", "odd", "--limit", "2"], ["c1", "c3"]),
        (["--only", "c5", "--only", "c2"], ["c2", "c5"]),
    ],
)
def test_a_part_of_the_cases_can_be_asked(
    run: Command, tmp_path: Path, options: list[str], ids: list[str]
) -> None:
    assert run(*options)[0] == 0
    assert [row.case.id for row in _left(tmp_path).rows] == ids


def test_a_part_that_is_not_there_is_named(run: Command) -> None:
    code, output = run("--only", "prime")
    assert (code, "no case has the id or the tag 'prime'" in output) == (2, True)


def test_a_service_that_is_down_at_first_is_named_once(
    run: Command, service: FarService, tmp_path: Path
) -> None:
    service.is_up = False
    code, output = run()
    assert (code, output) == (2, "GET /readyz: connection refused\n")
    assert not (tmp_path / "run.jsonl").exists()


def test_a_service_that_goes_away_leaves_a_row_for_every_case(
    run: Command, service: FarService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond = service._respond

    def until_gone(request: Any) -> Any:
        service.is_up = len(service.asked) < 2
        return respond(request)

    monkeypatch.setattr(service, "_respond", until_gone)
    code, _ = run("--concurrency", "1")
    rows = _left(tmp_path).rows
    assert (code, len(rows)) == (2, COUNT)
    assert sum("connection refused" in (row.failure or "") for row in rows) >= SILENT_MOST
    assert any("not asked any more" in (row.failure or "") for row in rows)


def test_an_article_that_the_archive_lacks_is_named_before_anything_is_asked(
    run: Command, service: FarService, tmp_path: Path
) -> None:
    write(tmp_path / "cases.jsonl", contexts=[{"article_id": "a9", "quote": MOON}])
    code, output = run()
    assert (code, service.asked) == (2, [])
    assert "cases.jsonl:1: contexts.0.article_id: 'a9' is not among the articles" in output


def test_figures_are_data_too(run: Command) -> None:
    code, output = run("--json")
    told = json.loads(output)
    assert (code, told["cases"], told["right"]) == (0, COUNT, COUNT)


def test_a_failure_is_data_too(run: Command) -> None:
    code, output = run("--json", "--only", "prime")
    assert (code, json.loads(output)["error"]["code"]) == (2, "EvalError")


def test_a_judge_that_talks_nonsense_is_counted_and_no_pass(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(lambda form: Reply(content="banana")) as judge:
        for name, value in judge.environ.items():
            monkeypatch.setenv(name, value)
        code, output = run("--limit", "1")
    (row,) = _left(tmp_path).rows
    about = _left(tmp_path).about
    assert (code, row.is_judged) == (2, True)
    assert "faithfulness" in row.failed
    assert "faithfulness" not in row.scores
    assert "faithfulness: 1 of 1 judgments failed" in output
    assert (about.judge or "").startswith("small at http://127.0.0.1")
    assert KEY not in (tmp_path / "run.jsonl").read_text()


def test_half_a_judge_is_refused_before_anything_is_asked(
    run: Command, service: FarService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_JUDGE_MODEL", "small")
    code, output = run()
    assert (code, service.asked) == (2, [])
    assert "ONRECORD_JUDGE_API_KEY is not" in output


def test_articles_that_were_left_out_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexing.embed.open_embedder", lambda *_, **__: HashEmbedding())
    articles, cases = tmp_path / "articles.jsonl", tmp_path / "cases.jsonl"
    texts = [MOON, ""]
    rows = [{"id": str(n), "title": "Hanoi", "text": text} for n, text in enumerate(texts)]
    articles.write_text("\n".join(map(json.dumps, rows)))
    write(cases, contexts=[{"article_id": "0", "quote": MOON}])
    arguments = [
        "run",
        cases,
        "--articles",
        articles,
        "--limit",
        "1",
        "--out",
        tmp_path / "o.jsonl",
    ]
    stopped = CliRunner().invoke(build(), [*map(str, arguments)])
    assert (stopped.exit_code, "articles.jsonl:2: " in stopped.output) == (2, True)
    done = CliRunner().invoke(build(), [*map(str, arguments), "--skip-rejected"])
    assert (done.exit_code, "left out, as they could not be indexed: 1" in done.output) == (0, True)
    (rejected,) = read_run(tmp_path / "o.jsonl").about.rejected
    assert rejected.startswith("articles.jsonl:2: ")
