"""Text as the evaluation compares it."""

import re
import string

from service.support.plain import contains, plain

__all__ = ["contains", "normal", "plain", "unmarked"]

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_MARKER = re.compile(r"\s*\[\d+\]")


def normal(text: str) -> str:
    """As SQuAD's own scoring has it: lower case, without punctuation, articles and extra spaces."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def unmarked(text: str) -> str:
    """The text without its [n]."""
    return _MARKER.sub("", text).strip()
