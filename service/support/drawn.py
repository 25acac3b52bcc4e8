"""Whether a sentence is drawn out of its evidence: one sentence there, with some of it cut away.

What may be cut is a clause before a "but", what stands between two commas, and an end that a comma
or a conjunction parts from the rest; never what tells when it was, nor what makes the rest a
condition, a doubt or another's word.
Within what is kept every word stands there, in that order, but for articles and the like. Retold,
a first person becomes a third, and "will" may become "would".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from indexing.sentences import sentence_spans
from service.amounts import numeral
from service.support.turning import (
    ADDED,
    BACKSHIFTED,
    BOUND,
    CLAUSES,
    CONTRASTS,
    HANGING,
    JOINS,
    LIGHT,
    LOOSE,
    OPENERS,
    PARTS,
    PERSONS,
    PLACED,
    RETOLD,
    SHORT,
    TIMES,
    UNTIES,
    WHEN,
)
from service.words import fold, stem

_TOKEN = re.compile(
    r"(?P<mark>[,;:.!()\[\]“”\"…—–|]|\s-\s)"
    r"|(?P<word>(?:[^\W_]\.){2,}|\d+(?:[.,]\d+)*[^\W_]*|\b[Aa] (?:few|little)\b"
    r"|[^\W_]+(?:['’][^\W_]+)*['’]?|[%$€£?])"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b")
_THE_DAY = re.compile(rf"\b({_MONTH} \d{{1,2}})(?:st|nd|rd|th)\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_INITIALS = frozenset(("US", "U.S.", "IT", "WHO"))
PLACES_MOST = 8  # of a word that is there again and again
GAP_MOST = 40  # words
"""Both bound the time, and what is missed fails."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and the mark that stands before it."""

    low: str
    mark: str

    @property
    def is_light(self) -> bool:
        return self.low in LIGHT


def undrawn(text: str, told: Sequence[str], *, is_open: bool = False) -> str | None:
    """The first word that no sentence of what is told has in its place; None where all stand.

    `is_open` is of what stands around what is said: of when and where that was, less may be told.
    """
    sentences = [words_in(span.of(each)) for each in told for span in sentence_spans(each)]
    for span in sentence_spans(text):
        words = words_in(span.of(text))
        found = [_first_out(words, sentence, is_open=is_open) for sentence in sentences]
        if words and all(found):
            return max(filter(None, found), default=(0, words[0].low))[1]
    return None


def words_in(text: str) -> list[Word]:
    """The words of a text, short forms written out ("it's" is "it is")."""
    found: list[Word] = []
    mark = "."
    for match in _TOKEN.finditer(_THE_DAY.sub(r"\1", _DAY.sub(r"\2 \1", text))):
        if match["mark"]:
            mark = mark if mark in CLAUSES and mark else match["mark"].strip()
            continue
        for low in _written_out(match["word"]):
            found.append(Word(low, mark))
            mark = ""
    return found


def _written_out(word: str) -> list[str]:
    if word in _INITIALS:
        return [f"{fold(word)}."]
    low = fold(word)
    if low in SHORT:
        return SHORT[low]
    if low.endswith("n't"):
        return [low.removesuffix("n't"), "not"]
    who, _, short = low.rpartition("'")
    if short in ("re", "ve", "ll", "m", "d") or (short == "s" and who in OPENERS):
        return [who, SHORT["'" + short][0]]
    return [numeral(low) or low]


def _first_out(
    words: Sequence[Word], told: Sequence[Word], *, is_open: bool
) -> tuple[int, str] | None:
    """How far a sentence of the evidence bears the words, and the first that it does not."""
    places: list[int] = []
    last: Word | None = None
    for count, word in enumerate(words):
        near = range(min(places) + 1, max(places) + GAP_MOST) if places else range(len(told))
        same = (at for at in near if at < len(told) and _is_same(word, told, at))
        if last is None:
            reached = (at for at in same if _may_begin(told, at))
        else:
            reached = (at for at in same if any(p < at and _may_go(told, p, at) for p in places))
        found = list(islice(reached, PLACES_MOST))
        if found:
            places, last = found, word
        elif word.low not in ADDED or _is_bound(word, words[count + 1 : count + 2]):
            return count, word.low
    if last is None or any(_may_end(told, place, is_open=is_open) for place in places):
        return None
    return len(words), last.low


def _is_bound(word: Word, behind: Sequence[Word]) -> bool:
    """Whether a light word is none here: who "has to" go has not gone."""
    return bool(behind) and behind[0].low == "to" and word.low in BACKSHIFTED


def _is_same(word: Word, sentence: Sequence[Word], at: int) -> bool:
    told = sentence[at]
    if word.low == told.low:
        return True
    if told.low in PERSONS:
        group, own = PERSONS[told.low], PERSONS.get(word.low)
        return own is not None and (own == group or own in RETOLD.get(group, ()))
    if told.low in BACKSHIFTED:
        return word.low in BACKSHIFTED[told.low]
    is_first_persons = at > 0 and sentence[at - 1].low in ("i", "we")
    return is_first_persons and stem(word.low) == stem(told.low)


def _may_begin(told: Sequence[Word], at: int) -> bool:
    """Whether what stands before a word may be cut: nothing, or a clause before the sentence."""
    head = list(told[:at])
    while head and (head[-1].is_light or head[-1].low in JOINS):
        head.pop()
    if not head:
        return True
    mark = next((each.mark for each in told[len(head) : at + 1] if each.mark), "")
    if not mark or _unties(head):
        return False
    joint = told[len(head)].low
    return mark == ";" or "however" in (head[0].low, joint) or joint in CONTRASTS


def _tells_when(words: Sequence[Word]) -> bool:
    return words[0].low in WHEN or any(e.low in TIMES or _YEAR.fullmatch(e.low) for e in words)


def _may_go(told: Sequence[Word], start: int, end: int) -> bool:
    """Whether the words between two that are kept may be cut."""
    gap = told[start + 1 : end]
    if all(word.is_light for word in gap):
        return not (gap and _is_bound(gap[-1], told[end : end + 1]))
    if not (gap[0].mark and told[end].mark) or any(word.mark for word in gap[1:]):
        return False
    if _unties(gap) or gap[0].low in PARTS or any(word.low in JOINS for word in gap):
        return False
    return not (gap[0].low in PLACED or _tells_when(gap))


def _may_end(told: Sequence[Word], place: int, *, is_open: bool) -> bool:
    """Whether what stands behind a word may be cut."""
    rest = told[place + 1 :]
    if not rest or all(word.is_light for word in rest):
        return True
    if is_open and rest[0].low in PLACED and not _tells_when(rest):
        return True
    if _unties(rest) or any(word.low in ("not", "never") for word in rest[:2]):
        return False
    if rest[0].low in HANGING and any(word.low in BOUND for word in told[: place + 1]):
        return False
    if rest[0].low in PLACED or _tells_when(rest[:5]):
        return False
    is_number = told[place].low[:1].isdigit()
    return bool(rest[0].mark) or (rest[0].low in LOOSE and not is_number)


def _unties(words: Sequence[Word]) -> bool:
    """Whether what these words say decides if the rest is so, or whose word it is."""
    return any(word.low in UNTIES for word in words)
