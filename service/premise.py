"""What a question takes for granted that somebody said, held against what they are quoted with.

"Why did Okafor call the dam a failure?" has no answer where Okafor is quoted as denying it. To
refuse a question that has an answer is worse than to miss one that has none. So only a proposition
counts, put in somebody's mouth affirmatively, and only that very person's denial of that very
proposition: "when did she talk about the dam?" supposes nothing that can be denied.
"""

import re
from collections.abc import Sequence

from service.answer import Evidence, Form, Interpretation, Premise
from service.grammar import read
from service.interpret import people_meant
from service.polarity import agrees, clauses, denies, is_negated, is_open, spoken
from service.speakers import Speakers
from service.terms import Stems, Term, terms_of
from service.words import fold, is_content, stems_of, words_of

_ASKS_MORE: frozenset[Form] = frozenset(["why", "when", "where"])
_ASKS = re.compile(r"(?:did|does|do|has|have|had) ", re.IGNORECASE)  # not "didn't"
_NO_CLAUSE = (
    r"(?:about|on|of|to|regarding|concerning|at|during|in|for|with|from|before|after|when|where|why"
    r"|how|what|who|which|whether|if|that|while|because)\b"
)
_CLAIMING = r" (?:(?:also|ever|just|later|then|once|\w+ly) )*"
_CLAIMS = (
    re.compile(
        rf"{_CLAIMING}(?:says?|said|claim(?:s|ed)?|thinks?|thought|believe[sd]?|argue[sd]?|state[sd]?)"
        rf" (?:that (?!{_NO_CLAUSE})(?=\S+ \S)"
        rf"|(?=(?:(?!{_NO_CLAUSE})\S+ ){{1,8}}?(?:is|are|was|were|has|have|had|will|would|did)\b))"
        r"(?P<claim>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_CLAIMING}call(?:s|ed)? (?!{_NO_CLAUSE})"
        rf"(?P<claim>(?:\S+ )*?(?!{_NO_CLAUSE})\S+ an? .+)",
        re.IGNORECASE,
    ),
    re.compile(rf"{_CLAIMING}describe[sd]? (?P<claim>\S.* as .+)", re.IGNORECASE),
)

_NEGATIONS = frozenset(
    """
    not never no isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't
    wouldn't
    """.split()
)
# What may stand beside the words of a claim without making another claim of it: "only", "if" or
# "should" do, and so do "they", whose view is not the speaker's.
_BESIDE = frozenset(
    """
    a an the this that it its he she i we his her our my as of to in on at for with by be is are was
    were am been being has have had do does did will would shall going
    think thinks thought thinking believe believes believed see sees saw seen seeing consider
    considers considered regard regards regarded view views viewed call calls called calling
    describe describes described say says said saying claim claims claimed true case
    """.split()
)
_ONESELF = frozenset({"he", "she"})
_UNCLEAR = frozenset({"it", "this", "that", "they", "we", "these", "those", "there"})
_TO_COME = re.compile(
    r"\b(?:will|would|shall|going|wo(?:uld)?n['’]t)\b|['’](?:ll|d)\b", re.IGNORECASE
)
_UNSURE = re.compile(
    r"\?|\b(?:if|unless|whether|until|hop(?:e|es|ed|ing)|wish\w*)\b", re.IGNORECASE
)
_OPENING = re.compile(r"^\W*(?:no|well|look),\s+", re.IGNORECASE)
_MARKS = re.compile(r"[\"“”]")
_PARTED = re.compile(r"[,;:()–—]")


def supposed(interpretation: Interpretation, speakers: Speakers) -> Premise | None:
    """None where it takes nothing of the kind for granted, or of nobody that the archive quotes."""
    topic = _MARKS.sub("", interpretation.topic)
    if interpretation.form not in _ASKS_MORE or not _ASKS.match(topic):
        return None
    reading = read(topic)
    if reading.form != "did_say" or not reading.speaker:
        return None
    claim = _claim(topic.partition(" ")[2].removeprefix(reading.speaker))
    people = people_meant(reading.speaker, speakers)
    if claim is None or len(people) != 1 or people[0].country:
        return None
    return Premise(people[0], claim)


def _claim(saying: str) -> str | None:
    """What is claimed, given a verb and what follows it; None of a topic, or of a negation."""
    found = next(filter(None, (pattern.match(saying) for pattern in _CLAIMS)), None)
    if found is None or is_negated(found["claim"]):
        return None
    claim = found["claim"].strip()
    subject = _subject(claim)
    least = 1 if subject in _ONESELF else 2
    terms = _plain_terms(claim)
    return claim if terms and len(terms) >= least and subject not in _UNCLEAR else None


def denial(claim: str, said: Sequence[Evidence]) -> Evidence | None:
    """The statement that denies `claim`, where none that speaks of as much affirms it."""
    clear = [each for each in said if not is_open(each)]
    denying = next((each for each in clear if _denies(each, claim)), None)
    terms = terms_of(claim)
    about = (each for each in clear if _is_about(each, terms))
    return None if any(agrees(claim, each) is not False for each in about) else denying


def _subject(claim: str) -> str:
    return fold(claim.split(maxsplit=1)[0])


def _is_about(evidence: Evidence, terms: Sequence[Term]) -> bool:
    line = Stems(stems_of(spoken(evidence)))
    return all(line.match(term) for term in terms)


def _denies(evidence: Evidence, claim: str) -> bool:
    """Whether a clause of the statement says of the claim, and of nothing but it, that it is not
    so. Who declines to say something does not deny it."""
    statement, text = evidence.statement, spoken(evidence)
    is_denial = statement is not None and statement.is_denial
    if _UNSURE.search(text) or (is_denial and not denies(evidence)):
        return False
    said = (_OPENING.sub("", clause).strip(" .,“”\"'") for clause in clauses(text))
    return any(_negates(clause, claim, negations=0 if is_denial else 1) for clause in said)


def _negates(clause: str, claim: str, *, negations: int) -> bool:
    words = words_of(clause)
    places = [at for at, word in enumerate(words) if fold(word) in _NEGATIONS]
    if len(places) != negations or len(words) - 1 in places or _PARTED.search(clause):
        return False
    if bool(_TO_COME.search(clause)) != bool(_TO_COME.search(claim)):
        return False
    subject = _subject(claim)
    if subject in _ONESELF and not {subject, "i"} & {_bare(word) for word in words}:
        return False
    affirmed = _plain_terms(" ".join(word for at, word in enumerate(words) if at not in places))
    claimed = _plain_terms(claim)
    return affirmed is not None and claimed is not None and _are_same(affirmed, claimed)


def _are_same(some: Sequence[Term], others: Sequence[Term]) -> bool:
    return len(some) == len(others) and all(
        one.stems == other.stems or one.stems in other.related
        for one, other in zip(some, others, strict=True)
    )


def _plain_terms(text: str) -> tuple[Term, ...] | None:
    """The terms of a plain clause, in order; None where another small word makes it more."""
    words = [word for word in words_of(text) if _bare(word) not in _BESIDE]
    return terms_of(" ".join(words)) if all(map(is_content, words)) else None


def _bare(word: str) -> str:
    """A word as it is compared; "I'm" is "I"."""
    plain = fold(word)
    return plain if plain.endswith("n't") else plain.partition("'")[0]
