"""Sentences as a model may write them about a statement of the ledger, good ones and bad ones.

Both by rule, from an article's own statements: a good one repeats what is said in another form, a
bad one differs in the one thing that its kind names. What rule makes is not always English, and a
bad one is now and then true by chance; both count as they fall.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeVar

from evals.bench.gate_turned import TURNED
from indexing.article import Article, Statement
from indexing.ledger.names import sightings
from indexing.ledger.people import person_key
from indexing.sentences import sentence_spans
from service.answer import Evidence, Interpretation, Person
from service.polarity import spoken
from service.wording import as_said, flat
from service.words import fold, is_content, stems_of, words_of

T = TypeVar("T")

SURE = 0.8  # of the speaker: less, and the ledger itself may be wrong
WORDS_LEAST, WORDS_MOST = 5, 40

_NOBODY = Interpretation("what", "")
_NUMBER = re.compile(r"\b\d+(?:,\d{3})*(?:\.\d+)?\b")
_DENIAL = re.compile(r"(?<=\w)n['’]t\b| (?:not|never)\b|\bno (?=[a-z])")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|does|did|do)\b(?! (?:not|no)\b)"
)
_POSSIBLY = re.compile(r"\b(?:may|might|could)\b(?! not)")
_HEDGE = re.compile(r"\b(?:reportedly|allegedly|probably|likely|possibly|perhaps|maybe) ")
_WISH = re.compile(r"\b(?:hopes?|plans?|wants?|intends?|expects?|hoped|planned|wanted) to\b")
_CLAUSE = re.compile(
    r", (?=which|who|but|and|while|although|as|after|before)| (?:but|because|after) "
)
_NO_CLAUSE = re.compile(
    r"(?:to|for|of|about|against|on|as|in|at|with|by|not to)\b|\w+ing\b", re.IGNORECASE
)
_SAID = frozenset(
    "said says say saying told tells telling added adds adding stated states noted notes wrote "
    "writes tweeted argued argues believes believe believed thinks think thought claimed claims "
    "warned insisted insists explained acknowledged admitted predicted declared".split()
)
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
_FIRST_PERSON = {
    "I": "he", "i": "he", "me": "him", "my": "his", "We": "they", "we": "they", "us": "them",
    "our": "their", "My": "his", "Our": "their", "I'm": "he is", "I’m": "he is", "am": "is",
    "we're": "they are", "we’re": "they are", "I've": "he has", "I’ve": "he has",
}  # fmt: skip
_PERSONAL = re.compile(r"(?<![\w’'])(?:" + "|".join(map(re.escape, _FIRST_PERSON)) + r")(?![\w’'])")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and what it cites; `kind` says what was done to it."""

    kind: str
    is_good: bool
    text: str
    evidence: tuple[Evidence, ...]
    interpretation: Interpretation = _NOBODY


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an article, with the others who are named or speak in that article."""

    evidence: Evidence
    statement: Statement
    speaker: str
    content: str
    others: tuple[str, ...]
    elsewhere: tuple[Evidence, ...]


def told_in(article: Article, statements: Sequence[Statement]) -> list[Told]:
    """The statements that sentences can be made of: somebody is named, and says enough."""
    evidence = [Evidence(each.id, article, each.sentence, 0.0, each) for each in statements]
    names = _people(article, statements)
    found = []
    for each, statement in zip(evidence, statements, strict=True):
        content = flat(statement.content[0].of(article.text)).strip(' ,.;:“”"')
        is_sure = statement.speaker is not None and statement.confidence >= SURE
        is_whole = len(statement.content) == 1 and _is_clause(statement, content, article)
        if not is_sure or statement.is_denial or not is_whole or not _is_name(statement):
            continue
        own = set(person_key(statement.speaker or "").split())
        own |= set(person_key(statement.via or "").split())
        others = tuple(name for name in names if own.isdisjoint(person_key(name).split()))
        far = tuple(other for other in evidence if other.span != each.span)
        found.append(Told(each, statement, statement.speaker or "", content, others, far))
    return found


def _is_clause(statement: Statement, content: str, article: Article) -> bool:
    """Whether "X said that" can stand before the content, quotation marks and all."""
    cue = statement.cue.of(article.text).casefold().split() if statement.cue else []
    return (
        WORDS_LEAST <= len(words_of(content)) <= WORDS_MOST
        and content.count("“") == content.count("”")
        and not _NO_CLAUSE.match(content)
        and not _SAID.isdisjoint(cue)
    )


def pairs_of(told: Told) -> list[Pair]:
    """Every good and every bad sentence that the rules make of a statement."""
    return [*_good(told), *_bad(told)]


def _good(told: Told) -> Iterator[Pair]:
    def good(kind: str, text: str, asked: Interpretation = _NOBODY) -> Pair:
        return Pair(kind, True, text, (told.evidence,), asked)

    name, said = told.speaker, told.content
    free = told.statement.kind != "direct"
    yield good("as the article says it", as_said(told.evidence), _asked(told))
    yield good("speaker before", _before(name, told), _asked(told))
    yield good("speaker behind", f"“{said},” {name} said.")
    yield good("according to", f"According to {name}, {_quoted(said, free)}.")
    yield good("he", f"He said {_quoted(said, free)}.", _asked(told))
    published = told.evidence.article.metadata.published.value
    if published is not None:
        day = f"On {published:%B} {published.day}, {published.year}"
        yield good("with the article's date", f"{day}, {name} said {_quoted(said, free)}.")
    first = _CLAUSE.split(said)[0]
    is_cut = first != said and len(words_of(first)) >= WORDS_LEAST
    if is_cut and not _CONDITION.search(said) and first.count("“") == first.count("”"):
        yield good("clause dropped", f"{name} stated that {_low(first)}.")
    if not free and (other := _PERSONAL.sub(lambda m: _FIRST_PERSON[m[0]], said)) != said:
        yield good("told in the third person", f"{name} said that {_low(other)}.")


def _bad(told: Told) -> Iterator[Pair]:
    yield from _of_others(told)
    bare = _bare(told.content)
    for kind, change in _CHANGES.items():
        changed = change(bare, told)
        if changed:
            yield _bad_one(kind, f"{told.speaker} said that {_low(changed)}.", told)
    for kind, turn in TURNED.items():
        if turned := turn(bare):
            yield _bad_one(kind, f"{told.speaker} said that {_low(turned)}.", told)
    yield _bad_one("adverb at saying", f"{told.speaker} falsely said that {_low(bare)}.", told)
    liar = f"{told.speaker}, a notorious liar, said that {_low(bare)}."
    yield _bad_one("apposition added", liar, told)
    misquoted = _misquoted(told)
    if misquoted:
        yield _bad_one("quoted word changed", misquoted, told)
    yield from _of_other_evidence(told)


def _of_others(told: Told) -> Iterator[Pair]:
    """The same said by others: anyone of the article, and those whom the very words mention."""
    if not told.others:
        return
    said, bare, other = told.content, _bare(told.content), _any(told.others, told)
    yield _bad_one("another speaker, before", _before(other, told), told)
    yield _bad_one("another speaker, behind", f"“{said},” {other} said.", told)
    yield _bad_one("another speaker, according to", f"According to {other}, {bare}.", told)
    asked = _asked(replace(told, speaker=other))
    yield replace(_bad_one("another speaker asked about", _before(other, told), told),
                  interpretation=asked)  # fmt: skip
    here = [each for each in told.others if _stands(each, told.evidence.quote)]
    if here:
        named = _any(here, told)
        yield _bad_one("somebody mentioned speaks", _before(named, told), told)
        passive = f"It was said by {named} that {_low(bare)}."
        yield _bad_one("somebody mentioned, passive", passive, told)


def _of_other_evidence(told: Told) -> Iterator[Pair]:
    key, text = told.statement.speaker_key, _before(told.speaker, told)
    far = {"other words of theirs cited": [e for e in told.elsewhere if _speaker(e) == key]}
    far["somebody else's words cited"] = [
        e for e in told.elsewhere if _speaker(e) not in (None, key)
    ]
    others = [
        w for e in told.elsewhere if (w := flat(spoken(e))) and len(words_of(w)) >= WORDS_LEAST
    ]
    if others:
        added = _low(_bare(_any(others, told)).rstrip(".,;: "))
        yield _bad_one(
            "somebody's words elsewhere added", f"{text.rstrip('.')}, and {added}.", told
        )
    for kind, found in far.items():
        if found:
            yield replace(_bad_one(kind, text, told), evidence=(_any(found, told),))


def _bad_one(kind: str, text: str, told: Told) -> Pair:
    return Pair(kind, False, text, (told.evidence,))


def _renumbered(said: str, told: Told) -> str | None:
    found = _NUMBER.search(said)
    if found is None:
        return None
    number = found[0]
    other = str(int(number[-1]) + 3)[-1]
    return said[: found.start()] + number[:-1] + other + said[found.end() :]


def _denied(said: str, told: Told) -> str | None:
    changed = _AUXILIARY.sub(lambda found: f"{found[0]} not", said, count=1)
    return changed if changed != said and not _DENIAL.search(said) else None


def _affirmed(said: str, told: Told) -> str | None:
    changed, count = _DENIAL.subn("", said)
    return changed.replace("wo ", "will ").replace("ca ", "can ") if count == 1 else None


def _sure(said: str, told: Told) -> str | None:
    changed = _HEDGE.sub("", _WISH.sub("will", _POSSIBLY.sub("will", said)))
    return changed if changed != said else None


def _renamed(said: str, told: Told) -> str | None:
    here = [name for name in _names(said) if not _stands(name, told.speaker)]
    new = [name for name in told.others if not _stands(name, told.evidence.quote)]
    return said.replace(here[0], _any(new, told), 1) if here and new else None


_CHANGES: dict[str, Callable[[str, Told], str | None]] = {
    "number changed": _renumbered,
    "denial added": _denied,
    "denial dropped": _affirmed,
    "hedge dropped": _sure,
    "name changed": _renamed,
}


def _misquoted(told: Told) -> str | None:
    """One content word of the quotation replaced by another of the article."""
    own = set(map(fold, words_of(told.evidence.quote)))
    places = [m for m in re.finditer(r"\b[a-z]{4,}\b", told.content) if is_content(m[0])]
    words = re.findall(r"\b[a-z]{4,}\b", told.evidence.article.text)
    new = [word for word in dict.fromkeys(words) if is_content(word) and fold(word) not in own]
    if not places or not new:
        return None
    found = _any(places, told)
    said = told.content[: found.start()] + _any(new, told) + told.content[found.end() :]
    return f"{told.speaker} said: “{_bare(said)}.”"


def _before(name: str, told: Told) -> str:
    if told.statement.kind == "direct":
        return f"{name} said: “{told.content}.”"
    return f"{name} {_any(('said', 'stated', 'noted'), told)} that {_low(told.content)}."


def _quoted(said: str, free: bool) -> str:
    return said if free else f"“{said}”"


def _bare(said: str) -> str:
    return re.sub(r"[“”\"]", "", said)


def _low(said: str) -> str:
    first = said.split(" ", 1)[0]
    return said[:1].lower() + said[1:] if not is_content(first) and first != "I" else said


def _asked(told: Told) -> Interpretation:
    key = told.statement.speaker_key if told.speaker == told.statement.speaker else None
    person = Person(told.speaker, (key or person_key(told.speaker),), 1)
    return Interpretation("what_said", "", told.speaker, (person,))


def _people(article: Article, statements: Sequence[Statement]) -> tuple[str, ...]:
    seen = sightings(article.text, sentence_spans(article.text))
    full = [" ".join(each.words) for each in seen if each.is_full and each.is_person]
    spoke = [each.speaker for each in statements if each.speaker and _is_name(each)]
    return tuple({person_key(name): name for name in (*full, *spoke)}.values())


def _is_name(statement: Statement) -> bool:
    words = (statement.speaker or "a").split()
    return all(word[:1].isupper() for word in words)


def _speaker(evidence: Evidence) -> str | None:
    return evidence.statement.speaker_key if evidence.statement else None


def _stands(name: str, text: str) -> bool:
    return not set(stems_of(name)).isdisjoint(stems_of(text))


def _names(said: str) -> list[str]:
    return re.findall(r"(?<=[a-z,] )[A-Z][\w’-]+(?: [A-Z][\w’-]+)*", said)


def _any(choices: Sequence[T], told: Told) -> T:
    """The same one every time."""
    seed = blake2b(told.evidence.id.encode() + told.content.encode(), digest_size=8).digest()
    return choices[int.from_bytes(seed) % len(choices)]
