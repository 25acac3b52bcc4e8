from evals.metrics.outcome import outcome_accuracy, reason_accuracy
from tests.evals.exchanges import a_case, an_exchange, not_to_answer


def test_the_expected_outcome_is_right() -> None:
    assert outcome_accuracy(an_exchange(a_case())) == 1


def test_another_outcome_is_wrong() -> None:
    assert outcome_accuracy(an_exchange(a_case(), outcome="clarify")) == 0


def test_any_outcome_of_the_case_is_right() -> None:
    case = not_to_answer(outcomes=("clarify", "insufficient_evidence"))
    assert outcome_accuracy(an_exchange(case, outcome="insufficient_evidence")) == 1


def test_a_reason_must_be_among_the_fair_ones() -> None:
    outcome = "insufficient_evidence"
    fair = an_exchange(not_to_answer(), outcome=outcome, reason="no_evidence")
    unfair = an_exchange(not_to_answer(), outcome=outcome, reason="unknown_speaker")
    assert (reason_accuracy(fair), reason_accuracy(unfair)) == (1, 0)


def test_an_answer_has_no_reason_to_judge() -> None:
    assert reason_accuracy(an_exchange(a_case())) is None


def test_the_reason_of_an_unfair_abstention_is_not_judged() -> None:
    exchange = an_exchange(a_case(), outcome="insufficient_evidence", reason="no_evidence")
    assert reason_accuracy(exchange) is None
