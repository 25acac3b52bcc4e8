"""The faithfulness of our own responses."""

from collections.abc import Mapping

import pytest

from evals.errors import MetricFailed
from evals.metrics.faithfulness import faithfulness_by_rule
from indexing.errors import EmbedderUnavailable
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited
from tests.fakes import HashEmbedding

RIGHT = {"text": "Moon Jae In said he doesn't see the summit as a failure.", "citations": [1]}
WRONG = {"text": "Kang Kyung-wha said he doesn't see the summit as a failure.", "citations": [1]}


async def scored(*claims: Mapping[str, object], **fields: object) -> float | None:
    citations = [cited(MOON, marker=1), cited(KANG, marker=2, speaker="Kang Kyung-wha")]
    exchange = an_exchange(a_case(), *citations, claims=list(claims), **fields)
    return await faithfulness_by_rule(exchange, embedder=HashEmbedding())


async def test_a_claim_is_borne_by_what_it_cites() -> None:
    assert (await scored(RIGHT) or 0) > 0.9


async def test_a_claim_in_the_wrong_mouth_is_not_borne() -> None:
    assert await scored(WRONG) == 0.0


async def test_a_claim_that_cites_nothing_is_not_borne() -> None:
    assert await scored({**RIGHT, "citations": []}) == 0.0
    assert await scored({**RIGHT, "citations": [7]}) == 0.0


async def test_another_claims_citation_does_not_bear_it() -> None:
    assert (await scored({**RIGHT, "citations": [2]}) or 0) < 0.5


async def test_an_answer_without_claims_is_held_against_all_it_cites() -> None:
    answer = "Moon said he doesn't see the Vietnam summit as a failure [1]."
    assert await scored(answer=answer) == pytest.approx(1.0, abs=0.01)


async def test_what_is_no_answer_has_no_score() -> None:
    assert await scored(RIGHT, outcome="insufficient_evidence", reason="no_evidence") is None


class _Down(HashEmbedding):
    def _get_text_embedding(self, text: str) -> list[float]:
        raise EmbedderUnavailable("The embedding model did not answer.")


async def test_an_embedder_that_is_down_is_a_failed_metric() -> None:
    exchange = an_exchange(a_case(), cited(MOON, marker=1), claims=[RIGHT])
    with pytest.raises(MetricFailed, match="did not answer"):
        await faithfulness_by_rule(exchange, embedder=_Down())
