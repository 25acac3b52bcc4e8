"""The voices of one sentence: who each cue belongs to, and who tells of whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from indexing.ledger import grammar
from indexing.ledger.cues import Cue

_ADDITIVE = frozenset({"add", "note", "cite", "quote"})


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in the making, still in tokens; `content` holds their indices."""

    cue: Token
    entry: Cue | None
    speakers: list[Token]
    via: Token | None
    content: frozenset[int]
    is_denial: bool = False
    certainty: float = 1.0

    @property
    def own(self) -> frozenset[int]:
        return frozenset(token.i for token in grammar.own_words(self.cue))

    @property
    def is_medium(self) -> bool:
        """Whether it tells what others said: "reported", "according to"."""
        return self.cue.lower_ == "according" or (
            self.entry is not None and self.entry.lemma == "report"
        )

    @property
    def takes_quotation(self) -> bool:
        return self.entry is None or "clause" in self.entry.frames


def speakers_of(cue: Token, entry: Cue, before: Sequence[Found]) -> grammar.Voices:
    """Those who speak; a participle after a comma goes on with whoever spoke before it."""
    if not grammar.is_gerund(cue) or grammar.subject_of(cue) is not None:
        return grammar.voices(cue)
    if cue.head.lower_ == "without":
        above = [one for one in before if one.cue.is_ancestor(cue)]
        return (above[-1].speakers, above[-1].via) if above else ([], None)
    goes_on = cue.dep_ == "acl" or (cue.dep_ == "advcl" and entry.lemma in _ADDITIVE)
    if before and goes_on and grammar.follows_comma(cue):
        return before[-1].speakers, before[-1].via
    if cue.dep_ == "pcomp" and cue.head.lower_ == "as" and cue.head.head.lower_ == "quoting":
        speakers, via = grammar.voices(cue)
        return speakers, before[-1].speakers[0] if before else via
    if "living" in entry.frames and all(cue.head != one.cue for one in before):
        return [], None
    return grammar.voices(cue)


def by_way_of(found: list[Found]) -> list[Found]:
    """Statements inside statements keep both names: who spoke, and whose account it is.

    A medium's report of nothing but somebody's statement is no further statement of its own.
    """
    kept = []
    for one in found:
        outer = next((o for o in found if _reports(o, one)), None)
        if outer is None:
            kept.append(one)
            continue
        content = one.content - outer.own - _tail(outer, one)
        kept.append(replace(one, via=one.via or outer.speakers[0], content=content))
    return [one for one in kept if not _only_reports(one, found)]


def _reports(outer: Found, inner: Found) -> bool:
    if outer is inner or inner.cue.lower_ == "according" or inner.speakers == outer.speakers:
        return False
    if outer.is_medium and outer.cue.i > inner.cue.i:
        return outer.cue.sent == inner.cue.sent and not inner.is_medium
    return inner.cue.i in outer.content and inner.cue.dep_ not in {"advcl", "relcl"}


def _tail(outer: Found, inner: Found) -> set[int]:
    """All of "according to KCNA" and "KCNA reported on Monday", where the parse hangs it inside."""
    subtree = {token.i for token in outer.cue.subtree} - outer.content
    return subtree if outer.is_medium and inner.cue.i not in subtree else set()


def _only_reports(outer: Found, found: list[Found]) -> bool:
    if not outer.is_medium:
        return False
    for inner in found:
        if _reports(outer, inner):
            rest = outer.content - inner.content - inner.own
            if len(rest) <= len(outer.content) // 3:
                return True
    return False


def is_told(one: Found, found: list[Found]) -> bool:
    """Whether it is a belief inside somebody's words: "he said he hoped ..." is said, once."""
    is_mind = one.entry is not None and "mind" in one.entry.frames
    return is_mind and any(one.cue.i in other.content for other in found if other is not one)


def apart(one: Found, found: list[Found]) -> Found:
    """Without the words of later participles ("..., adding that ..."), which are said apart."""
    content = one.content
    for other in found:
        if other is one or other.cue.i not in content or not grammar.is_gerund(other.cue):
            continue
        if other.cue.dep_ in {"advcl", "acl", "pcomp"}:
            top = other.cue.head if other.cue.dep_ == "pcomp" else other.cue
            content -= {token.i for token in top.subtree}
    return replace(one, content=content)
