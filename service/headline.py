"""The article that a question names by its headline."""

import re
from dataclasses import dataclass
from datetime import date

_KIND = r"(?:article|story|report|piece|column|editorial)"
_TALK = r"(?:interview|analysis)"  # "said in an interview “...”" quotes what was said there
_NAMED = re.compile(
    r",? ?\b(?:in|from) (?:the|this|that|an?) "
    r"(?:(?!in |from |about |on |with )[^\s\"“?]{1,40} ){0,6}?"
    rf"(?:{_KIND},? (?:(?:headlined|titled|entitled|called|with the headline),? )?"
    rf"|{_TALK},? (?:headlined|titled|entitled),? )"
    r"[\"“](?P<title>.{3,300}?)[\"”]"
    r"(?=[\s?.!]*$|,| ?\(| [a-z])(?: ?\((?P<day>\d{4}-\d\d-\d\d)\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """`phrase` is all of the question that names the article."""

    title: str
    published: date | None
    phrase: str


def headline_of(question: str) -> Headline | None:
    """The headline in a phrase like: in the AP article "Moon sees hope" (2019-03-05)."""
    found = _NAMED.search(question)
    if found is None:
        return None
    return Headline(found["title"].strip(), _day(found["day"]), found[0])


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
