"""The spans of attributed words, made fit to be shown: whole quotations, no marks around them."""

from collections.abc import Sequence

from indexing.article import Span
from indexing.ledger.quotations import Quotation


def clean_content(
    text: str, spans: Sequence[Span], quotations: Sequence[Quotation], *, held: Sequence[Span]
) -> tuple[Span, ...]:
    """The spans in order and apart; `held`, the cue and its speaker, may stand in a quotation."""
    kept: list[Span] = []
    for span in sorted(_whole(span, quotations, held) for span in spans):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(bare for span in kept if (bare := without_marks(text, span, quotations)))


def without_marks(text: str, span: Span, quotations: Sequence[Quotation]) -> Span | None:
    """A span without the marks that enclose all of it, or a comma at its end; None if empty."""
    for quotation in quotations:
        if quotation.outer.start <= span.start and span.end <= quotation.outer.end:
            inner = quotation.inner
            span = Span(max(span.start, inner.start), min(span.end, inner.end))
    words = span.of(text).rstrip(", \n")
    return Span(span.start, span.start + len(words)) if words else None


def letters_in(text: str, span: Span) -> int:
    """How many letters and digits a span has: what quoted and unquoted words are weighed by."""
    return sum(map(str.isalnum, span.of(text)))


def _whole(span: Span, quotations: Sequence[Quotation], held: Sequence[Span]) -> Span:
    """Widened over quotations that it cuts, unless the cue or the speaker stands in them."""
    start, end = span.start, span.end
    for quotation in quotations:
        outer, inner = quotation.outer, quotation.inner
        if outer.end <= span.start or span.end <= outer.start:
            continue
        if any(outer.start < h.end and h.start < outer.end for h in held):
            end = min(end, inner.end) if span.start >= outer.start else end
            continue
        start, end = min(start, outer.start), max(end, outer.end)
    return Span(start, end)
