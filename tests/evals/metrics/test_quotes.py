from evals.metrics.quotes import quote_exactness
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited, not_to_answer


def test_words_at_their_place_are_exact() -> None:
    assert quote_exactness(an_exchange(a_case(), cited(MOON), cited(KANG))) == 1


def test_one_character_off_is_not() -> None:
    moved = cited(KANG, start=cited(KANG)["start"] + 1)
    assert quote_exactness(an_exchange(a_case(), cited(MOON), moved)) == 0.5


def test_an_empty_quote_is_not() -> None:
    assert quote_exactness(an_exchange(a_case(), cited(MOON, quote="", start=0, end=0))) == 0


def test_the_nearest_coverage_of_an_abstention_counts_too() -> None:
    exchange = an_exchange(
        not_to_answer(), cited(MOON, quote="Moon sang."), outcome="insufficient_evidence"
    )
    assert quote_exactness(exchange) == 0


def test_without_citations_there_is_nothing_to_judge() -> None:
    assert quote_exactness(an_exchange(a_case())) is None
