"""The article that a question names by its headline."""

import re
from dataclasses import dataclass
from datetime import date

_KIND = r"(?:article|story|report|piece|column|interview|analysis|editorial)"
_NAMED = re.compile(
    rf"[, ]*\b(?:in|from) (?:the |an? |this |that )?(?P<before>(?:[^\"“]{{1,60}} )??){_KIND},? "
    rf"(?:(?:headlined|titled|entitled|called|with the headline),? )?"
    r"[\"“](?P<title>.{3,300})[\"”](?: ?\((?P<day>\d{4}-\d\d-\d\d)\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """`phrase` is all of the question that names the article; `before` what stands before it."""

    title: str
    published: date | None
    phrase: str
    before: str


def headline_of(question: str) -> Headline | None:
    """The headline in a phrase like: in the AP article "Moon sees hope" (2019-03-05)."""
    found = _NAMED.search(question)
    if found is None:
        return None
    return Headline(found["title"].strip(), _day(found["day"]), found[0], found["before"].strip())


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
