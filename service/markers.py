"""The markers that a language model puts into its prose, taken out of it."""

import re
from dataclasses import dataclass

_MARKER = re.compile(r"\s*[\[【]+(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)[\]】]+")
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)")
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)")
_EMPHASIS = re.compile(r"\*\*|__|`")
RANGE_MOST = 10


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its markers, and the numbers that stood in them, each once."""

    text: str
    numbers: tuple[int, ...]


def marked(sentence: str) -> Marked:
    """Also takes out what is layout and not words: a bullet, a line's number, stars."""
    words = _BULLET.sub("", _EMPHASIS.sub("", sentence))
    numbers = [number for found in _MARKER.findall(words) for number in _numbers(found)]
    bare = _MARKER.sub("", words)
    return Marked(" ".join(bare.split()), tuple(dict.fromkeys(numbers)))


def _numbers(listed: str) -> list[int]:
    """ "1, 3-5" is 1, 3, 4, 5."""
    numbers = []
    for part in re.split(r"[,;]", listed):
        between = _RANGE.search(part)
        if between is None:
            numbers.append(int(part))
            continue
        first, last = int(between[1]), int(between[2])
        numbers += range(first, min(last, first + RANGE_MOST) + 1)
    return numbers
