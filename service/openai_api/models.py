"""The models that a caller can choose from: who is to write the answer."""

from collections.abc import Mapping
from types import MappingProxyType

from service.answer import Answerer
from service.errors import ModelNotFound

OWNER = "onrecord"
MODELS: Mapping[str, Answerer] = MappingProxyType(
    {"onrecord": "auto", "onrecord-extractive": "extractive"}
)


def answerer_of(model: str) -> Answerer:
    """Raises ModelNotFound."""
    try:
        return MODELS[model]
    except KeyError:
        known = " and ".join(MODELS)
        raise ModelNotFound(f"there is no model {model[:100]!r} here: there are {known}") from None
