"""Whether what a sentence puts in somebody's mouth is theirs."""

import re

from evals.faithfulness.grounds import Grounds
from evals.faithfulness.speaking import speaking
from service.words import fold


def is_misattributed(sentence: str, grounds: Grounds) -> bool:
    """Whether a sentence says that somebody spoke to whom the evidence gives no word.

    The evidence gives words to its speakers, and to whoever speaks in its own text. Where the words
    that are most alike are nobody's, this cannot tell.
    """
    told = speaking(sentence)
    if not told or not (grounds.speakers or speaking(grounds.nearest(sentence))):
        return False
    known = {*grounds.speakers, *speaking(grounds.text)}
    return any(not any(is_same_name(name, other) for other in known) for name in told)


def is_same_name(name: str, other: str) -> bool:
    """Whether one name is, or may be short for, the other ("Kang", "Kang Kyung-wha")."""
    words, others = _words(name), _words(other)
    return words <= others or others <= words


def _words(name: str) -> frozenset[str]:
    return frozenset(re.sub(r"'s?(?!\w)", " ", fold(name)).split())
