from evals.exchange import Exchange
from evals.metrics.abstention import abstention_precision, unanswerable_answered
from tests.evals.exchanges import a_case, an_exchange, not_to_answer


def _silent(exchange: Exchange) -> Exchange:
    return an_exchange(exchange.case, outcome="insufficient_evidence", reason="no_evidence")


ANSWERED = an_exchange(a_case())
CAUGHT = an_exchange(not_to_answer())
TOO_SHY = _silent(ANSWERED)
RIGHTLY = _silent(CAUGHT)


def test_precision_is_the_share_of_abstentions_that_were_fair() -> None:
    assert abstention_precision([ANSWERED, TOO_SHY, RIGHTLY, CAUGHT]) == 0.5


def test_of_the_questions_not_to_answer_some_are_answered() -> None:
    assert unanswerable_answered([ANSWERED, TOO_SHY, RIGHTLY, RIGHTLY, CAUGHT]) == 1 / 3


def test_an_abstention_that_the_case_allows_is_fair() -> None:
    either = a_case(outcomes=("answered", "insufficient_evidence"), reasons=("no_evidence",))
    assert abstention_precision([_silent(an_exchange(either))]) == 1


def test_a_question_back_is_an_abstention() -> None:
    asked_back = an_exchange(not_to_answer(), outcome="clarify", reason="ambiguous_question")
    assert unanswerable_answered([asked_back]) == 0


def test_nothing_to_judge_is_none() -> None:
    assert (abstention_precision([ANSWERED]), unanswerable_answered([ANSWERED])) == (None, None)
