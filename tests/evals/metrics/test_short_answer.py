import pytest

from evals.metrics.short_answer import short_answer_accuracy, wrong_short_answer
from tests.evals.exchanges import a_case, an_exchange

CASE = a_case(short_answer=("the Russian Far East", "Vladivostok"))


@pytest.mark.parametrize("given", ["Russian Far East", "the “russian far east”.", "Vladivostok"])
def test_any_of_the_short_answers_is_right(given: str) -> None:
    assert short_answer_accuracy(an_exchange(CASE, short_answer=given)) == 1


@pytest.mark.parametrize(
    ("given", "fair"), [("U.S.", "US"), ("1500", "1,500"), ("the “Moon”", "Moon")]
)
def test_it_is_compared_as_squad_does(given: str, fair: str) -> None:
    assert short_answer_accuracy(an_exchange(a_case(short_answer=(fair,)), short_answer=given)) == 1


@pytest.mark.parametrize("given", [None, "", "Far East", "the Russian Far East in April"])
def test_more_or_less_is_wrong(given: str | None) -> None:
    assert short_answer_accuracy(an_exchange(CASE, short_answer=given)) == 0


def test_it_is_judged_where_the_case_has_one_and_an_answer_came() -> None:
    silent = an_exchange(CASE, outcome="insufficient_evidence")
    assert short_answer_accuracy(silent) is None
    assert short_answer_accuracy(an_exchange(a_case(), short_answer="x")) is None


@pytest.mark.parametrize(
    ("given", "is_wrong"), [("Vladivostok", 0), ("April", 1), (None, 0), ("", 0)]
)
def test_none_at_all_is_no_wrong_one(given: str | None, is_wrong: int) -> None:
    assert wrong_short_answer(an_exchange(CASE, short_answer=given)) == is_wrong


def test_nothing_is_wrong_where_no_case_tells_what_is_right() -> None:
    assert wrong_short_answer(an_exchange(a_case(), short_answer="x")) is None
