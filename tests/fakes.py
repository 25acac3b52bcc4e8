"""Second implementations of what the product talks to: small, quick, and as honest as the first."""

import math
import re
from hashlib import blake2b

from llama_index.core.base.embeddings.base import BaseEmbedding

_WORD = re.compile(r"[^\W_]+")


class HashEmbedding(BaseEmbedding):
    """Words hashed into a small unit vector: texts that share words are near, others are not."""

    size: int = 64

    @classmethod
    def class_name(cls) -> str:
        return "hash"

    def _get_text_embedding(self, text: str) -> list[float]:
        vector = [0.0] * self.size
        for word in _WORD.findall(text.casefold()):
            place = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
            vector[place % self.size] += 1.0 if place & 1 << 32 else -1.0
        vector[0] += 1e-3  # a text without a word has a vector too
        length = math.sqrt(sum(part * part for part in vector))
        return [part / length for part in vector]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
