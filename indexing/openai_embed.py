"""The door to embeddings over OpenAI's API, hosted or local; imported only when chosen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import openai
from llama_index.embeddings.openai import OpenAIEmbedding

from indexing.errors import EmbedderUnavailable, SettingsInvalid


class HostedEmbedding(OpenAIEmbedding):
    """OpenAIEmbedding whose failures are ours."""

    @classmethod
    def class_name(cls) -> str:
        return "openai"

    def _get_query_embedding(self, query: str) -> list[float]:
        with self._failures():
            return super()._get_query_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        with self._failures():
            return await super()._aget_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        with self._failures():
            return super()._get_text_embedding(text)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        with self._failures():
            return await super()._aget_text_embedding(text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        with self._failures():
            return super()._get_text_embeddings(texts)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        with self._failures():
            return await super()._aget_text_embeddings(texts)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except openai.OpenAIError as error:
            raise EmbedderUnavailable(
                f"The embedding model {self.model_name} did not answer ({type(error).__name__}): "
                "check OPENAI_BASE_URL, the key and the model's name, then try again."
            ) from error


def open_openai_embedding(
    model: str, *, api_key: str | None = None, api_base: str | None = None
) -> HostedEmbedding:
    """Any model name is taken: a local server has names OpenAI never heard of."""
    key = api_key or os.environ.get("OPENAI_API_KEY")
    if not key:
        raise SettingsInvalid(
            f"The embedder openai:{model} needs OPENAI_API_KEY. Without a key, use bundled."
        )
    return HostedEmbedding(
        model_name=model,
        api_key=key,
        api_base=api_base or os.environ.get("OPENAI_BASE_URL"),
        max_retries=2,  # taken twice over, by LlamaIndex and by OpenAI's client
        timeout=30.0,
    )
