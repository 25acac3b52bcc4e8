"""A benchmark's figures and errors, as they are shown and written."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evals.bench.asking import Archive
from evals.bench.report import amiss, as_json, table, write_errors
from evals.bench.verdicts import Figure, Result, Verdict
from evals.intervals import Interval
from tests.evals.runs import a_run

FIGURES = (
    Figure("right", 0.5, 4, (("theirs", 0.25),), Interval(0.1, 0.9)),
    Figure("gain", 0.052, 4, interval=Interval(-0.01, 0.1), unit="points"),
    Figure("Spearman", 0.6044, 4, unit="plain"),
    Figure("nothing bears on it", None, 0),
)


def verdict(id: str, score: float, **scores: float) -> Verdict:
    return Verdict(id, "who", "wrong", "Who\nwon?", "Ada", "Bo [1].", "", score, scores)


RESULT = Result("squad2", FIGURES, (verdict("b", 0.0), verdict("a", 1.0)))


LOST = {"c": "503, busy", "d": "422, too long", "e": "503, busy"}
ABOUT = a_run(name="squad2").about


def shown(result: Result = RESULT) -> list[str]:
    console = Console(width=120, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(table(result))
    return [" ".join(line.replace("│", " ").split()) for line in captured.get().splitlines()]


def test_figures_are_told_in_their_units_with_others_beside() -> None:
    lines = shown()
    assert "right 50.0 10.0 to 90.0 4 25.0" in lines
    assert "gain +5.2 -1.0 to +10.0 4 –" in lines
    assert "Spearman 0.604 4 –" in lines
    assert "nothing bears on it – –" in lines


def test_what_failed_is_told_with_its_reasons() -> None:
    lost = [replace(verdict(id, 0.0), score=None, failure=why) for id, why in LOST.items()]
    result = replace(RESULT, verdicts=(*RESULT.verdicts, *lost))
    assert "failed, in no figure 3 5" in shown(result)
    said = "could not judge: 3 of 5 questions failed (2 times 503, busy; 1 times 422, too long)"
    assert list(amiss(result)) == [said]
    assert as_json(result, ABOUT)["failed"] == {
        "count": 3,
        "reasons": {"503, busy": 2, "422, too long": 1},
    }
    assert list(amiss(RESULT)) == []


def test_articles_that_could_not_be_indexed_are_told() -> None:
    result = replace(RESULT, archive=Archive(None, "e:1", "f", ("corpus.jsonl:2: it is empty",)))
    (line,) = amiss(result)
    assert line == "articles that could not be indexed: 1 (corpus.jsonl:2: it is empty)"


def test_json_has_every_figure_and_every_verdict() -> None:
    told = as_json(RESULT, ABOUT)
    assert told["about"]["name"] == "squad2"
    assert (told["questions"], told["failed"]["count"]) == (2, 0)
    assert told["set"] == "squad2"
    assert told["figures"][0] == {
        "name": "right",
        "value": 0.5,
        "interval": [0.1, 0.9],
        "count": 4,
        "unit": "share",
        "published": {"theirs": 0.25},
    }
    assert told["figures"][3]["interval"] is None
    assert [each["id"] for each in told["verdicts"]] == ["b", "a"]


def test_errors_are_written_and_what_is_right_is_not(tmp_path: Path) -> None:
    path = tmp_path / "errors.txt"
    verdicts = [verdict("b", 0.0), verdict("a", 1.0), verdict("c", 1.0, wrongly=0.5)]
    verdicts.append(replace(verdict("d", 0.0), score=None, failure="503, busy"))
    assert write_errors(verdicts, path) == 3
    text = path.read_text()
    assert "who · wrong · b\n  asked    Who won?\n  gold     Ada\n  ours     Bo [1].\n" in text
    assert "· a\n" not in text
    assert "· c\n" in text
    assert "ours     503, busy\n" in text
