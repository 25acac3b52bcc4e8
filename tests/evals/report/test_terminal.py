import io

from rich.console import Console

from evals.report.report import Report
from evals.report.terminal import MOST, show
from evals.thresholds import Bound
from tests.evals.exchanges import KANG, MOON, a_response
from tests.evals.report.runs import a_hostile_run, a_mixed_run, a_report
from tests.evals.runs import a_row, a_run, a_wrong_row


def _shown(report: Report, *, cases: int = 50) -> str:
    console = Console(file=io.StringIO(), width=160, color_system=None)
    show(console, report, cases=cases)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _line(shown: str, first: str) -> list[str]:
    (line,) = [line for line in shown.splitlines() if line.startswith(f"│ {first} ")]
    return [cell.strip() for cell in line.split("│")[1:-1]]


def test_a_figure_has_its_interval_its_count_its_bound_and_its_verdict() -> None:
    run = a_run(*(a_row(f"r{n}") for n in range(8)), a_wrong_row("w"), a_wrong_row("x"))
    shown = _shown(a_report(run, answerable_right=Bound(at_least=0.9)))
    cells = _line(shown, "answerable_right")
    assert cells[:2] == ["answerable_right", "0.800"]
    assert cells[3:] == ["10", "", "≥ 0.9", "broken"]
    low, high = map(float, cells[2].split(" … "))
    assert low < 0.8 < high


def test_a_change_has_its_interval() -> None:
    before = a_run(*(a_row(f"r{n}") for n in range(10)))
    now = a_run(a_wrong_row("r0"), *(a_row(f"r{n}") for n in range(1, 10)))
    cells = _line(_shown(a_report(now, earlier=before)), "right")
    assert cells[5:7] == ["1.000", "-0.100"]
    assert cells[8] == "worse"


def test_forms_tags_outcomes_and_reasons_are_counted() -> None:
    shown = _shown(a_report(a_mixed_run()))
    assert _line(shown, "what_said")[:3] == ["what_said", "4", "0.667"]
    assert _line(shown, "as_of")[:3] == ["as_of", "1", "0.000"]
    assert _line(shown, "insufficient_evidence") == ["insufficient_evidence", "", "1", ""]
    assert _line(shown, "no_evidence")[2:] == ["1", "1"]


def test_a_failing_case_shows_what_came_beside_what_was_expected() -> None:
    shown = _shown(a_report(a_mixed_run()))
    for words in ("b-wrong", MOON, KANG, "failure or loss", "the answer lacks “Moon”"):
        assert words in shown
    assert "a-right" not in shown


def test_of_words_without_end_the_first_are_shown() -> None:
    response = a_response(answer="often " * 10_000)
    shown = _shown(a_report(a_run(a_wrong_row(response=response))))
    assert MOST // 6 <= shown.count("often") <= MOST // 6 + 1


def test_a_case_that_was_not_judged_says_why() -> None:
    shown = _shown(a_report(a_mixed_run()))
    assert "1 of 4 cases not judged (d-lost: POST /chat: timed out)" in shown
    assert "could not judge: 2 of 4 cases right" in shown


def test_newly_broken_cases_are_named() -> None:
    before, now = a_run(a_row("a"), a_wrong_row("b")), a_run(a_wrong_row("a"), a_row("b"))
    shown = _shown(a_report(now, earlier=before))
    assert "newly broken: a\n" in shown
    assert "newly right: b\n" in shown


def test_of_very_many_failing_cases_the_first_are_shown_and_the_others_counted() -> None:
    run = a_run(*(a_wrong_row(f"w{number}") for number in range(7)))
    shown = _shown(a_report(run), cases=2)
    assert "w1 (what_said)" in shown
    assert "w2 (what_said)" not in shown
    assert "and 5 more failing cases" in shown


def test_words_of_others_are_neither_markup_nor_obeyed_by_a_terminal() -> None:
    shown = _shown(a_report(a_hostile_run()))
    assert "[red]@all" in shown
    assert "\x1b" not in shown
