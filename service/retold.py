"""What of a claim was told before: no sentence stands twice in an answer."""

from collections.abc import Collection
from dataclasses import replace

from indexing.article import Span
from indexing.sentences import sentence_spans
from service.answer import Claim
from service.wording import flat


def sentences_of(claim: Claim) -> set[str]:
    return {span.of(claim.text) for span in sentence_spans(claim.text)}


def unrepeated(claim: Claim, told: Collection[str]) -> Claim | None:
    """The claim without the sentences at its ends that were `told`; None where nothing is left.

    Only an article's own words, with nobody speaking in them, are cut: those of a speaker and those
    of a model stand or fall whole.
    """
    if all(sentence in told for sentence in sentences_of(claim)):
        return None
    evidence = next(iter(claim.evidence), None)
    if evidence is None or evidence.statement or claim.text != flat(evidence.quote):
        return claim
    quote, start = evidence.quote, evidence.span.start
    fresh = [span for span in sentence_spans(quote) if flat(span.of(quote)) not in told]
    if not fresh:
        return None
    cut = replace(evidence, span=Span(start + fresh[0].start, start + fresh[-1].end))
    return replace(claim, text=flat(cut.quote), evidence=(cut, *claim.evidence[1:]))
