"""Numbers in words and digits, and what they count by."""

import re
from collections import Counter

from service.words import words_of

_SPELLED = dict(
    zip(
        """
        zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        """.split(),
        "0 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 30 40 50 60 70 80 90".split(),
        strict=True,
    )
)
"""Without "one", which mostly counts nothing."""
_ORDINALS = dict(
    zip(
        "second third fourth fifth sixth seventh eighth ninth tenth".split(),
        "2nd 3rd 4th 5th 6th 7th 8th 9th 10th".split(),
        strict=True,
    )
)
_MEASURES = {
    "hundred": "hundred", "thousand": "thousand", "million": "million", "billion": "billion",
    "trillion": "trillion", "percent": "%", "per": "%", "%": "%",
}  # fmt: skip
_COUNTS = {
    "half": "half", "twice": "twice", "double": "double", "triple": "triple", "dozen": "dozen",
    "dozens": "dozens", "hundreds": "hundreds", "thousands": "thousands", "millions": "millions",
    "billions": "billions",
}  # fmt: skip
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_DAY = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")  # "March 3rd" is "March 3"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def numeral(word: str) -> str | None:
    """A lone number written one way: "1,000" is 1000, "two" is 2; None where it is none."""
    number = _NUMBER.fullmatch(_SPELLED.get(word, word).replace(",", ""))
    return number[0] if number else "%" if word in ("percent", "%") else None


def strange_amounts(sentence: str, text: str) -> list[str]:
    """The numbers, ordinals and measures ("million", "percent", "half") that a text has not,
    or not so often."""
    held = Counter(_amounts_of(text))
    return [
        each
        for each, count in Counter(_amounts_of(sentence)).items()
        if count > max(held[each], held[_DAY.sub("", each)])
    ]


def _amounts_of(text: str) -> list[str]:
    """Numbers with what they count by as one ("5 million"), and ordinals."""
    words = [word.casefold() for word in words_of(_THOUSANDS.sub("", text))]
    found = []
    for at, word in enumerate(words):
        if word in _ORDINALS or _ORDINAL.fullmatch(word):
            found.append(_ORDINALS.get(word, word))
            continue
        number = _NUMBER.match(_SPELLED.get(word, word))
        behind = _MEASURES.get(words[at + 1], "") if at + 1 < len(words) else ""
        if number:
            found.append(f"{number[0]} {behind}".strip())
        elif word in _COUNTS:
            found.append(_COUNTS[word])
    return found
