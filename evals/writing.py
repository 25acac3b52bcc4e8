"""Who writes the answers of an evaluation: the chat model of the settings, replies kept or not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from indexing.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from service.chat_model import ChatModel
    from service.generative import Writer
    from service.wiring import MakeWriter


@dataclass(frozen=True, slots=True)
class Writing:
    """`replies`: the folder where the model's replies are kept, and taken from. `is_ungated`: what
    the model writes is shown unchecked."""

    replies: Path | None = None
    is_ungated: bool = False


@asynccontextmanager
async def open_writing(settings: Settings, writing: Writing) -> AsyncIterator["MakeWriter | None"]:
    """None where the settings name no model."""
    if settings.chat is None:
        yield None
        return
    from service.llm import open_chat_model

    async with open_chat_model(settings.chat) as model:
        yield partial(_writer, settings, model, writing)


def _writer(
    settings: Settings, model: "ChatModel", writing: Writing, embedder: "BaseEmbedding"
) -> "Writer":
    from evals.replies import KeptReplies
    from evals.ungated import Ungated
    from service.generative import Writer
    from service.mend import Mender
    from service.support.gate import Gate
    from service.support_by_model import SecondReader

    if writing.replies is not None:
        model = KeptReplies(model, writing.replies)
    gate = Gate(embedder)
    if writing.is_ungated:
        return Writer(model, Ungated(gate))
    second_reader = SecondReader(model) if settings.support == "model" else None
    return Writer(model, Mender(model, gate, second_reader=second_reader))
