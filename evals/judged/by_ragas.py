"""The door to ragas' judged metrics, and to the judge over OpenAI's API; see from_ragas.

What a judge says is looked at before ragas counts with it. ragas would take a verdict of 7 for
seven, a missing verdict for a statement that was never made, and no question or claim for a 0.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from evals.metrics.from_ragas import number  # first: it keeps ragas from telling of us

# isort: split
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorError
from pydantic import BaseModel
from ragas.embeddings.base import BaseRagasEmbedding
from ragas.llms import llm_factory
from ragas.llms.base import InstructorBaseRagasLLM
from ragas.metrics import collections

from evals.errors import MetricFailed
from evals.judged.judge import Endpoint, Judge, Judgment
from evals.judged.told import PLACES, Told
from indexing.errors import OnRecordError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

MAX_TOKENS = 4096
"""What a reply may be long; ragas' own 1,024 cuts off the verdicts on a long answer."""
ASK_AGAIN = 1
"""How often a reply in the wrong form is sent back; a request that is lost or refused, twice."""

DOWN_MOST = 5
"""After so many judgments in a row that the judge was down for, it is asked no more: each can take
minutes to fail, and there may be a thousand."""

_FLAGS = ("verdict", "attributed", "noncommittal")
_NONSENSE = (ValueError, TypeError, AttributeError, LookupError)
"""What the libraries raise, each in its way, on a response that is none."""

# It logs what a server says when it refuses, and that can hold the key. The reason is in the row.
logging.getLogger("instructor").setLevel(logging.CRITICAL)

Said = TypeVar("Said", bound=BaseModel)


class JudgeDown(MetricFailed):
    """Nothing that was asked brought this about: any other judgment would fail as well."""


@asynccontextmanager
async def open_ragas_judge(endpoint: Endpoint, *, timeout_s: float) -> AsyncIterator[Judge]:
    async with openai.AsyncOpenAI(
        base_url=endpoint.base_url, api_key=endpoint.api_key, timeout=timeout_s
    ) as client:
        yield RagasJudge(client, model=endpoint.model, timeout_s=timeout_s)


class RagasJudge:
    def __init__(self, client: openai.AsyncOpenAI, *, model: str, timeout_s: float) -> None:
        self.model = model
        self._timeout_s = timeout_s
        self._down = 0
        self._llm = llm_factory(
            model,
            provider="openai",
            client=client,
            adapter="instructor",
            max_tokens=MAX_TOKENS,
            max_retries=ASK_AGAIN,
        )

    async def score(
        self,
        metric: Judgment,
        *,
        embedder: "BaseEmbedding | None" = None,
        **given: str | Sequence[str],
    ) -> float:
        if self._down >= DOWN_MOST:
            raise MetricFailed(f"not asked: {self._down} judgments in a row had no answer")
        sitting = _Sitting(self._llm, timeout_s=self._timeout_s)
        parts = {"embeddings": _Embedder(embedder)} if embedder else {}
        try:
            asking = getattr(collections, metric)(llm=sitting, **parts)
            for place, prompt in PLACES[metric].items():
                setattr(asking, place, Told(prompt))
            result = await asking.ascore(**given)
        except MetricFailed as error:
            self._down = self._down + 1 if isinstance(error, JudgeDown) else 0
            raise
        self._down = 0
        return number(result.value)


class _Sitting(InstructorBaseRagasLLM):
    """The judge for one judgment, whose replies have to fit together."""

    def __init__(self, llm: InstructorBaseRagasLLM, *, timeout_s: float) -> None:
        self._llm = llm
        self._timeout_s = timeout_s
        self._statements: int | None = None

    def generate(self, prompt: str, response_model: type[Said]) -> Said:
        raise NotImplementedError("the judge is asked by agenerate")

    async def agenerate(self, prompt: str, response_model: type[Said]) -> Said:
        try:
            async with asyncio.timeout(self._timeout_s):
                said: Said = await self._llm.agenerate(prompt, response_model)
        except (TimeoutError, InstructorError, openai.OpenAIError, *_NONSENSE) as error:
            raise self._failure(error) from error
        if fault := self._fault(said.model_dump()):
            raise MetricFailed(fault)
        return said

    def _failure(self, error: BaseException) -> MetricFailed:
        """In our words: the far side's can hold anything, the key among it."""
        for cause in _causes(error):
            match cause:
                case TimeoutError() | openai.APITimeoutError():
                    return JudgeDown(f"the judge did not answer within {self._timeout_s:g} s")
                case openai.APIStatusError():
                    is_down = cause.status_code in (401, 403, 404) or cause.status_code >= 500
                    kind = JudgeDown if is_down else MetricFailed
                    return kind(f"the judge refused or failed: HTTP {cause.status_code}")
                case openai.APIConnectionError():
                    return JudgeDown("the judge cannot be reached")
                case IncompleteOutputException():
                    return MetricFailed(f"the judge's reply was cut off at {MAX_TOKENS} tokens")
        return MetricFailed("the judge's reply is not in the form that was asked for")

    def _fault(self, said: dict[str, Any]) -> str | None:
        """What makes no sense in a reply of the right form."""
        for name, value in _values(said):
            if name in _FLAGS and value not in (0, 1):
                return f"the judge gave a {name} of {value}, not 0 or 1"
            if value == [] or (isinstance(value, str) and name != "reason" and not value.strip()):
                return f"the judge named no {name}"
        statements = said.get("claims") or said.get("statements")
        if statements is None:
            return None
        if isinstance(statements[0], str):
            self._statements = len(statements)
        elif self._statements not in (None, len(statements)):
            return f"the judge gave {len(statements)} verdicts on {self._statements} statements"
        return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _values(said: Any, name: str = "reply") -> Iterator[tuple[str, Any]]:
    """Every value of a reply, with the name of its field."""
    yield name, said
    if isinstance(said, dict):
        for key, value in said.items():
            yield from _values(value, key)
    elif isinstance(said, list):
        for value in said:
            yield from _values(value, name)


class _Embedder(BaseRagasEmbedding):
    def __init__(self, embedder: "BaseEmbedding") -> None:
        super().__init__()
        self._embedder = embedder

    def embed_text(self, text: str, **kwargs: Any) -> list[float]:
        return self._embedder.get_text_embedding(text)

    async def aembed_text(self, text: str, **kwargs: Any) -> list[float]:
        return (await self.aembed_texts([text]))[0]

    async def aembed_texts(self, texts: list[str], **kwargs: Any) -> list[list[float]]:
        try:
            return await self._embedder.aget_text_embedding_batch(texts)
        except OnRecordError as error:
            raise MetricFailed(str(error)) from error
