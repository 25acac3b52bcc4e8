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
from service.support.numbers import strange_amounts
from service.support.plain import contains
from service.support.quoted import quotations
from service.support.reading import Spoken
from service.support.speaking import CAPITALISED, speaking
from service.terms import Stems, terms_of
from service.words import content_stems, fold, is_content, stems_of, words_of

_CLAUSE = re.compile(r"(?:, (?:but|and|while|though|although|yet|so)|;) ")
ALL = Span(0, 0)  # of a pattern: where it found what does not matter

OWNED = 0.7
"""So much of what somebody is made to say has to stand in their own words."""

PRONOUNS = frozenset("he she they it him her them his hers their who i we you".split())
_NAME = rf"(?P<name>{CAPITALISED}(?:\s+(?:of\s+|the\s+|bin\s+|al\s+)?{CAPITALISED})*)"
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
_OUTER = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<![\w’'“])[‘'](?=[A-Z])[^“”]*“[^”]*”[^“”]*[’']"
)
_INNER = (
    re.compile(r"(?<![\w’'])[‘'](?:[^‘’'“”]|(?<=\w)[’'](?=\w))+[’'](?!\w)"),
    re.compile(r"“[^”]*”"),
)
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
    text: str = ""
    """Their words as they stand, without what they quote."""
    tellers: tuple[str, ...] = ()
    """The names of whoever says that these are their words."""

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
        tellers = (statement.via,) if statement.via else ()
        about, stems = _about(names, evidence.quote), frozenset(stems_of(words))
        found.append(Voice(names, stems, statement.speaker_key, about, words, tellers))
        if statement.via:
            found.append(_voice((statement.via,), evidence.quote, evidence.quote))
    for each in read:
        is_named = each.name is not None and fold(each.mention) not in PRONOUNS
        if is_named and not _is_ledgers(each, evidence):
            found.append(
                _voice(
                    _names_of(each, evidence),
                    _unnested(each.content, evidence.quote),
                    evidence.quote,
                    _tellers(each, evidence, read),
                )
            )
        if each.via:
            found.append(_voice((each.via,), evidence.quote, evidence.quote))
    publisher = evidence.article.metadata.publisher.value
    if publisher and (statement is None or statement.speaker is None):
        found.append(_voice((publisher,), evidence.quote, evidence.quote))
    return tuple(found)


def is_theirs(spoken: Spoken, voice: Voice, *, quoted: Iterable[str] = ()) -> bool:
    """Whether what a claim has somebody say stands in the words of this voice: most of it, and all
    that is `quoted` there or counted."""
    names = {each for name in (*voice.names, spoken.mention) for each in stems_of(name)}
    said = [each for each in content_stems(spoken.content) if each not in names]
    held = voice.words | places_held(spoken.content, voice.words)
    if not said or sum(each in held for each in said) < OWNED * len(said):
        return False
    is_quoted = all(contains(voice.text, piece) for piece in quoted)
    return is_quoted and not strange_amounts(spoken.content, voice.text)


def quoted_of(spoken: Spoken, claim: str, every: Sequence[Spoken]) -> list[str]:
    """The quoted pieces of a claim that it has one of these say."""
    others = [each.whole for each in every if each.whole != ALL]
    return [
        piece
        for piece, span in quotations(claim)
        if (_meet(span, spoken.words) if spoken.whole != ALL else not _meets_any(span, others))
    ]


def _meets_any(span: Span, others: Iterable[Span]) -> bool:
    return any(_meet(span, other) for other in others)


def _meet(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def is_within(inner: Spoken, outer: Spoken) -> bool:
    """Whether one attribution is part of what another has somebody say."""
    is_other = inner.words != outer.words and ALL not in (inner.whole, outer.whole)
    return is_other and outer.words.start <= inner.whole.start <= outer.words.end


def is_told_alike(spoken: Spoken, *, claim: str, evidence: Sequence[Evidence]) -> bool:
    """Whether somebody is cited who says, word for word, that this one said or thinks so, and the
    claim has it from them."""
    if spoken.whole == ALL:
        return False
    return any(
        each.statement is not None
        and each.statement.speaker is not None
        and contains(words_spoken(each), spoken.whole.of(claim))
        and _is_named(each.statement.speaker, claim[: spoken.whole.start])
        for each in evidence
    )


def _is_named(speaker: str, text: str) -> bool:
    return not set(content_stems(speaker)).isdisjoint(stems_of(text))


def is_told(voice: Voice, every: Iterable[Spoken]) -> bool:
    """Whether a claim also has those speak from whom the article has the words of this voice."""
    speak = [name for each in every for name in (each.name, each.mention, each.via) if name]
    return all(any(_is_one(name, teller) for name in speak) for teller in voice.tellers)


def _tellers(spoken: Spoken, evidence: Evidence, read: Sequence[Spoken]) -> tuple[str, ...]:
    """Who says that this one said so."""
    outer = [each.name or each.mention for each in read if is_within(spoken, each)]
    statement, start = evidence.statement, evidence.span.start + spoken.whole.start
    content = statement.content if statement is not None else ()
    if statement is not None and any(span.start <= start < span.end for span in content):
        outer.append(statement.speaker or "")
    return tuple(name for name in outer if name and fold(name) not in PRONOUNS)


def _names_of(spoken: Spoken, evidence: Evidence) -> tuple[str, ...]:
    """As the quote has it, and the whole name where the ledger knows who is called so there."""
    names = [spoken.name or spoken.mention, spoken.mention]
    statement, text = evidence.statement, evidence.article.text
    if statement is not None and statement.speaker and statement.speaker_mention:
        is_same = fold(statement.speaker_mention.of(text)) == fold(spoken.mention)
        names += [statement.speaker] * is_same
    return tuple(dict.fromkeys(names))


def _voice(names: tuple[str, ...], words: str, text: str, tellers: tuple[str, ...] = ()) -> Voice:
    stems = frozenset(stems_of(words))
    return Voice(names, stems, None, _about(names, text), words, tellers)


def _nested(text: str) -> list[Span]:
    """The quotations within quotations: “You say that I said ‘Yes.’”"""
    return [
        Span(outer.start() + inner.start(), outer.start() + inner.end())
        for outer in _OUTER.finditer(text)
        for inner in _INNER[outer[0][:1] in "‘'"].finditer(outer[0])
    ]


def _unnested(words: str, quote: str) -> str:
    for span in _nested(quote):
        words = words.replace(span.of(quote), " | ")
    return words


def _names(mention: str) -> tuple[str, ...]:
    """A mention without what is told of the speaker: "Eaton, who voted for Clinton"."""
    bare = re.split(r",| who | which ", mention)[0]
    return (bare,) if bare and fold(bare) not in PRONOUNS else ()


def _own_words(evidence: Evidence, content: Sequence[Span], read: Sequence[Spoken]) -> str:
    """All that is quoted here but what others say in the same sentence, what is quoted within it,
    and what the article tells in a clause before the speaker's."""
    quote, start = evidence.quote, evidence.span.start
    own = {at for span in content for at in range(span.start - start, span.end - start)}
    theirs = [each.words for each in read] + _told_before(evidence)
    others = (Span(at, at + 1) for span in theirs for at in range(span.start, span.end))
    kept = [each for each in others if each.start not in own]
    return blanked(quote, (*kept, *_nested(quote)), by="|")


def _told_before(evidence: Evidence) -> list[Span]:
    """The clauses of the quote that end before one in which the speaker is named:
    "Talks are at a standstill, but Moon said ..."."""
    statement = evidence.statement
    if statement is None or statement.speaker_mention is None:
        return []
    named = statement.speaker_mention.start - evidence.span.start
    before = evidence.quote[: max(named, 0)]
    return [Span(0, found.end()) for found in _CLAUSE.finditer(before)]


def blanked(text: str, spans: Iterable[Span], *, by: str = " ") -> str:
    """The text with blanks in the place of these spans."""
    blank = {at for span in spans for at in range(span.start, span.end)}
    return "".join(by if at in blank else letter for at, letter in enumerate(text))


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
