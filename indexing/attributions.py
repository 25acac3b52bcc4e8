"""Who says what inside one parsed sentence: a cue, the phrase that speaks, the words attributed.

The parse proposes; a few rules then settle what a parse of one sentence leaves open: which cue a
whole quotation belongs to, where one statement ends and the next begins, and who reports whom.
Who the phrase means is settled in `people.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from indexing import grammar
from indexing.article import Span
from indexing.cues import Cue, cue_forms
from indexing.units import Piece, Unit

_NOBODY = frozenset("i we you what there this these those nothing".split())
_ADDITIVE = frozenset({"add", "note", "cite", "quote"})
_ANSWERING = frozenset({"elaborate", "respond", "comment", "reply", "say"})
_JOINS = frozenset({"that", "and", "but", "while"})
_OBJECTS = frozenset({"dobj", "oprd", "acomp", "attr"})
_COMPLETING = frozenset({"as", "for", "of", "on", "to"})
_EDGE = frozenset({",", ".", ";", ":", "-", "--", "—", "–"})
_SMALL_GAP = 6  # tokens, "last week": an adverbial that the parser hung elsewhere


@dataclass(frozen=True, slots=True)
class Mention:
    """The phrase that speaks: its main word, a name set beside it, and whose it is."""

    span: Span
    head: Span
    beside: Span | None
    owner: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its speaker and content, in the article's offsets."""

    cue: Span
    speaker: Mention
    via: Mention | None
    content: tuple[Span, ...]
    is_denial: bool
    certainty: float


@dataclass(frozen=True, slots=True)
class _Found:
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


def attributions_of(doc: Doc, unit: Unit) -> list[Attribution]:
    """Every attribution of a unit, in the order of its cues."""
    reading = _Reading(doc, unit)
    found = reading.cues()
    found = reading.with_utterances(found)
    found = _by_way_of([*found, *reading.accordings()])
    found = [_apart(one, found) for one in found if one.content]
    return [attribution for one in found for attribution in reading.finished(one)]


def subject_of_sentence(doc: Doc, unit: Unit) -> Mention | None:
    """Who a sentence is about, if it can be somebody: "Smith was blunt"."""
    reading = _Reading(doc, unit)
    mention = None
    for token in doc:
        is_main = token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
        speakers, _ = grammar.voices(token) if is_main else ([], None)
        if speakers and token.i not in reading.hidden and grammar.is_living(speakers[0]):
            mention = reading.mention(speakers[0])
    return mention


class _Reading:
    """One unit being read; `hidden` are the tokens of stand-ins for whole quotations."""

    def __init__(self, doc: Doc, unit: Unit) -> None:
        self.doc, self.unit = doc, unit
        self.hidden: dict[int, Piece] = {
            token.i: piece
            for piece in unit.utterances
            for token in doc
            if piece.start <= token.idx < piece.end
        }

    def cues(self) -> list[_Found]:
        found: list[_Found] = []
        for token in self.doc:
            entry = cue_forms().get(token.lower_)
            if entry is None or token.i in self.hidden or token.dep_ not in grammar.CLAUSES:
                continue
            if grammar.is_supposed(token) and not any(c.i in self.hidden for c in token.children):
                continue
            if entry.lemma == "cite":
                found = self._cited(token, found)
            elif one := self._at(token, entry, found):
                found.append(one)
        return found

    def _at(self, cue: Token, entry: Cue, before: Sequence[_Found]) -> _Found | None:
        speakers, via = _speakers(cue, entry, before)
        speakers = speakers or self._inverted(cue)
        if not speakers or speakers[0].lower_ in _NOBODY:
            return None
        if not _takes_anything(entry) and not grammar.is_living(speakers[0]):
            return None
        is_denial = grammar.is_negated(cue) or "refusal" in entry.frames
        content = self._content(cue, entry)
        if not content and is_denial:
            content = _refused(cue, entry)
        own = {token.i for token in grammar.own_words(cue)} if len(content) > 1 else set()
        return _Found(cue, entry, speakers, via, frozenset(content - own), is_denial)

    def _inverted(self, cue: Token) -> list[Token]:
        """Whose name follows a verb right behind a quotation: “...,” mused co-host Jane Doe."""
        if cue.i == 0 or cue.i - 1 not in self.hidden:
            return []
        name: list[Token] = []
        for token in self.doc[cue.i + 1 :]:
            if token.is_punct and token.text != "-" or token.dep_ in {"prep", "mark"}:
                break
            if grammar.is_capitalised(token) and token.is_alpha:
                name = [token]
        return name

    def _cited(self, cue: Token, found: list[_Found]) -> list[_Found]:
        """ "..., a newspaper reported, citing diplomats": diplomats said it, by way of a paper."""
        source = next((child for child in cue.children if child.dep_ == "dobj"), None)
        if source is None or not found or not grammar.is_gerund(cue) or not _is_near(source):
            return found
        *others, last = found
        content = last.content - {token.i for token in cue.subtree}
        return [
            *others,
            replace(last, cue=cue, speakers=[source], via=last.speakers[0], content=content),
        ]

    def _content(self, cue: Token, entry: Cue) -> set[int]:
        kept: set[int] = set()
        headless = [child.i for child in cue.children if grammar.is_headless(child)]
        for child in cue.children:
            misread = child.dep_ == "dobj" and any(child.i < i for i in headless)
            if misread or _is_content(child, entry):
                kept |= {token.i for token in child.subtree}
        if not kept and "clause" in entry.frames and not grammar.is_gerund(cue):
            kept = _clause_before(cue)
        return kept or _clause_after(cue)

    def with_utterances(self, found: list[_Found]) -> list[_Found]:
        """Give every whole quotation that no cue governs to the nearest speaker beside it."""
        for piece in self.unit.utterances:
            tokens = frozenset(i for i, other in self.hidden.items() if other is piece)
            if not tokens or any(tokens & one.content for one in found):
                continue
            near = [one for one in found if _takes_quotation(one)] or self._unlisted()
            if near:
                nearest = min(near, key=lambda one: min(abs(one.cue.i - i) for i in tokens))
                found = [one for one in found if one.cue is not nearest.cue]
                found.append(replace(nearest, content=nearest.content | tokens))
        return sorted(found, key=lambda one: one.cue.i)

    def _unlisted(self) -> list[_Found]:
        """A verb that is no cue by itself but stands at a quotation: "...," she laughed."""
        found = []
        for token in self.doc:
            if token.i in self.hidden or token.dep_ not in grammar.CLAUSES:
                continue
            speakers, via = grammar.voices(token)
            if speakers and grammar.is_living(speakers[0]):
                found.append(_Found(token, None, speakers, via, frozenset(), certainty=0.8))
        return found

    def accordings(self) -> list[_Found]:
        """ "according to X": all the rest of the sentence."""
        found = []
        for token in self.doc:
            if token.lower_ != "according" or token.i in self.hidden:
                continue
            sources = [t for c in token.children if c.lower_ == "to" for t in c.children]
            source = next((t for t in sources if t.dep_ == "pobj"), None)
            content = {t.i for t in token.sent} - {t.i for t in token.subtree}
            if source is not None and content:
                found.append(_Found(token, None, [source], None, frozenset(content)))
        return found

    def finished(self, found: _Found) -> Iterator[Attribution]:
        cue = self._span([found.cue])
        content = tuple(self._spans(found))
        via = self.mention(found.via) if found.via is not None else None
        for speaker in found.speakers if content else []:
            mention = self.mention(speaker)
            yield Attribution(cue, mention, via, content, found.is_denial, found.certainty)

    def _spans(self, found: _Found) -> Iterator[Span]:
        """The content as stretches of the article, each without loose punctuation at its ends."""
        for run in _runs(found.content, found.own):
            tokens = [self.doc[i] for i in run]
            while (
                tokens and self._is_loose(tokens[0], _EDGE) or tokens and tokens[0].lower_ in _JOINS
            ):
                tokens = tokens[1:]
            while tokens and self._is_loose(tokens[-1], _EDGE):
                tokens = tokens[:-1]
            if any(token.is_alpha or token.like_num or token.i in self.hidden for token in tokens):
                yield self._span(tokens)

    def _is_loose(self, token: Token, edge: frozenset[str]) -> bool:
        return token.i not in self.hidden and (token.is_space or token.text in edge)

    def mention(self, head: Token) -> Mention:
        beside = grammar.name_beside(head)
        return Mention(
            self._span(grammar.noun_phrase(head)),
            self._span([head]),
            self._span([beside]) if beside is not None else None,
            " ".join(token.text for token in grammar.owner_of(head)),
        )

    def _span(self, tokens: Sequence[Token]) -> Span:
        return self.unit.to_article(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _speakers(cue: Token, entry: Cue, before: Sequence[_Found]) -> grammar.Voices:
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
    if "living" in entry.frames and all(cue.head is not one.cue for one in before):
        return [], None
    return grammar.voices(cue)


def _takes_anything(entry: Cue) -> bool:
    """Whether a letter or a study may be its subject, too."""
    return "clause" in entry.frames and "living" not in entry.frames


def _takes_quotation(found: _Found) -> bool:
    return found.entry is None or "clause" in found.entry.frames


def _is_near(source: Token) -> bool:
    """Whether who is cited can speak: a name or a source, not "citing a need"."""
    return grammar.is_living(source)


def _is_content(child: Token, entry: Cue) -> bool:
    if child.dep_ == "ccomp":
        return bool(entry.frames & {"clause", "object"})
    if child.dep_ == "xcomp":
        return bool(entry.frames & {"infinitive", "object"})
    if child.dep_ in _OBJECTS:
        return "object" in entry.frames
    if child.dep_ == "prep":
        is_plain = "object" in entry.frames and "clause" not in entry.frames
        completes = is_plain and child.lower_ in _COMPLETING
        return completes or child.lower_ in entry.particles
    return False


def _clause_before(cue: Token) -> set[int]:
    """The clause into which "she said" was put: "The plan, she said, was dead"."""
    head, own = cue.head, {token.i for token in cue.subtree}
    if cue.dep_ == "acl" and head.dep_ == "appos":
        start = head.left_edge.i
        return {token.i for token in cue.sent if token.i < start}
    if cue.dep_ == "acl" and head.dep_ == "nsubj" and head.head.i > cue.i:
        return {t.i for t in head.head.subtree} - {t.i for t in head.subtree}
    if cue.dep_ not in {"parataxis", "ccomp", "advcl", "acl", "dep"} or not grammar.is_clause(head):
        return set()
    first = cue.doc[min(own)]
    if cue.dep_ == "parataxis" or first.text == "," or grammar.follows_comma(first):
        return {token.i for token in head.subtree} - own
    return set()


def _clause_after(cue: Token) -> set[int]:
    """From "that" on, where the parser hung the clause on a word between."""
    after = [token for token in cue.subtree if token.i > cue.i]
    start = next((t.i for t in after if t.lower_ == "that" and t.dep_ != "det"), None)
    return {token.i for token in after if start is not None and token.i > start}


def _refused(cue: Token, entry: Cue) -> set[int]:
    """What was not said ("didn't elaborate whether ..."), or the verb itself ("didn't comment")."""
    objects = {t.i for c in cue.rights if c.dep_ in {"dobj", "prep"} for t in c.subtree}
    return objects or ({cue.i} if entry.lemma in _ANSWERING else set())


def _by_way_of(found: list[_Found]) -> list[_Found]:
    """Statements inside statements keep both names: who spoke, and whose account it is.

    A medium's report of nothing but somebody's statement is no further statement of its own.
    """
    kept = []
    for one in found:
        outer = next((o for o in found if _reports(o, one)), None)
        if outer is None:
            kept.append(one)
            continue
        content = one.content - outer.own - {t.i for t in _tail(outer)}
        kept.append(replace(one, via=one.via or outer.speakers[0], content=content))
    return [one for one in kept if not _only_reports(one, found)]


def _is_medium(one: _Found) -> bool:
    return one.cue.lower_ == "according" or (one.entry is not None and one.entry.lemma == "report")


def _reports(outer: _Found, inner: _Found) -> bool:
    if outer is inner or inner.cue.lower_ == "according" or inner.speakers == outer.speakers:
        return False
    if _is_medium(outer) and outer.cue.i > inner.cue.i:
        return outer.cue.sent == inner.cue.sent and not _is_medium(inner)
    return inner.cue.i in outer.content and inner.cue.dep_ not in {"advcl", "relcl"}


def _tail(outer: _Found) -> Iterable[Token]:
    return outer.cue.subtree if outer.cue.lower_ == "according" else ()


def _only_reports(outer: _Found, found: list[_Found]) -> bool:
    if not _is_medium(outer):
        return False
    for inner in found:
        if _reports(outer, inner):
            rest = outer.content - inner.content - inner.own
            if len(rest) <= len(outer.content) // 3:
                return True
    return False


def _apart(one: _Found, found: list[_Found]) -> _Found:
    """Without the words of later participles ("..., adding that ..."), which are said apart."""
    content = one.content
    for other in found:
        if other is one or other.cue.i not in content or not grammar.is_gerund(other.cue):
            continue
        if other.cue.dep_ in {"advcl", "acl", "pcomp"}:
            top = other.cue.head if other.cue.dep_ == "pcomp" else other.cue
            content -= {token.i for token in top.subtree}
    return replace(one, content=content)


def _runs(content: Iterable[int], own: frozenset[int]) -> list[list[int]]:
    """Token indices as stretches; a small gap is closed unless it holds the cue or its speaker."""
    runs: list[list[int]] = []
    for i in sorted(content):
        gap = range(runs[-1][-1] + 1, i) if runs else range(0)
        if runs and len(gap) <= _SMALL_GAP and own.isdisjoint(gap):
            runs[-1].extend([*gap, i])
        else:
            runs.append([i])
    return runs
