import pytest

from evals.metrics.string_similarity import non_llm_string_similarity
from tests.evals.exchanges import a_case, an_exchange


@pytest.mark.parametrize(
    ("answer", "similarity"),
    [("He sang [1].", 1), ("he  SANG.", 1), ("He sank.", 7 / 8), ("", 0)],
)
async def test_letters_count_and_typography_does_not(answer: str, similarity: float) -> None:
    exchange = an_exchange(a_case(reference="He sang."), answer=answer)
    assert await non_llm_string_similarity(exchange) == similarity


async def test_without_a_reference_or_an_answer_there_is_nothing_to_compare() -> None:
    silent = an_exchange(a_case(reference="He sang."), outcome="insufficient_evidence")
    assert await non_llm_string_similarity(silent) is None
    assert await non_llm_string_similarity(an_exchange(a_case(), answer="He sang.")) is None
