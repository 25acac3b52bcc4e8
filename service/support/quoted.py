"""Whether the words that a sentence puts between quotation marks stand in the evidence."""

import re

from service.support.grounds import Grounds
from service.support.plain import contains

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
_LEFT_OUT = re.compile(r"\[?(?:\.\.\.|…)\]?|\[[^\]]*\]")


def missing_quotes(sentence: str, grounds: Grounds) -> float:
    """The share of the quoted pieces that are not the evidence's, word for word.

    What stands on either side of an ellipsis or of words in brackets is a piece of its own.
    """
    missing = [not contains(grounds.text, piece) for piece in _pieces(sentence)]
    return sum(missing) / len(missing) if missing else 0.0


def _pieces(sentence: str) -> list[str]:
    quoted = (next(filter(None, found)) for found in _QUOTED.findall(sentence))
    pieces = (piece.strip(" ,.;:!?") for words in quoted for piece in _LEFT_OUT.split(words))
    return [piece for piece in pieces if piece]
