import pytest

from evals.errors import MetricFailed
from evals.metrics.faithfulness import faithfulness_by_rule
from indexing.errors import EmbedderUnavailable
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited
from tests.fakes import HashEmbedding

EXPECTED = "Kang said it was “too much to expect”"
FAILURE = "Moon said he doesn't see the Vietnam summit as a failure"
OF_KANG = cited(KANG, speaker="Kang Kyung-wha")


async def _score(answer: str, **fields: str) -> float | None:
    exchange = an_exchange(a_case(), cited(MOON), OF_KANG, answer=answer, **fields)
    return await faithfulness_by_rule(exchange, embedder=HashEmbedding())


async def test_each_claim_is_held_against_what_it_cites() -> None:
    right = await _score(f"{FAILURE} [1]. {EXPECTED} [2].")
    crossed = await _score(f"{FAILURE} [2]. {EXPECTED} [1].")
    assert right == pytest.approx(1, abs=0.02)
    assert crossed is not None
    assert crossed < 0.5


async def test_a_claim_without_a_marker_is_held_against_everything_cited() -> None:
    assert await _score(f"{EXPECTED}.") == pytest.approx(1, abs=0.02)


async def test_a_marker_that_cites_nothing_bears_nothing() -> None:
    assert await _score(f"{FAILURE} [7].") == 0


async def test_claims_may_cite_several_places() -> None:
    claim = f"{FAILURE}, and {EXPECTED}"
    both, one = await _score(f"{claim} [1] [2]."), await _score(f"{claim} [1].")
    assert both is not None
    assert one is not None
    assert one < 0.7 < both


async def test_an_abstention_and_an_answer_that_claims_nothing_are_not_judged() -> None:
    assert await _score("Nobody sang.", outcome="insufficient_evidence") is None
    assert await _score("[1]") is None


class _Down(HashEmbedding):
    def _get_text_embedding(self, text: str) -> list[float]:
        raise EmbedderUnavailable("The embedding model did not answer.")


async def test_an_embedder_that_is_down_is_a_failed_metric() -> None:
    exchange = an_exchange(a_case(), cited(MOON), answer=f"{FAILURE} [1].")
    with pytest.raises(MetricFailed, match="did not answer"):
        await faithfulness_by_rule(exchange, embedder=_Down())
