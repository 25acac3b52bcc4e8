"""Whether the numbers of a sentence stand in the evidence."""

import re

from evals.faithfulness.grounds import Grounds
from service.amounts import numeral
from service.words import words_of

_LEADING = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def missing_numbers(sentence: str, grounds: Grounds) -> float:
    """The share of the numbers that the evidence does not have; 0 for a sentence without any."""
    numbers = numbers_of(sentence)
    if not numbers:
        return 0.0
    held = set(numbers_of(grounds.text))
    return sum(number not in held for number in numbers) / len(numbers)


def numbers_of(text: str) -> list[str]:
    """The numbers of a text, written one way: "1,000" is 1000, "two" is 2, "20s" is 20."""
    words = (word.casefold() for word in words_of(_THOUSANDS.sub("", text)))
    found = (_LEADING.match(numeral(word) or word) for word in words)
    return [number[0] for number in found if number]
