"""Words of other people on their way into a document or a terminal."""

import re

_NOT_TO_BE_SHOWN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control characters, which XML refuses and terminals obey, and halves of surrogate pairs."""


def showable(words: str) -> str:
    """The words, each character that cannot be shown replaced by the mark that says so."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TO_BE_SHOWN.sub("\N{REPLACEMENT CHARACTER}", lines)


def shortened(words: str, most: int) -> str:
    """On one line, and no longer than `most` characters."""
    line = " ".join(showable(words).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
