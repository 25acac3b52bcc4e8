"""Who says what inside one parsed sentence: a cue, the phrase that speaks, the words attributed.

The parse proposes; a few rules then settle what a parse of one sentence leaves open: which cue a
whole quotation belongs to, where one statement ends and the next begins, and who reports whom.
Who the phrase means is settled in `people.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from indexing.article import Span
from indexing.ledger import grammar
from indexing.ledger.cues import NOUNS, Cue, cue_forms
from indexing.ledger.governed import governed_by, refused_by
from indexing.ledger.units import Piece, Unit
from indexing.ledger.voices import Found, apart, by_way_of, is_told, speakers_of

_NOBODY = frozenset("i we you what there this these those nothing".split())
_RECEIVING = frozenset("hear hears heard see sees saw watch watched receive received".split())
_JOINS = frozenset({"that", "and", "but", "while"})
_EDGE = frozenset({",", ".", ";", ":", "-", "--", "—", "–"})
_ACCORDING = get_string_id("according")
_SMALL_GAP = 6  # tokens, "last week": an adverbial that the parser hung elsewhere


@dataclass(frozen=True, slots=True)
class Mention:
    """Who speaks, as the sentence has it.

    `span` is all of it, with what is told of the speaker; `phrase` the bare noun phrase, `head`
    its main word, `beside` a name set beside it, `behind` one set beside the place it belongs to,
    `owner` whose or of which country it is.
    """

    span: Span
    phrase: Span
    head: Span
    beside: Span | None
    behind: Span | None
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


def attributions_of(doc: Doc, unit: Unit) -> list[Attribution]:
    """Every attribution of a unit, in the order of its cues."""
    reading = _Reading(doc, unit)
    if reading.is_order():
        return []
    found = reading.cues()
    found = reading.with_utterances(found)
    found = by_way_of([*found, *reading.accordings(), *reading.nouns(found)])
    found = [apart(one, found) for one in found if one.content and not is_told(one, found)]
    return [attribution for one in found for attribution in reading.finished(one)]


def is_order(doc: Doc, unit: Unit) -> bool:
    """Whether a sentence tells somebody what to say, or to imagine it being said, so that nothing
    in it is reported: "Answer that she said yes", "Suppose he said “no”"."""
    return _Reading(doc, unit).is_order()


def subject_of_sentence(doc: Doc, unit: Unit) -> Mention | None:
    """Who a sentence is about, if it can be somebody: "Smith was blunt"."""
    reading = _Reading(doc, unit)
    mention = None
    for token in doc:
        speakers, _ = grammar.voices(token) if grammar.is_main(token) else ([], None)
        if speakers and token.i not in reading.hidden and grammar.is_living(speakers[0]):
            mention = reading.mention(speakers[0], token)
    return mention


class _Reading:
    """One unit being read; `hidden` are the tokens of stand-ins for whole quotations."""

    def __init__(self, doc: Doc, unit: Unit) -> None:
        self.doc, self.unit = doc, unit
        # Looking through these takes a tenth of the time of looking through tokens.
        self.words: list[int] = doc.to_array("LOWER").tolist()
        self.hidden: dict[int, Piece] = {
            token.i: piece
            for piece in unit.utterances
            for token in doc
            if piece.start <= token.idx < piece.end
        }

    def is_order(self) -> bool:
        verbs = (self.doc[i] for i, word in enumerate(self.words) if word in _cues_by_word())
        return any(
            grammar.is_ordered(verb)
            for verb in verbs
            if verb.i not in self.hidden and verb.dep_ in grammar.CLAUSES
        )

    def cues(self) -> list[Found]:
        found: list[Found] = []
        for i, word in enumerate(self.words):
            entry = _cues_by_word().get(word)
            if entry is None or i in self.hidden:
                continue
            token = self.doc[i]
            if token.dep_ not in grammar.CLAUSES:
                continue
            if grammar.is_supposed(token) and not any(c.i in self.hidden for c in token.children):
                continue
            if entry.lemma == "cite":
                found = self._cited(token, found)
            elif one := self._at(token, entry, found):
                found.append(one)
        return found

    def _at(self, cue: Token, entry: Cue, before: Sequence[Found]) -> Found | None:
        speakers, via = speakers_of(cue, entry, before)
        if not speakers and cue.i - 1 in self.hidden:
            speakers = grammar.name_after(cue)
        if not speakers or speakers[0].lower_ in _NOBODY:
            return None
        if not entry.takes_anything and not grammar.is_living(speakers[0]):
            return None
        is_denial = grammar.is_negated(cue) or "refusal" in entry.frames
        content = governed_by(cue, entry)
        if not content and is_denial:
            content = refused_by(cue, entry)
        return Found(cue, entry, speakers, via, frozenset(content), is_denial)

    def _cited(self, cue: Token, found: list[Found]) -> list[Found]:
        """ "..., a newspaper reported, citing diplomats": diplomats said it, by way of a paper."""
        source = next((child for child in cue.children if child.dep_ == "dobj"), None)
        if source is None or not found or not grammar.is_gerund(cue):
            return found
        if not grammar.is_living(source):
            return found  # "citing a need for repairs"
        *others, last = found
        content = last.content - {token.i for token in cue.subtree}
        cited = replace(last, cue=cue, speakers=[source], via=last.speakers[0], content=content)
        return [*others, cited]

    def with_utterances(self, found: list[Found]) -> list[Found]:
        """Give every whole quotation that no cue governs to the nearest speaker beside it."""
        for piece in self.unit.utterances:
            tokens = frozenset(i for i, other in self.hidden.items() if other is piece)
            if not tokens or any(tokens & one.content for one in found):
                continue
            near = [one for one in found if one.takes_quotation] or self._unlisted()
            if near:
                nearest = min(near, key=lambda one: min(abs(one.cue.i - i) for i in tokens))
                found = [one for one in found if one.cue != nearest.cue]
                found.append(replace(nearest, content=nearest.content | tokens))
        return sorted(found, key=lambda one: one.cue.i)

    def _unlisted(self) -> list[Found]:
        """Verbs that are no cues by themselves but stand at a quotation: "...," she laughed."""
        found = []
        for token in self.doc:
            is_verb = token.dep_ in grammar.CLAUSES and token.lower_ not in _RECEIVING
            if is_verb and token.i not in self.hidden:
                speakers, via = grammar.voices(token)
                if speakers and grammar.is_living(speakers[0]):
                    found.append(Found(token, None, speakers, via, frozenset(), certainty=0.8))
        return [one for one in found if grammar.is_main(one.cue)] or found

    def accordings(self) -> list[Found]:
        """ "according to X": all the rest of the sentence."""
        found = []
        for i, word in enumerate(self.words):
            if word != _ACCORDING or i in self.hidden:
                continue
            token = self.doc[i]
            sources = [t for c in token.children if c.lower_ == "to" for t in c.children]
            source = next((t for t in sources if t.dep_ == "pobj"), None)
            content = {t.i for t in token.sent} - {t.i for t in token.subtree}
            if source is not None and content:
                found.append(Found(token, None, [source], None, frozenset(content)))
        return found

    def nouns(self, said: Sequence[Found]) -> list[Found]:
        """ "Her claim that it was won": the clause is hers, unless a verb has it already."""
        found = []
        for i, word in enumerate(self.words):
            if word not in _nouns_by_word():
                continue
            token = self.doc[i]
            owner = grammar.owner_in_phrase(token)
            clauses = [c for c in token.children if c.dep_ in {"acl", "ccomp"} and _is_that(c)]
            if owner is not None and clauses:
                content = frozenset(t.i for t in clauses[0].subtree)
                taken = (one for one in said if i not in one.content)
                if all(content.isdisjoint(one.content) for one in taken):
                    found.append(Found(token, None, [owner], None, content, certainty=0.8))
        return found

    def finished(self, found: Found) -> Iterator[Attribution]:
        cue = self._span(grammar.verb_phrase(found.cue))
        content = tuple(self._spans(found))
        via = self.mention(found.via, found.cue) if found.via is not None else None
        for speaker in found.speakers if content else []:
            mention = self.mention(speaker, found.cue)
            yield Attribution(cue, mention, via, content, found.is_denial, found.certainty)

    def _spans(self, found: Found) -> Iterator[Span]:
        """The content as stretches of the article, each without loose punctuation at its ends."""
        for run in _runs(found.content, found.own):
            tokens = [self.doc[i] for i in run]
            while tokens and (self._is_loose(tokens[0]) or tokens[0].lower_ in _JOINS):
                tokens = tokens[1:]
            while tokens and self._is_loose(tokens[-1]):
                tokens = tokens[:-1]
            if any(token.is_alpha or token.like_num or token.i in self.hidden for token in tokens):
                yield self._span(tokens)

    def _is_loose(self, token: Token) -> bool:
        return token.i not in self.hidden and (token.is_space or token.text in _EDGE)

    def mention(self, head: Token, cue: Token) -> Mention:
        beside, behind = grammar.name_beside(head), grammar.name_behind(head)
        return Mention(
            self._span(grammar.whole_phrase(head, cue)),
            self._span(grammar.noun_phrase(head)),
            self._span([head]),
            self._span([beside]) if beside is not None else None,
            self._span([behind]) if behind is not None else None,
            " ".join(token.text for token in grammar.owner_of(head)),
        )

    def _span(self, tokens: Sequence[Token]) -> Span:
        return self.unit.to_article(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _is_that(clause: Token) -> bool:
    """Whether a clause begins with "that" as a conjunction."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


@cache
def _nouns_by_word() -> frozenset[int]:
    return frozenset(get_string_id(form) for noun in NOUNS for form in (noun, f"{noun}s"))


@cache
def _cues_by_word() -> dict[int, Cue]:
    return {get_string_id(form): cue for form, cue in cue_forms().items()}


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
