"""Three outcomes against three expectations, on rows made up here."""

import pytest

from evals.bench.mtrag_un import judge
from tests.evals.bench.rows import ABSTAINED, ASKED_BACK, answered, asked, figure, values


def test_each_outcome_is_held_against_what_was_expected() -> None:
    rows = [
        asked(answered("It holds."), expected="answer"),
        asked(ABSTAINED, expected="answer"),
        asked(ABSTAINED, expected="abstain"),
        asked(ASKED_BACK, expected="clarify"),
    ]
    result = judge(rows)
    assert [v.verdict for v in result.verdicts] == ["answer", "abstain", "abstain", "clarify"]
    found = values(result)
    assert found["answer F1"] == found["abstain F1"] == pytest.approx(2 / 3)
    assert found["clarify F1"] == 1.0
    assert found["macro F1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert found["answer, came abstain"] == 0.5
    assert figure(result, "answer, came abstain").count == 1


def test_a_failed_question_is_in_no_figure() -> None:
    row = asked(ABSTAINED, expected="abstain")
    result = judge([asked(None, expected="abstain"), row])
    assert [v.verdict for v in result.failed] == ["failed"]
    assert result.figures == judge([row]).figures


def test_how_sure_the_macro_f1_is_told() -> None:
    rows = [
        asked(reply, expected="answer", group=str(number))
        for number, reply in enumerate([answered("Yes."), ABSTAINED] * 5)
    ]
    sure = figure(judge(rows), "macro F1").interval
    assert sure is not None
    assert sure.low < sure.high


def test_what_was_never_expected_has_no_share() -> None:
    assert values(judge([asked(ABSTAINED, expected="abstain")]))["clarify, came answer"] is None
