"""What the parser is given: a sentence at a time, with whole quoted utterances put out of the way.

"“We won. We really did,” she said, adding that it was hard." is parsed as
`"It is true," she said, adding that it was hard.`: shorter, one sentence, and with a plain
structure whatever was quoted. Half quotes (calls it “beautiful”) are part of the sentence's own
grammar and stay. Everything found in the skeleton is mapped back to the article.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from indexing.article import Span
from indexing.cues import cue_forms
from indexing.quotations import Quotation

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
_WORD = re.compile(r"[^\W\d_]+")
_LEAD_IN = re.compile(r"(?:[,:—–-]|\b(?:{cues}))\s*$".format(cues="|".join(sorted(cue_forms()))))
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
    """A sentence, or the sentences that one quotation holds together."""

    span: Span
    paragraph: int
    quotations: tuple[Quotation, ...]
    pieces: tuple[Piece, ...]
    skeleton: str
    is_bare: bool

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
    def may_attribute(self) -> bool:
        """Whether a parse could find somebody speaking here."""
        if self.is_bare or len(self.skeleton) > _MAX_CHARS:
            return False
        if self.utterances or self.quotations:
            return True
        words = _WORD.findall(self.skeleton)
        forms = cue_forms()
        return any(word in forms for word in words) or "according to" in self.skeleton.lower()


def units_of(text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> list[Unit]:
    """The sentences of a text as units, in order."""
    units: list[Unit] = []
    at, paragraph, quoted = 0, 0, 0
    while at < len(sentences):
        start, end = sentences[at].start, sentences[at].end
        if units and "\n" in text[units[-1].span.end : start]:
            paragraph += 1
        inside: list[Quotation] = []
        while quoted < len(quotations) and quotations[quoted].outer.start < end:
            inside.append(quotations[quoted])
            quoted += 1
            while at + 1 < len(sentences) and sentences[at + 1].start < inside[-1].outer.end:
                at += 1
                end = sentences[at].end
        units.append(
            _unit(
                text,
                Span(start, max(end, *(q.outer.end for q in inside)) if inside else end),
                paragraph,
                inside,
            )
        )
        at += 1
    return units


def _unit(text: str, span: Span, paragraph: int, quotations: Sequence[Quotation]) -> Unit:
    pieces: list[Piece] = []
    skeleton: list[str] = []
    length, at = 0, span.start
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


def _plain(words: str) -> str:
    return _HYPHENATED.sub(r"\1x", words.translate(_PLAIN))


def _outside(text: str, span: Span, quotations: Sequence[Quotation]) -> str:
    kept, at = [], span.start
    for quotation in quotations:
        kept.append(text[at : quotation.outer.start])
        at = quotation.outer.end
    return " ".join([*kept, text[at : span.end]])


def _stand_in(text: str, span: Span, quotation: Quotation) -> str:
    goes_on = text[quotation.outer.end : span.end].strip()
    last = text[quotation.inner.end - 1]
    if not goes_on:
        stop = "."
    elif last in ",.?!…—–-" and goes_on[0] not in ",.":
        stop = "," if goes_on[0] not in '“"' else "."
    else:
        stop = ""
    return f'{_STAND_IN}{stop}"'


def is_utterance(text: str, span: Span, quotation: Quotation) -> bool:
    """Whether a quotation is somebody's whole clause rather than words woven into a sentence."""
    words = quotation.inner.of(text).split()
    if _is_title(words):
        return False
    before = text[span.start : quotation.outer.start]
    after = text[quotation.outer.end : quotation.outer.end + 1]
    ends = words[-1][-1] in ",.?!…—–-" or after in {",", ""} or quotation.outer.end >= span.end
    if not _WORD.search(before):
        return ends
    return bool(_LEAD_IN.search(before[-40:])) and (
        ends and (words[0][0].isupper() or len(words) > 3)
    )


def _is_title(words: Sequence[str]) -> bool:
    """“The Art of the Deal”: two words or more, and every long one has a capital."""
    long = [word for word in words if len(word) > 3]
    return (
        len(words) > 1
        and bool(long)
        and all(word[0].isupper() for word in words if len(word) > 3 and word[0].isalpha())
        and not all(word.isupper() for word in long)
        and words[-1][-1] not in ".?!"
    )
