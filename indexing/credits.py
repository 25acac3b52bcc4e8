"""What an article says about itself: date lines, bylines, datelines, closing credits.

Each reader looks at one line and returns the clues in it, none where the line is something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from indexing.article import Attested, Provenance
from indexing.dates import DATE, TIME, WEEKDAY, find_date, parse_date
from indexing.outlets import known_outlet

Field = Literal["title", "publisher", "byline", "published", "url"]


@dataclass(frozen=True, slots=True)
class Clue:
    """A value for one field of the metadata."""

    field: Field
    found: Attested[str] | Attested[date]


_UPDATED = r"(?:last )?(?:updated|modified|revised)"
_DATE_LINE = re.compile(
    r"(?P<label>(?:first |originally )?(?:published|posted|released|issued|filed)(?: on)?"
    rf"|(?:publication |release )?dated?)?(?P<update>\s*{_UPDATED}(?: on)?)?[\s:|-]*"
    rf"(?:{WEEKDAY},?\s+)?(?P<before>{TIME}[,|]?\s+)??(?P<date>{DATE})"
    rf"(?:[,|\s]*(?:at\s+|[–—-]\s*)?(?P<after>{TIME}))?"
    rf"(?:[\s|·,(–—-]*{_UPDATED}\b.{{0,80}}|[\s,|]+(?P<outlet>[^,|\d]{{2,40}})(?:, \D{{2,40}})?)?",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·]\s*")
_BY = re.compile(r"(?:by|(?:written|story|reported|compiled|words) by)\b:?\s+(?P<names>\S.*)", re.I)
_JOINTS = re.compile(r"\s*(?:,|&|\band\b|\bfor\b)\s*")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_INITIAL = re.compile(r"\b(?:[A-Z]|Dr|Rev|Prof)\. ")
_PARTICLES = frozenset("al bin da de del della der di dos du el ibn la le ten ter van von".split())
_ROLE = re.compile(
    r"(?:[\w’'-]+ ){0,4}(?:contributors?|columnists?|correspondents?|reporters?|writers?|editors?"
    r"|staff|bureau)|(?:special|exclusive)(?: (?:for|to) \S.{1,40})?",
    re.IGNORECASE,
)
_WIRES = re.compile(r"(?:compiled )?from \S.{1,60} (?:wires?|reports?|services?)", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:(?:[A-Z][\w.'’/-]*|\d{1,4}|de|of|and),?\s){0,10}\((?P<bracketed>[^()]{2,40})\)\s?[-–—−―:]"
    r"|(?:[A-Z][\w.'’-]*,?\s){0,6}?(?P<bare>[A-Z]{2,5}(?: [A-Z][a-z]+)?)\s?[–—−―]$"
)
_CLOSING = re.compile(
    r"[-–—−―(\[*\s]*(?:(?:source|credit|via)s?\s*:?\s+)?(?P<outlet>[^()\[\]]{2,40}?)[)\].\s]*", re.I
)
_REPORTS = re.compile(r"[,(] ?(?P<outlet>(?:[Tt]he )?[A-Z][\w’' -]{1,40}?) reports[.”\")]*")
_LOOKS_LIKE_OUTLET = re.compile(
    r"[A-Z]{2,5}|(?:[Tt]he )?(?:[A-Z][\w’'-]* ){1,3}"
    r"(?:News|Times|Post|Journal|Herald|Tribune|Chronicle|Telegraph|Mail|Press|Gazette|Observer)"
)


def read_credit_line(line: str) -> list[Clue]:
    """The clues of a line that holds nothing but the date, the writers or the agency.

    Parts may be set off by bars: "By Jane Doe | Reuters | May 13, 2025".
    """
    parts = [part for part in _BARS.split(line) if part]
    if len(line) > 200 or len(parts) > 4:
        return []
    whole = _read_date(line)
    if whole or len(parts) < 2:
        return whole or _read_outlet(line) or _read_byline(line)
    read = [
        _read_date(part) or _read_outlet(part) or _read_byline(part) or read_names([part])
        for part in parts
    ]
    return [clue for clues in read for clue in clues] if all(read) else []


def read_names(lines: Sequence[str]) -> list[Clue]:
    """The byline in lines of their own: names, then perhaps a role or an affiliation."""
    if not lines or not (_WIRES.fullmatch(lines[0]) or all(map(_is_name, _JOINTS.split(lines[0])))):
        return []
    if any(not (_is_name(line.replace(",", "")) or _ROLE.fullmatch(line)) for line in lines[1:]):
        return []
    return [_inferred("byline", ", ".join(lines), " / ".join(lines))]


def names_writers(line: str) -> bool:
    """Whether a line can only be a credit: "Jane Doe and John Roe", "From wire reports"."""
    parts = _JOINTS.split(line)
    if all(" " in part and _is_name(part) for part in parts):
        return len(parts) > 1 or bool(_INITIAL.search(line))
    return bool(_WIRES.fullmatch(line) or _ROLE.fullmatch(line))


def read_dateline(line: str) -> list[Clue]:
    """The agency, and the date if it has a year, of "SEOUL, Sept. 17, 2019 (Reuters) -"."""
    match = _DATELINE.match(line)
    if match is None:
        return []
    publisher = _outlet_among(match["bracketed"] or match["bare"])
    if publisher is None:
        return []
    clues = [_inferred("publisher", publisher, match[0])]
    dated = find_date(match[0])
    if dated:
        clues.append(Clue("published", Attested(dated[0], "explicit", match[0])))
    return clues


def read_closing_credit(line: str) -> list[Clue]:
    """The agency that signs an article at its end: "- AP", "(AFP)", "Source: Reuters"."""
    match = _CLOSING.fullmatch(line) if len(line) <= 60 else None
    publisher = _outlet_among(match["outlet"]) if match else None
    return [_inferred("publisher", publisher, line)] if publisher else []


def read_quoted_source(sentence: str) -> list[Clue]:
    """The paper that the opening sentence leans on: "..., CNN reports."."""
    for match in _REPORTS.finditer(sentence):
        words = match["outlet"]
        publisher = known_outlet(words) or (_LOOKS_LIKE_OUTLET.fullmatch(words) and words)
        if publisher and match.end() == len(sentence):
            return [_inferred("publisher", publisher, f"{words} reports")]
    return []


def _read_date(line: str) -> list[Clue]:
    match = _DATE_LINE.fullmatch(line)
    published = parse_date(match["date"]) if match else None
    if match is None or published is None:
        return []
    publisher = known_outlet(match["outlet"] or "")
    if match["outlet"] and not publisher:
        return []
    is_stated = match["label"] or match["before"] or match["after"] or publisher
    provenance: Provenance = "explicit" if is_stated and not match["update"] else "inferred"
    clues = [Clue("published", Attested(published, provenance, line))]
    if publisher:
        clues.append(Clue("publisher", Attested(publisher, "explicit", line)))
    return clues


def _read_outlet(line: str) -> list[Clue]:
    publisher = known_outlet(line.strip(" ()[]-–—−―*"))
    return [_inferred("publisher", publisher, line)] if publisher else []


def _read_byline(line: str) -> list[Clue]:
    """Writers behind "By", or before the agency they write for ("Jane Doe, Associated Press")."""
    match = _BY.fullmatch(line)
    if _ROLE.fullmatch(line):
        return []
    parts = [
        part for part in _JOINTS.split((match["names"] if match else line).rstrip(".")) if part
    ]
    outlets = [outlet for part in parts if (outlet := known_outlet(part))]
    names = [part for part in parts if not known_outlet(part) and not _ROLE.fullmatch(part)]
    if not all(map(_is_name, names)) or not (match or (outlets and names)) or len(parts) > 8:
        return []
    clues = [_inferred("publisher", outlets[0], line)] if outlets else []
    if names:
        value = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
        clues.append(_inferred("byline", value, line))
    return clues


def _is_name(words: str) -> bool:
    if _ROLE.fullmatch(words):
        return False
    parts = words.split()
    return 1 <= len(parts) <= 5 and all(
        _NAME_WORD.fullmatch(part) and (part[0].isupper() or part in _PARTICLES) for part in parts
    )


def _outlet_among(words: str) -> str | None:
    """The first outlet of "AP" or "AFP/Reuters", where all are known."""
    names = [known_outlet(part) for part in re.split(r"[/&]|\band\b", words)]
    return names[0] if all(names) else None


def _inferred(field: Field, value: str, evidence: str) -> Clue:
    return Clue(field, Attested(value, "inferred", evidence))
