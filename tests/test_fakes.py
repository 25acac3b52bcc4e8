"""The fakes are as honest as what they stand for."""

import numpy as np

from tests.fakes import HashEmbedding


def similarity(one: str, other: str) -> float:
    embedder = HashEmbedding()
    one_vector, other_vector = map(embedder.get_text_embedding, (one, other))
    return float(np.dot(one_vector, other_vector))


def test_texts_with_the_same_words_have_the_same_vector() -> None:
    assert similarity("Moon spoke in Hanoi.", "in Hanoi Moon spoke") > 0.999


def test_a_text_is_nearer_to_one_that_shares_words_than_to_one_that_shares_none() -> None:
    query = "what did Moon say about Hanoi"
    about = similarity(query, "Moon was asked about Hanoi and had much to say")
    aside = similarity(query, "the harvest of barley was poor this summer")
    assert about > aside + 0.3


def test_vectors_have_length_one() -> None:
    for text in ("", "one", "several words, and one again"):
        assert abs(float(np.linalg.norm(HashEmbedding().get_text_embedding(text))) - 1) < 1e-6


def test_a_query_has_the_vector_of_the_same_text() -> None:
    embedder = HashEmbedding()
    assert embedder.get_query_embedding("Moon") == embedder.get_text_embedding("Moon")
