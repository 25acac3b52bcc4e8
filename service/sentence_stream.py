"""Whole sentences out of words that come one by one."""

import re
from collections.abc import AsyncGenerator, AsyncIterator

from indexing.sentences import sentence_spans

_MARKERS_BEHIND = re.compile(
    r"(?P<end>[.!?][\"”’)]*)[^\S\n]*(?P<markers>(?:\[\d+(?:\s*[,–-]\s*\d+)*\][^\S\n]*)+)"
)
_DECIDES = re.compile(r"\w+\W")  # where a sentence ends is known by the word that comes next


async def whole_sentences(words: AsyncIterator[str]) -> AsyncGenerator[str, None]:
    """Each sentence as soon as it is sure to be whole; markers behind its stop are part of it."""
    held = ""
    async for more in words:
        *whole, held = _parted(held + more)
        for sentence in whole:
            yield sentence
    for sentence in _parted(held + "\n"):
        if sentence.strip():
            yield sentence


def _parted(text: str) -> list[str]:
    """The whole sentences, and last what may go on."""
    text = _with_markers_within(text)
    starts = [span.start for span in sentence_spans(text)]
    parts = []
    at = 0
    for start in starts[1:]:
        is_line = "\n" in text[at:start].lstrip()
        if not is_line and _is_within_quotation(text[at:start]):
            continue
        if not is_line and not _is_sure(text[start:]):
            break
        parts.append(text[at:start].strip())
        at = start
    rest = text[at:]
    if starts and rest.endswith("\n") and rest.strip():
        return [*parts, rest.strip(), ""]
    return [*parts, rest]


def _is_within_quotation(text: str) -> bool:
    """Whether a quotation is open: it may hold several sentences."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _is_sure(following: str) -> bool:
    return not following.startswith("[") and _DECIDES.search(following) is not None


def _with_markers_within(text: str) -> str:
    """ "So it is. [1] Then" with its marker before the stop, where no later word can take it."""
    return _MARKERS_BEHIND.sub(lambda found: f" {found['markers'].rstrip()}{found['end']} ", text)
