"""Text as it is compared: quotes, dashes, case and spacing do not count."""

import re
import unicodedata
from collections.abc import Iterable

from indexing.article import Span

_MARKER = re.compile(r"\s*\[\d+\]")
_ALIKE = str.maketrans(
    dict.fromkeys('"“”„«»') | dict.fromkeys("‘’‚`", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


def plain(text: str) -> str:
    """Lower case, single spaces, one kind of dash and apostrophe, no quotation marks or [n]."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_MARKER.sub("", folded).translate(_ALIKE).split())


def contains(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text` as whole words."""
    return re.search(rf"(?<!\w){re.escape(plain(phrase))}(?!\w)", plain(text)) is not None


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with bars in the place of these spans."""
    blank = {at for span in spans for at in range(span.start, span.end)}
    return "".join("|" if at in blank else letter for at, letter in enumerate(text))
