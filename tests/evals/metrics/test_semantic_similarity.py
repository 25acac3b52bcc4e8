import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from evals.errors import MetricFailed
from evals.metrics.semantic_similarity import semantic_similarity
from indexing.embed import open_embedder
from indexing.errors import EmbedderUnavailable
from tests.evals.exchanges import a_case, an_exchange

REFERENCE = "Moon does not think that the summit failed."


class _Down(BaseEmbedding):
    def _get_text_embedding(self, text: str) -> list[float]:
        raise EmbedderUnavailable("The embedding model did not answer.")

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class _Blank(_Down):
    def _get_text_embedding(self, text: str) -> list[float]:
        return [0.0, 0.0]


@pytest.fixture(scope="module")
def embedder() -> BaseEmbedding:
    return open_embedder()


async def test_another_wording_is_nearer_than_another_subject(embedder: BaseEmbedding) -> None:
    case = a_case(reference=REFERENCE)
    answers = (REFERENCE, "Moon doesn't see the summit as a failure [1].", "Rain fell in Ohio.")
    same, near, far = [
        await semantic_similarity(an_exchange(case, answer=answer), embedder=embedder) or 0.0
        for answer in answers
    ]
    assert same == pytest.approx(1)
    assert far < 0.3
    assert 0.6 < near < 1


async def test_without_a_reference_or_an_answer_there_is_nothing_to_compare() -> None:
    silent = an_exchange(a_case(reference=REFERENCE), outcome="insufficient_evidence")
    assert await semantic_similarity(silent, embedder=_Down()) is None
    assert await semantic_similarity(an_exchange(a_case(), answer="So"), embedder=_Down()) is None


async def test_an_embedder_that_is_down_is_a_failed_metric() -> None:
    exchange = an_exchange(a_case(reference=REFERENCE), answer="So.")
    with pytest.raises(MetricFailed, match="did not answer"):
        await semantic_similarity(exchange, embedder=_Down())


@pytest.mark.filterwarnings("ignore:invalid value encountered")
async def test_a_vector_without_a_direction_is_a_failed_metric() -> None:
    exchange = an_exchange(a_case(reference=REFERENCE), answer="So.")
    with pytest.raises(MetricFailed, match="nan"):
        await semantic_similarity(exchange, embedder=_Blank())
