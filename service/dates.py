"""Dates as readers write them: "in September 2018", "last week", "on June 30", "since 2017"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_LEAD = (
    r"\b(?P<lead>(?:in|on|during|since|after|before|until|by|of|from|dated|over|within|throughout)\s+"
    r"(?:early\s+|late\s+|mid-?)?)?(?:the\s+)?"
)
_WEEK = r"(?:(?P<week>week of)\s+)?"

_SHAPES = tuple(
    re.compile(_LEAD + _WEEK + rf"(?P<date>{shape})", re.IGNORECASE)
    for shape in (
        r"(?P<year>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}\b",
        rf"{_MONTH}\s+{_DAY}\b",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}\b",
        r"(?P<relative>yesterday|today|(?:last|this|past)\s+(?:week|month|year))\b",
        rf"(?:(?<=\bin )|(?<=\bduring )|(?<=\bsince )|(?<=\buntil )|(?<=\bearly )|(?<=\blate ))"
        rf"(?P<bare>{_MONTH})(?!\w)",
        rf"{_YEAR}\b",
    )
)
_BETWEEN = re.compile(
    r"\b(?:between|from) (?P<first>[^?]{3,24}?) (?:and|to|until|till|through) "
    r"(?=(?P<rest>[^?]{3,40}))",
    re.IGNORECASE,
)
_NOUN_NEXT = re.compile(
    r" (?!(?:about|on|of|in|at|to|that|and|regarding|with|by|for|from|when|after|before)\b)\w", re.I
)
_LENGTHS = {
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days a phrase means, both included, None where it leaves an end open."""

    phrase: str
    since: date | None
    until: date | None


def date_range(text: str, *, today: date | None) -> DateRange | None:
    """The first date phrase of `text`; a day or month without a year is the last one past.

    `today` is the day it was written, None where that is not known: only a phrase with a year is
    then a date. One that only says which thing is meant ("the 2018 summit", "about January 6") is
    none.
    """
    return _between(text, today) or _one(text, today)


def _between(text: str, today: date | None) -> DateRange | None:
    """ "between 2017 and 2019", "from January to March 2019": from the one to the other."""
    for found in _BETWEEN.finditer(text):
        rest = f"in {found['rest']}"
        last = _one(rest, today)
        if last is None or not rest.startswith(last.phrase) or last.until is None:
            continue
        year = re.search(r"\b(?:19|20)\d\d\b", last.phrase)
        own = re.search(r"\b(?:19|20)\d\d\b", found["first"])
        beginning = f"in {found['first']}{'' if own or not year else f' {year[0]}'}"
        first = _one(beginning, today)
        if first and first.phrase == beginning and first.since and first.since <= last.until:
            phrase = text[found.start() : found.start("rest")] + last.phrase.removeprefix("in ")
            return DateRange(phrase, first.since, last.until)
    return None


def _one(text: str, today: date | None) -> DateRange | None:
    for found in chain.from_iterable(shape.finditer(text) for shape in _SHAPES):
        if _says_which(found, text):
            continue
        parts = found.groupdict()
        if today is None and not parts.get("year"):
            continue
        lead = (found["lead"] or "").split(" ")[0].lower()
        try:
            first, last = _bounds(parts, today or date.max)
            return DateRange(found[0].strip(), *_opened(first, last, lead))
        except (ValueError, OverflowError):  # 31 February, or the day before the first of all
            continue
    return None


def _says_which(found: re.Match[str], text: str) -> bool:
    after = text[found.end() :]
    if re.match(r"['’]s\b", after):
        return True
    parts = found.groupdict()
    if parts["week"] or parts.get("relative"):
        return False
    before = text[: found.start("date")]
    if re.search(r"\b(?:about|regarding|concerning) (?:the )?$", before, re.IGNORECASE):
        return True
    is_bound = re.search(r"(?:\bthe|['’]s) $", before, re.IGNORECASE)
    return is_bound is not None and _NOUN_NEXT.match(after) is not None


def _bounds(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    if parts.get("relative"):
        return _relative(str(parts["relative"]).lower(), today)
    month = _month(parts)
    year = int(parts.get("year") or 0) or _latest_year(month, int(parts.get("day") or 1), today)
    if parts.get("day"):
        day = date(year, month or 1, int(str(parts["day"])))
        if parts.get("week"):
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        return day, day
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _month(parts: dict[str, str | None]) -> int | None:
    if parts.get("mm"):
        return int(str(parts["mm"]))
    name = (parts.get("month") or "").lower()
    return next(
        (at for at, full in enumerate(_MONTHS, 1) if name and full.startswith(name[:3])), None
    )


def _latest_year(month: int | None, day: int, today: date) -> int:
    return today.year if (month or 1, day) <= (today.month, today.day) else today.year - 1


def _relative(phrase: str, today: date) -> tuple[date, date]:
    if phrase == "today":
        return today, today
    if phrase == "yesterday":
        return today - timedelta(days=1), today - timedelta(days=1)
    which, unit = phrase.split()
    if which == "past":
        return today - _LENGTHS[unit], today
    if unit == "week":
        return today - timedelta(days=7 if which == "this" else 14), today
    if unit == "month":
        first = today.replace(day=1)
        return (first, today) if which == "this" else _month_before(first)
    year = today.year - (which != "this")
    return date(year, 1, 1), min(date(year, 12, 31), today)


def _month_before(first: date) -> tuple[date, date]:
    last = first - timedelta(days=1)
    return last.replace(day=1), last


def _opened(since: date, until: date, lead: str) -> tuple[date | None, date | None]:
    if lead in ("since", "from"):
        return since, None
    if lead == "after":
        return until + timedelta(days=1), None
    if lead == "before":
        return None, since - timedelta(days=1)
    if lead in ("until", "by"):
        return None, until
    return since, until
