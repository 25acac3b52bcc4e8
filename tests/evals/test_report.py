import io
import json

from rich.console import Console

from evals.gold import Row, figures
from evals.metrics.right import faults
from evals.report import as_json, show
from evals.thresholds import Bound, check
from tests.evals.exchanges import KANG, MOON, a_case, a_response, an_exchange, cited

BOUNDS = {"answerable_right": Bound(at_least=0.9), "unanswerable_answered": Bound(at_most=0)}


def _row(quote: str, **fields: object) -> Row:
    case = a_case(id=f"case-{quote[:4].lower()}", cited_contains=(("as a failure", "a loss"),))
    exchange = an_exchange(case, cited(quote), answer="He said [so] [1].")
    response = a_response(cited(quote), answer="He said [so] [1].")
    return Row(case, response, exchange, faults(exchange), None, 0.01)


RIGHT, WRONG = _row(MOON), _row(KANG)
LOST = Row(a_case(id="case-lost"), None, None, (), "POST /chat: refused", 0.01)


def _shown(*rows: Row) -> str:
    console = Console(file=io.StringIO(), width=160)
    found = figures(rows)
    show(console, rows, found, check(found, BOUNDS))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_form_has_its_accuracy() -> None:
    (line,) = [line for line in _shown(RIGHT, WRONG).splitlines() if "what_said " in line]
    assert [cell.strip() for cell in line.split("│")[1:5]] == ["what_said", "2", "1", "0.500"]


def test_each_bound_stands_beside_its_figure() -> None:
    lines = _shown(RIGHT, WRONG).splitlines()
    (right,) = [line for line in lines if "answerable_right" in line]
    (answered,) = [line for line in lines if "unanswerable_answered" in line]
    assert all(word in right for word in ("0.500", "≥ 0.9", "broken"))
    assert all(word in answered for word in ("–", "≤ 0", "unmeasured"))


def test_a_failing_case_shows_what_came_beside_what_was_expected() -> None:
    shown = _shown(RIGHT, WRONG)
    assert "case-kang" in shown
    assert "as a failure or a loss" in shown
    assert "He said [so] [1]." in shown
    assert "nothing is cited that bears the answer" in shown


def test_a_right_case_is_not_shown() -> None:
    assert "case-moon" not in _shown(RIGHT, WRONG)


def test_a_case_that_was_not_judged_says_why() -> None:
    assert "POST /chat: refused" in _shown(LOST)


def test_the_data_has_every_row_whole() -> None:
    rows = [RIGHT, WRONG, LOST]
    found = figures(rows)
    told = json.loads(json.dumps(as_json(rows, found, check(found, BOUNDS))))
    assert (told["cases"], told["judged"]) == (3, 2)
    assert told["figures"]["answerable_right"] == 0.5
    assert told["checks"][0]["verdict"] == "broken"
    assert [row["right"] for row in told["rows"]] == [True, False, False]
    assert told["rows"][0]["response"]["citations"][0]["quote"] == MOON
    assert told["rows"][2]["failure"] == "POST /chat: refused"
