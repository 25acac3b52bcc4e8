"""Whom a sentence lets speak, read by pattern."""

import re

from service.grammar import SAY
from service.words import is_content

CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_NAME = rf"{CAPITALISED}(?:\s+(?:of\s+|the\s+)?{CAPITALISED})*"
# A sentence may be cut out of a quotation: what is open at either end is quoted as well.
_QUOTED = re.compile(r"^[^“”]*”|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_BEFORE = re.compile(rf"(?P<name>{_NAME})(?:,[^,]{{3,80}},)?\s+(?:(?:has|had|also|\w+ly)\s+)*{SAY}")
_BEHIND = re.compile(
    rf"[|,]\s*(?:said|says|told|added|asked|wrote|tweeted|replied|argued|warned)\s+(?P<name>{_NAME})"
)


def speaking(text: str) -> tuple[str, ...]:
    """The names that a text lets speak, outside its quotations."""
    bare = _QUOTED.sub(" | ", text)
    found = (match["name"] for pattern in (_BEFORE, _BEHIND) for match in pattern.finditer(bare))
    return tuple(name for name in dict.fromkeys(found) if is_content(name))
