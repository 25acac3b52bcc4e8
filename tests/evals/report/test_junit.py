from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.report.characters import showable
from evals.report.junit import junit
from evals.report.report import Report
from evals.thresholds import Bound
from tests.evals.report.runs import HOSTILE, a_hostile_run, a_mixed_run, a_report
from tests.evals.runs import a_row, a_run, a_wrong_row


def _suites(report: Report) -> tuple[Element, Element, Element]:
    whole = ElementTree.fromstring(junit(report))
    cases, gate = whole
    return whole, cases, gate


def _by_name(suite: Element) -> dict[str, Element]:
    return {test.get("name", ""): test for test in suite.iter("testcase")}


def test_every_case_is_a_test() -> None:
    whole, cases, _ = _suites(a_report(a_mixed_run()))
    assert [test.get("name") for test in cases] == [
        "a-right: What did Moon say?",
        "b-wrong: What did Moon say?",
        "c-none: What did Moon say?",
        "d-lost: What did Moon say?",
    ]
    counts = {name: cases.get(name) for name in ("tests", "failures", "errors")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1"}
    assert whole.get("tests") == str(len(list(whole.iter("testcase"))))


def test_a_wrong_case_is_a_failure_with_its_faults() -> None:
    _, cases, _ = _suites(a_report(a_mixed_run()))
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.get("message") == "the answer lacks “Moon”"
    assert "answer: Kang spoke [1]." in (failure.text or "")


def test_a_case_that_was_not_judged_is_an_error() -> None:
    _, cases, _ = _suites(a_report(a_mixed_run()))
    error = cases[3].find("error")
    assert error is not None
    assert error.get("message") == "not judged: POST /chat: timed out"


def test_the_gate_is_a_suite_of_its_own() -> None:
    run = a_run(a_row("a", scores={"citation_recall": 0.0, "faithfulness": 0.0}), a_wrong_row("b"))
    report = a_report(
        run,
        right=Bound(at_least=1),
        answerable_right=Bound(at_least=0.1),
        faithfulness=Bound(at_least=1),
        wrong_speaker=Bound(at_most=0),
    )
    _, _, gate = _suites(report)
    found = {name: [part.tag for part in test] for name, test in _by_name(gate).items()}
    assert found == {
        "cases": [],
        "right": ["failure"],
        "answerable_right": [],
        "wrong_speaker": ["error"],
        "faithfulness": ["system-out"],
    }


def test_what_is_wrong_with_the_cases_as_a_whole_is_an_error_of_the_gate() -> None:
    _, _, gate = _suites(a_report(a_mixed_run()))
    assert _by_name(gate)["cases"].find("error") is not None


def test_the_figures_are_properties() -> None:
    _, _, gate = _suites(a_report(a_mixed_run()))
    found = {one.get("name"): one.get("value") for one in gate.iter("property")}
    assert found["right"] == "0.666667"
    assert "wrong_speaker" not in found


def test_words_of_others_stay_words() -> None:
    _, cases, _ = _suites(a_report(a_hostile_run()))
    said = cases[0].find("failure")
    assert said is not None
    assert showable(HOSTILE) in (said.text or "")


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1).map(lambda words: f"x{words}"))
def test_whatever_is_asked_it_is_xml(words: str) -> None:
    whole, _, _ = _suites(a_report(a_hostile_run(words)))
    assert whole.get("failures") == "1"
