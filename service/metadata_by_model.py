"""Title, publisher and date of an article, read by a chat model where the rules found none.

It says with which words the article proves each; whether they do is for `indexing/proof.py`.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from indexing.informant import NotTold
from indexing.proof import Field, Told
from prompts.fence import fence
from prompts.prompt import Prompt, load
from service.chat_model import ChatModel, Message, Meter, Schema
from service.errors import MalformedCompletion, ModelFailed

logger = logging.getLogger("onrecord.metadata")

TOKENS_MOST = 300
_HEAD_CHARACTERS, _END_CHARACTERS = 2_400, 800
"""An article says at its top and at its end what it is; a small model reads 60 tokens a second."""

_NOTHING = frozenset({"", "none", "null", "unknown", "n/a"})  # small models' null
_TEXT_OR_NULL = {"anyOf": [{"type": "string"}, {"type": "null"}]}


class MetadataByModel:
    """An Informant (see there)."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    async def tell(self, text: str, fields: Sequence[Field]) -> Sequence[Told]:
        prompt, meter = load("metadata"), Meter()
        messages = prompt.messages(
            wanted=", ".join(fields), article=fence(excerpt(text), "article")
        )
        try:
            reply = await self._model.complete(
                [Message(*each) for each in messages],
                schema=_schema(fields),
                max_tokens=TOKENS_MOST,
                meter=meter,
            )
        except ModelFailed as failure:
            _log(prompt, meter, outcome=failure.code)
            has_replied = isinstance(failure, MalformedCompletion)
            raise NotTold(str(failure), is_out=not has_replied) from failure
        _log(prompt, meter, outcome="told")
        return [told for field in fields if (told := _told(field, reply))]


def excerpt(text: str) -> str:
    """The top and the end of a text, cut between words."""
    if len(text) <= _HEAD_CHARACTERS + _END_CHARACTERS:
        return text
    head = text[:_HEAD_CHARACTERS].rsplit(maxsplit=1)[0]
    end = text[-_END_CHARACTERS:].split(maxsplit=1)[-1]
    return f"{head}\n\n[...]\n\n{end}"


def _schema(fields: Sequence[Field]) -> Schema:
    properties = {name: _TEXT_OR_NULL for field in fields for name in (field, _words_of(field))}
    return Schema(
        "metadata",
        {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    )


def _told(field: Field, reply: Mapping[str, Any]) -> Told | None:
    value, words = (reply.get(name) for name in (field, _words_of(field)))
    if not isinstance(value, str) or value.strip().casefold() in _NOTHING:
        return None
    return Told(field, value, words if isinstance(words, str) else "")


def _words_of(field: Field) -> str:
    return f"{field}_words"


def _log(prompt: Prompt, meter: Meter, *, outcome: str) -> None:
    fields = {"outcome": outcome, "prompt": prompt.fingerprint, **asdict(meter)}
    logger.info("asked a model for metadata", extra={"fields": fields})
