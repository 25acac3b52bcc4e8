"""What somebody says of an article, held to the article's own words.

Who says it may be a small model, or one that the article itself talked into it. A value is taken
only with words that stand in the article and hold it; a publisher and a day moreover only where
the article speaks of itself there, since most that it names are those of something else. What is
doubtful stays unknown.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal, get_args

from indexing.article import Attested, Metadata
from indexing.clean import filled_places
from indexing.credits import names_writers, read_credit_line
from indexing.dates import find_dates, parse_date
from indexing.metadata import is_story
from indexing.outlets import known_outlet
from indexing.sentences import sentence_spans

Field = Literal["title", "publisher", "published"]
FIELDS: tuple[Field, ...] = get_args(Field)

_PROOF_CHARACTERS = 300  # more is no proof, but the article
_NAME_CHARACTERS = 60
_HEAD_LINES = 8
_CALL = re.compile(r"[?!][\"'”’)\]]*\Z")
_OUT = r"(?:published|printed|posted|filed|issued|updated|appeared|aired|broadcast|went out)"
_OF_ITSELF = re.compile(
    r"\bthis (?:article|story|report|piece|dispatch|column|interview|editorial|post|page|text)\b"
    rf"|\b(?:first|originally|last) {_OUT}\b|^\W*{_OUT}\b|\b(?:edition|issue) of\b"
    r"|\b(?:reporting|writing|editing) (?:by|for)\b|\bour (?:staff|reporters?|correspondents?)\b"
    r"|©|\bcopyright\b|\ball rights reserved\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """A value that an article is said to tell of itself, and the words said to prove it."""

    field: Field
    value: str
    words: str


def unknown_in(known: Metadata) -> tuple[Field, ...]:
    return tuple(field for field in FIELDS if getattr(known, field).value is None)


def proven(told: Told, text: str) -> Attested[Any] | None:
    """The value as the article's words bear it, `inferred`; None where they do not."""
    words, value = told.words.strip(), told.value.strip()
    if not value or len(words) > _PROOF_CHARACTERS or not _stands_in(words, text):
        return None
    borne = _PROOFS[told.field](value, words, text)
    evidence = words if told.field == "title" else _of_itself(words, text)
    return Attested(borne, "inferred", evidence) if borne and evidence else None


def _of_itself(words: str, text: str) -> str | None:
    """The words, or the sentence that they stand in, where the article speaks of itself."""
    around = [sentence for span in sentence_spans(text) if words in (sentence := span.of(text))]
    held = (each for each in (words, *around) if len(each) <= _PROOF_CHARACTERS)
    return next(filter(_OF_ITSELF.search, held), None)


def _title(value: str, words: str, text: str) -> str | None:
    """A line above the story: a sentence of the story is no headline."""
    return value if _stands_in(value, words) and value in _headlines(text) else None


def _headlines(text: str) -> Iterator[str]:
    lines = text.split("\n")
    followed = list(islice(filled_places(lines), _HEAD_LINES + 1))[:-1]
    for line in (lines[place].strip() for place in followed):
        words = line.count(" ") + 1
        if is_story(line) and not (_CALL.search(line) and words <= 25):
            return
        if 2 <= words <= 25 and not (names_writers(line) or read_credit_line(line)):
            yield line


def _publisher(value: str, words: str, text: str) -> str | None:
    is_name = len(value) <= _NAME_CHARACTERS and any(map(str.isupper, value)) and "\n" not in value
    return (known_outlet(value) or value) if is_name and _stands_in(value, words) else None


def _published(value: str, words: str, text: str) -> date | None:
    """The one day that the words name, unless the article tells of a later day or year.

    Most days that an article names are those of events; one that it looks back on from later is
    surely not the day of publication.
    """
    day = parse_date(value)
    named: set[date | None] = {found for found, _ in find_dates(words)}
    named = named or {parse_date(words)}
    if day is None or named != {day}:
        return None
    is_past = any(found > day for found, _ in find_dates(text))
    is_past = is_past or any(int(year) > day.year for year in _YEAR.findall(text))
    return None if is_past else day


_PROOFS: dict[Field, Callable[[str, str, str], str | date | None]] = {
    "title": _title,
    "publisher": _publisher,
    "published": _published,
}


def _stands_in(words: str, text: str) -> bool:
    """To the character, and from the edge of a word to the edge of a word."""
    return bool(words) and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))
