"""Evidence for a question: retrieved, weighed, and parted into what bears on it and what does not.

Questions about speech are looked up in the quote ledger, all others in the passages.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from indexing.archive import Archive, Filters
from indexing.article import Span, Statement
from service.addressee import is_addressed
from service.answer import SPEECH, Evidence, Form, Interpretation, Person, Premise
from service.dates import date_range
from service.fits import is_of_both, may_tell_of_both, pair_of
from service.interpret import all_of, people_meant
from service.polarity import says_not
from service.premise import denial
from service.quotation import is_quotation, matching
from service.rarity import weigh_terms
from service.rerank import (
    Weighed,
    Weigher,
    covered,
    fitted,
    of_one_article,
    parts,
    statements,
    with_signs,
)
from service.retrieve import Retriever
from service.speakers import Speakers
from service.sureness import LEAST_SURE, signals_of, sureness
from service.terms import Stems, terms_of
from service.words import stems_of
from service.years import asked_years, without_span

PASSAGES_K = 20
STATEMENTS_K = 60
SEARCHED = 50  # passages are ranked by their best sentence, however few are asked for
PASSAGE_COVERS = 0.35  # weight of the terms in a whole passage; its rank and its best sentence: 1
ATTRIBUTED_MOST = 6  # more than is ever told
LEDGER_MOST = 1000
THEIRS_LEAST = 0.6  # of a sentence's characters: less, and the article tells most of it itself

# Relevance from which on somebody's words bear on a question; measured on the gold questions. For
# facts see sureness.py.
BEARING: dict[Form, float] = {"what_said": 0.36, "did_say": 0.36, "who_said": 0.5}
BESIDE_BEST = 0.45  # further remarks have to score this share of the best one
REPORTED_WITHIN = timedelta(days=7)  # news of a day is published within a week of it

_PAST = re.compile(r"(?:did|was|were|had)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and where."""

    query: str
    interpretation: Interpretation
    filters: Filters

    @property
    def topic(self) -> str:
        return self._quoted or self.interpretation.topic

    @property
    def is_of_one_article(self) -> bool:
        return len(self.filters.article_ids or ()) == 1

    @property
    def quotation(self) -> str | None:
        """The very words that are asked about, where it is asked who said them."""
        return self._quoted if self.interpretation.form in ("who_said", "did_say") else None

    @property
    def _quoted(self) -> str | None:
        """The very words of somebody: no word between scare quotes, nor the title of a thing."""
        read = self.interpretation
        return read.quoted if read.form in SPEECH and is_quotation(read.quoted) else None


class Finder:
    """Retrieves and weighs, by what the question is about."""

    def __init__(self, archive: Archive, retriever: Retriever, weigher: Weigher) -> None:
        self._archive = archive
        self._retriever = retriever
        self._weigher = weigher

    async def retrieve(self, search: Search) -> tuple[Evidence, ...]:
        """Statements for a question about speech, passages for any other; best first."""
        interpretation = search.interpretation
        if interpretation.form not in SPEECH:
            return await self._and_of_its_dates(search, partial(self._passages, search))
        if search.quotation and (held := await self._holding(search.quotation, search.filters)):
            return held
        if interpretation.speaker and not interpretation.people:
            return ()
        return await self._and_of_its_dates(search, partial(self._said, search))

    async def _and_of_its_dates(
        self, search: Search, find: Callable[..., Awaitable[tuple[Evidence, ...]]]
    ) -> tuple[Evidence, ...]:
        """What is found, and what of the time asked about: the best may all be of other times."""
        found = await find(filters=search.filters)
        dated = _dated(search)
        if dated == search.filters:
            return found
        known = {each.id for each in found}
        return (*found, *(each for each in await find(filters=dated) if each.id not in known))

    async def _passages(self, search: Search, *, filters: Filters) -> tuple[Evidence, ...]:
        return await self._retriever.passages(search.query, filters=filters, top_k=PASSAGES_K)

    async def search(self, search: Search, *, top_k: int) -> tuple[Evidence, ...]:
        """Ranked evidence without an answer: passages; where it is asked about speech, after the
        statements that bear on it."""
        if search.interpretation.form not in SPEECH:
            return await self.passages(search, top_k=top_k)
        weighed = await self.weigh(search, await self.retrieve(search))
        said = [
            replace(each.evidence, score=each.score)
            for each in relevant(weighed, search.interpretation)
        ][:top_k]
        told = replace(search, interpretation=replace(search.interpretation, form="what"))
        rest = await self.passages(told, top_k=top_k) if len(said) < top_k else ()
        least = min((each.score for each in said), default=1.0)
        return (*said, *(replace(each, score=min(each.score, least)) for each in rest))[:top_k]

    async def passages(self, search: Search, *, top_k: int) -> tuple[Evidence, ...]:
        """The passages about the question, whatever it asks of them.

        By what they score as found, by their best sentence, and by the share of the question's
        terms that a passage and its title speak of: scores, which unlike ranks tell how much
        better the better one is.
        """
        dated = _dated(search)
        found = await self._retriever.passages(
            search.query,
            filters=search.filters,
            top_k=max(top_k, SEARCHED),
            of_its_dates=dated if dated != search.filters else None,
        )
        terms = await weigh_terms(terms_of(without_span(search.topic)), archive=self._archive)
        best: dict[str, float] = {}
        for weighed in await self.weigh(search, found):  # the best come first
            best.setdefault(weighed.evidence.id, weighed.score)
        scores = {
            each.id: each.score
            + best.get(each.id, 0.0)
            + PASSAGE_COVERS * covered(terms, ((1.0, _with_title(each)),))
            for each in found
        }
        ranked = sorted(found, key=lambda each: -scores[each.id])[:top_k]
        return tuple(replace(each, score=scores[each.id] / (2 + PASSAGE_COVERS)) for each in ranked)

    async def _said(self, search: Search, *, filters: Filters) -> tuple[Evidence, ...]:
        return await self._retriever.statements(
            search.topic,
            speakers=search.interpretation.speaker_keys or None,
            filters=filters,
            top_k=STATEMENTS_K,
        )

    async def newest(self, search: Search, *, limit: int, offset: int) -> tuple[Evidence, ...]:
        """What these people said, or anybody, whatever it is about."""
        people = search.interpretation.people
        if search.interpretation.speaker and not people:
            return ()
        said = await self._retriever.newest(
            speakers=search.interpretation.speaker_keys or None,
            filters=search.filters,
            limit=limit,
            offset=offset,
        )
        return tuple(each for each in said if is_of_country(each, people))

    async def denial(self, premise: Premise, filters: Filters) -> Weighed | None:
        """The words with which somebody denies what a question takes them to have said."""
        said = await self._retriever.statements(
            premise.claim, speakers=premise.speaker.keys, filters=filters, top_k=STATEMENTS_K
        )
        found = denial(premise.claim, said)
        return Weighed(found, 1.0, found.score) if found else None

    async def _holding(self, quotation: str, filters: Filters) -> tuple[Evidence, ...]:
        """The statements that hold the quoted words, whoever spoke them."""
        found = await self._retriever.statements(
            quotation, speakers=None, filters=filters, top_k=STATEMENTS_K
        )
        return matching(quotation, found)

    async def weigh(self, search: Search, found: Sequence[Evidence]) -> tuple[Weighed, ...]:
        """The evidence narrowed to sentences, best first; it may bear on the question or not.

        Whoever is asked to have been told it did not say it, and is none of those weighed.
        """
        if search.interpretation.form == "who_said":
            found = [each for each in found if not is_addressed(search.query, each)]
        if search.quotation and (held := matching(search.quotation, found)):
            return tuple(Weighed(each, 1.0, 1.0) for each in held)
        topic = without_span(search.topic)
        terms = await weigh_terms(terms_of(topic), archive=self._archive)
        form, asked = search.interpretation.form, search.interpretation.asked
        if form in SPEECH:
            is_reply = search.interpretation.speaker is not None
            return await self._weigher.weigh(
                search.topic, terms, statements(found, with_asked=is_reply)
            )
        happened = _PAST.match(search.topic) is not None
        places = parts(found, only_happened=happened)
        if search.is_of_one_article:
            places = of_one_article(places)
        pair = pair_of(search.topic)
        if pair:
            places = [each for each in places if may_tell_of_both(pair, each.words)]
        if pair and form == "how_many":
            places = [each for each in places if is_of_both(pair, each.words, each.around)]
        candidates = fitted(form, asked, terms, places)
        # "Why not?" takes for granted what is not so: a reason need not say it again.
        is_negated = form != "why" and says_not(search.query)
        signed = with_signs(
            candidates,
            is_negated=is_negated,
            years=asked_years(search.query),
            as_of=search.filters.as_of,
        )
        return await self._weigher.weigh(search.query, terms, signed)

    async def attributed(self, weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
        """The best of what was found, with who is speaking where the ledger has the very sentence.

        A fact that somebody told is told as theirs; a sentence in which two speak, as nobody's.
        """
        best, rest = weighed[:ATTRIBUTED_MOST], weighed[ATTRIBUTED_MOST:]
        articles = {each.evidence.article.id for each in best if not each.evidence.statement}
        if not articles:
            return tuple(weighed)
        said = await self._archive.statements_of(
            filters=Filters(article_ids=tuple(sorted(articles))), limit=LEDGER_MOST
        )
        places: dict[tuple[str, Span], list[Statement]] = {}
        for statement in (each.statement for each in said):
            places.setdefault((statement.article_id, statement.sentence), []).append(statement)
        return (*(_attributed(each, places) for each in best), *rest)


def _with_title(evidence: Evidence) -> str:
    return f"{evidence.article.metadata.title.value or ''} . {evidence.quote}"


def _attributed(
    weighed: Weighed, places: Mapping[tuple[str, Span], Sequence[Statement]]
) -> Weighed:
    evidence = weighed.evidence
    there = places.get((evidence.article.id, evidence.span), ())
    if evidence.statement or len({each.speaker_key for each in there}) != 1:
        return weighed
    own = [place for each in there for place in (*each.content, each.cue, each.speaker_mention)]
    theirs = {at for place in own if place for at in range(place.start, place.end)}
    if len(theirs) < THEIRS_LEAST * (evidence.span.end - evidence.span.start):
        return weighed
    return replace(weighed, evidence=replace(evidence, statement=there[0]))


def narrowed(
    interpretation: Interpretation, names: Sequence[str], *, speakers: Speakers
) -> Interpretation:
    """The interpretation with the speakers that the reader chose by a filter.

    Several are asked about together: nobody has to choose between them.
    """
    if not names:
        return interpretation
    people = tuple(
        dict.fromkeys(person for name in names for person in people_meant(name, speakers))
    )
    keys = {key for person in people for key in person.keys}
    if len(names) > 1 and len(people) > 1:
        people = (all_of(people),)
    asked = interpretation.speaker_keys
    is_other = bool(asked) and set(asked).isdisjoint(keys)
    keeps_form = interpretation.form in SPEECH and not is_other
    form = interpretation.form if keeps_form else "what_said"
    speaker = people[0].name if len(people) == 1 else " and ".join(names)
    return replace(interpretation, form=form, speaker=speaker, people=people, premise=None)


def relevant(weighed: Sequence[Weighed], interpretation: Interpretation) -> tuple[Weighed, ...]:
    """Those that bear on the question, by their words, their meaning, their date and speaker."""
    near = nearest(weighed, interpretation)
    if not interpretation.topic and not interpretation.quoted:
        return near
    return near if near and _bears(near[0], interpretation) else ()


def nearest(weighed: Sequence[Weighed], interpretation: Interpretation) -> tuple[Weighed, ...]:
    """The best of the question's dates and speaker, whether or not they bear on it."""
    in_time = tuple(
        each
        for each in weighed
        if is_in_time(each.evidence, interpretation)
        and is_of_country(each.evidence, interpretation.people)
    )
    if not in_time or (not interpretation.topic and not interpretation.quoted):
        return in_time
    return tuple(each for each in in_time if each.score >= BESIDE_BEST * in_time[0].score)


def _bears(best: Weighed, interpretation: Interpretation) -> bool:
    """Whether the best that was found is good enough to answer with."""
    if interpretation.form in SPEECH:
        return best.relevance >= BEARING[interpretation.form]
    return sureness(signals_of(best, interpretation.topic)) >= LEAST_SURE


def is_in_time(evidence: Evidence, interpretation: Interpretation) -> bool:
    """Whether evidence speaks of the question's dates, or was published at that time."""
    since, until = interpretation.since or date.min, interpretation.until or date.max
    if interpretation.since is None and interpretation.until is None:
        return True
    published = evidence.article.metadata.published.value
    if published and since <= published <= until + _grace(until):
        return True
    spoken_of = date_range(evidence.quote, today=published)
    return (
        spoken_of is not None
        and (spoken_of.since or date.min) <= until
        and (spoken_of.until or date.max) >= since
    )


def is_of_country(evidence: Evidence, people: Sequence[Person]) -> bool:
    """Whether evidence names the country of an institution that the reader told by its country."""
    countries = [term for person in people for term in terms_of(person.country)]
    words = Stems(stems_of(evidence.quote))
    return all(words.match(term) for term in countries)


def _dated(search: Search) -> Filters:
    """The filters with the question's dates."""
    since, until = search.interpretation.since, search.interpretation.until
    filters = search.filters
    if since is not None:
        filters = replace(filters, since=max(since, filters.since or since))
    if until is not None:
        last = until + _grace(until)
        filters = replace(filters, until=min(last, filters.until or last))
    return filters


def _grace(until: date) -> timedelta:
    return REPORTED_WITHIN if until < date.max - REPORTED_WITHIN else timedelta(0)


def without_dates(search: Search) -> Search:
    """The same search over all times."""
    return replace(
        search,
        interpretation=replace(search.interpretation, since=None, until=None),
        filters=replace(search.filters, since=None, until=None, as_of=None),
    )
