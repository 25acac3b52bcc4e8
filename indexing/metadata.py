"""What is known about an article besides its words, and what says so.

Fields that somebody gave come first, then what the article states, then what can be read off it.
Nothing is guessed: "last week" tells no date, and an article without a headline has no title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from indexing.article import Attested, Metadata, RawArticle
from indexing.boilerplate import is_appeal
from indexing.clean import filled_places, find_breadcrumb, head_of, tidy
from indexing.credits import (
    Clue,
    names_writers,
    read_closing_credit,
    read_credit_line,
    read_dateline,
    read_names,
    read_quoted_source,
)
from indexing.dates import parse_date
from indexing.outlets import known_outlet
from indexing.sentences import sentence_spans

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_URL_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+\.[a-z]{2,})(?=[:/]|$)", re.IGNORECASE)
_NAME = r"(?:[Tt]he )?[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3}"
_APPEAL = re.compile(
    rf"\bAt (?P<at>{_NAME}), we\b|\b(?:member|supporter|subscriber) of (?P<of>{_NAME})"
    rf"|\b[Ss]upport (?P<support>{_NAME})[’']s? (?:\w+ )?journalism"
)
_COPYRIGHT = re.compile(
    r"^[^\S\n]*(?:©|\(c\)|copyright)(?: ©)?[^\S\n]*(?:19|20)\d\d(?:[-–]\d{2,4})?,?[^\S\n]+(?:by )?"
    r"(?P<owner>[^\n.,|]{2,50}?)(?:[.,|]|[^\S\n]+all rights|[^\S\n]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+")
_OPEN_END = re.compile(r"[.,;:…–—-]\Z")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_HEAD_CHARACTERS = 5_000


def read_metadata(raw: RawArticle, text: str) -> tuple[Metadata, str]:
    """The metadata of `raw`, and its canonical `text` without the lines that hold nothing else.

    A headline stays in the text: what it says can be searched and cited like the rest.
    """
    lines = text.split("\n")
    head = _read_head(lines, has_title="title" in raw.fields)
    end = _read_end(lines)
    clues = [*_read_fields(raw.fields), *head.clues, *_read_page(raw.text), *end.clues]
    clues += _read_opening(lines)
    best: dict[str, Any] = {}
    for clue in sorted(clues, key=lambda clue: clue.found.provenance != "explicit"):
        best.setdefault(clue.field, clue.found)
    spent = head.spent | end.spent
    kept = "\n".join(line for index, line in enumerate(lines) if index not in spent)
    return Metadata(**best), re.sub(r"\n{3,}", "\n\n", kept).strip("\n") or text


@dataclass(frozen=True, slots=True)
class _Part:
    """What the top or the end of an article tells, and the lines that tell nothing else."""

    clues: tuple[Clue, ...]
    spent: frozenset[int]


def _read_fields(fields: Mapping[str, str]) -> Iterator[Clue]:
    for field in ("title", "publisher", "byline", "url"):
        value = tidy(fields.get(field, "")).replace("\n", " ")
        if value:
            yield Clue(field, Attested(value, "explicit", field))
    published = parse_date(fields.get("published", ""))
    if published:
        yield Clue("published", Attested(published, "explicit", "published"))
    url = fields.get("url", "")
    dated, host = _URL_DATE.search(url), _URL_HOST.match(url)
    if dated and (day := parse_date("-".join(dated.groups()))):
        yield Clue("published", Attested(day, "inferred", url))
    if host:
        yield Clue("publisher", Attested(host[1].lower(), "inferred", url))


def _read_head(lines: Sequence[str], *, has_title: bool) -> _Part:
    """What stands above the story: headline, writers and their papers, dates."""
    clues: list[Clue] = []
    spent: set[int] = set()
    unread: list[int] = []
    for index in islice(filled_places(lines), 8):
        clues += read_dateline(lines[index])
        if found := read_credit_line(lines[index]):
            clues += found
            spent.add(index)
        elif is_story(lines[index]):
            break
        else:
            unread.append(index)
        if any(clue.field == "published" for clue in found):
            begins = 0 if has_title or (unread and names_writers(lines[unread[0]])) else 1
            names = _names_above(lines, unread[begins:])
            clues += names.clues
            spent |= names.spent
    headline = next((index for index in unread if index not in spent), None)
    if headline is not None and _is_headline(lines[headline]) and headline + 1 < len(lines):
        clues.append(Clue("title", Attested(lines[headline], "inferred", lines[headline])))
    return _Part(tuple(clues), frozenset(spent))


def _names_above(lines: Sequence[str], unread: Sequence[int]) -> _Part:
    """The writer in lines without "By", which only a date line below makes likely."""
    for first in range(len(unread)):
        clues = read_names([lines[index] for index in unread[first:]])
        if clues:
            return _Part(tuple(clues), frozenset(unread[first:]))
    return _Part((), frozenset())


def _read_end(lines: Sequence[str]) -> _Part:
    """The agency that signs the article in its last line."""
    last = max(len(lines) - 1, 0)
    clues = read_closing_credit(lines[last]) if last else []
    return _Part(tuple(clues), frozenset([last] if clues else []))


def _read_page(page: str) -> Iterator[Clue]:
    """The publisher in what cleaning cuts: navigation, appeals and the copyright notice."""
    head = head_of(tidy(page[:_HEAD_CHARACTERS]))
    breadcrumb = find_breadcrumb(head)
    sections = _CAMEL.findall(breadcrumb.section) if breadcrumb else []
    for publisher in filter(None, map(known_outlet, sections)):
        yield _publisher(publisher, head[breadcrumb.place if breadcrumb else 0])
    for line in page.split("\n"):
        names = [match["at"] or match["of"] or match["support"] for match in _APPEAL.finditer(line)]
        if names and is_appeal(appeal := tidy(line)):
            yield from (_publisher(tidy(name), appeal) for name in names)
    for match in _COPYRIGHT.finditer(page):
        owner = tidy(match["owner"])
        yield _publisher(known_outlet(owner) or owner, tidy(match[0]))


def _read_opening(lines: Sequence[str]) -> list[Clue]:
    """The paper that the first sentence of the story names as its source."""
    opening = next((line for line in lines[:20] if is_story(line)), "")
    sentences = sentence_spans(opening)
    return read_quoted_source(sentences[0].of(opening)) if sentences else []


def _publisher(name: str, evidence: str) -> Clue:
    return Clue("publisher", Attested(name, "inferred", evidence))


def is_story(line: str) -> bool:
    """Whether a line of an article is prose, and no headline, byline or label."""
    words = line.count(" ") + 1
    return words >= 30 or (words >= 8 and bool(_STOP.search(line)))


def _is_headline(line: str) -> bool:
    starts_well = line[0].isupper() or line[0].isdigit() or line[0] in "“‘\"'"
    if names_writers(line) or " — " in line:
        return False
    return starts_well and 4 <= line.count(" ") + 1 <= 25 and not _OPEN_END.search(line)
