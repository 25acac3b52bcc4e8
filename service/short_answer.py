"""The few words that answer a question, where the sentence itself puts them in that place.

They are printed large, without the words around them: a name or a day that is merely in the
sentence would be a wrong answer, and is none at all.
"""

import re
from collections.abc import Sequence

from indexing.ledger.people import person_key
from indexing.ledger.units import behind_dateline
from indexing.sentences import sentence_spans
from service.answer import Form
from service.fits import DAY, MONTH, SHAPES, candidates
from service.grammar import SAY
from service.polarity import says_not
from service.quotation import ends_in_quotation
from service.role import doers
from service.terms import Stems, Term
from service.words import stem, stems_of

HELD_LEAST = 0.7  # of the question's terms, by the sentence
HELD_OF_LIST = 0.6  # names side by side stand in few sentences

_FROM_TODAY = re.compile(
    rf"\b(?:last|next|this|ago|within|over the|{DAY}|yesterday|today|tonight|tomorrow)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"\b{SAY}", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told \w+|reported|announced)(?: (?:late|early))?(?: on)? $")
_TURNS = re.compile(r"\b(?:before|after|until|since|than)(?: the)? $", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:“”\"]|\b(?:but|and|although|though|while)\b")
_DENIES = re.compile(
    r"n['’]t\b|\b(?:not|never|nobody|neither|nor|if|unless|whether|former|could have|would have)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\bhow (old|long|far|high|tall|deep|wide)\b", re.IGNORECASE)
_MEASURES = (
    r"(?:(?:second|minute|hour|day|week|month|year|decade|mile|yard|(?:kilo|centi)?met(?:er|re)|floor"
    r"|storey)s?|centur(?:y|ies)|inch(?:es)?|k?m|cm|f(?:oo|ee)t)\b"
)
_UNIT_NEXT = re.compile(
    rf"\S{{1,40}}[ -](?:and a half )?(?:\S{{1,40}}[ -])?{_MEASURES}", re.IGNORECASE
)
_KIND = re.compile(
    r"\W*(?:which|what) (?P<kind>(?:[a-z-]+ ){1,4}?)"
    r"(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|may|might)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:he|she|they|him|her|his|them|their)\b", re.IGNORECASE)
_LIGHT = frozenset(map(stem, "held take took place happen occur locate based situated".split()))
"""Words that say only that something was, or where: a sentence can tell it without them."""


def short_answer(
    text: str, *, title: str, question: str, form: Form, asked: str, terms: Sequence[Term]
) -> str | None:
    """Words of the sentence of `text` that speaks of most of the question; of several, those
    nearest to the question's words.

    `title`: of the article, which tells what every sentence is about. `asked` is the kind that the
    question itself names ("month"), `terms` what it is about. None where the form asks for no such
    words, or none stand where the answer would. Nor are there any for "Who is Jane Doe?": who she
    is, no name tells. What counts from the day of writing ("last week") is given between quotation
    marks, as the text's own words.
    """
    if form == "why" or form not in SHAPES or says_not(question):
        return None
    sentence = _nearest(terms, text)
    found = [match for match in candidates(form, asked, terms, sentence) if not _is_denied(match)]
    least = HELD_OF_LIST if form == "list" else HELD_LEAST
    kind = asked or _kind(question)
    if not found or not _holds(f"{title} . {sentence}", terms, kind=kind, least=least):
        return None
    if form == "who":
        return _who(question, asked, terms, found)
    found = [match for match in found if _may_answer(form, question, match)]
    best = min(found, key=lambda match: _distance(match, sentence, terms), default=None)
    if best is None:
        return None
    words = best[best.lastindex or 0].strip(" ,")
    return f"“{words}”" if form == "when" and _is_relative(words) else words


def _is_denied(match: re.Match[str]) -> bool:
    """Whether the clause of a match denies it, or only supposes it."""
    before = _CLAUSE.split(match.string[: match.start()])[-1]
    after = _CLAUSE.split(match.string[match.end() :])[0]
    return bool(_DENIES.search(before) or _DENIES.search(after))


def _nearest(terms: Sequence[Term], text: str) -> str:
    """The sentence that speaks of most of the terms, without the place it was written in."""
    told = [""]
    for span in sentence_spans(line := " ".join(text.split())):
        if ends_in_quotation(told[-1]):
            told[-1] += f" {span.of(line)}"
        else:
            told.append(line[behind_dateline(line, span) : span.end])
    return max(told[1:], key=lambda each: _spoken_of(terms, each), default="")


def _spoken_of(terms: Sequence[Term], text: str) -> float:
    words = Stems(stems_of(text))
    return sum(words.match(term) for term in terms)


def _may_answer(form: Form, question: str, match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if form == "when" and (_TURNS.search(before) or match[0].startswith("of ")):
        return False
    if form == "when":  # "the mill will close, the owner said on Monday"
        return bool(_SAYS.search(question)) or not _SAID.search(before)
    measured = _MEASURED.search(question) if form == "how_many" else None
    if measured is None:
        return True
    return bool(_UNIT_NEXT.match(f"{match[0]}{after}")) or (
        measured[1] == "old" and after[:1] == ","
    )


def _is_relative(time: str) -> bool:
    """Whether it counts from the day of writing: "last week" does, not "March of last year"."""
    return bool(_FROM_TODAY.search(time)) and not re.search(rf"\b{MONTH}(?![a-z])|\d{{4}}", time)


def _who(
    question: str, asked: str, terms: Sequence[Term], names: Sequence[re.Match[str]]
) -> str | None:
    if _are_names(terms):
        return None
    others = [name for name in names if not _is_asked_about(name, terms)]
    found = doers(question, names[0].string, others, asked=asked, terms=terms)
    return _without(found[0], terms) if found else None


def _without(name: str, terms: Sequence[Term]) -> str:
    """A name without the title that the question has: "who is the mayor" is not "Mayor Okafor"."""
    known = Stems(
        stem for term in terms for phrase in (term.stems, *term.related) for stem in phrase
    )
    words = name.split()
    while len(words) > 1 and words[1][0].isupper() and known.has(stems_of(words[0])):
        words.pop(0)
    return " ".join(words)


def _kind(question: str) -> str:
    found = _KIND.match(question)
    return found["kind"] if found else ""


def _holds(sentence: str, terms: Sequence[Term], *, kind: str, least: float) -> bool:
    """Whether a sentence speaks of what is asked: of all names and numbers, and of most else.

    Of "they" and "his" the names stand before it. The kind that is asked for need not be named.
    """
    held, free = Stems(stems_of(sentence)), _LIGHT.union(stems_of(kind))
    needed = [term for term in terms if not set(term.stems) <= free]
    missing = [term for term in needed if not held.match(term)]
    if _POINTS_BACK.search(sentence):
        missing = [term for term in missing if not term.text[:1].isupper()]
    if any(term.text[:1].isupper() or term.text[:1].isdigit() for term in missing):
        return False
    return len(needed) - len(missing) >= least * len(needed)


def _is_asked_about(name: re.Match[str], terms: Sequence[Term]) -> bool:
    """Whether a longer name is that of somebody whom the question names: he is not its answer."""
    words = Stems(stems_of(person_key(name[0])))
    people = (term for term in terms if term.text[:1].isupper() and not term.related)
    return any(words.has(person.stems) for person in people)


def _are_names(terms: Sequence[Term]) -> bool:
    return all(term.text[:1].isupper() for term in terms)


def _distance(match: re.Match[str], sentence: str, terms: Sequence[Term]) -> int:
    """Characters between a match and the nearest place of each of the question's words, summed."""
    words = [(word, Stems(stems_of(word[0]))) for word in re.finditer(r"\w+", sentence)]
    total = 0
    for term in terms:
        places = [word for word, single in words if len(term.stems) == 1 and single.match(term)]
        total += min((_apart(match, word) for word in places), default=0)
    return total


def _apart(match: re.Match[str], word: re.Match[str]) -> int:
    return min(abs(word.start() - match.end()), abs(match.start() - word.end()))
