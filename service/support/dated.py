"""A claim without the date on which what it cites was published: the reader sees that there."""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WRITTEN = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b"
    rf"|\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{'|'.join(_MONTHS)})\b"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?\b(?!:))?(?:,? (?P<year>\d{4})\b)?"
    r"|^In (?P<alone>(?:19|20)\d\d),"
)


def undated(claim: str, published: Iterable[date | None]) -> str:
    """The claim without the dates that agree with one of these."""
    days = [day for day in published if day is not None]

    def is_free(found: re.Match[str]) -> bool:
        return any(_is(found, day) for day in days)

    return _WRITTEN.sub(lambda found: " " if is_free(found) else found[0], claim)


def _is(found: re.Match[str], day: date) -> bool:
    if found["iso"]:
        return found["iso"] == day.isoformat()
    if found["alone"]:
        return int(found["alone"]) == day.year
    number = found["before"] or found["after"]
    return (
        found["month"] == _MONTHS[day.month - 1]
        and (number is None or int(number) == day.day)
        and (found["year"] is None or int(found["year"]) == day.year)
    )
