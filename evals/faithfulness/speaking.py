"""Whether what a sentence puts in somebody's mouth is theirs."""

import re

from evals.faithfulness.grounds import Grounds
from service.grammar import SAY
from service.words import fold, is_content

_NAME = r"[A-Z][\w’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w’'-]*)*"
# A sentence may be cut out of a quotation: what is open at either end is quoted as well.
_QUOTED = re.compile(r"^[^“”]*”|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_BEFORE = re.compile(rf"(?P<name>{_NAME})(?:,[^,]{{3,80}},)?\s+(?:(?:has|had|also|\w+ly)\s+)*{SAY}")
_BEHIND = re.compile(
    rf"[|,]\s*(?:said|says|told|added|asked|wrote|tweeted|replied|argued|warned)\s+(?P<name>{_NAME})"
)


def is_misattributed(sentence: str, grounds: Grounds) -> bool:
    """Whether a sentence says that somebody spoke to whom the evidence gives no word.

    The evidence gives words to its speakers, and to whoever speaks in its own text. Where the words
    that are most alike are nobody's, this cannot tell.
    """
    told = speaking(sentence)
    if not told or not (grounds.speakers or speaking(grounds.nearest(sentence))):
        return False
    known = {*grounds.speakers, *speaking(grounds.text)}
    return any(not any(_is_same(name, other) for other in known) for name in told)


def speaking(text: str) -> tuple[str, ...]:
    """The names that a text lets speak, outside its quotations."""
    bare = _QUOTED.sub(" | ", text)
    found = (match["name"] for pattern in (_BEFORE, _BEHIND) for match in pattern.finditer(bare))
    return tuple(name for name in dict.fromkeys(found) if is_content(name))


def _is_same(name: str, other: str) -> bool:
    """Whether one name is, or may be short for, the other ("Kang", "Kang Kyung-wha")."""
    words, others = _words(name), _words(other)
    return words <= others or others <= words


def _words(name: str) -> frozenset[str]:
    return frozenset(re.sub(r"'s?(?!\w)", " ", fold(name)).split())
