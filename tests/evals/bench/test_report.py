"""A benchmark's figures and errors, as they are shown and written."""

from pathlib import Path

from rich.console import Console

from evals.bench.report import as_json, table, write_errors
from evals.bench.verdicts import Figure, Result, Verdict
from evals.intervals import Interval

FIGURES = (
    Figure("right", 0.5, 4, (("theirs", 0.25),), Interval(0.1, 0.9)),
    Figure("gain", 0.052, 4, interval=Interval(-0.01, 0.1), unit="points"),
    Figure("Spearman", 0.6044, 4, unit="plain"),
    Figure("nothing bears on it", None, 0),
)


def verdict(id: str, score: float, **scores: float) -> Verdict:
    return Verdict(id, "who", "wrong", "Who\nwon?", "Ada", "Bo [1].", "", score, scores)


RESULT = Result("squad2", FIGURES, (verdict("b", 0.0), verdict("a", 1.0)))


def shown() -> list[str]:
    console = Console(width=120, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(table(RESULT))
    return [" ".join(line.replace("│", " ").split()) for line in captured.get().splitlines()]


def test_figures_are_told_in_their_units_with_others_beside() -> None:
    lines = shown()
    assert "right 50.0 10.0 to 90.0 4 25.0" in lines
    assert "gain +5.2 -1.0 to +10.0 4 –" in lines
    assert "Spearman 0.604 4 –" in lines
    assert "nothing bears on it – –" in lines


def test_json_has_every_figure_and_every_verdict() -> None:
    told = as_json(RESULT)
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
    assert write_errors(verdicts, path) == 2
    text = path.read_text()
    assert "who · wrong · b\n  asked    Who won?\n  gold     Ada\n  ours     Bo [1].\n" in text
    assert "· a\n" not in text
    assert "· c\n" in text
