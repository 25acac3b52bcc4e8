"""The years that a question asks about, and whether a sentence speaks of them."""

import re
from dataclasses import dataclass

_YEAR = r"(?<![\d.,$€£])(?:1\d|20)\d\d(?!\d|[.,]\d|%)"
_TO = r"(?:\s*[-–—/]\s*|\s+(?:to|until|till|through|and)\s+)"
_MONTH = r"(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s+(?:\d{1,2},?\s+)?)?"
_FROM_TO = re.compile(rf"({_YEAR}){_TO}{_MONTH}({_YEAR}|\d\d(?!\d)|present\b|now\b)")
_SINCE = re.compile(rf"\b(?:since|from)\s+{_MONTH}({_YEAR})(?!{_TO})", re.IGNORECASE)
_ASKED_SPAN = re.compile(
    rf"\b(?:from|between)\s+{_MONTH}{_YEAR}{_TO}{_MONTH}{_YEAR}", re.IGNORECASE
)
_ONE = re.compile(_YEAR)
_OPEN = 9999


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last, both included."""

    first: int
    last: int

    def meets(self, other: "Years") -> bool:
        return self.first <= other.last and other.first <= self.last


def asked_years(question: str) -> Years | None:
    """The years between the first and the last that a question names; None where it names none."""
    named = [int(found[0]) for found in _ONE.finditer(question)]
    return Years(min(named), max(named)) if named else None


def without_span(question: str) -> str:
    """Without "from 1968 to 1971", which hardly any sentence has in these words."""
    return _ASKED_SPAN.sub(" ", question)


def told_years(text: str) -> tuple[Years, ...]:
    """The years and spans of years that a text names: "1577–86" is one, so is "since 1969"."""
    spans = [Years(int(found[1]), _end(found[1], found[2])) for found in _FROM_TO.finditer(text)]
    since = [Years(int(found[1]), _OPEN) for found in _SINCE.finditer(text)]
    single = [Years(int(found[0]), int(found[0])) for found in _ONE.finditer(text)]
    return (*spans, *since, *single)


def _end(first: str, last: str) -> int:
    if not last.isdigit():
        return _OPEN
    return int(last) if len(last) == 4 else int(first[:2] + last)
