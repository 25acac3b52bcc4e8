"""How near in meaning the nearest sentence of the evidence is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

Vectors = npt.NDArray[np.float32]


def nearness(vector: Vectors, others: Vectors) -> float:
    """The greatest cosine of a unit vector with others, 0 at least and without any."""
    return float(np.clip((others @ vector).max(), 0.0, 1.0)) if len(others) else 0.0


async def vectors_of(texts: Sequence[str], *, embedder: "BaseEmbedding") -> dict[str, Vectors]:
    """The unit vector of each text, each text embedded once."""
    every = list(dict.fromkeys(texts))
    if not every:
        return {}
    found = np.asarray(await embedder.aget_text_embedding_batch(every), np.float32)
    lengths = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return dict(zip(every, found / lengths, strict=True))
