"""Text as it is compared: quotes, dashes, case and spacing do not count."""

import re
import unicodedata
from collections.abc import Iterable

from indexing.article import Span

_SPELLED = dict(
    zip(
        """
        zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        """.split(),
        "0 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 30 40 50 60 70 80 90".split(),
        strict=True,
    )
)
"""Without "one", which mostly counts nothing."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
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


def numeral(word: str) -> str | None:
    """A lone number written one way: "1,000" is 1000, "two" is 2; None where it is none."""
    number = _NUMBER.fullmatch(_SPELLED.get(word, word).replace(",", ""))
    return number[0] if number else "%" if word in ("percent", "%") else None


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with bars in the place of these spans."""
    blank = {at for span in spans for at in range(span.start, span.end)}
    return "".join("|" if at in blank else letter for at, letter in enumerate(text))
