"""What the parser is given: a sentence at a time, with whole quoted utterances put out of the way.

"“We won. We really did,” she said, adding that it was hard." is parsed as
`"It is true," she said, adding that it was hard.`: shorter, one sentence, and with a plain
structure whatever was quoted. Half quotes (calls it “beautiful”) are part of the sentence's own
grammar and stay. Everything found in the skeleton is mapped back to the article.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from indexing.article import Span
from indexing.ledger.cues import NOUNS, Cue, cue_forms
from indexing.ledger.quotations import CLOSING_MARKS, STOPS, Quotation, is_utterance

# "Kang Kyung-wha" must reach the parser as one token a name; the length has to stay.
_HYPHENATED = re.compile(r"\b([A-Z][a-z]+)-(?=[A-Za-z][a-z]+\b)")
_STAND_IN = '"It is true'
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "’": "'",
        "‘": "'",
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\r": " ",
    }
)
_NAME_AND_VERB = re.compile(r"\b[A-Z]\w+ (?P<verb>[a-z]+) (?P<next>[a-z]+)?")
_BEFORE_NOUN = frozenset(
    "the a an this his her its their our my your no any each every another whose"
    " of in at by for from with on into under over about against between".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NOUN_CUE = re.compile(rf"\b(?:{'|'.join(sorted(NOUNS))})s? that ")
_PLACE = r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+)*"
_DATELINE = re.compile(
    rf"{_PLACE}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?"
    r"(?: ?\([^()\n]{2,30}\))? ?(?:—|–|--|-) "
    r"|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}: ?(?=[A-Z])"
)
_DASH = re.compile(r" (?:—|–|--|-) ")
_TAIL = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,5}(?P<aside>[(,][^“”\"]{3,120}[,)] )?(?P<verb>[a-z]+)(?P<end>\.?$)?"
)
_MOST_QUOTATIONS = 24  # more in one sentence is a list
_MAX_CHARS = 1200  # a longer sentence is a list or a page without full stops: not worth a parse


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the skeleton and where it comes from; `quotation` where it stands for one."""

    start: int
    end: int
    source: Span
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or the sentences that one quotation holds together.

    `inner` are the sentences of its quotations in which somebody else is named as speaking.
    """

    span: Span
    paragraph: int
    quotations: tuple[Quotation, ...]
    pieces: tuple[Piece, ...]
    skeleton: str
    is_bare: bool
    inner: tuple["Unit", ...] = ()

    def to_article(self, start: int, end: int) -> Span:
        """The article's span for a span of the skeleton; a stand-in counts whole."""
        first = self.pieces[bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1]
        last = self.pieces[
            bisect_right(self.pieces, max(start, end - 1), key=lambda piece: piece.start) - 1
        ]
        begin = first.source.start if first.quotation else first.source.start + start - first.start
        stop = last.source.end if last.quotation else last.source.start + end - last.start
        return Span(begin, stop)

    @property
    def utterances(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.quotation)

    @property
    def leads_in(self) -> bool:
        """Whether it ends in a colon."""
        return self.skeleton.rstrip().endswith(":")

    @property
    def may_attribute(self) -> bool:
        """Whether a parse could find somebody speaking here."""
        if self.is_bare or len(self.skeleton) > _MAX_CHARS:
            return False
        return bool(self.utterances) or _has_cue(self.skeleton)


def _has_cue(skeleton: str) -> bool:
    for match in _WORD.finditer(skeleton):
        cue = cue_forms().get(match[0])
        if cue is not None and not _is_noun(cue, match, skeleton):
            return True
    return "according to" in skeleton.lower() or _NOUN_CUE.search(skeleton) is not None


def _is_noun(cue: Cue, match: re.Match[str], skeleton: str) -> bool:
    """Whether a word like "report" or "demands" plainly stands for no verb: "the report"."""
    if match[0] not in {cue.lemma, f"{cue.lemma}s"}:
        return False
    *_, before = ["", *skeleton[max(0, match.start() - 12) : match.start()].split(" ")[:-1]]
    return before in _BEFORE_NOUN


def units_of(text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> list[Unit]:
    """The sentences of a text as units, in order."""
    units: list[Unit] = []
    at, paragraph, quoted = 0, 0, 0
    while at < len(sentences):
        first = at
        if units and "\n" in text[units[-1].span.end : sentences[at].start]:
            paragraph += 1
        inside: list[Quotation] = []
        while quoted < len(quotations) and quotations[quoted].outer.start < sentences[at].end:
            quotation = quotations[quoted]
            quoted += 1
            if len(inside) == _MOST_QUOTATIONS:
                continue
            inside.append(quotation)
            while at + 1 < len(sentences) and sentences[at + 1].start < quotation.outer.end:
                at += 1
            if at + 1 < len(sentences) and _is_tail(text, quotation, sentences[at + 1]):
                at += 1
        end = max([sentences[at].end, *(quotation.outer.end for quotation in inside)])
        unit = _unit(text, Span(sentences[first].start, end), paragraph, inside)
        units.append(replace(unit, inner=_inner(text, unit, sentences[first : at + 1])))
        at += 1
    return units


def _inner(text: str, unit: Unit, sentences: Sequence[Span]) -> tuple[Unit, ...]:
    found = []
    for piece in unit.utterances:
        inner = piece.quotation.inner if piece.quotation else piece.source
        for sentence in sentences:
            span = Span(max(sentence.start, inner.start), min(sentence.end, inner.end))
            if span.start < span.end and _names_a_speaker(span.of(text)):
                found.append(_unit(text, span, unit.paragraph, ()))
    return tuple(found)


def _names_a_speaker(words: str) -> bool:
    forms = cue_forms()
    return any(
        forms.keys() & {match["verb"], match["next"]} for match in _NAME_AND_VERB.finditer(words)
    )


def _is_tail(text: str, quotation: Quotation, sentence: Span) -> bool:
    """Whether a sentence is the rest of one that a question mark cut: "...?” Beck asked."""
    between = text[quotation.inner.end - 1 : sentence.start]
    is_beside = len(between) <= 5 and "\n" not in between
    tail = _TAIL.match(text, sentence.start, sentence.end) if is_beside else None
    if between[:1] not in {"?", "!", "…", "'", "’"} or tail is None:
        return False
    is_whole = tail["end"] is not None and tail["aside"] is None and tail["verb"].endswith("ed")
    return is_whole or tail["verb"] in cue_forms()


def _unit(text: str, span: Span, paragraph: int, quotations: Sequence[Quotation]) -> Unit:
    pieces: list[Piece] = []
    skeleton: list[str] = []
    length, at = 0, behind_dateline(text, span)
    outside = _outside(text, span, quotations)
    for quotation in quotations:
        if not is_utterance(text, span, quotation):
            continue
        for source, held in ((Span(at, quotation.outer.start), None), (quotation.outer, quotation)):
            words = _stand_in(text, span, quotation) if held else _plain(source.of(text))
            if words:
                pieces.append(Piece(length, length + len(words), source, held))
                skeleton.append(words)
                length += len(words)
        at = quotation.outer.end
    if at < span.end or not pieces:
        rest = _plain(text[at : span.end])
        pieces.append(Piece(length, length + len(rest), Span(at, span.end)))
        skeleton.append(rest)
    bare = bool(quotations) and not _WORD.search(outside)
    return Unit(span, paragraph, tuple(quotations), tuple(pieces), "".join(skeleton), bare)


def behind_dateline(text: str, span: Span) -> int:
    """Where the sentence itself begins; "NATO — an alliance — said ..." has no dateline."""
    dateline = _DATELINE.match(text, span.start, span.end)
    if dateline is None or _DASH.search(text, dateline.end(), min(span.end, dateline.end() + 80)):
        return span.start
    return dateline.end()


def _plain(words: str) -> str:
    return _HYPHENATED.sub(r"\1x", words.translate(_PLAIN))


def _outside(text: str, span: Span, quotations: Sequence[Quotation]) -> str:
    kept, at = [], span.start
    for quotation in quotations:
        kept.append(text[at : quotation.outer.start])
        at = quotation.outer.end
    return " ".join([*kept, text[at : span.end]])


def _stand_in(text: str, span: Span, quotation: Quotation) -> str:
    """A clause with the quotation's punctuation, set off by spaces as careless copy is not."""
    goes_on = text[quotation.outer.end : span.end]
    said = quotation.inner.of(text).rstrip(CLOSING_MARKS)
    stop = ""
    if not goes_on.strip():
        stop = "."
    elif said[-1:] in STOPS and goes_on.strip()[0] not in ",.":
        stop = "." if goes_on.strip()[0] in '“"' else ","
    before = text[quotation.outer.start - 1 : quotation.outer.start]
    lead = " " if before and not before.isspace() and before not in "([" else ""
    return f'{lead}{_STAND_IN}{stop}"{" " if goes_on[:1].isalnum() else ""}'


def worth_parsing(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units that may attribute, or that lead up to a quotation alone, and their inner ones."""
    for unit, following in zip_longest(units, units[1:]):
        if unit.may_attribute or _leads_up(unit, following):
            yield unit
        yield from (inner for inner in unit.inner if inner.may_attribute)


def _leads_up(unit: Unit, following: Unit | None) -> bool:
    if following is None or unit.is_bare or not following.is_bare:
        return False
    is_near = unit.leads_in or unit.paragraph == following.paragraph
    return is_near and len(unit.skeleton) <= _MAX_CHARS
