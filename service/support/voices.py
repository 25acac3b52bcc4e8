"""Whose words a sentence may say they are: who speaks in its evidence, by name and by role."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexing.article import Span
from indexing.ledger import vocabulary
from indexing.ledger.people import person_key
from service.answer import Evidence
from service.grammar import SAY
from service.polarity import spoken as words_spoken
from service.support.coverage import places_held
from service.support.plain import contains
from service.support.reading import Spoken
from service.support.speaking import speaking
from service.terms import Stems, terms_of
from service.words import content_stems, fold, is_content, stems_of, words_of

_CLAUSE = re.compile(r"(?:, (?:but|and|while|though|although|yet|so)|;) ")
ALL = Span(0, 0)  # of a pattern: where it found what does not matter

OWNED = 0.7
"""So much of what somebody is made to say has to stand in their own words."""

PRONOUNS = frozenset("he she they it him her them his hers their who i we you".split())
_NAME = r"(?P<name>[A-Z][\w’'-]*(?:\s+(?:of\s+|the\s+|bin\s+|al\s+)?[A-Z][\w’'-]*)*)"
_OWN = (
    r"(?:words|view|views|opinion|position|stance|assessment|verdict|message|statement|remarks?"
    r"|comments?|belief|argument|claim|response|reply|answer|account|promise|warning|quote)"
)
_ELSE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ii]n {_NAME}['’]s? (?:own )?{_OWN}\b",
        rf"(?:^|[,;“”\"] ?){_NAME}['’]s? (?:own |\w+ )?{_OWN}\b",
        rf"\b(?:words|view|opinion|statement|remark|quote)s? (?:of|by|from) (?:the )?{_NAME}",
        rf"(?:^|, )[Pp]er (?:the )?{_NAME}",
        rf"(?:^|, )[Ff]or {_NAME},",
        rf"\b(?:was|were|been|is|are) {SAY}[^,;]{{0,80}}? by (?:the )?{_NAME}",
        rf"{_NAME} (?:wants|wanted|feels|felt|sees|saw|views|viewed|considers|considered)\b",
        rf"\b(?:came|comes|quoted|quotes|quoting|citing|cited|attributed to|source[d]? (?:is|was))"
        rf"(?: from)? {_NAME}",
        rf"^{_NAME}(?: \([^)]*\))?: ",
    )
)
_OTHERS = vocabulary.SOURCES | vocabulary.INSTITUTIONS | vocabulary.TITLES
_LINKS = frozenset("of the for and vice deputy".split())
_BESIDE = re.compile(
    r"(?: [A-Z][\w’'-]*){0,3}, (?P<told>(?:an?|the|who (?:is|was)|[A-Z][\w .]{2,30}[’']s?)"
    r" [^,.;:“”\"]{3,80})"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the evidence, by every name it has for them, and their words."""

    names: tuple[str, ...]
    words: frozenset[str]
    key: str | None
    about: frozenset[str]
    """What the cited words say beside the name: "South Korean", "foreign minister"."""

    def is_called(self, name: str) -> bool:
        return any(_is_one(name, own) for own in self.names) or self._is_described(name)

    def _is_described(self, name: str) -> bool:
        """ "the South Korean president" is Moon where the article calls him so."""
        words = words_of(name)
        roles = [each for each in words if _is_role(each) and each in (each.lower(), words[-1])]
        own_words = {word for own in self.names for word in map(fold, words_of(own))}
        roles = [each for each in roles if not _is_many(each) or fold(each) in own_words]
        is_body = any(_is_institution(own.split()[-1]) for own in self.names)
        if not any(is_body or not _is_institution(role) for role in roles):
            return False  # a spokeswoman of the White House is not the White House
        held = Stems(self.about)
        return all(
            any(all(held.has((s,)) for s in phrase) for phrase in (term.stems, *term.related))
            for term in terms_of(name)
        )


def made_to_speak(claim: str, read: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """Everyone whom a claim lets speak: by the ledger's reading, and by pattern what that misses.

    A pattern knows no bounds of what is said, so that it is the whole claim; it is not asked about
    the words that somebody is known to say.
    """
    known = [each.mention for each in read]
    bare = blanked(claim, (each.words for each in read))
    found = dict.fromkeys(map(_bare_name, (*speaking(bare), *_elsewise(bare))))
    more = [
        name
        for name in found
        if name
        and fold(name) not in PRONOUNS
        and not any(_is_within(name, other) for other in known)
    ]
    return (*read, *(Spoken(name, name, claim, ALL, ALL) for name in more))


def voices_of(evidence: Evidence, read: Sequence[Spoken]) -> tuple[Voice, ...]:
    """Who speaks in the evidence: whom the ledger has there, else whom its words name.

    `read` are the attributions of its quote. An article's publisher vouches for
    what it tells itself.
    """
    statement, text = evidence.statement, evidence.article.text
    found = []
    if statement is not None and statement.speaker is not None:
        mention = statement.speaker_mention.of(text) if statement.speaker_mention else ""
        names = (statement.speaker, *_names(mention))
        words = _own_words(evidence, statement.content, read)
        found.append(Voice(names, words, statement.speaker_key, _about(names, evidence.quote)))
        if statement.via:
            found.append(_voice((statement.via,), evidence.quote, evidence.quote))
    for each in read:
        is_named = each.name is not None and fold(each.mention) not in PRONOUNS
        if is_named and not _is_ledgers(each, evidence):
            found.append(
                _voice(
                    tuple(dict.fromkeys([each.name or each.mention, each.mention])),
                    each.content,
                    evidence.quote,
                )
            )
        if each.via:
            found.append(_voice((each.via,), evidence.quote, evidence.quote))
    publisher = evidence.article.metadata.publisher.value
    if publisher and (statement is None or statement.speaker is None):
        found.append(_voice((publisher,), evidence.quote, evidence.quote))
    return tuple(found)


def is_theirs(spoken: Spoken, voice: Voice) -> bool:
    """Whether what a claim has somebody say stands in the words of this voice."""
    names = {each for name in (*voice.names, spoken.mention) for each in stems_of(name)}
    said = [each for each in content_stems(spoken.content) if each not in names]
    held = voice.words | places_held(spoken.content, voice.words)
    return not said or sum(each in held for each in said) >= OWNED * len(said)


def is_told_alike(spoken: Spoken, *, claim: str, evidence: Sequence[Evidence]) -> bool:
    """Whether somebody is cited who says, word for word, that this one said or thinks so."""
    if spoken.whole == ALL:
        return False
    told = (words_spoken(each) for each in evidence if each.statement)
    return any(contains(words, spoken.whole.of(claim)) for words in told)


def _voice(names: tuple[str, ...], words: str, text: str) -> Voice:
    return Voice(names, frozenset(stems_of(words)), None, _about(names, text))


def _names(mention: str) -> tuple[str, ...]:
    """A mention without what is told of the speaker: "Eaton, who voted for Clinton"."""
    bare = re.split(r",| who | which ", mention)[0]
    return (bare,) if bare and fold(bare) not in PRONOUNS else ()


def _own_words(
    evidence: Evidence, content: Sequence[Span], read: Sequence[Spoken]
) -> frozenset[str]:
    """The stems of all that is quoted here but what others say in the same sentence, and what the
    article tells in a clause before the speaker's."""
    quote, start = evidence.quote, evidence.span.start
    own = {at for span in content for at in range(span.start - start, span.end - start)}
    theirs = [each.words for each in read] + _told_before(evidence)
    others = (Span(at, at + 1) for span in theirs for at in range(span.start, span.end))
    return frozenset(stems_of(blanked(quote, (each for each in others if each.start not in own))))


def _told_before(evidence: Evidence) -> list[Span]:
    """The clauses of the quote that end before one in which the speaker is named:
    "Talks are at a standstill, but Moon said ..."."""
    statement = evidence.statement
    if statement is None or statement.speaker_mention is None:
        return []
    named = statement.speaker_mention.start - evidence.span.start
    before = evidence.quote[: max(named, 0)]
    return [Span(0, found.end()) for found in _CLAUSE.finditer(before)]


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in the place of these spans."""
    blank = {at for span in spans for at in range(span.start, span.end)}
    return "".join(" " if at in blank else letter for at, letter in enumerate(text))


def _is_ledgers(spoken: Spoken, evidence: Evidence) -> bool:
    """Whether an attribution read off the quote is the one that the ledger has there."""
    statement, start = evidence.statement, evidence.span.start
    if statement is None:
        return False
    first, last = statement.content[0].start - start, statement.content[-1].end - start
    shared = min(last, spoken.words.end) - max(first, spoken.words.start)
    longest = max(last - first, spoken.words.end - spoken.words.start)
    return 2 * shared > longest


def _elsewise(claim: str) -> Iterator[str]:
    for pattern in _ELSE:
        for found in pattern.finditer(claim):
            yield found["name"]


def _bare_name(name: str) -> str:
    """Without what a capital letter made part of it: "In Moon's"."""
    words = re.sub(r"['’]s?$", "", name).split()
    while words and not is_content(words[0]):
        words = words[1:]
    return " ".join(words)


def _is_within(name: str, other: str) -> bool:
    return set(stems_of(name)) <= set(stems_of(other))


def _is_one(name: str, other: str) -> bool:
    """Whether a name is, or is short for, the other; "Trump" is not the "Trump campaign"."""
    words, others = set(person_key(name).split()), set(person_key(other).split())
    if not words or not words <= others:
        return False  # of several with one surname, a fuller name may be another's
    small = {word for word in other.split() if word.islower()}
    return not any(_is_role(word) or word in small for word in others - words)


def _is_role(word: str) -> bool:
    low = fold(word)
    return low in _OTHERS or low.removesuffix("s") in _OTHERS or vocabulary.can_speak(low)


def _is_many(role: str) -> bool:
    """Whether a role is that of several ("aides"), as no single person has it."""
    low = fold(role)
    return low.endswith("s") and (low[:-1] in _OTHERS or vocabulary.can_speak(low))


def _is_institution(word: str) -> bool:
    return fold(word) in vocabulary.INSTITUTIONS


def _about(names: Iterable[str], text: str) -> frozenset[str]:
    """What stands beside a name wherever the text has it, as title or apposition, and it."""
    found = {each for name in names for each in stems_of(name)}
    parts = {word for name in names for word in name.split() if word[:1].isupper()}
    parts = {word for word in parts if not _is_role(word) and len(word) > 2}
    if not parts:
        return frozenset(found)
    name = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(parts)))})\b")
    for match in name.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        found.update(stems_of(_title(before, parts)))
        beside = _BESIDE.match(text, match.end())
        found.update(
            stems_of(re.split(r" (?:who|which|and) ", beside["told"])[0]) if beside else ()
        )
    return frozenset(found)


def _title(before: str, name: Collection[str]) -> str:
    """The end of what stands before a part of a name, as far back as it can be its title."""
    kept: list[str] = []
    for word in reversed(before.rpartition("\n")[2].split()):
        if not any(map(_is_role, kept)) and not (_is_role(word) or word in name):
            break  # "Ivanka" is no title of a Trump
        if not (word[:1].isupper() or _is_role(word) or word in _LINKS) or word[-1] in ".,;:”":
            break
        kept.append(word)
    return " ".join(kept)
