"""What kind of words answer a question, and whether a sentence has them.

A question for a date is not answered by a sentence without one, however near it is; one for a
number hardly by a number of anything but the thing that is counted.
"""

import re
from collections.abc import Sequence

from indexing.ledger import vocabulary
from indexing.sentences import sentence_spans
from service.answer import Form
from service.places import is_place
from service.terms import Stems, Term, terms_of
from service.words import fold, is_content, stem, stems_of, words_of

BONUS = 0.1  # on the score of a sentence that has the kind of words asked for
OTHER_COUNT = 0.15  # off the relevance of a number of something else: it may be another word for it
COUNTED_WITHIN = 3  # words between a number and what it counts
TITLED_WITHIN = 12  # characters between a name and the words of the question that describe it

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:19|20)\d\d"
_OLD_YEAR = r"1[0-8]\d\d"  # a number like any other, but for the word before it
_UNIT = r"(?:day|weekend|week|month|year|summer|winter|spring|autumn|fall|decade|quarter)"
_DIGITS = r"(?:[$€£] ?)?\d+(?:[.,]\d+)*%?(?: (?:percent|per cent|million|billion|trillion))?"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = (
    rf"(?:{_DIGITS}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-(?:{_UNITS}))?|{_UNITS}|ten|eleven|"
    r"twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|hundreds?|thousands?|dozens?|millions?|"
    r"billions?|several|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
_CLAUSE_END = re.compile(r"[;:.!?](?:\s|$)")
_SHARE = re.compile(r"%|per ?cent")
_SO_MANY = rf"(?i:{_NUMBER}|an?|few|many)"
_WHEN = re.compile(
    rf"\b(?:(?i:early|late|mid)[ -])?{MONTH} \d{{1,2}}(?:, {_YEAR})?\b"
    rf"|\b\d{{1,2}} {MONTH}(?: {_YEAR})?(?: (?:last|this|next) year)?"
    rf"|\b(?i:in|since|by|until|during|last|next|this|of) {MONTH}(?: {_YEAR})?\b"
    rf"|\b{MONTH} {_YEAR}\b"
    rf"|\b{MONTH} (?:last|this|next) year"
    rf"|\b(?:the )?(?:\w+ )?(?:{_UNIT}s?) of (?:last|this|next) {_UNIT}"
    rf"|\b(?:end|start|beginning|middle) of (?:the |this |next |last )?(?:{_UNIT}|{MONTH}|{_YEAR})"
    rf"|\b(?:late|early|earlier) (?:last|this|next) {_UNIT}"
    rf"|\b(?:last|next|this|over the|within) (?:{_UNIT}s?|{DAY}|{MONTH})\b"
    rf"|\b{_SO_MANY} {_UNIT}s? (?:ago|later|earlier|after|before)\b"
    rf"|\b{_UNIT}s (?:ago|later|earlier)\b"
    rf"|\b{DAY}\b|\b(?:yesterday|today|tonight|tomorrow)\b|\b{_YEAR}\b"
    rf"|\b(?i:in|by|since|until|before|after|from|around|about|circa) {_OLD_YEAR}s?\b(?![.,]\d)"
    rf"|\b{MONTH}(?: \d{{1,2}},?)? {_OLD_YEAR}\b"
    r"|\b(?:[a-z]+|\d{1,2}(?:st|nd|rd|th)) century\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b"
)
_IS_TIME = re.compile(rf"(?:{MONTH}|{DAY})(?: \d+)?$")
_OF_TIME = {
    "month": re.compile(rf"\b{MONTH}(?![a-z])"),
    "year": re.compile(rf"\b(?:{_YEAR}|{_OLD_YEAR})\b(?![.,]\d)|(?:last|this|next) year"),
    "time": re.compile(rf"{_WHEN.pattern}|\bat (?:noon|midnight|\d{{1,2}}(?::\d\d)?)\b"),
    "day": re.compile(rf"\b{DAY}\b|{MONTH} \d{{1,2}}\b|\b\d{{1,2}} {MONTH}"),
}
_HOW_MANY = re.compile(  # "five arches", "a five-arch bridge"
    rf"(?<![\w-]){_NUMBER}(?!\w|-(?![a-z]))|\b(?:once|twice)\b", re.IGNORECASE
)
_OF_SO_MANY = re.compile(  # "900 of its 6,400 jobs" counts jobs twice
    rf"^ of (?:the |its |their |his |her |all |some |about |more than )*{_NUMBER}\b", re.IGNORECASE
)
_PLURAL = re.compile(r"(?:s|people|children|men)$", re.IGNORECASE)
_HOW_MUCH = re.compile(rf"(?<![\w-]){_NUMBER}(?:-[a-z]+)*(?![\w-])", re.IGNORECASE)
_CAPITALISED = r"[A-Z][\w-]*(?:['’](?!s\b)[\w-]+)*"
_NAME = rf"{_CAPITALISED}(?: (?:of |of the |de |van |von |bin |al-)?{_CAPITALISED})*"
_IN = r"in|at|near|outside|inside|through|into|across|along"
_WHERE = re.compile(  # not "to meet with Okafor"
    rf"\b(?:(?:{_IN}|to|from) (?:the|an?) (?:[a-z]+ ){{0,2}}?|(?:{_IN}) (?:[a-z]+ ){{0,2}}?"
    rf"|(?:to|from) )({_NAME}(?: [a-z]+ village)?)"
)
_OWNS = re.compile(r"['’]s\b")
_LIST = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:and|or) {_NAME}")
_WHO = re.compile(rf"(?!(?:A|An|The|In|On|At|As|And|But|If)\b){_NAME}")
_WHY = re.compile(
    r"\b(?:[Bb]ecause|[Dd]ue to|[Ii]n response to|since|blam\w+"
    r"|(?<!days )(?<!weeks )(?<!months )(?<!years )after"
    r"|as an?|as a means|aimed at|in order to|in protest|over|so that|owing to|wants?|amid"
    r"|to (?!the\b|a\b|an\b)[a-z]+)\b"
)
_PLACES = frozenset(
    "peninsula sea ocean river lake bay gulf strait mountain mountains island islands coast valley "
    "desert street avenue road square airport station zone".split()
)
"""What a name ends with that is a place, whether or not a gazetteer has it."""
SHAPES: dict[Form, re.Pattern[str]] = {
    "when": _WHEN,
    "where": _WHERE,
    "how_many": _HOW_MANY,
    "list": _LIST,
    "who": _WHO,
    "why": _WHY,
}
_DO = r"(?:have|had|did|do|were|are|will|would|can|could|may|might|should)"  # of two: no "does"
_PAIR = re.compile(
    rf"\b(?:(?i:{_DO}) (?:(?:the )?[a-z]+ )?|(?P<between>between) )"
    rf"(?P<one>{_NAME}) and (?P<other>{_NAME})(?![\w,'’])(?(between)|(?= [a-z]))"
)
_WITHIN = re.compile(r"\b(?:in|at|near|outside|inside|across)(?: the)? $", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:he|she|they|him|her|them|two|both)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_ASKS = re.compile(r"\?\s*$")
_LEFT_OPEN = re.compile(
    r"(?:(?:n['’]t|\bnot|\bnever|\bnobody|\bdeclin\w+ to|\brefus\w+ to|\bwithout) (?:\w+ly )?"
    r"(?:say|said|know|knew|elaborat|clarif|disclos|specif|reveal|comment|tell|told|explain|provid)\w*"
    r"|\b(?:unclear|unknown|uncertain))\b(?:(?!, (?:and|but)\b)[^.;]){0,40}?"
    r"\b(?:where|when|who|how|why|whether|if)\b",
    re.IGNORECASE,
)
"""What somebody would not say, or nobody knows: "declined to say where", "it is unclear when"."""
_REQUIRED = frozenset(["when", "how_many", "why"])


def fit(form: Form, asked: str, terms: Sequence[Term], sentence: str) -> float | None:
    """What a sentence's score gains by having the kind of words asked for; None: it cannot answer.

    Below 0: it hardly can.
    `asked` is the kind that the question itself names ("month", "nuclear warheads").
    """
    if form not in SHAPES:
        return None if _ASKS.search(sentence) else 0.0
    if _ASKS.search(sentence) or all(map(_LEFT_OPEN.search, _SENTENCE_END.split(sentence))):
        return None
    found = candidates(form, asked, terms, sentence)
    if form == "who":
        return 2 * BONUS * max((described(name, sentence, terms) for name in found), default=0.0)
    if found:
        return BONUS
    if form == "how_many" and candidates(form, "", terms, sentence):
        return -OTHER_COUNT
    return None if form in _REQUIRED else 0.0


def called(kind: str, sentence: str) -> str | None:
    """The name that stands beside the word for a kind: of "the Post newspaper", the Post."""
    terms = terms_of(kind)
    names = candidates("who", "", terms, sentence)
    return next((name[0] for name in names if described(name, sentence, terms)), None)


def candidates(form: Form, asked: str, terms: Sequence[Term], sentence: str) -> list[re.Match[str]]:
    """Words of the right shape that the question does not name itself."""
    shape = _shape(form, asked)
    known = {stem for term in terms for phrase in (term.stems, *term.related) for stem in phrase}
    found = [
        match
        for match in shape.finditer(sentence)
        if not set(stems_of(match[match.lastindex or 0])) <= known
    ]
    if form == "who":
        found = [match for match in found if _can_do(match)]
    if form == "where":
        found = [match for match in found if not _IS_TIME.match(match[1])]
    counted = _counted(asked) if form == "how_many" else None
    return [match for match in found if counted is None or _counts(match, counted, sentence)]


def _counted(asked: str) -> str | None:
    """The stem of what is counted: of "farmers live", the farmers."""
    words = words_of(asked)
    plural = [word for word in words if _PLURAL.search(word)]
    return stem((plural or words)[-1]) if words else None


def pair_of(question: str) -> tuple[str, str] | None:
    """The two of whom something is asked together ("have Okafor and Lindqvist met").

    Not what bears two names ("in Bosnia and Herzegovina"), nor two days or places.
    """
    found = _PAIR.search(question)
    if found is None:
        return None
    names = [_WHO.fullmatch(question, *found.span(place)) for place in ("one", "other")]
    one, other = (name[0] if name and _can_do(name) else None for name in names)
    return (one, other) if one and other else None


def may_tell_of_both(pair: tuple[str, str], words: str) -> bool:
    """Whether words can be about both: not those that name one of them with a third."""
    unnamed = [name for name in pair if not _is_named(name, words)]
    if len(unnamed) == 1 and _names_others(pair, words):
        return False
    return not unnamed or bool(_POINTS_BACK.search(words))


def is_of_both(pair: tuple[str, str], words: str, around: str) -> bool:
    """Whether a number is told of both: one of them with a third is not both.

    A sentence with a number that does not name both has to name nobody else, and to point back to
    names beside it.
    """
    told = [span.of(words) for span in sentence_spans(words)]
    numbers = [each for each in told if _HOW_MANY.search(each)] or told
    return any(_is_told_of_both(pair, each, f"{words} {around}") for each in numbers)


def _is_told_of_both(pair: tuple[str, str], words: str, around: str) -> bool:
    unnamed = [name for name in pair if not _is_named(name, words)]
    if not unnamed:
        return True
    if _names_others(pair, words):
        return False
    return bool(_POINTS_BACK.search(words)) and all(_is_named(name, around) for name in unnamed)


def _names_others(pair: tuple[str, str], words: str) -> bool:
    found = [name for name in _WHO.finditer(words) if _can_do(name)]
    names = [name[0] for name in found if not _WITHIN.search(words, 0, name.start())]
    # "the Kim-Trump summit" names two, "Moon Jae-in" one
    each = [one for name in names for one in (name.split("-") if " " not in name else [name])]
    return any(not any(_is_named(known, one) for known in pair) for one in each)


def _is_named(name: str, text: str) -> bool:
    return not set(stems_of(name)).isdisjoint(stems_of(text))


def _shape(form: Form, asked: str) -> re.Pattern[str]:
    if form == "how_many" and not asked:
        return _HOW_MUCH
    return _OF_TIME.get(asked.lower(), _WHEN) if form == "when" else SHAPES[form]


def _can_do(name: re.Match[str]) -> bool:
    """Whether a name can be that of who did it: no place or day, no owner of what did it."""
    plain = fold(name[0])
    if is_place(plain) or plain in vocabulary.NOT_NAMES or _OWNS.match(name.string, name.end()):
        return False
    words = name[0].split()
    if len(name[0]) == 1:  # of "U.S."
        return False
    return fold(words[-1]) not in _PLACES and any(is_content(word) for word in words)


def _counts(number: re.Match[str], counted: str, sentence: str) -> bool:
    behind = _OF_SO_MANY.sub("", sentence[number.end() :], count=1)
    clause = _CLAUSE_END.split(behind)[0]
    until_next = _HOW_MANY.split(clause)[0]
    after = stems_of(number[0])[1:] + stems_of(until_next)[: COUNTED_WITHIN + 1]
    if _SHARE.search(number[0]) and not _SHARE.search(counted):
        return False
    return counted in after or (counted == "time" and number[0].lower() in ("once", "twice"))


def described(name: re.Match[str], sentence: str, terms: Sequence[Term]) -> float:
    """The share of the question's terms that stand in or right beside a name."""
    near = Stems(
        stems_of(sentence[max(0, name.start() - TITLED_WITHIN) : name.end() + TITLED_WITHIN])
    )
    return sum(near.match(term) for term in terms) / max(len(terms), 1)
