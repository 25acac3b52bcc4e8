"""Answers composed from the archive's own sentences; no model writes a word of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexing.ledger.people import person_key
from service.amounts import strange_amounts
from service.answer import Claim, Evidence, Interpretation
from service.condense import apart_from_talk, without_talk
from service.find import Search
from service.fits import called
from service.grammar import stance
from service.polarity import agrees, is_open, spoken
from service.quotation import is_asserted, matching
from service.reprints import distinct
from service.rerank import Weighed, covered
from service.short_answer import short_answer
from service.sureness import signals_of
from service.terms import Term, terms_of
from service.wording import as_said
from service.words import stem, stems_of

CLAIMS_MOST = 6
OF_ARTICLE_MOST = 24  # what somebody said in one article is told whole
FACTS_MOST = 3
ALSO_AS_GOOD = 0.9  # of the best score: a second sentence that near may stand beside it
NEARLY_AS_GOOD = 0.8  # and one that near where the answer stays short, or one article is asked
SHORT_WORDS = 60
ABOUT_MOST = 0.5  # of a question's terms: words about fewer neither affirm nor deny it


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it was checked; no claims means that nothing was found to say."""

    claims: tuple[Claim, ...] = ()
    short_answer: str | None = None
    read_from: Evidence | None = None
    """What bears the short answer."""
    is_by_another: bool = False
    """Whether it tells that somebody else said what was asked about."""


def compose(search: Search, relevant: Sequence[Weighed]) -> Draft:
    """Answer from `relevant`, best first, in the way that the form of the question asks for."""
    if not relevant:
        return Draft()
    search = _of_its_own_words(search)
    match search.interpretation.form:
        case "what_said":
            of_article = search.interpretation.headline and not search.interpretation.topic
            return Draft(_remarks(relevant, most=OF_ARTICLE_MOST if of_article else CLAIMS_MOST))
        case "who_said":
            return _who_said(search, relevant)
        case "did_say":
            held = search.quotation and matching(search.quotation, [e.evidence for e in relevant])
            return _did_quote(search, held) if held else _did_say(search, relevant)
        case _:
            return _fact(search, relevant)


def _of_its_own_words(search: Search) -> Search:
    """What a talk is about helps to find an answer; it need not say that, too."""
    own = apart_from_talk(search.query)
    if own is None:
        return search
    topic = without_talk(search.interpretation.topic)
    return replace(search, query=own, interpretation=replace(search.interpretation, topic=topic))


def _remarks(relevant: Sequence[Weighed], *, most: int = CLAIMS_MOST) -> tuple[Claim, ...]:
    """The remarks, each once, article by article (the best first) and in the article's order."""
    chosen = [each.evidence for each in distinct(relevant, most=most)]
    articles = list(dict.fromkeys(each.article.id for each in chosen))
    chosen.sort(key=lambda each: (articles.index(each.article.id), each.span))
    return tuple(Claim(as_said(each), (each,)) for each in chosen)


def _who_said(search: Search, relevant: Sequence[Weighed]) -> Draft:
    """Whoever said it, as a short answer unless the statement says the contrary."""
    held = search.quotation and matching(search.quotation, [e.evidence for e in relevant])
    if held:
        return _who_quoted(search, held)
    best = relevant[0].evidence
    return Draft(
        tuple(Claim(as_said(each), (each,)) for each in _as_good(search, relevant)),
        _teller(search.interpretation, best) if agrees(search.query, best) else None,
        best,
    )


def _teller(interpretation: Interpretation, evidence: Evidence) -> str | None:
    """Who speaks there. Of "the Post newspaper reported, citing an official", it is the Post where
    a newspaper is asked for."""
    speaker = evidence.statement.speaker if evidence.statement else None
    asked = interpretation.asked
    if not speaker or not asked or any(word[0].isupper() for word in speaker.split()[-1:]):
        return speaker
    return called(asked, evidence.quote) or (speaker if stem(asked) in stems_of(speaker) else None)


def _who_quoted(search: Search, held: Sequence[Evidence]) -> Draft:
    """The one who spoke the quoted words: of the statements that hold them, one with a name."""
    named = [each for each in held if each.statement and each.statement.speaker]
    best = (named or held)[0]
    is_meant = best.statement is not None and is_asserted(search.quotation or "", best)
    speaker = best.statement.speaker if best.statement and is_meant else None
    return Draft((Claim(as_said(best), (best,)),), speaker, best)


def _did_quote(search: Search, held: Sequence[Evidence]) -> Draft:
    """Yes where the person asked about spoke the quoted words; no where only others did."""
    own = [each for each in held if _is_by(each, search.interpretation)]
    others = [each for each in held if each.statement and each.statement.speaker]
    best = next(iter([*own, *others]), None)
    if best is None:
        return Draft()
    verdict: str | None = "yes" if own else "no"
    if own and not is_asserted(search.quotation or "", best):
        verdict = "no" if best.statement and best.statement.is_denial else None
    return Draft((Claim(as_said(best), (best,)),), verdict, best, is_by_another=not own)


def _is_by(evidence: Evidence, interpretation: Interpretation) -> bool:
    """Whether the person asked about is speaking; the ledger may have a part of the name."""
    key = evidence.statement.speaker_key if evidence.statement else None
    if key is None:
        return False
    asked = person_key(interpretation.speaker or "").split()
    return key in interpretation.speaker_keys or (bool(asked) and set(asked) <= set(key.split()))


def _did_say(search: Search, relevant: Sequence[Weighed]) -> Draft:
    """Yes or no where one statement's own words are about most of what is asked, else neither."""
    terms = terms_of(search.interpretation.topic)
    shares = [_said(terms, each.evidence) for each in relevant]
    place = shares.index(max(shares))
    best = relevant[place]
    others = [each for each in relevant if each is not best]
    verdict = None
    is_told = _shows_stance(search.query, best.evidence) and not is_open(best.evidence)
    if shares[place] > ABOUT_MOST and is_told:
        verdict = _verdict(search, best)
    return Draft(_remarks([best, *others][:FACTS_MOST]), verdict, best.evidence)


def _verdict(search: Search, best: Weighed) -> str | None:
    """Nobody said "20 million" who said "14 million", nor of another what they said of one."""
    is_alike = agrees(search.query, best.evidence)
    if is_alike is not True:
        return None if is_alike is None else "no"
    topic = search.interpretation.topic
    is_named = signals_of(best, topic).named == 1
    return "yes" if is_named and not strange_amounts(topic, best.evidence.quote) else None


def _shows_stance(question: str, evidence: Evidence) -> bool:
    """Whether the article itself says "criticized" where that is asked: we judge no tone."""
    verb = stance(question)
    return verb is None or stem(verb) in stems_of(evidence.quote)


def _said(terms: Sequence[Term], evidence: Evidence) -> float:
    """The share of the terms that the speaker's own words speak of."""
    return covered(terms, ((1.0, spoken(evidence)),))


def _fact(search: Search, relevant: Sequence[Weighed]) -> Draft:
    best = relevant[0].evidence
    return Draft(
        tuple(Claim(as_said(each), (each,)) for each in _as_good(search, relevant)),
        _in_short(search, best),
        best,
    )


def _in_short(search: Search, evidence: Evidence) -> str | None:
    """None for when or where somebody said what they may not have said."""
    read = search.interpretation
    if read.premise and agrees(read.premise.claim, evidence) is not True:
        return None
    return short_answer(
        evidence.quote,
        title=evidence.article.metadata.title.value or "",
        question=search.query,
        form=read.form,
        asked=read.asked,
        terms=terms_of(search.topic),
    )


def _as_good(search: Search, relevant: Sequence[Weighed]) -> list[Evidence]:
    """The best, and what is nearly as good: the second of two may answer as well as the first."""
    best, *others = distinct(relevant, most=FACTS_MOST)
    shown, words = [best.evidence], _length(best)
    for number, each in enumerate(others, start=2):
        words += _length(each)
        is_near = number == 2 and each.score >= ALSO_AS_GOOD * best.score
        is_welcome = words <= SHORT_WORDS or search.is_of_one_article
        if not is_near and not (is_welcome and each.score >= NEARLY_AS_GOOD * best.score):
            break
        shown.append(each.evidence)
    return shown


def _length(weighed: Weighed) -> int:
    return len(weighed.evidence.quote.split())
