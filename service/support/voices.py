"""Whose words a sentence may say they are: who speaks in its evidence, by name and by role."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from indexing.article import Span
from indexing.ledger import vocabulary
from indexing.ledger.cues import cue_forms
from indexing.ledger.people import person_key
from indexing.sentences import sentence_spans
from service.answer import Evidence
from service.support.plain import blanked
from service.support.reading import Spoken, spoken_of
from service.support.turning import DENYING, UNTIES
from service.terms import Stems, terms_of
from service.words import fold, stem, stems_of, words_of

PRONOUNS = frozenset("he she they it him them her his hers their who i we you".split())
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
_NEUTRAL = frozenset(
    "say tell state note add mention comment remark explain stress emphasize emphasise respond "
    "reply speak according write tweet post declare announce observe report".split()
)
"""Who does one of these has done the others."""
_ASSERTING = _NEUTRAL | frozenset(
    "argue assert affirm claim insist warn caution confirm acknowledge admit concede predict "
    "conclude contend maintain reveal disclose promise vow pledge complain confess "
    "reiterate repeat reaffirm testify boast indicate estimate".split()
)
"""Who does one of these has said so."""
_LESSER = frozenset(map(stem, "former ex acting deputy vice interim would-be".split()))
_BELONGS = re.compile(r"^.*['’]s? |(?<=\w) (?:for|of|to|at|with|from|in) .*$")
_PARTED = re.compile(r"[,;:—–()“”\"]| and | but ")
_NAMED = re.compile(r"\w[\w’'.-]*")
_GOVERNING = frozenset(
    "to of from for by as without would will could can may might should must never hardly almost "
    "nearly having once".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the evidence, by every name it has for them.

    `text` are their words, without what they quote; `about` is what the cited words say beside the
    name: "South Korean", "foreign minister". `cue` is the word that tells it, and `kept` are those
    without which it tells something else: who "stopped short of" saying has not said. `around` is
    what else stands there, `via` who has the words from them.
    """

    names: tuple[str, ...]
    key: str | None
    about: frozenset[str]
    text: str
    cue: str = ""
    kept: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    via: str | None = None
    is_denial: bool = False

    def is_called(self, name: str) -> bool:
        return any(is_one(name, own) for own in self.names) or self._is_described(name)

    @property
    def how(self) -> str:
        return " ".join((*self.kept, self.cue or "said"))

    def says_as(self, cue: str) -> bool:
        """Whether a word for saying it is the evidence's, or tells no more than that."""
        told, own = _verb(cue), _verb(self.cue)
        return told == own or (told in _NEUTRAL and own in _ASSERTING)

    def is_titled(self, mention: str) -> bool:
        """Whether it calls nobody mayor who is a former one."""
        words = words_of(mention)
        lesser = _LESSER & self.about
        return not any(map(_is_role, words)) or lesser <= set(map(stem, words))

    @property
    def _heads(self) -> frozenset[str]:
        return frozenset(stems_of(" ".join(_BELONGS.sub("", name) for name in self.names)))

    def _is_described(self, name: str) -> bool:
        """ "the South Korean president" is Moon where the article calls him so."""
        words = words_of(name)
        roles = [each for each in words if _is_role(each) and each in (each.lower(), words[-1])]
        own_words = {word for own in self.names for word in map(fold, words_of(own))}
        roles = [each for each in roles if not _is_many(each) or fold(each) in own_words]
        is_body = any(_is_institution(own.split()[-1]) for own in self.names)
        if not any(is_body or not _is_institution(role) for role in roles):
            return False  # a spokeswoman of the White House is not the White House
        owners = set(stems_of(" ".join(self.names))) - self._heads
        if any(stem(role) in owners for role in roles):
            return False  # nor is the senator's aide the senator
        held = Stems(self.about)
        return all(
            any(all(held.has((s,)) for s in phrase) for phrase in (term.stems, *term.related))
            for term in terms_of(name)
        )


def voices_of(evidence: Evidence, read: Sequence[Spoken]) -> tuple[Voice, ...]:
    """Who speaks in the evidence: whom the ledger has there, and whom its words name.

    `read` are the attributions of its quote. An article's publisher vouches for what it tells
    itself.
    """
    quote, statement = evidence.quote, evidence.statement
    every = attributions(evidence, read)
    found = [_voice(one, evidence, every) for one in every]
    found += [_teller(one.via, quote) for one in every if one.via]
    publisher = evidence.article.metadata.publisher.value
    if publisher and (statement is None or statement.speaker is None):
        found.append(_teller(publisher, told_itself(evidence, read)))
    return tuple(voice for voice in found if voice.names)


def attributions(evidence: Evidence, read: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """The ledger's attribution in a quote, and those read off it that are others."""
    if evidence.statement is None:
        return tuple(read)
    own = spoken_of(evidence.statement, start=evidence.span.start)
    others = (one for one in read if not (_is_alike(one, own) or one.is_within(own)))
    return (own, *others)


def told_itself(evidence: Evidence, read: Sequence[Spoken]) -> str:
    """What an article tells in a quote without saying that somebody says so."""
    quote = evidence.quote
    every = attributions(evidence, read)
    return blanked(quote, (span for one in every for span in one.content))


def parts_around(
    text: str, spoken: Iterable[Spoken], names: frozenset[str], within: Span | None = None
) -> list[str]:
    """What a text has around who speaks, the word that tells it, and what they say."""
    spans: list[Span] = []
    for one in spoken:
        spans += one.content
        spans += [one.cue] if one.cue else []
        spans += _names_in(one.mention, text, names) if one.mention else []
    bare = of(within, blanked(text, spans)) if within else blanked(text, spans)
    return [part for part in bare.split("|") if part.strip()]


def _names_in(mention: Span, text: str, names: frozenset[str]) -> list[Span]:
    """What of a mention the evidence calls somebody; "a liar" is judged with the rest."""
    return [
        Span(mention.start + found.start(), mention.start + found.end())
        for found in _NAMED.finditer(mention.of(text) if mention.start >= 0 else "")
        if all(stem(word) in names for word in words_of(found[0]))
    ]


def _around(one: Spoken, every: Iterable[Spoken], quote: str) -> Span:
    """The sentence in which it is told who says this, as far as no other attribution reaches."""
    told = one.cue or one.words
    spans = [span for span in sentence_spans(quote) if meet(span, told)] or [Span(0, len(quote))]
    others = [other.whole for other in every if other != one]
    before = [other.end for other in others if other.end <= one.whole.start]
    behind = [other.start for other in others if other.start >= one.whole.end]
    return Span(max(spans[0].start, *before, 0), min(spans[-1].end, *behind, len(quote)))


def meet(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def of(span: Span | None, text: str) -> str:
    return text[max(0, span.start) : max(0, span.end)] if span else ""


def _voice(one: Spoken, evidence: Evidence, every: Sequence[Spoken]) -> Voice:
    quote, own = evidence.quote, evidence.statement
    is_ledgers = own is not None and one == spoken_of(own, start=evidence.span.start)
    names = _names(one.name or "", of(one.mention, quote), _whole_name(one, evidence))
    about = _about(names, quote)
    around = _around(one, every, quote)
    before = Span(around.start, one.whole.end)
    return Voice(
        names=names,
        key=own.speaker_key if own is not None and is_ledgers else None,
        about=about,
        text=_joined(of(span, _unnested(quote)) for span in one.content),
        cue=of(one.cue, quote),
        kept=(*_denying(parts_around(quote, every, about, before)), *_manner(one, quote)),
        around=tuple(parts_around(quote, every, about, around)),
        via=one.via,
        is_denial=one.is_denial,
    )


def _whole_name(one: Spoken, evidence: Evidence) -> str:
    """The name that the ledger has for whoever is called so there."""
    own, article = evidence.statement, evidence.article.text
    if own is None or own.speaker is None or own.speaker_mention is None:
        return ""
    is_same = fold(own.speaker_mention.of(article)) == fold(of(one.mention, evidence.quote))
    return own.speaker if is_same else ""


def _denying(before: Iterable[str]) -> list[str]:
    """The words by which it may be false that somebody said so: "nobody believes that"."""
    return [word for part in before for word in map(fold, words_of(part)) if word in DENYING]


def _manner(one: Spoken, quote: str) -> list[str]:
    """What stands between a speaker and a cue that hangs on it."""
    if one.mention is None or one.cue is None or one.mention.end > one.cue.start:
        return []
    between = _PARTED.split(of(Span(one.mention.end, one.cue.start), quote))[-1]
    words = [fold(word) for word in words_of(between)]
    plain = [word for word in words if not word.endswith("ly")]
    hangs = plain[-1:] and plain[-1] in _GOVERNING
    return words if hangs or not UNTIES.isdisjoint(words) else []


def _joined(parts: Iterable[str]) -> str:
    """What "he said" stands between; what begins with a capital is another sentence."""
    text = ""
    for part in parts:
        text += f"{'. ' if text and part[:1].isupper() else ' '}{part}"
    return text


def _teller(name: str, text: str) -> Voice:
    return Voice((name,), None, _about((name,), text), text)


def _names(*mentions: str) -> tuple[str, ...]:
    """Mentions without what is told of the speaker: "Eaton, who voted for Clinton"."""
    bare = (re.split(r",| who | which ", mention)[0] for mention in mentions)
    return tuple(dict.fromkeys(each for each in bare if each and fold(each) not in PRONOUNS))


def _unnested(quote: str) -> str:
    """Without the quotations within quotations: “You say that I said ‘Yes.’”"""
    spans = (
        Span(outer.start() + inner.start(), outer.start() + inner.end())
        for outer in _OUTER.finditer(quote)
        for inner in _INNER[outer[0][:1] in "‘'"].finditer(outer[0])
    )
    return blanked(quote, spans)


def _is_alike(one: Spoken, other: Spoken) -> bool:
    """Whether two readings are of the same words."""
    shared = min(one.words.end, other.words.end) - max(one.words.start, other.words.start)
    longest = max(each.words.end - each.words.start for each in (one, other))
    return 2 * shared > longest


def _verb(cue: str) -> str:
    """The verb of a cue in its first form; a cue that is none tells no more than "said"."""
    words = fold(cue).split()
    forms = (cue_forms().get(word) for word in reversed(words))
    known = next(filter(None, forms), None)
    return known.lemma if known else words[0] if words else "say"


def is_one(name: str, other: str) -> bool:
    """Whether a name is, or is short for, the other; "Trump" is not the "Trump campaign", nor
    "Trump's lawyer"."""
    words, others = set(person_key(name).split()), set(person_key(other).split())
    head = set(person_key(_BELONGS.sub("", other)).split())
    if not words <= others or words.isdisjoint(head):
        return False  # of several with one surname, a fuller name may be another's
    small = {word for word in other.split() if word.islower()}
    return not any(_is_role(word) or word in small for word in others - words)


def _is_role(word: str) -> bool:
    low = fold(word)
    is_agent = word.islower() and vocabulary.can_speak(low)  # "Baker" is a name
    return low in _OTHERS or low.removesuffix("s") in _OTHERS or is_agent


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
