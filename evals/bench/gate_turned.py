"""Sentences turned round or added to by a few words, as no share of words can tell."""

import re
from collections.abc import Callable

_OTHER = {
    one: other
    for pair in (
        ("for", "against"), ("over", "under"), ("before", "after"), ("with", "without"),
        ("more than", "less than"), ("all", "some"), ("most", "few"), ("above", "below"),
        ("from", "to"), ("all of", "none of"),
    )
    for one, other in (pair, pair[::-1])
}  # fmt: skip
_SMALL = re.compile(rf"(?<=\w )(?:{'|'.join(sorted(_OTHER, key=len, reverse=True))})(?= [a-z]\w+)")
_LOST = re.compile(
    r"(?<=\w )(?:almost|nearly|hardly|barely|rarely|only|some|few|most|many|about|more than) "
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+(?: [A-Z][\w’-]+)*")
_COUNTED = re.compile(r"(?<=\w )\d+(?:,\d{3})*(?= [a-z]\w+)")


def _turned(said: str) -> str | None:
    found = _SMALL.search(said)
    return _with(said, found, _OTHER[found[0]]) if found else None


def _lost(said: str) -> str | None:
    found = _LOST.search(said)
    return _with(said, found, "") if found else None


def _swapped(said: str) -> str | None:
    """Two names, or two amounts, in one another's place."""
    for pattern in (_NAME, _COUNTED):
        found = [*pattern.finditer(said)]
        for first, second in zip(found, found[1:], strict=False):
            between = said[first.end() : second.start()]
            if first[0] != second[0] and between.strip(" ,") not in ("and", "or", ""):
                return said[: first.start()] + second[0] + between + first[0] + said[second.end() :]
    return None


def _with(said: str, found: re.Match[str], words: str) -> str:
    return said[: found.start()] + words + said[found.end() :]


def _adverb(said: str) -> str | None:
    found = re.search(r"\b(?:is|are|was|were|will|has|have|had)\b(?= [a-z])", said)
    return _with(said, found, f"{found[0]} secretly") if found else None


TURNED: dict[str, Callable[[str], str | None]] = {
    "small word turned": _turned,
    "small word lost": _lost,
    "names or amounts swapped": _swapped,
    "adverb added": _adverb,
    "few words added": lambda said: f"{said.rstrip('.,;: ')}, which is nonsense",
    "link added": lambda said: f"{said.rstrip('.,;: ')} ![x](//example.org)",
}
