import asyncio
import re

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from indexing.embed import dimension, embed_passages, identity, open_embedder
from indexing.errors import SettingsInvalid
from tests.fakes import HashEmbedding

TEXT = "Kang said no. Moon said that the talks in Vietnam will go on."
KANG, MOON = (0, 13), (14, 61)


@pytest.fixture(scope="module")
def embedder() -> BaseEmbedding:
    return open_embedder()


def test_a_text_and_a_query_of_the_same_words_have_the_same_vector(embedder: BaseEmbedding) -> None:
    assert embedder.get_query_embedding(TEXT) == embedder.get_text_embedding(TEXT)


async def test_the_async_methods_give_what_the_others_give(embedder: BaseEmbedding) -> None:
    texts = [TEXT, "Whales were seen in the bay."]
    assert await embedder.aget_query_embedding(TEXT) == embedder.get_query_embedding(TEXT)
    assert await embedder.aget_text_embedding(TEXT) == embedder.get_text_embedding(TEXT)
    together = await embedder.aget_text_embedding_batch(texts)
    assert together == embedder.get_text_embedding_batch(texts)


async def test_a_query_does_not_hold_up_the_event_loop(embedder: BaseEmbedding) -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await embedder.aget_text_embedding_batch([TEXT * 20] * 8)
    counting.cancel()
    assert turns > 10


async def test_texts_and_their_spans_have_vectors_of_unit_length(embedder: BaseEmbedding) -> None:
    whole, parts = await embed_passages(embedder, [TEXT, "Hanoi", ""], [[KANG, MOON], [], []])
    assert whole.dtype == np.float32
    assert whole.shape == (3, 384)
    assert [part.shape for part in parts] == [(2, 384), (0, 384), (0, 384)]
    assert np.allclose(np.linalg.norm(np.vstack([whole, *parts]), axis=1), 1, atol=1e-5)


async def test_the_whole_vector_is_the_text_s_own(embedder: BaseEmbedding) -> None:
    whole, _ = await embed_passages(embedder, [TEXT], [[MOON]])
    assert np.allclose(whole[0], embedder.get_text_embedding(TEXT), atol=1e-6)


async def test_a_span_is_nearer_to_what_it_says_than_its_neighbour(embedder: BaseEmbedding) -> None:
    _, [(kang, moon)] = await embed_passages(embedder, [TEXT], [[KANG, MOON]])
    about = embedder.get_query_embedding("future negotiations in Vietnam")
    assert moon @ about > kang @ about + 0.1


async def test_no_text_needs_no_vector(embedder: BaseEmbedding) -> None:
    whole, parts = await embed_passages(embedder, [], [])
    assert whole.shape == (0, 384)
    assert parts == []


async def test_another_embedder_embeds_the_words_of_each_span() -> None:
    other = HashEmbedding()
    whole, parts = await embed_passages(other, [TEXT, "Hanoi"], [[KANG, MOON], []])
    assert np.allclose(whole[1], other.get_text_embedding("Hanoi"))
    assert np.allclose(parts[0][1], other.get_text_embedding(TEXT[slice(*MOON)]))
    assert parts[1].shape == (0, other.size)


async def test_with_another_embedder_too_a_blank_span_has_its_text_s_vector() -> None:
    whole, [[blank]] = await embed_passages(HashEmbedding(), [TEXT], [[(13, 14)]])
    assert np.array_equal(blank, whole[0])


async def test_another_embedder_s_vectors_are_made_unit_length() -> None:
    class Long(HashEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [3 * part for part in super()._get_text_embedding(text)]

    whole, [[part]] = await embed_passages(Long(), [TEXT], [[MOON]])
    assert np.allclose(np.linalg.norm([whole[0], part], axis=1), 1)


async def test_each_text_needs_its_spans(embedder: BaseEmbedding) -> None:
    for each in (embedder, HashEmbedding()):
        with pytest.raises(ValueError, match="spans|shorter"):
            await embed_passages(each, [TEXT, TEXT], [[MOON]])


def test_the_bundled_identity_holds_the_weights_checksum(embedder: BaseEmbedding) -> None:
    assert re.fullmatch(r"bundled:all-MiniLM-L6-v2:int8:[0-9a-f]{12}", identity(embedder))
    assert identity(open_embedder()) == identity(embedder)
    assert dimension(embedder) == len(embedder.get_text_embedding(TEXT))


def test_another_embedder_is_told_apart_and_its_dimension_is_not_guessed() -> None:
    other = HashEmbedding(model_name="words")
    assert identity(other) == "hash:words"
    assert dimension(other) is None


@pytest.mark.parametrize("name", ["", "bundle", "openai", "openai:", "local:nomic"])
def test_an_unknown_embedder_is_a_setting_that_makes_no_sense(name: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"use bundled or openai:MODEL"):
        open_embedder(name)
