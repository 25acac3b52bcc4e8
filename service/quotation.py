"""Words that a question quotes, and the statements that hold them.

Spelling and punctuation do not count, and a few words may differ: readers quote from memory, and
one paper prints the half of a remark that another prints whole.
"""

import re
from collections.abc import Sequence
from difflib import Match, SequenceMatcher

from service.answer import Evidence
from service.polarity import is_negated, is_open, spoken
from service.words import fold, words_of

SAME = 0.8  # of the shorter one's words, in the same order
STRAY = 2  # at most as many words as are shared, less this, may stand between them
HALF, ENOUGH = 0.5, 8  # what has to be there of a quotation: half of it, or so many words
LEAST = 3  # fewer words than that are no quotation but a term
_MARKS = re.compile(r"[\"“”]")
_MOST = 400  # words of a statement that are compared


def is_quotation(quoted: str | None) -> bool:
    """Whether quoted words are long enough to be looked up as somebody's very words."""
    return quoted is not None and len(words_of(quoted)) >= LEAST


def ends_in_quotation(sentence: str) -> bool:
    """Whether a quotation is still open where a sentence ends: what follows belongs to it."""
    marks = _MARKS.findall(sentence)
    return bool(marks) and marks[-1] != "”" and (marks[-1] == "“" or marks.count('"') % 2 == 1)


def matching(quoted: str, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence that holds the quoted words, or a part of them; what holds most first."""
    wanted = _plain(quoted)
    shared = [(_shared(wanted, _plain(spoken(each))), each) for each in found]
    holding = [(count, each) for count, each in shared if count]
    holding.sort(key=lambda pair: (-pair[0], pair[1].statement is None, -pair[1].score))
    return tuple(each for _, each in holding)


def _plain(text: str) -> list[str]:
    return [fold(word) for word in words_of(text)][:_MOST]


def is_asserted(quoted: str, evidence: Evidence) -> bool:
    """Whether a statement that holds the quoted words says them, and not their contrary."""
    if (evidence.statement is not None and evidence.statement.is_denial) or is_open(evidence):
        return False
    wanted, said = _plain(quoted), _plain(spoken(evidence))
    blocks = _blocks(wanted, said)
    if not blocks:
        return False
    first, last = blocks[0], blocks[-1]
    asked = wanted[first.a : last.a + last.size]
    answered = said[first.b : last.b + last.size]
    return is_negated(" ".join(asked)) == is_negated(" ".join(answered))


def _shared(wanted: Sequence[str], said: Sequence[str]) -> int:
    """How many words two texts share, where that makes them one remark; else 0.

    They have to stand close together in both. Of a quotation of which somebody is only said to
    have spoken a few words, those few prove nothing.
    """
    least = min(len(wanted), len(said))
    if least < max(LEAST, min(ENOUGH, HALF * len(wanted))):
        return 0
    blocks = _blocks(wanted, said)
    count = sum(block.size for block in blocks)
    if not blocks or count < max(LEAST, SAME * least):
        return 0
    first, last = blocks[0], blocks[-1]
    spread = max(last.a + last.size - first.a, last.b + last.size - first.b)
    return count if spread - count <= count - STRAY else 0


def _blocks(wanted: Sequence[str], said: Sequence[str]) -> list[Match]:
    """The stretches that two texts share, in order."""
    found = SequenceMatcher(None, wanted, said, autojunk=False).get_matching_blocks()
    return [block for block in found if block.size]
