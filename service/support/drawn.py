"""Whether a sentence is drawn out of its evidence: its words, in their order, and no others.

It may leave out what can go without turning the rest round, retell the first person, and say who
speaks; every other word has to stand there, in one sentence and in that order. Who speaks, and what
is denied, is judged elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from indexing.article import Span
from indexing.sentences import sentence_spans
from service.support.numbers import amount_of
from service.support.turning import ADDED, DROPPED, KEPT, NOUN_OPENS, PERSONS, RETOLD, TELLING
from service.words import fold, is_content, stem

_WORD = re.compile(
    r"(?P<stop>[,;:.!?()\[\]“”\"…—–]|\s-\s)"
    r"|(?P<word>(?:[^\W_]\.){2,}|\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+(?:['’][^\W_]+)*['’]?|[%$€£])"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b")
_THE_DAY = re.compile(rf"\b({_MONTH} \d{{1,2}})(?:st|nd|rd|th)\b")
_FRONTED = re.compile(r"^\W*(?:In|On|At|During|After|Before|Since) [^,]{2,60}, ")
PLACES_MOST = 8
"""Of a word that is there again and again: the time is bounded, and what is missed fails."""
_IN_FRAMES = frozenset("by to for per and but when while".split()) | PERSONS.keys()
_SUFFERED = re.compile(
    r".*(?:ed|en|wn)$|sent|held|told|shot|hit|kept|led|met|paid|sold|built|bought|brought|found"
    r"|made|lost|left|cut|struck|won|caught|sought|hurt|heard|beaten|stung"
)
_BE = frozenset("is are was were be been being am".split())
_SHORT = re.compile(r"^(?P<who>\w+)['’](?:s|m|re|ve|ll|d)$")
_WHOLE = frozenset("that there who what where here let".split()) | PERSONS.keys()


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared; `opens` where a mark stands before it."""

    low: str
    stem: str
    is_content: bool
    opens: bool
    is_owner: bool
    """Of a possessive: "Trump's"."""
    is_name: bool
    is_suffered: bool
    """Whether a form of "be" stands before it: who "was accused" has not accused."""

    @property
    def is_number(self) -> bool:
        return self.stem[:1].isdigit()

    @property
    def tells(self) -> bool:
        """The United States state nothing."""
        return self.low in TELLING and (self.opens or not self.is_name)

    @property
    def is_weighty(self) -> bool:
        return self.low not in ADDED and not self.tells

    @property
    def may_be_dropped(self) -> bool:
        return self.low in DROPPED or self.low in PERSONS or self.tells

    @property
    def turns(self) -> bool:
        return self.low in KEPT


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence whose words keep their order; `free` are stems judged elsewhere."""

    text: str
    free: frozenset[str] = frozenset()
    is_frame: bool = False


def undrawn(parts: Sequence[Part], sentences: Sequence[str]) -> str | None:
    """The first word that no sentence of the evidence has in its place; None where all stand."""
    told = [words_in(each) for each in sentences]
    for part in parts:
        beside = {word.low for other in parts if other != part for word in words_in(other.text)}
        furthest = [_first_out(part, sentence, beside) for sentence in told]
        if all(furthest) or not furthest:
            reached = [found for found in furthest if found]
            return max(reached, key=lambda f: f[0])[1] if reached else part.text
    return None


def parts_of(text: str, spoken: Sequence[Span], names: frozenset[str]) -> tuple[Part, ...]:
    """What is said, each by itself, and what is told around it; `names` are the speakers'.

    Where nobody speaks, or it is not known which words are said, all are told in one.
    """
    whole = _outermost(spoken)
    if not whole:
        free = names if spoken else frozenset()
        return tuple(part for each in _sentences(text) for part in _fronted(Part(each, free)))
    parts, at = [], 0
    for span in (*whole, Span(len(text), len(text))):
        parts.append(Part(text[at : span.start], names, is_frame=True))
        parts += [part for each in _sentences(span.of(text)) for part in _fronted(Part(each))]
        at = span.end
    return tuple(each for each in parts if each.text.strip())


def words_in(text: str) -> list[Word]:
    text = _THE_DAY.sub(r"\1", _DAY.sub(r"\2 \1", text))
    found: list[Word] = []
    opens, be = True, False
    for match in _WORD.finditer(text):
        if match["stop"]:
            opens = True
            be = False
            continue
        word = _word(match["word"], opens=opens, be=be)
        found.append(word)
        is_adverb = word.low.endswith("ly") or word.low in ("not", "never")
        be = (
            word.low in _BE
            or match["word"].endswith(("'m", "’m", "'re", "’re"))
            or (be and is_adverb)
        )
        opens = False
    return found


def _word(text: str, *, opens: bool, be: bool) -> Word:
    short = _SHORT.match(text)
    bare = short["who"] if short and fold(short["who"]) in _WHOLE else text
    low = fold(bare)
    low = "not" if low.endswith("n't") else low
    is_owner = bare == text and re.search(r"['’]s?$", text) is not None
    low = re.sub(r"'s?$", "", low)
    number = amount_of(low)
    is_plain = (
        (is_content(bare) and low not in PERSONS and low not in ADDED)
        or low in ("us",)
        and bare != "us"
    )
    return Word(
        low=f"{low}." if bare in ("US", "U.S.", "IT", "WHO") else low,
        stem=number or (stem(low) if is_plain else low),
        is_content=is_plain or number is not None,
        opens=opens,
        is_owner=is_owner,
        is_name=bare[:1].isupper(),
        is_suffered=be and _SUFFERED.fullmatch(low) is not None,
    )


def _fronted(part: Part) -> Iterator[Part]:
    found = _FRONTED.match(part.text)
    if found:
        yield Part(found[0], part.free)
    yield Part(part.text[found.end() :] if found else part.text, part.free)


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


def _outermost(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


def _first_out(part: Part, told: Sequence[Word], beside: set[str]) -> tuple[int, str] | None:
    """How far a sentence of the evidence bears a part, and the word that it does not; `beside` are
    the words of the other parts."""
    places = [-1]
    last: Word | None = None
    before = set(beside)
    count = 0
    for word in words_in(part.text):
        is_free = word.stem in part.free or (part.is_frame and word.low in _IN_FRAMES)
        if is_free or not word.is_weighty or (count == 0 and word.low in ("and", "but")):
            before.add(word.low)
            continue
        same = [at for at, each in enumerate(told) if _is_same(word, each)]
        reached = (
            at for at in same if any(p < at and _may_go(told, p, at, before) for p in places)
        )
        places = list(islice(reached, PLACES_MOST))
        if not places:
            return count, word.low
        last, before, count = word, set(), count + 1
    if last is None or any(_may_end(told, place, beside) for place in places):
        return None
    return count, last.low


def _is_same(word: Word, told: Word) -> bool:
    if word.low in PERSONS and told.low in PERSONS:
        group, own = PERSONS[told.low], PERSONS[word.low]
        return own == group or own in RETOLD.get(group, ())
    is_same = word.stem == told.stem and word.is_suffered == told.is_suffered
    return is_same and word.is_owner >= told.is_owner


def _may_go(told: Sequence[Word], start: int, end: int, before: set[str]) -> bool:
    """Whether the words between two places may be left out; `before` are small words that the
    sentence has before the second."""
    gap = told[start + 1 : end]
    if not gap:
        return True
    behind = _until_mark(gap) if start >= 0 else []
    ahead = [] if told[end].opens else _since_mark(gap)
    near = [*behind, *ahead]
    if any(word.turns and word.low not in before for word in near) or any(
        map(_is_adverb, (*behind[:1], *ahead[-1:]))
    ):
        return False
    if not all(word.may_be_dropped or word.low in before for word in _small_at_end(ahead)):
        return False
    if start >= 0 and not any(word.is_content for word in gap):
        return all(word.may_be_dropped or word.low in before for word in near)
    return start < 0 or _may_follow(told[start], gap, told[end])


def _may_follow(kept: Word, gap: Sequence[Word], behind: Word) -> bool:
    """Whether what a word goes with is not in the gap: "from Iraq to Syria" is not from Syria."""
    first = gap[0]
    if kept.is_content:
        return not (first.is_content and not first.opens and (kept.is_number or kept.is_name))
    if any(word.opens for word in (*gap, behind)):
        return False
    if kept.low in PERSONS:
        return all(word.is_content or word.may_be_dropped for word in gap)
    return all(word.is_content or word.low in NOUN_OPENS for word in gap)


def _may_end(told: Sequence[Word], place: int, beside: set[str]) -> bool:
    behind = told[place + 1 : place + 2]
    if not behind or behind[0].opens or behind[0].low in beside:
        return True
    is_counted = told[place].is_number and behind[0].is_content
    return not (behind[0].turns or _is_adverb(behind[0]) or is_counted)


def _is_adverb(word: Word) -> bool:
    return word.low.endswith("ly")


def _until_mark(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        if word.opens:
            break
        found.append(word)
    return found


def _since_mark(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for word in reversed(words):
        found.insert(0, word)
        if word.opens:
            break
    return found


def _small_at_end(words: Sequence[Word]) -> list[Word]:
    """The small words right before what comes next: "the wife of" Trump is not Trump."""
    found: list[Word] = []
    for word in reversed(words):
        if word.is_content:
            break
        found.append(word)
    return found
