import pytest

from evals.exchange import Exchange, read_reply
from evals.metrics.cited_words import citation_word_precision, citation_word_recall
from tests.evals.exchanges import KANG, MOON, SOURCE, a_case, a_response, an_exchange, cited

BOTH = ({"source": SOURCE, "quote": MOON}, {"source": SOURCE, "quote": KANG})
EITHER = tuple({**context, "required": False} for context in BOTH)
# MOON has 12 words ("doesn't" is two), KANG 8.


@pytest.mark.parametrize(
    ("quote", "precision", "recall"),
    [
        (MOON, 1, 1),
        ("Moon said he", 1, 3 / 12),
        (f"{MOON} {KANG}", 12 / 20, 1),
        ("a failure. Kang said", 2 / 4, 2 / 12),
        ("Trump was in Japan.", 0, 0),
    ],
)
def test_words_are_counted_where_they_stand(quote: str, precision: float, recall: float) -> None:
    exchange = an_exchange(a_case(), cited(quote))
    assert citation_word_precision(exchange) == precision
    assert citation_word_recall(exchange) == recall


def test_words_cited_twice_count_once() -> None:
    exchange = an_exchange(a_case(), cited(MOON), cited("Moon said he"), cited(KANG))
    assert citation_word_precision(exchange) == 12 / 20


def test_all_required_contexts_count_by_their_words() -> None:
    assert citation_word_recall(an_exchange(a_case(contexts=BOTH), cited(KANG))) == 8 / 20


def test_where_none_is_required_the_best_one_counts() -> None:
    exchange = an_exchange(a_case(contexts=EITHER), cited(KANG), cited("Moon said he"))
    assert citation_word_recall(exchange) == 1
    assert citation_word_precision(exchange) == 1


def test_the_same_words_of_another_article_do_not_count() -> None:
    exchange = an_exchange(a_case(), cited(MOON, source="seeds/reuters.txt"))
    assert (citation_word_precision(exchange), citation_word_recall(exchange)) == (0, 0)


def test_words_that_an_article_has_twice_are_asked_for_once() -> None:
    citation = cited(MOON)
    exchange = Exchange(a_case(), read_reply(a_response(citation)), {"a1": f"{MOON} {MOON}"})
    assert (citation_word_precision(exchange), citation_word_recall(exchange)) == (1, 1)


def test_an_answer_that_cites_nothing_has_no_precision_and_recalls_nothing() -> None:
    exchange = an_exchange(a_case())
    assert (citation_word_precision(exchange), citation_word_recall(exchange)) == (None, 0)


def test_abstentions_are_not_compared() -> None:
    silent = an_exchange(a_case(), cited(MOON), outcome="insufficient_evidence")
    assert (citation_word_precision(silent), citation_word_recall(silent)) == (None, None)
