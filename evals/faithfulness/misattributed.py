"""Whether what a sentence puts in somebody's mouth is theirs."""

from service.support.grounds import Grounds
from service.support.speaking import is_same_name, speaking


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
