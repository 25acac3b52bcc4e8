"""Answers composed from the archive's own sentences; no model writes a word of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import Claim, Evidence
from service.find import Search
from service.fits import short_fact
from service.polarity import agrees, spoken
from service.rerank import Weighed
from service.terms import Stems, Term, terms_of
from service.wording import as_said, flat
from service.words import stems_of

CLAIMS_MOST = 6
FACTS_MOST = 2
ALSO_AS_GOOD = 0.9  # of the best score: another sentence that near may stand beside it
ABOUT_MOST = 0.5  # of a question's terms: words about fewer neither affirm nor deny it
SAME_WORDS = 0.8  # of the shorter one's words: two papers printing one remark


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it was checked; no claims means that nothing was found to say."""

    claims: tuple[Claim, ...] = ()
    short_answer: str | None = None


def compose(search: Search, relevant: Sequence[Weighed]) -> Draft:
    """Answer from `relevant`, best first, in the way that the form of the question asks for."""
    if not relevant:
        return Draft()
    match search.interpretation.form:
        case "what_said":
            return Draft(_remarks(relevant))
        case "who_said":
            return _who_said(search, relevant)
        case "did_say":
            return _did_say(search, relevant)
        case _:
            return _fact(search, relevant)


def _remarks(relevant: Sequence[Weighed]) -> tuple[Claim, ...]:
    """The remarks, each once, article by article (the best first) and in the article's order."""
    chosen = [each.evidence for each in distinct(relevant)[:CLAIMS_MOST]]
    articles = list(dict.fromkeys(each.article.id for each in chosen))
    chosen.sort(key=lambda each: (articles.index(each.article.id), each.span))
    return tuple(Claim(as_said(each), (each,)) for each in chosen)


def _who_said(search: Search, relevant: Sequence[Weighed]) -> Draft:
    """Whoever said it, as a short answer unless the statement says the contrary."""
    best = relevant[0]
    good = [each for each in distinct(relevant) if each.score >= ALSO_AS_GOOD * best.score][
        :FACTS_MOST
    ]
    statement = best.evidence.statement
    return Draft(
        tuple(Claim(as_said(each.evidence), (each.evidence,)) for each in good),
        statement.speaker if statement and agrees(search.query, best.evidence) else None,
    )


def _did_say(search: Search, relevant: Sequence[Weighed]) -> Draft:
    """Yes or no where one statement's own words are about most of what is asked, else neither."""
    terms = terms_of(search.interpretation.topic)
    shares = [_said(terms, each.evidence) for each in relevant]
    place = shares.index(max(shares))
    best = relevant[place]
    others = [each for each in relevant if each is not best]
    verdict = None
    if shares[place] > ABOUT_MOST:
        verdict = "yes" if agrees(search.query, best.evidence) else "no"
    return Draft(_remarks([best, *others][:FACTS_MOST]), verdict)


def _said(terms: Sequence[Term], evidence: Evidence) -> float:
    """The share of the terms that the speaker's own words speak of."""
    words = Stems(stems_of(spoken(evidence)))
    return sum(words.match(term) for term in terms) / len(terms) if terms else 1.0


def _fact(search: Search, relevant: Sequence[Weighed]) -> Draft:
    best = relevant[0]
    good = [
        each.evidence for each in distinct(relevant) if each.score >= ALSO_AS_GOOD * best.score
    ][:FACTS_MOST]
    return Draft(
        tuple(Claim(flat(each.quote), (each,)) for each in good),
        short_fact(
            search.interpretation.form,
            search.interpretation.asked,
            terms_of(search.topic),
            best.evidence.quote,
        ),
    )


def distinct(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Without sentences that repeat an earlier one, as reprints do."""
    kept: list[tuple[set[str], Weighed]] = []
    for each in weighed:
        words = set(stems_of(each.evidence.quote))
        if not any(_same(words, others) for others, _ in kept):
            kept.append((words, each))
    return [each for _, each in kept]


def _same(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= SAME_WORDS * max(min(len(one), len(other)), 1)
