"""The judge: a model on any OpenAI-compatible endpoint, set apart from the one that answers."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from evals.errors import EvalError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

PREFIX = "ONRECORD_JUDGE_"
MODEL, BASE_URL, API_KEY = (f"{PREFIX}{name}" for name in ("MODEL", "BASE_URL", "API_KEY"))

OPENAI = "https://api.openai.com/v1"
TIMEOUT_S = 120.0

Judgment = Literal[
    "AnswerRelevancy", "ContextPrecision", "ContextRecall", "FactualCorrectness", "Faithfulness"
]
"""ragas' names of the metrics that it lets a judge decide."""


class Judge(Protocol):
    @property
    def model(self) -> str: ...

    async def score(
        self,
        metric: Judgment,
        *,
        embedder: "BaseEmbedding | None" = None,
        **given: str | Sequence[str],
    ) -> float:
        """`given`: the metric's own arguments. Raises MetricFailed, with a reason that can be
        shown to anybody."""
        ...


@dataclass(frozen=True, slots=True)
class Endpoint:
    model: str
    base_url: str = field(repr=False)  # it may hold a password
    api_key: str = field(repr=False)


@asynccontextmanager
async def open_judge(
    environ: Mapping[str, str], *, timeout_s: float = TIMEOUT_S
) -> AsyncIterator[Judge | None]:
    """The judge that the environment names, None where it names none; `timeout_s` is what each of
    its replies may take, retries among it.

    Raises EvalError, naming the variable, where only half of it is said.
    """
    endpoint = endpoint_of(environ)
    if endpoint is None:
        yield None
        return
    from evals.judged.by_ragas import open_ragas_judge

    async with open_ragas_judge(endpoint, timeout_s=timeout_s) as judge:
        yield judge


def endpoint_of(environ: Mapping[str, str]) -> Endpoint | None:
    """Raises EvalError. An empty variable is none."""
    for name in environ:
        if name.startswith(PREFIX) and name not in (MODEL, BASE_URL, API_KEY):
            raise EvalError(f"{name} is not a setting: a judge has {MODEL}, {BASE_URL}, {API_KEY}")
    model, base_url, api_key = (
        environ.get(name, "").strip() for name in (MODEL, BASE_URL, API_KEY)
    )
    if not model:
        for name, value in ((BASE_URL, base_url), (API_KEY, api_key)):
            if value:
                raise EvalError(f"{name} is set and {MODEL} is not: name the model, or unset it")
        return None
    if not (base_url or api_key):
        raise EvalError(
            f"{MODEL} is set and {API_KEY} is not: set it, or {BASE_URL} for a server without keys"
        )
    if base_url and not _is_address(base_url):
        raise EvalError(f"{BASE_URL} is no address: it has to begin with http:// or https://")
    return Endpoint(model, base_url or OPENAI, api_key or "none")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
