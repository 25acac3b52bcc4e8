"""What several places say alike is told once: papers reprint one another, and themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from indexing.article import Statement
from service.answer import Evidence
from service.polarity import is_negated, spoken
from service.rerank import Weighed
from service.words import content_stems

SAME_WORDS = 0.8  # of the shorter one's words: two papers printing one remark
SAME_LEAST = 4  # fewer words than that are shared by chance


@dataclass(frozen=True, slots=True)
class _Remark:
    """What of a place is compared with others."""

    evidence: Evidence
    content: frozenset[str]
    is_negated: bool


def distinct(weighed: Iterable[Weighed], *, most: int) -> list[Weighed]:
    """The first so many, without what repeats an earlier sentence or remark."""
    kept: list[Weighed] = []
    told: list[_Remark] = []
    for each in weighed:
        if len(kept) == most:
            break
        remark = _remark(each.evidence)
        if not any(_repeats(remark, other) for other in told):
            kept.append(each)
            told.append(remark)
    return kept


def _remark(evidence: Evidence) -> _Remark:
    words = spoken(evidence)
    return _Remark(evidence, frozenset(content_stems(words)), is_negated(words))


def _repeats(one: _Remark, other: _Remark) -> bool:
    """Whether two places say one thing by one person; one of them may tell more of it."""
    here, there = one.evidence, other.evidence
    if (here.article.id, here.span) == (there.article.id, there.span):
        return True
    if one.is_negated != other.is_negated or not _may_be_one(here.statement, there.statement):
        return False
    some, more = sorted([one.content, other.content], key=len)
    return (bool(some) and some == more) or (
        len(some) >= SAME_LEAST and len(some & more) >= SAME_WORDS * len(some)
    )


def _may_be_one(one: Statement | None, other: Statement | None) -> bool:
    """Whether two speakers may be one person, whom one of the papers names in part."""
    if not (one and other and one.speaker_key and other.speaker_key):
        return True
    some, more = sorted([set(one.speaker_key.split()), set(other.speaker_key.split())], key=len)
    return some <= more
