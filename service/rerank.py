"""Weighing evidence: how much of what was asked a place in an article speaks about.

Two halves, equal: the share of the question's terms that stand there, rarer terms counting more,
and the cosine of the topic and the sentence. Either alone is fooled: words miss paraphrase, and
every sentence of an article about a summit is near to every question about one. To this comes what
tells that the same thing is spoken of, or another: a "not" in the question alone, the years, or
news of the week in which it is asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from indexing.article import Span
from indexing.sentences import sentence_spans
from service.answer import Evidence, Form
from service.fits import fit
from service.polarity import says_not
from service.retrieve import NEWS_FOR_DAYS
from service.terms import Stems, Term
from service.words import content_stems, happened, stems_of
from service.years import Years, told_years, without_life

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

NEARBY = 0.5  # a term in the title or in a sentence beside this one counts this much
TITLED = 0.8  # and one in the title of the only article asked: not every sentence names its subject
PARAGRAPH_WORDS = 55
EMBEDDED_MOST = 24  # so many sentences are embedded for one question
COMMON: dict[Form, float] = {"when": 0.1, "where": 0.07}
"""Off it where a day or a place is asked for, which most sentences of news have."""
CONTRARY = 0.3  # off it when the question asks what is not so, and the place says what is
NEWS = 0.2  # to it when asked as of a day, and published in the week before
OTHER_YEARS = 0.2  # off it when the question names years, and the place is not of them
IN_YEARS = 0.15  # on the score of a place that tells of them
ALL_YEARS = 0.1  # on it as well where one span of years there holds all of them
LEAD_CHARS = 200  # so far into an article the years in brackets are those of somebody's life

REPLIED_WITHIN = 400  # characters before a statement where what was asked may stand

_ASKED = re.compile(
    r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:asked|pressed|questioned)\b"
    r"|^(?:Asked|Pressed|Questioned)\b"
)
_ENDS = re.compile(r"[.!?…][”\"')\]]*\s*$")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence with what decides about it: the share of terms it covers, and the cosine."""

    evidence: Evidence
    coverage: float
    similarity: float
    fit: float = 0.0
    signs: float = 0.0

    @property
    def relevance(self) -> float:
        """How much of what was asked the place speaks about: 0 to 1, and a little for signs."""
        return (self.coverage + max(self.similarity, 0.0)) / 2 + self.signs

    @property
    def score(self) -> float:
        """What orders the evidence: of the relevant, what has the kind of words asked for."""
        return self.relevance + self.fit


@dataclass(frozen=True, slots=True)
class Candidate:
    """Evidence to be weighed by `words`, its own, and by those that stand around it.

    `subject`: the title of the one article that is asked, which tells what its sentences are about.
    `fit`: what it gains by having the kind of words asked for. `signs`: what it gains or loses by
    signs that it speaks of the thing meant.
    """

    evidence: Evidence
    words: str
    around: str = ""
    subject: str = ""
    fit: float = 0.0
    signs: float = 0.0

    @property
    def is_of_asked(self) -> bool:
        """Whether it is of the one article that is asked."""
        return bool(self.subject)

    @property
    def text(self) -> str:
        """What is held against the question for its meaning."""
        quote = self.evidence.quote
        return f"{self.subject}: {quote}" if self.subject else quote


class Weigher:
    """Puts the evidence in the order of what it says about the topic."""

    def __init__(self, embedder: "BaseEmbedding") -> None:
        self._embedder = embedder

    async def weigh(
        self, topic: str, terms: Sequence[Term], candidates: Iterable[Candidate]
    ) -> tuple[Weighed, ...]:
        """The candidates as evidence, best first.

        Only the best of them are looked at closely, by the rank of their passages too; of the
        others only remarks have a cosine, the one they came with.
        """
        known = [(_unembedded(terms, each), each.text) for each in candidates]
        known.sort(key=lambda each: -each[0].score)
        best, rest = known[:EMBEDDED_MOST], [_far(each) for each, _ in known[EMBEDDED_MOST:]]
        if not topic or not best:
            return tuple(weighed for weighed, _ in known)
        vectors = np.asarray(
            await self._embedder.aget_text_embedding_batch([topic, *(text for _, text in best)]),
            np.float32,
        )
        similar = vectors[1:] @ vectors[0]
        weighed = [
            replace(each, similarity=cosine)
            for (each, _), cosine in zip(best, map(float, similar), strict=True)
        ]
        return tuple(sorted([*weighed, *rest], key=lambda each: -each.score))


def _unembedded(terms: Sequence[Term], candidate: Candidate) -> Weighed:
    covered = _covered(terms, candidate)
    evidence = candidate.evidence
    return Weighed(evidence, covered, evidence.score, candidate.fit, candidate.signs)


def _far(weighed: Weighed) -> Weighed:
    """What was not looked at closely: the rank of a passage is no nearness of its sentences."""
    return weighed if weighed.evidence.statement else replace(weighed, similarity=0.0)


def fitted(
    form: Form, asked: str, terms: Sequence[Term], candidates: Iterable[Candidate]
) -> list[Candidate]:
    """Those that have the kind of words asked for, or may do without.

    A title or caption that only repeats words of the question tells nothing.
    """
    known = {stem for term in terms for stem in term.stems}
    fits = (
        (each, fit(form, asked, terms, each.evidence.quote))
        for each in candidates
        if _ENDS.search(each.evidence.quote)
        or not known.issuperset(content_stems(each.evidence.quote))
    )
    common = COMMON.get(form, 0.0)
    return [
        # Among the sentences of one article that is asked, a day or a place tells them apart.
        replace(each, fit=max(gain, 0.0), signs=min(gain, 0.0) - common * (not each.is_of_asked))
        for each, gain in fits
        if gain is not None
    ]


def with_signs(
    candidates: Iterable[Candidate], *, is_negated: bool, years: Years | None, as_of: date | None
) -> list[Candidate]:
    """The same, with what tells for and against each of them.

    `is_negated`: the question asks what is not so. `years`: those it names. `as_of`: the day it is
    asked about.
    """

    def signed(candidate: Candidate) -> Candidate:
        contrary = CONTRARY if is_negated and not says_not(candidate.words) else 0.0
        told = _told(candidate) if years else ()
        is_of_years = years is not None and any(each.meets(years) for each in told)
        is_of_all = years is not None and any(each.holds(years) for each in told)
        others = OTHER_YEARS if years and not is_of_years else 0.0
        return replace(
            candidate,
            fit=candidate.fit + IN_YEARS * is_of_years + ALL_YEARS * is_of_all,
            signs=candidate.signs + NEWS * _is_news(candidate, as_of) - contrary - others,
        )

    return [signed(each) for each in candidates]


def _told(candidate: Candidate) -> tuple[Years, ...]:
    """The years that a place names; where it names none, the one it was published in."""
    evidence = candidate.evidence
    is_lead = evidence.span.start < LEAD_CHARS
    told = told_years(without_life(evidence.quote) if is_lead else evidence.quote)
    published = evidence.article.metadata.published.value
    if not told and published:
        return (Years(published.year, published.year),)
    return told


def _is_news(candidate: Candidate, as_of: date | None) -> bool:
    published = candidate.evidence.article.metadata.published.value
    return bool(as_of and published and 0 <= (as_of - published).days <= NEWS_FOR_DAYS)


def statements(evidence: Iterable[Evidence], *, with_asked: bool) -> list[Candidate]:
    """Statements have to bear on the question by their own words.

    `with_asked`: and by what the speaker was asked, where the question names the speaker. Who said
    something is not told by what was put to them.
    """
    return [
        Candidate(each, each.quote, _put_before(each) if with_asked else "") for each in evidence
    ]


def _put_before(evidence: Evidence) -> str:
    """The sentence before a statement, where it tells what this speaker was asked."""
    start = evidence.span.start
    before = evidence.article.text[max(0, start - REPLIED_WITHIN) : start]
    spans = sentence_spans(before)
    last = spans[-1].of(before) if spans else ""
    speaker = (evidence.statement and evidence.statement.speaker) or ""
    is_put_to = any(name in last.split() for name in speaker.split())
    return last if is_put_to and _ASKED.search(last) else ""


def parts(passages: Iterable[Evidence], *, only_happened: bool) -> list[Candidate]:
    """The short paragraphs and the sentences of these passages, with the words around each.

    A paragraph of news is one remark or one fact; only where it runs long is it parted.
    `only_happened`: what was merely wished or possible does not count.
    """
    found = [each for passage in passages for each in _parts(passage)]
    if only_happened:
        return [
            replace(each, words=happened(each.words), around=happened(each.around))
            for each in found
        ]
    return found


def _parts(passage: Evidence) -> Iterable[Candidate]:
    title = passage.article.metadata.title.value or ""
    places = [part for line in _LINE.finditer(passage.quote) for part in _split(line)]
    words = [place.of(passage.quote) for place in places]
    for number, place in enumerate(places):
        span = Span(passage.span.start + place.start, passage.span.start + place.end)
        beside = words[max(0, number - 1) : number] + words[number + 1 : number + 2]
        around = f"{title} . {' . '.join(beside)}"
        yield Candidate(replace(passage, span=span), words[number], around)


def of_one_article(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same, where one article alone is asked: all of it is about what its title names."""
    titles = (each.evidence.article.metadata.title.value for each in candidates)
    return [
        replace(each, subject=title or "") for each, title in zip(candidates, titles, strict=True)
    ]


def _split(line: re.Match[str]) -> list[Span]:
    """A line as one span, or as its sentences where it is too long to be shown whole, or asks."""
    inside = sentence_spans(line[0])
    is_long = len(line[0].split()) > PARAGRAPH_WORDS
    if not inside or is_long or line[0].rstrip().endswith("?"):
        return [Span(line.start() + each.start, line.start() + each.end) for each in inside]
    return [Span(line.start() + inside[0].start, line.start() + inside[-1].end)]


def _covered(terms: Sequence[Term], candidate: Candidate) -> float:
    places = ((1.0, candidate.words), (NEARBY, candidate.around), (TITLED, candidate.subject))
    return covered(terms, places)


def covered(terms: Sequence[Term], places: Iterable[tuple[float, str]]) -> float:
    """The share of the terms, by weight, that stand in any of the texts, each with what it counts.

    Without terms, all of them.
    """
    total = sum(term.weight for term in terms)
    if not total:
        return 1.0
    read = [(share, Stems(stems_of(text))) for share, text in places]
    found = sum(
        term.weight * max(share * stems.match(term) for share, stems in read) for term in terms
    )
    return found / total
