"""Slack's markup: other people's words in it stay words.

Slack documents how to write &, < and >, and no way to write a literal *, _, ~ or `. What does show
them is the text that stands in for a date that cannot be shown (as jsx-slack found); it is copied
as the one sign that it is.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

BLOCK_CHARS = 3_000  # what a text object may hold
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_INSTEAD_OF_A_DATE = "<!date^00000000^{{_}}|{}>"
_WORD_JOINER = "\u2060"  # has no width, and a line that begins with it is no quotation
# An emoji's name stands between colons. What begins a line with ">" would be a quotation. An
# underscore inside a word begins nothing.
_SIGN = re.compile(
    r"[&<*~`]|(?<!\w)_|_(?!\w)|(?P<leading>(?m:^)(?:[ \t\u00a0]*>)+)|>|:(?=[\w+'-]+:)"
)
# Steers how the words around it are read, and is no word.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"\]])\s+(?!\s|\[\d)|\n+")  # with the markers behind it


def literal(text: str) -> str:
    """Markup that shows exactly `text`: no mention, link, emoji or style comes of it."""
    return _SIGN.sub(_shown, _STEERING.sub("", text))


def entities(text: str) -> str:
    """For a notification, which knows no styles: no mention or link comes of `text`."""
    cleaned = _STEERING.sub("", text)
    return re.sub(r"[&<>]", lambda sign: _ENTITIES[sign[0]], cleaned)


def _shown(sign: re.Match[str]) -> str:
    if sign["leading"]:
        return _WORD_JOINER + sign[0].replace(">", "&gt;")
    return _ENTITIES.get(sign[0]) or _INSTEAD_OF_A_DATE.format(sign[0])


def link(url: str, label: str) -> str:
    """`label` is ours: without a sign that means something here."""
    return f"<{_fit(url)}|{label}>"


def is_link(url: str | None) -> bool:
    """Whether a reader's browser opens it: an article may claim to be anywhere."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _fit(url: str) -> str:
    """What would end the link is written so that it does not."""
    safe = quote(url.encode(errors="ignore"), safe="%/:=&?~#+!$,;'@()*[]-._")
    return safe.replace("&", "&amp;")


def pieces(text: str, *, limit: int = BLOCK_CHARS) -> Iterator[str]:
    """`text` in order, cut so that the markup of each piece fits: at the end of a sentence where
    there is one, else between words, else anywhere."""
    rest = text
    while rest:
        fitting = fitting_chars(rest, limit)
        if fitting < len(rest):
            fitting = _cut(rest, fitting)
        piece, rest = rest[:fitting].strip(), rest[fitting:].lstrip()
        if piece:
            yield piece


def shortened(text: str, *, limit: int) -> str:
    """The markup of as much of `text` as fits, and whether that is all."""
    if len(literal(text)) <= limit:
        return literal(text)
    return literal(text[: fitting_chars(text, limit - 1)].rstrip()) + "…"


def fitting_chars(text: str, limit: int) -> int:
    """How many characters' markup fits into `limit`; at least one."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if len(literal(text[:middle])) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: str, most: int) -> int:
    """Where to cut at `most` or before, without making a tiny piece."""
    # A little further, to see whether a marker follows.
    matches = _SENTENCE_END.finditer(text[: most + 3])
    ends = [match.end() for match in matches if most // 2 < match.end() <= most]
    if ends:
        return ends[-1]
    space = text.rfind(" ", 0, most)
    return space + 1 if space > most // 2 else most
