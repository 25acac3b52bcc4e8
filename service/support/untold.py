"""Whether somebody's words are told without saying whose they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexing.article import Span
from service.answer import Evidence
from service.polarity import spoken as words_spoken
from service.support.names import names_of
from service.support.plain import contains
from service.support.quoted import quotations
from service.support.reading import Spoken
from service.support.voices import ALL, OWNED, Voice, blanked, is_theirs
from service.words import content_stems, stems_of, words_of

_BY = re.compile(r"\bby (?:the |\w+ )?[A-Z]")  # "called so by Sanders"


@dataclass(frozen=True, slots=True)
class Heard:
    """What is cited: `read` are the attributions of each quote, `voices` who speaks there."""

    evidence: tuple[Evidence, ...]
    read: tuple[tuple[Spoken, ...], ...]
    voices: tuple[Voice, ...]


def untold(claim: str, heard: Heard, spoken: Sequence[Spoken]) -> str | None:
    """The name of whom the claim gives no voice to, though it tells, or quotes, their words.

    What the ledger has somebody say is an opinion of theirs until somebody else reports it: told
    bare, it would be the archive's own word.
    """
    evidence, voices = heard.evidence, heard.voices
    owners = [
        (each, each.statement.speaker)
        for each in evidence
        if each.statement and each.statement.speaker
    ]
    owned = [(each, name) for each, name in owners if not _is_named_alone(claim, each, voices)]
    if not spoken and not _BY.search(claim):
        owned = owners
    for piece in _quoted_by_nobody(claim, spoken):
        for each, name in owned:
            if contains(words_spoken(each), piece):
                return name
    if spoken:
        return None
    told = Spoken(None, "", claim, ALL, ALL)
    theirs = {voice.key for voice in voices if is_theirs(told, voice)}
    by_ledger = (name for each, name in owned if _key(each) in theirs)
    return next(by_ledger, None) or _said_there(claim, heard)


def _said_there(claim: str, heard: Heard) -> str | None:
    """Whoever says there what the claim tells, where it does not stand outside of their words:
    "some experts said he may come". None also where the claim has them in it."""
    words = content_stems(claim)
    said = list(zip(heard.evidence, heard.read, strict=True))
    for each, read in said:
        if _holds(blanked(each.quote, (one.words for one in read)), words):
            return None
    speakers = (one for _, read in said for one in read if _holds(one.content, words))
    return next((one.mention for one in speakers if not _is_mentioned(one, words)), None)


def _is_mentioned(speaker: Spoken, words: Sequence[str]) -> bool:
    """Whether some of the name is among the words; of somebody without one, all of the mention."""
    names = [
        stem for word in words_of(speaker.mention) if word[:1].isupper() for stem in stems_of(word)
    ]
    called = set(content_stems(speaker.mention))
    return bool(set(names) & set(words)) if names else called <= set(words)


def _holds(text: str, words: Sequence[str]) -> bool:
    held = frozenset(stems_of(text))
    return sum(word in held for word in words) >= OWNED * len(words)


def _opening_name(claim: str, article: str) -> list[str]:
    """The first word, where the article has it with a capital within a sentence."""
    first = next(iter(words_of(claim)), "")
    is_name = first[:1].isupper() and re.search(rf"[a-z,] {re.escape(first)}\b", article)
    return [first] if is_name else []


def _quoted_by_nobody(claim: str, spoken: Sequence[Spoken]) -> Iterator[str]:
    """The quoted pieces that stand in nothing that anybody is said to say."""
    for piece, span in quotations(claim):
        if not any(each.whole == ALL or _within(span, each.whole) for each in spoken):
            yield piece


def _within(inner: Span, outer: Span) -> bool:
    # A quotation that is told whole begins and ends with its marks.
    return outer.start <= inner.start + 1 and inner.end - 1 <= outer.end


def _is_named_alone(claim: str, evidence: Evidence, voices: Sequence[Voice]) -> bool:
    """Whether the claim names nobody but the one whose words these are: "called so by Sanders"."""
    names = [name.text for name in names_of(claim) if not name.related]
    names += _opening_name(claim, evidence.article.text)
    own = [voice for voice in voices if voice.key == _key(evidence)]
    return bool(names) and all(any(voice.is_called(name) for voice in own) for name in names)


def _key(evidence: Evidence) -> str | None:
    return evidence.statement.speaker_key if evidence.statement else None
