"""Whether a sentence asserts what its evidence only denies, wishes, supposes or holds possible.

Words that deny or hedge have a scope, the content words behind them up to the end of the clause. A
claim that has most words of a scope of its evidence has to deny, or hedge, most of those as well;
what it denies itself has to be denied there. Of two opposites ("opened", "closed") this sees
neither.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.polarity import is_negated
from service.support.grounds import Grounds
from service.words import fold, is_content, stem

Manner = Literal["denied", "possible", "meant", "opined"]
"""What is opined hedges a claim, but need not be kept: "suggested" may become "said"."""

ALIKE = 0.6
"""So much of a scope's words has a claim to repeat to be about the same thing."""
SCOPE_MOST = 5  # content words

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?()—–]")
_CLAUSE_END = frozenset(";:.!?()—–")
_JOINS = frozenset("and but although though while because".split())
_NO_DENIAL = re.compile(r"\bnot (?=(?:just|only|merely|least)\b)|^(?:yes|no), ", re.IGNORECASE)
_AVOIDS = re.compile(r"(?:avoid|fail|lack|prevent|refrain)(?:s|ed|ing)?$")
_BOTH_SIDES = frozenset("unlikely wrong false untrue".split())
_POSSIBLE = re.compile(
    r"may|might|maybe|could|can|should|perhaps|possibl[ey]|potential(?:ly)?|likely|probabl[ey]"
    r"|if|unless|whether|hop(?:e|es|ed|ing)|wish(?:es|ed)?|willing(?:ness)?"
    r"|seem(?:s|ed|ingly)?|appear(?:s|ed)|apparently|alleg(?:e|es|ed|edly|ation|ations|ing)"
    r"|reportedly|suspected|rumou?r(?:s|ed)?|supposed(?:ly)?|purported(?:ly)?"
    r"|consider(?:s|ed|ing)?|seek(?:s|ing)?|sought|try|tries|tried|trying|attempt(?:s|ed|ing)?"
    r"|ought|effort|efforts|would-be|want(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?"
    r"|intention|aim(?:s|ed|ing)?|expect(?:s|ed|ing|ation|ations)?|offer(?:s|ed|ing)?"
    r"|propos(?:e|es|ed|ing|al)|threaten(?:s|ed|ing)?"
)
_MEANT = re.compile(
    r"will|would|shall|won['’]t|wouldn['’]t|\w+['’](?:ll|d)|must|need(?:s|ed)?|require[sd]?"
    r"|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|threaten(?:s|ed|ing)?"
    r"|agree(?:s|d|ing)?"
)
_OPINED = re.compile(
    r"suggest(?:s|ed|ing|ion)?|believ(?:e|es|ed|ing)|belief|think(?:s|ing)?|thought|predict\w*"
    r"|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|request(?:s|ed)?|recommend\w*"
    r"|call(?:s|ed|ing)?|invit\w+|claim(?:s|ed|ing)?|necessary|condition(?:s|al)?|potential"
    r"|possibilit(?:y|ies)|chance|ready|open|able|report(?:s|ed)|hopeful|view(?:s|ed)"
)
_HEDGES: tuple[tuple[Manner, re.Pattern[str]], ...] = (
    ("possible", _POSSIBLE),
    ("meant", _MEANT),
    ("opined", _OPINED),
)
_CONDITION = re.compile(
    r"(?<!\bask)(?<!\basked)(?<!\bsee)(?<!\bknow)(?<!\bsure)(?<!\bwonder)(?<!\bwondered)(?<!\bas)"
    r"(?<!\beven)\s(?:only )?(?P<word>if|unless|provided)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:not|never|\w+n['’]t)\b[^.;:!?]*?\s(?P<word>until)\b", re.IGNORECASE)
"""What is not done until then is done then."""

_CLAUSE = re.compile(r"[,;:—–“”\"]\s*|\s(?:and|but|that)\s")
_NO_VERB = frozenset("the a an his her its their our my your this that these those".split())


@dataclass(frozen=True, slots=True)
class Scope:
    """What one word denies or hedges."""

    manner: Manner
    word: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The content stems of a sentence, and those which it denies or hedges."""

    stems: frozenset[str]
    scopes: tuple[Scope, ...]

    def denied(self) -> frozenset[str]:
        """What is under an odd number of denials."""
        found: frozenset[str] = frozenset()
        for scope in self.scopes:
            if scope.manner == "denied":
                found ^= scope.stems
        return found

    def hedged(self, scope: Scope, *, besides: frozenset[str] = frozenset()) -> frozenset[str]:
        """What is hedged at least as a scope is, by another word than one of `besides`: what is
        possible is less than what is meant."""
        enough = {"possible", "opined"} | ({"meant"} if scope.manner == "meant" else set())
        hedges = (e for e in self.scopes if e.manner in enough and fold(e.word) not in besides)
        return frozenset().union(*(each.stems for each in hedges))

    def besides(self, scope: Scope) -> frozenset[str]:
        """The other words by which it is possible only: each of them has to be kept."""
        words = {fold(each.word) for each in self.scopes if each.manner == "possible"}
        return frozenset(words - {fold(scope.word)}) if scope.manner == "possible" else frozenset()


def read(sentence: str) -> Sentence:
    tokens = _TOKEN.findall(_NO_DENIAL.sub("", sentence))
    stems = frozenset(stem(word) for token in tokens for word in _content(token))
    return Sentence(stems, tuple(_scopes(tokens)))


def unconditional(claim: str, grounds: Grounds) -> str | None:
    """The word of the condition that the claim drops: "only if the council agrees"."""
    if _CONDITION.search(claim) or _UNTIL.search(claim):
        return None
    said = read(claim).stems
    for sentence in grounds.sentences:
        for found in (*_CONDITION.finditer(sentence), *_UNTIL.finditer(sentence)):
            before = _CLAUSE.split(sentence[: found.start("word")])
            clauses = (read(each).stems for each in reversed(before))
            bound: frozenset[str] = next(filter(None, clauses), frozenset())
            if len(bound) > 1 and len(bound & said) >= ALIKE * len(bound):
                return found["word"]
    return None


def denies(claim: str) -> bool:
    """Whether it denies anything: "declined to say", "did not elaborate"."""
    return any(map(_denies, read(claim).scopes))


def denied_otherwise(claim: str, grounds: Grounds) -> str | None:
    """The words that the claim affirms and its evidence denies, or the other way; None if none."""
    said, told = read(claim), [read(each) for each in grounds.sentences]
    affirmed = said.stems - said.denied()
    for sentence in told:
        for scope in sentence.scopes:
            shared = _shared(scope, affirmed & sentence.denied()) if _denies(scope) else None
            if shared and not any(shared <= each.stems - each.denied() for each in told):
                return scope.word
    known = frozenset().union(*(each.stems for each in told))
    denied = frozenset().union(*(each.denied() for each in told))
    for scope in said.scopes:
        shared = _shared(scope, known) if _denies(scope) else None
        if _denies(scope) and scope.stems & said.denied():
            if shared and not shared & denied:
                return scope.word
            if not any(map(_denies, _every(told))):
                return scope.word
    return None


def hedged_less(claim: str, grounds: Grounds) -> str | None:
    """The hedge of the evidence that the claim leaves out, so that it says more; None if none."""
    said, told = read(claim), [read(each) for each in grounds.sentences]
    for sentence in told:
        for scope in sentence.scopes:
            if scope.manner in ("denied", "opined") or scope.stems <= sentence.denied():
                continue  # who declined to comment did not comment
            if _is_kept(scope, said) or not (shared := _shared(scope, said.stems)):
                continue
            hedged = said.hedged(scope, besides=sentence.besides(scope))
            is_said_plainly = any(shared <= each.stems - each.hedged(scope) for each in told)
            if 2 * len(shared & hedged) < len(shared) and not is_said_plainly:
                return scope.word
    return None


def _is_kept(scope: Scope, claim: Sentence) -> bool:
    """Whether the claim has the very word, in whatever place: "that is too much to expect"."""
    kept = (fold(each.word) == fold(scope.word) for each in claim.scopes)
    return scope.manner == "possible" and any(kept)


def _every(sentences: Iterable[Sentence]) -> list[Scope]:
    return [scope for each in sentences for scope in each.scopes]


def _denies(scope: Scope) -> bool:
    return scope.manner == "denied"


def _shared(scope: Scope, stems: frozenset[str]) -> frozenset[str] | None:
    shared = scope.stems & stems
    return shared if scope.stems and len(shared) >= ALIKE * len(scope.stems) else None


def _scopes(tokens: Sequence[str]) -> Iterable[Scope]:
    for at, token in enumerate(tokens):
        manner = _manner(tokens, at)
        if manner is None:
            continue
        stems = _behind(tokens[at + 1 :])
        if not stems or fold(token) in _BOTH_SIDES:  # "I am not": what is before
            stems |= _behind(tokens[at - 1 :: -1] if at else ())
        if stems:
            yield Scope(manner, token, frozenset(stems))


def _manner(tokens: Sequence[str], at: int) -> Manner | None:
    word = fold(tokens[at])
    if is_negated(word) or _AVOIDS.match(word):
        return "denied"
    if word == "to":
        return "meant" if _is_infinitive(tokens[at + 1 : at + 2]) else None
    hedges = (manner for manner, pattern in _HEDGES if pattern.fullmatch(word))
    return next(hedges, None) if tokens[at] != "May" else None


def _is_infinitive(behind: Sequence[str]) -> bool:
    return bool(behind) and behind[0].islower() and behind[0] not in _NO_VERB


def _behind(tokens: Sequence[str]) -> set[str]:
    found: list[str] = []
    for token in tokens:
        is_end = token in _CLAUSE_END or token == "," or (found and fold(token) in _JOINS)
        if is_end or len(found) >= SCOPE_MOST:
            break
        found += [stem(word) for word in _content(token)]
    return set(found)


def _content(token: str) -> list[str]:
    return [word for word in re.split(r"-", token) if word[:1].isalnum() and is_content(word)]
