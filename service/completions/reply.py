"""What a model said in reply, held to the form that was asked for."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from service.chat_model import Schema
from service.errors import MalformedCompletion

_FENCED = re.compile(r"\A\s*```[\w-]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


CUT = ("length", "content_filter")
"""Ends that are none: what the model would have said next is missing."""


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    end: str
    """The host's word for why it ended: `stop`, `length`, `content_filter`."""
    is_declined: bool = False
    """The model would not answer, and its host says so."""

    @property
    def is_whole(self) -> bool:
        return self.end not in CUT and not self.is_declined


def object_in(reply: Reply, schema: Schema, *, model: str) -> Mapping[str, Any]:
    """Raises MalformedCompletion, in words that hold nothing of what the model said."""
    if not reply.is_whole:
        raise unfinished(reply, model=model)
    fenced = _FENCED.match(reply.text)
    try:
        value = json.loads(fenced[1] if fenced else reply.text, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise MalformedCompletion(_not_as(schema, model, "it is not JSON")) from None
    if fault := _fault(value, schema):
        raise MalformedCompletion(_not_as(schema, model, fault))
    found: Mapping[str, Any] = value
    return found


def unfinished(reply: Reply, *, model: str) -> MalformedCompletion:
    """The failure of a reply that says nothing that could be used."""
    if reply.is_declined:
        return MalformedCompletion(f"the chat model {model} declined to answer: ask in other words")
    if reply.end == "content_filter":
        return MalformedCompletion(
            f"the host of the chat model {model} held its reply back: ask in other words"
        )
    if reply.end == "length":
        return MalformedCompletion(
            f"the chat model {model} came to no end in the length that it had: name one in "
            "ONRECORD_CHAT_MODEL that does not think aloud first"
        )
    return MalformedCompletion(
        f"the chat model {model} said nothing: name another in ONRECORD_CHAT_MODEL"
    )


def _fault(value: Any, schema: Schema) -> str:
    import jsonschema

    if not isinstance(value, dict):
        return "it is no object"
    validator = jsonschema.validators.validator_for(
        schema.json_schema, default=jsonschema.Draft202012Validator
    )
    error = jsonschema.exceptions.best_match(validator(schema.json_schema).iter_errors(value))
    # Neither the error's message nor its path: both repeat what the model said.
    return f"it breaks {error.validator!r}" if error else ""


def _not_as(schema: Schema, model: str, fault: str) -> str:
    return (
        f"the chat model {model} did not reply with the object asked for ({schema.name}): {fault}; "
        "name one in ONRECORD_CHAT_MODEL that holds to a JSON schema"
    )


def _refused(_name: str) -> NoReturn:
    """Python's parser takes NaN and Infinity, which are not JSON."""
    raise ValueError
