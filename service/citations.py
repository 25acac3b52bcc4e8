"""The gate: every sentence against what it cites, before anyone sees it.

A claim passes when its evidence is a place in the article, and the very sentence of its statement
where it has one; when every word it uses is one of those cited (or of the speaker's name); and when
the one it is put in the mouth of is the one the ledger has there.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from indexing.article import Span
from service.answer import Citation, Claim, Evidence
from service.words import stems_of


def check(claim: Claim, *, speaker_keys: Collection[str]) -> Claim:
    """The claim with its support decided; `speaker_keys` are empty when nobody is asked about."""
    holds = (
        bool(claim.evidence)
        and all(map(is_in_place, claim.evidence))
        and all(_is_right_speaker(each, speaker_keys) for each in claim.evidence)
        and _is_worded_by(claim)
    )
    return replace(claim, support="verbatim" if holds else "unsupported")


def is_in_place(evidence: Evidence) -> bool:
    """Whether evidence is a place in its article, and the very sentence of its statement."""
    article, span, statement = evidence.article, evidence.span, evidence.statement
    if statement and (statement.article_id, statement.sentence) != (article.id, span):
        return False
    return 0 <= span.start < span.end <= len(article.text)


def _is_right_speaker(evidence: Evidence, speaker_keys: Collection[str]) -> bool:
    if not speaker_keys:
        return True
    return evidence.statement is not None and evidence.statement.speaker_key in speaker_keys


def _is_worded_by(claim: Claim) -> bool:
    words: set[str] = set()
    for each in claim.evidence:
        words.update(stems_of(each.quote))
        if each.statement and each.statement.speaker:
            words.update(stems_of(each.statement.speaker))
    return set(stems_of(claim.text)) <= words


class Numbering:
    """Gives evidence its markers, in the order in which a reader meets them."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, Span], Citation] = {}

    def cite(self, evidence: Sequence[Evidence]) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """The markers of this evidence, and those citations that are new with it."""
        new = []
        markers = []
        for each in evidence:
            place = (each.article.id, each.span)
            if place not in self._citations:
                self._citations[place] = Citation(len(self._citations) + 1, each)
                new.append(self._citations[place])
            markers.append(self._citations[place].marker)
        return tuple(markers), tuple(new)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())
