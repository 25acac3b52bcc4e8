"""Dates as newspapers and web pages write them.

Only whole dates count: a day, a month and a year. "Last week", "May 2025" and 05/06/2024, which
is a day in May or in June, are no dates here, because taking them for one would be guessing.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
DATE = (
    rf"(?<!\d)(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|{_MONTH}\s*{_DAY},?\s+\d{{4}}"
    rf"|{_DAY}[\s-](?:of\s+)?{_MONTH}[\s,-]\s*\d{{4}})(?!\d)"
)
_ZONE = r"(?:Z|UTC|GMT|[ECMP][SD]?T|BST|CES?T|EES?T|MSK|[IKJ]ST|SGT|HKT|AE[SD]T|[+-]\d{2}:?\d{2})"
TIME = (
    r"(?:\d{1,2}(?:[:.]\d{2}){0,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?(?!\w))?"
    rf"(?:\s*\(?{_ZONE}\b\)?){{0,2}})"
)

_DATE = re.compile(DATE, re.IGNORECASE)
_WHOLE = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?:{TIME},?\s+)??(?P<date>{DATE})(?:(?:[\s,|·–-]|at\b)*{TIME})?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_EARLIEST, _LATEST = 1600, 2199  # newspapers began in 1605; what lies outside is a slip


def parse_date(value: str) -> date | None:
    """The day that `value` as a whole names: an ISO date or datetime, or a date in English."""
    value = value.strip()
    try:
        found = datetime.fromisoformat(value).date()
    except ValueError:
        return _parse_words(value)
    return found if _EARLIEST <= found.year <= _LATEST else None


def find_date(text: str) -> tuple[date, str] | None:
    """The first whole date inside `text`, with the words that name it."""
    return next(find_dates(text), None)


def find_dates(text: str) -> Iterator[tuple[date, str]]:
    """Every whole date inside `text`, in order, with the words that name it."""
    for match in _DATE.finditer(text):
        found = _read(match[0])
        if found:
            yield found, match[0]


def _parse_words(value: str) -> date | None:
    numeric = _NUMERIC.fullmatch(value)
    if numeric:
        first, second, year = map(int, numeric.groups())
        if min(first, second) <= 12 < max(first, second) or first == second:
            return _date(year, min(first, second), max(first, second))
        return None
    match = _WHOLE.fullmatch(value) if len(value) <= 80 else None
    return _read(match["date"]) if match else None


def _read(words: str) -> date | None:
    numbers = [int(digits) for digits in re.findall(r"\d+", words)]
    if len(numbers) == 3:
        return _date(*numbers)
    month = _MONTHS.index(re.findall(r"[a-z]{3,}", words.lower())[0][:3]) + 1
    return _date(numbers[1], month, numbers[0])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None
