import pytest

from evals.metrics.cited_texts import (
    non_llm_context_precision_with_reference,
    non_llm_context_recall,
)
from tests.evals.exchanges import KANG, MOON, SOURCE, a_case, an_exchange, cited

TRUMP = "Trump was in Japan."
BOTH = ({"source": SOURCE, "quote": MOON}, {"source": SOURCE, "quote": KANG})


@pytest.mark.parametrize(
    ("quotes", "precision"),
    [((MOON,), 1), ((MOON, TRUMP), 1), ((TRUMP, MOON), 0.5), ((TRUMP,), 0)],
)
async def test_precision_asks_for_what_resembles_a_context_first(
    quotes: tuple[str, ...], precision: float
) -> None:
    exchange = an_exchange(a_case(), *map(cited, quotes))
    assert await non_llm_context_precision_with_reference(exchange) == precision


async def test_recall_is_the_share_of_required_contexts_that_a_citation_resembles() -> None:
    assert await non_llm_context_recall(an_exchange(a_case(contexts=BOTH), cited(KANG))) == 0.5


async def test_where_none_is_required_any_one_will_do() -> None:
    either = tuple({**context, "required": False} for context in BOTH)
    assert await non_llm_context_recall(an_exchange(a_case(contexts=either), cited(KANG))) == 1


async def test_a_citation_of_a_small_part_of_a_context_does_not_resemble_it() -> None:
    exchange = an_exchange(a_case(), cited("Moon said he doesn't"))
    assert await non_llm_context_recall(exchange) == 0


async def test_other_spaces_make_no_difference() -> None:
    spaced = cited(MOON, quote=MOON.replace(" ", "\n   "))
    assert await non_llm_context_recall(an_exchange(a_case(), spaced)) == 1


async def test_an_answer_that_cites_nothing_has_no_precision_and_recalls_nothing() -> None:
    assert await non_llm_context_precision_with_reference(an_exchange(a_case())) is None
    assert await non_llm_context_recall(an_exchange(a_case())) == 0


async def test_abstentions_are_not_compared() -> None:
    silent = an_exchange(a_case(), cited(MOON), outcome="insufficient_evidence")
    assert await non_llm_context_precision_with_reference(silent) is None
    assert await non_llm_context_recall(silent) is None
