"""The years that a question asks about, and whether a sentence speaks of them."""

import re
from dataclasses import dataclass

_YEAR = r"(?<![\d.,$€£-])(?:1\d|20)\d\d(?!\d|[.,]\d|%)"
_TO = r"(?:\s*[-–—/]\s*|\s+(?:to|until|till|through|and)\s+)"
_MONTH = r"(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s+(?:\d{1,2},?\s+)?)?"
_LED = r"\b(?P<lead>since|after|from|before|until|by|in|of|to|and|during|early|late|mid|between)"
_FROM_TO = re.compile(rf"({_YEAR}){_TO}{_MONTH}({_YEAR}|present\b|now\b)")
_SHORT = re.compile(rf"({_YEAR})[-–—/](\d\d)(?![\d-])")  # "1999-00", no day of a date
_SINCE = re.compile(rf"\bsince\s+{_MONTH}({_YEAR})(?!s)(?!{_TO}{_YEAR})", re.IGNORECASE)
_ASKED_SPAN = re.compile(
    rf"\b(?:from|between)\s+{_MONTH}{_YEAR}{_TO}{_MONTH}{_YEAR}", re.IGNORECASE
)
_COUNTED = r"(?!\s+[a-z]+s\b)"  # "1500 troops" is no year
_ONE = re.compile(rf"(?P<year>{_YEAR})(?P<decade>['’]?s\b)?")
_ASKED = re.compile(rf"(?:{_LED}\s+(?:the\s+)?{_MONTH})?{_ONE.pattern}{_COUNTED}", re.IGNORECASE)
_OPEN = 9999
_DATE = rf"(?:\d{{1,2}} )?(?:[A-Z][a-z]+ )?(?:\d{{1,2}} ?, )?{_YEAR}"
_LIFE = re.compile(
    rf"\((?:[^()]*\b(?:born|b\.|died)\b[^()]*|[^()]*?{_DATE}\s*[-–—]\s*{_DATE}\s*)\)"
)
_BORN = re.compile(rf"\bborn\b[^.;,()]*?{_YEAR}")


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last, both included."""

    first: int
    last: int

    def meets(self, other: "Years") -> bool:
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: "Years") -> bool:
        return self.first <= other.first and other.last <= self.last


def asked_years(question: str) -> Years | None:
    """The years between the first and the last that a question names; None where it names none.

    "Since" and "after" leave the end open, "before" and "until" the beginning.
    """
    named = [_one(found) for found in _ASKED.finditer(question)]
    if not named:
        return None
    first, last = min(years.first for years in named), max(years.last for years in named)
    leads = {(found["lead"] or "").lower() for found in _ASKED.finditer(question)}
    if len(named) == 1 and leads & {"since", "after"}:
        last = _OPEN
    if len(named) == 1 and leads & {"before", "until"}:
        first = 0
    return Years(first, last)


def without_span(question: str) -> str:
    """Without "from 1968 to 1971", which hardly any sentence has in these words."""
    return _ASKED_SPAN.sub(" ", question)


def without_life(text: str) -> str:
    """A first sentence without the years in which its subject was born and died."""
    return _BORN.sub(" ", _LIFE.sub(" ", text, count=1))


def told_years(text: str) -> tuple[Years, ...]:
    """The years and spans of years that a text names: "1577–86" is one, so is "since 1969"."""
    spans = [_span(found[1], found[2]) for found in _FROM_TO.finditer(text)]
    short = [_span(found[1], found[2]) for found in _SHORT.finditer(text)]
    since = [Years(int(found[1]), _OPEN) for found in _SINCE.finditer(text)]
    single = [_one(found) for found in _ONE.finditer(text)]
    return tuple(years for years in (*spans, *short, *since, *single) if years.first <= years.last)


def _one(found: re.Match[str]) -> Years:
    year = int(found["year"])
    return Years(year, year + 9 if found["decade"] else year)


def _span(first: str, last: str) -> Years:
    """Two digits go on in the century of the first year, or in the next: "1999-00"."""
    if not last.isdigit():
        return Years(int(first), _OPEN)
    if len(last) == 4:
        return Years(int(first), int(last))
    same = int(first[:2] + last)
    return Years(int(first), same if same > int(first) else same + 100)
