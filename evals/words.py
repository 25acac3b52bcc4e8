"""Text as the evaluation compares it."""

import re

from service.support.plain import contains, plain

__all__ = ["contains", "plain", "unmarked"]

_MARKER = re.compile(r"\s*\[\d+\]")


def unmarked(text: str) -> str:
    """The text without its [n]."""
    return _MARKER.sub("", text).strip()
