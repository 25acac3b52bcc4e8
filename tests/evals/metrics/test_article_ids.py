from evals.metrics.article_ids import id_based_context_precision, id_based_context_recall
from tests.evals.exchanges import KANG, MOON, SOURCE, a_case, an_exchange, cited

OTHER = "seeds/reuters.txt"
BOTH = ({"source": SOURCE, "quote": MOON}, {"source": OTHER, "quote": KANG})
EITHER = tuple({**context, "required": False} for context in BOTH)


async def test_the_share_of_articles_cited_that_bear_the_answer_is_the_precision() -> None:
    exchange = an_exchange(a_case(), cited(MOON), cited(KANG), cited(KANG, source=OTHER))
    assert await id_based_context_precision(exchange) == 0.5


async def test_the_share_of_required_articles_that_are_cited_is_the_recall() -> None:
    assert await id_based_context_recall(an_exchange(a_case(contexts=BOTH), cited(KANG))) == 0.5


async def test_where_none_is_required_any_one_article_will_do() -> None:
    exchange = an_exchange(a_case(contexts=EITHER), cited(KANG, source=OTHER))
    assert await id_based_context_recall(exchange) == 1


async def test_articles_may_go_by_their_ids() -> None:
    case = a_case(contexts=({"article_id": "a1", "quote": MOON},))
    exchange = an_exchange(case, cited(KANG), cited(KANG, article_id="a2", source=None))
    assert await id_based_context_precision(exchange) == 0.5
    assert await id_based_context_recall(exchange) == 1


async def test_a_service_that_names_no_sources_cannot_be_compared_by_them() -> None:
    exchange = an_exchange(a_case(), cited(MOON, source=None))
    assert await id_based_context_precision(exchange) is None
    assert await id_based_context_recall(exchange) is None


async def test_an_answer_that_cites_nothing_has_no_precision_and_recalls_nothing() -> None:
    assert await id_based_context_precision(an_exchange(a_case())) is None
    assert await id_based_context_recall(an_exchange(a_case())) == 0


async def test_abstentions_are_not_compared() -> None:
    silent = an_exchange(a_case(), cited(MOON), outcome="insufficient_evidence")
    assert await id_based_context_precision(silent) is None
    assert await id_based_context_recall(silent) is None
