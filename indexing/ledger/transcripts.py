"""Lines of a transcript: "Vance: We agree.", with the speaker's name in front of the words."""

import re
from collections import Counter
from collections.abc import Iterator

from indexing.article import Span

_LINE = re.compile(
    r"^(?P<label>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):[ \u00a0]+(?P<words>[^\s\"“‘][^\n]*)", re.M
)
_ROLE = re.compile(
    r"(?:^[^\w\n]*|(?<=[.!?]) )(?:question|answer|user|human|assistant|system|(?:chat)?bot|ai)"
    r"(?: \d+)?:[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)


def lines_of_roles(text: str) -> tuple[Span, ...]:
    """From "Answer:", "User:" or the like to the end of the line: whoever speaks there has no name,
    and that he tells what somebody else said is no report of the article's."""
    return tuple(Span(*line.span()) for line in _ROLE.finditer(text))


def labelled_lines(text: str) -> Iterator[tuple[Span, Span]]:
    """The label and the words of each line whose label recurs; a label need not be a person."""
    lines = list(_LINE.finditer(text))
    counts = Counter(line["label"] for line in lines)
    for line in lines:
        if counts[line["label"]] > 1 and any(map(str.isalnum, line["words"])):
            words = Span(line.start("words"), line.start("words") + len(line["words"].rstrip()))
            yield Span(*line.span("label")), words
