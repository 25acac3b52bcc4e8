"""Raw text to the canonical text that is stored and cited.

Cleaning takes away and never adds: characters nobody sees, spaces, and whole lines that belong to
the page around the article. Typography stays as it was printed, so that a quotation can be found
in the original. Cleaning what is clean changes nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from indexing.boilerplate import heads_comments, is_contact, is_furniture, is_widget_heading
from indexing.dates import parse_date

# Windows-1252 text that was read as Latin-1 has its quotation marks and dashes among the controls.
_MISREAD = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—"}
_MISREAD_CHARACTER = re.compile("[\x85\x91-\x97]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0001-\U000e007f]+"
)
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAIL = re.compile(r"Home ?[>»›/→]")
_CLOSED = re.compile(r"[.!?:;…][\"'”’)\]]*\Z")

_HEAD_LINES = 8
_TAIL_LINES = 40


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """A line of site navigation: "Home", the section, and the headline, often without a space."""

    place: int
    section: str


def clean(text: str) -> str:
    """The canonical text: Unix line ends, plain single spaces, at most one blank line, no frame.

    Empty where nothing but the page's frame was there.
    """
    text = tidy(text)
    while True:
        lines = _without_tail(_without_head(_unwrapped(text.split("\n"))))
        kept = "\n".join(line for line in lines if not is_furniture(line))
        cleaned = _BLANK_LINES.sub("\n\n", kept).strip("\n")
        if cleaned == text:
            return text
        text = cleaned


def tidy(text: str) -> str:
    """`text` without characters nobody sees, with plain single spaces and Unix line ends."""
    if _MISREAD_CHARACTER.search(text):
        text = text.translate(_MISREAD)
    text = _LINE_END.sub("\n", _UNSEEN.sub("", text))
    text = _AROUND_LINE_END.sub("\n", _SPACES.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def head_of(text: str) -> list[str]:
    """The lines at the top of a text where navigation, headline, date and byline stand."""
    lines = text.split("\n")
    return [lines[index] for index in islice(filled_places(lines), _HEAD_LINES)]


def find_breadcrumb(head: Sequence[str]) -> Breadcrumb | None:
    """The navigation line among the first lines of a page, if there is one.

    It begins with "Home", and it either has separators or ends with a headline that stands again
    in a line of its own below: "HomeWorldEnvoys meet in Seoul".
    """
    for place, line in enumerate(head):
        if line == "Home" or _TRAIL.match(line):
            return Breadcrumb(place, "")
        for headline in head[place + 1 : place + 5] if line.startswith("Home") else ():
            section = line.removeprefix("Home").removesuffix(headline)
            if line.endswith(headline) and " " in headline and len(section) <= 60:
                return Breadcrumb(place, section.strip())
    return None


def filled_places(lines: Sequence[str]) -> Iterator[int]:
    """Where the lines stand that are not blank."""
    return (index for index, line in enumerate(lines) if line)


def _unwrapped(lines: list[str]) -> list[str]:
    """`lines` with a paragraph in a line each, where the text was wrapped at a fixed width.

    In wrapped text most lines come near to the full width, and few end where a sentence does.
    """
    inner = [line for line, below in pairwise(lines) if line and below]
    width = max(map(len, inner), default=0)
    if len(inner) < 6 or not 45 <= width <= 100:
        return lines
    full = sum(len(line) >= width * 0.75 for line in inner)
    closed = sum(bool(_CLOSED.search(line)) for line in inner)
    if full < len(inner) * 0.6 or closed > len(inner) * 0.35:
        return lines
    joints = (
        " " if above and len(above) >= width * 0.6 and line else "\n"
        for above, line in pairwise(lines)
    )
    return "".join(chain([lines[0]], *zip(joints, lines[1:], strict=True))).split("\n")


def _without_head(lines: list[str]) -> list[str]:
    """Without navigation, and with one copy of a headline that stands twice."""
    below = filled_places(lines)
    head = list(islice(below, _HEAD_LINES))
    dropped: set[int] = set()
    while places := _frame_of_head([lines[index] for index in head]):
        dropped.update(head[place] for place in places)
        head = [index for index in head if index not in dropped]
        head.extend(islice(below, _HEAD_LINES - len(head)))
    return [line for index, line in enumerate(lines) if index not in dropped]


def _frame_of_head(head: Sequence[str]) -> set[int]:
    """Which lines of the head to drop next.

    A date above the navigation is the day on which somebody printed or saved the page.
    """
    if breadcrumb := find_breadcrumb(head):
        dates = {place for place in range(breadcrumb.place) if parse_date(head[place])}
        return dates | {breadcrumb.place}
    return {place for place, (line, below) in enumerate(pairwise(head)) if line == below}


def _without_tail(lines: list[str]) -> list[str]:
    """Without what readers wrote below, without the widgets that end a page and without the lines
    on how to reach the writer."""
    end = _start_of_comments(lines)
    while (widget := _closing_widget(lines, end)) is not None:
        end = widget
    contacts, others = set(), 0
    for index in reversed(list(filled_places(lines[:end]))):
        if is_contact(lines[index]):
            contacts.add(index)
        elif (others := others + 1) == 4:
            break
    return [line for index, line in enumerate(lines[:end]) if index not in contacts]


def _start_of_comments(lines: Sequence[str]) -> int:
    """Where the article ends and its readers begin; anybody can sign there as anybody."""
    told = False
    for index, line in enumerate(lines):
        if told and heads_comments(line):
            return index
        told = told or _is_prose(line)
    return len(lines)


def _closing_widget(lines: Sequence[str], end: int) -> int | None:
    """Where a heading like "Most Popular" stands that no prose follows, but some goes before."""
    for index in range(end - 1, max(0, end - _TAIL_LINES), -1):
        if is_widget_heading(lines[index]):
            return index if any(map(_is_prose, islice(lines, index))) else None
        if _is_prose(lines[index]):
            return None
    return None


def _is_prose(line: str) -> bool:
    words = line.count(" ") + 1
    return words >= 30 or (words >= 8 and bool(_CLOSED.search(line)))
