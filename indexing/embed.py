"""The embedder: all-MiniLM-L6-v2, bundled, or any LlamaIndex embedding."""

import asyncio
from collections.abc import Sequence
from itertools import chain, islice

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from indexing.errors import SettingsInvalid
from indexing.minilm.encoder import DIMENSION, Encoder, Spans, Vectors, open_encoder

BUNDLED = "all-MiniLM-L6-v2"


class BundledEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2 in this process: unit vectors, no network, no key.

    Queries and texts are embedded alike, and cut at 256 tokens.
    """

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        # Large enough for sorting by length to pay; the encoder has its own, smaller batches.
        super().__init__(model_name=BUNDLED, embed_batch_size=512)
        self._encoder = encoder

    @property
    def fingerprint(self) -> str:
        """The checksum of the weights."""
        return self._encoder.fingerprint

    def embed_with_spans(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        """For each text its vector, then one for each of its spans (see `Encoder.encode`)."""
        return self._encoder.encode(texts, spans)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await self._aget_text_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return (await self._aget_text_embeddings([text]))[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [vectors[0].tolist() for vectors in self._encoder.encode(texts)]

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


def open_embedder(
    name: str = "bundled", *, api_key: str | None = None, api_base: str | None = None
) -> BaseEmbedding:
    """`bundled`, or `openai:MODEL` on OpenAI or whatever `api_base` names.

    The key and the base default to OPENAI_API_KEY and OPENAI_BASE_URL. Raises SettingsInvalid for
    another name or a missing key, EmbedderUnusable where the bundled weights cannot be used.
    """
    if name == "bundled":
        return BundledEmbedding(open_encoder())
    kind, _, model = name.partition(":")
    if kind != "openai" or not model:
        raise SettingsInvalid(f"No embedder is called {name!r}: use bundled or openai:MODEL.")
    from indexing.openai_embed import open_openai_embedding

    return open_openai_embedding(model, api_key=api_key, api_base=api_base)


def identity(embedder: BaseEmbedding) -> str:
    """What the manifest keeps: two embedders with one identity make comparable vectors."""
    if isinstance(embedder, BundledEmbedding):
        return f"bundled:{BUNDLED}:int8:{embedder.fingerprint[:12]}"
    return f"{embedder.class_name()}:{embedder.model_name}"


def dimension(embedder: BaseEmbedding) -> int | None:
    """The length of its vectors; None where only a vector can tell."""
    return DIMENSION if isinstance(embedder, BundledEmbedding) else None


async def embed_passages(
    embedder: BaseEmbedding, texts: Sequence[str], spans: Sequence[Spans]
) -> tuple[Vectors, list[Vectors]]:
    """Unit vectors of the texts, and for each text those of its spans (`text[start:end]`).

    The bundled embedder has a span's vector from its text's own forward pass, at no cost; any other
    embeds the span's words. A blank span has its text's vector.
    """
    if not texts:
        return np.empty((0, dimension(embedder) or 0), np.float32), []
    if isinstance(embedder, BundledEmbedding):
        stacks = await asyncio.to_thread(embedder.embed_with_spans, texts, spans)
    else:
        stacks = await _embed_apart(embedder, texts, spans)
    return np.stack([stack[0] for stack in stacks]), [stack[1:] for stack in stacks]


async def _embed_apart(
    embedder: BaseEmbedding, texts: Sequence[str], spans: Sequence[Spans]
) -> list[Vectors]:
    words = [
        [text, *(text[start:end].strip() or text for start, end in of_text)]
        for text, of_text in zip(texts, spans, strict=True)
    ]
    vectors = await embedder.aget_text_embedding_batch(list(chain.from_iterable(words)))
    rows = iter(np.array(vectors, np.float32))
    stacks = [np.stack(list(islice(rows, len(group)))) for group in words]
    return [stack / np.linalg.norm(stack, axis=1, keepdims=True) for stack in stacks]
