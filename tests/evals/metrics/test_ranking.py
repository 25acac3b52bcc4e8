import math

import pytest

from evals.metrics.ranking import hit_at_k, ndcg_at_k, reciprocal_rank
from tests.evals.exchanges import KANG, MOON, SOURCE, a_case, a_ranking, an_exchange, cited

TRUMP = "Trump was in Japan."
BOTH = ({"source": SOURCE, "quote": MOON}, {"source": SOURCE, "quote": KANG})
EITHER = tuple({**context, "required": False} for context in BOTH)
SECOND = 1 / math.log2(3)


@pytest.mark.parametrize(
    ("quotes", "hits", "reciprocal"),
    [
        ((MOON, TRUMP), (1, 1), 1),
        ((TRUMP, MOON), (0, 1), 1 / 2),
        ((TRUMP, KANG, MOON), (0, 0), 1 / 3),
        ((TRUMP,), (0, 0), 0),
        ((), (0, 0), 0),
    ],
)
def test_the_first_that_bears_the_answer_counts(
    quotes: tuple[str, ...], hits: tuple[float, float], reciprocal: float
) -> None:
    exchange = a_ranking(a_case(), *map(cited, quotes))
    assert (hit_at_k(exchange, k=1), hit_at_k(exchange, k=2)) == hits
    assert reciprocal_rank(exchange) == pytest.approx(reciprocal)


@pytest.mark.parametrize(
    ("quotes", "ndcg"),
    [
        ((MOON, KANG, TRUMP), 1),
        ((KANG, MOON), 1),
        ((f"{MOON} {KANG}", TRUMP), 1),
        ((MOON, "Moon said he doesn't see", KANG), (1 + 0.5) / (1 + SECOND)),
        ((TRUMP, MOON), SECOND / (1 + SECOND)),
        ((MOON,), 1 / (1 + SECOND)),
        ((TRUMP,), 0),
        ((), 0),
    ],
)
def test_all_required_contexts_are_wanted_at_the_top(quotes: tuple[str, ...], ndcg: float) -> None:
    exchange = a_ranking(a_case(contexts=BOTH), *map(cited, quotes))
    assert ndcg_at_k(exchange, k=10) == pytest.approx(ndcg)


def test_what_comes_after_k_gains_nothing() -> None:
    exchange = a_ranking(a_case(), cited(TRUMP), cited(MOON))
    assert (ndcg_at_k(exchange, k=1), ndcg_at_k(exchange, k=2)) == (0, SECOND)


def test_where_none_is_required_one_at_the_top_is_all() -> None:
    exchange = a_ranking(a_case(contexts=EITHER), cited(KANG), cited(TRUMP))
    assert (ndcg_at_k(exchange, k=10), reciprocal_rank(exchange)) == (1, 1)


def test_a_ranking_is_judged_whatever_the_answer() -> None:
    assert reciprocal_rank(a_ranking(a_case(), cited(MOON))) == 1


def test_without_a_ranking_or_contexts_there_is_nothing_to_judge() -> None:
    unasked = an_exchange(a_case(), cited(MOON))
    open_ended = a_ranking(a_case(contexts=(), reference="He sang."), cited(MOON))
    for exchange in (unasked, open_ended):
        assert hit_at_k(exchange, k=10) is None
        assert reciprocal_rank(exchange) is None
        assert ndcg_at_k(exchange, k=10) is None
