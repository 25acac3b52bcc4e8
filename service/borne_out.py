"""What a model reads in a question, held to the words of the question.

Every function sees the question with single spaces and straight apostrophes.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from indexing.ledger import vocabulary
from service.answer import SPEECH, Form
from service.dates import DateRange
from service.grammar import OPINION, SAY
from service.places import is_place
from service.words import content_stems, fold, is_content, words_of

_OPINION = rf"(?:{OPINION}|(?:attitude|feeling|hope|concern|claim|idea)s?|mood|tone|spin|side)"
_STANCE = (
    r"(?:happy|unhappy|pleased|satisfied|optimistic|pessimistic|hopeful|worried|confident|afraid|"
    r"critical|sceptical|skeptical|angry|glad|proud|sure|in favou?r|against|supportive|willing|"
    r"support|supports|oppose|opposes|favou?rs?|agree|agrees|disagree|disagrees|want|wants|like|"
    r"likes)"
)
_OF_SPEECH = re.compile(rf"\b(?:{SAY}|(?:{_OPINION}|{_STANCE}|according)\b)", re.IGNORECASE)
_SAYS = re.compile(rf"\b(?:{SAY}|{_STANCE}\b)", re.IGNORECASE)

_VIEWS_ON = re.compile(
    r"^(?:(?:what|any|all|some|the|recent|other|public) )*"
    rf"{_OPINION} (?:on|about|to|regarding|over)\b",
    re.IGNORECASE,
)
_TELL_ME = re.compile(r"^(?:please |(?:can|could|would) you )*(?:tell|show|give|remind) me ", re.I)

_OWNS = re.compile(rf"'s? (?:[\w-]+ ){{0,2}}?{_OPINION}\b", re.IGNORECASE)
_SPEAKER_ENDS = re.compile(
    r" ?(?:$|[?!.,:;])| (?:(?:still|really|ever|also|now|once) )?"
    rf"(?:(?:on|about|re|regarding|concerning|in|at|during|after|before)\b|{_OPINION}\b|{_STANCE}\b|{SAY})",
    re.IGNORECASE,
)
"""What may follow a speaker's name: anything else may make it the name of another."""
_CAPITALISED = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*")
_OPINION_NEXT = re.compile(rf" {_OPINION}\b(?: (?:on|about|of|regarding|to)\b)?", re.IGNORECASE)
_OPINION_OF = re.compile(
    rf"\b(?:{_OPINION}|anything|something|quoted|said|heard) (?:of|by|from) (?:the )?$"
    r"|\baccording to (?:the )?$",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(
    r"\b(?:of|about|on|to|with|without|against|regarding|concerning|over|at|for|from|by|towards?|"
    r"than|like|in|between|via|and) (?:the )?$",
    re.IGNORECASE,
)
_ON = re.compile(r"^,? (?:on|about|re|regarding|concerning)\b", re.IGNORECASE)
_NOBODY = frozenset("he she it they we i you him her them who whom anyone someone".split())

_HEADS: Mapping[Form, str] = {
    "who": r"person|people|name|names|identity",
    "when": r"date|dates|day|month|year|what time|timing",
    "where": r"place|location|venue|site|whereabouts",
    "why": r"reasons?|causes?|purpose|motives?|explanation|rationale",
    "how_many": r"number|count|total|amount|share|percentage|length|size|cost|price",
    "list": r"list|all|names|places|examples",
}
"""The noun that a question for such a thing is about, where it has no question word."""
_QUESTION_WORDS: Mapping[Form, str] = {
    "who": r"who|whom|whose|by whom",
    "when": r"when|since when|how long ago|how soon",
    "where": r"where",
    "why": r"why|how come",
    "how_many": r"how (?:many|much|often|old|long|far|big|high|large)",
    "list": r"which|what",
}
_ORDER = r"(?:tell|know|say|remember|explain|wonder\w*|show|find out)(?: me| us)?"
_AT_HEAD = r"(?:(?:and|so|what|which|what's|is|are|was|were|give me|name|list) )*"
_ARTICLE = r"(?:(?:the|a|an|any|its|exact|full|main) )*"

# What "date_range" reads it reads better than a model; these it does not know.
_TIME = re.compile(
    r"\b(?:recently|lately"
    r"|(?:\w+ )?(?P<ago>day|week|month|year)s? ago"
    r"|(?:last|past|previous|recent) (?:\w+ )?"
    r"(?:(?P<unit>day|week|month|year)s|spring|summer|autumn|fall|winter|quarter)"
    r"|(?:on|last) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_LENGTHS = {"day": 1, "week": 7, "month": 28, "year": 365}
_LONG_AGO = timedelta(days=3660)


def tells_of_speech(question: str) -> bool:
    """Whether a question has a word for saying or for a view, besides "tell me"."""
    return _OF_SPEECH.search(_TELL_ME.sub("", question)) is not None


def is_form(form: Form, question: str, *, speaker: str | None) -> bool:
    """Whether a question has a word for what is asked; one about speech tells of speech, or puts a
    name before "on"."""
    if form in SPEECH:
        return _is_speech(form, question, speaker)
    if form == "what":
        return True
    words, heads = _QUESTION_WORDS[form], _HEADS[form]
    pattern = (
        rf"^{_AT_HEAD}(?:{words})\b"
        rf"|\b{_ORDER} (?:{words})\b"
        rf"|^{_AT_HEAD}{_ARTICLE}(?:{heads})\b"
        rf"|\b(?:{heads}) (?:of|for|when|why|where|behind|that)\b"
        rf"|\b(?:{heads})[?!. ]*$"
    )
    return re.search(pattern, question, re.IGNORECASE) is not None


def _is_speech(form: Form, question: str, speaker: str | None) -> bool:
    rest = question.partition(speaker)[2] if speaker else ""
    if form == "who_said":
        asks_who = re.search(r"\b(?:who|whom|whose|source|anyone|anybody)\b", question, re.I)
        return speaker is None and asks_who is not None and tells_of_speech(question)
    if form == "did_say":
        return speaker is not None and _SAYS.search(rest) is not None
    if speaker is None:
        return _VIEWS_ON.search(_TELL_ME.sub("", question)) is not None
    return tells_of_speech(question) or _ON.search(rest) is not None


def speaker_in(question: str, name: str) -> str | None:
    """The words of a name as the question has them, where they can be those of a speaker.

    Not so where the name goes on ("Kim" of "Kim Yong Chol"), where somebody or something else is
    told by it ("Kim's sister", "a Kim aide"), and where it hangs on a preposition ("about Kim").
    """
    bare = re.sub(r"'s?$", "", " ".join(name.replace("’", "'").split()))
    if not bare or fold(bare) in _NOBODY:
        return None
    places = re.finditer(rf"(?<![\w'-]){re.escape(bare)}(?![\w-])", question, re.IGNORECASE)
    return next((found[0] for found in places if _may_speak(question, *found.span())), None)


def _may_speak(question: str, start: int, end: int) -> bool:
    before, after = question[:start], question[end:]
    if _is_name_before(before) or not (_OWNS.match(after) or _SPEAKER_ENDS.match(after)):
        return False
    return _OPINION_OF.search(before) is not None or _HANGS_ON.search(before) is None


def is_asked_for(speaker: str, question: str) -> bool:
    """Whether a question asks for the view or the words of `speaker`, a name and no place's."""
    before, _, after = question.partition(speaker)
    is_name = _CAPITALISED.fullmatch(speaker) is not None and not is_place(fold(speaker))
    return is_name and bool(_OWNS.match(after) or _OPINION_OF.search(before))


def is_head_of(name: str, phrase: str) -> bool:
    """Whether `phrase` tells of whoever bears the name: "President Kim", "Kim, the president"."""
    return re.search(rf"(?:^|\s){re.escape(name)}(?=,|$)", phrase, re.IGNORECASE) is not None


def _is_name_before(before: str) -> bool:
    last = before.split()[-1:] if before.endswith(" ") else []
    return any(
        word[0].isupper() and is_content(word) and fold(word) not in vocabulary.TITLES
        for word in last
    )


def is_topic(topic: str, question: str, *, beside: Sequence[str]) -> bool:
    """Whether a topic is made of the question's words, and misses none but those of `beside` and
    the ones that ask."""
    asked, told = content_stems(question), set(content_stems(topic))
    asking = content_stems(" ".join(found[0] for found in _OF_SPEECH.finditer(question)))
    heads = [word for word in words_of(question) if _is_head(word)]
    free = {*asking, *content_stems(" ".join([*heads, *beside, "re"]))}  # "Kim re: letter"
    return bool(told) and told <= set(asked) and set(asked) - free <= told


def _is_head(word: str) -> bool:
    words = (*_HEADS.values(), *_QUESTION_WORDS.values())
    return any(re.fullmatch(each, word, re.IGNORECASE) for each in words)


def topic_beside(question: str, beside: Sequence[str]) -> str:
    """The question without its speaker, its time, and the noun that asks for words."""
    rest = question
    for phrase in beside:
        before, found, after = rest.partition(phrase) if phrase else (rest, "", "")
        owned = (_OWNS.match(after) or _OPINION_NEXT.match(after)) if found else None
        after = after[owned.end() :] if owned else after
        rest = f"{_OPINION_OF.sub('', before) if found else before} {after}"
    return " ".join(rest.split()).lstrip(", ")


def days_of(since: str, until: str, *, question: str, today: date) -> DateRange | None:
    """The days that a model makes of a time in the question; None where there is no time that the
    rules cannot read, or no days that such a time can mean."""
    told = _TIME.search(question)
    try:
        first = date.fromisoformat(since) if since else None
        last = date.fromisoformat(until) if until else None
    except ValueError:
        return None
    if told is None or (first or last) is None:
        return None
    begin, end = first or last or today, last or today
    is_past = today - _LONG_AGO <= begin <= end <= today
    least = _LENGTHS.get((told["ago"] or told["unit"] or "").lower(), 0)
    is_long_enough = begin <= today - timedelta(days=least)
    return DateRange(told[0], first, last) if is_past and is_long_enough else None


def publishers_in(question: str, publishers: Sequence[str]) -> tuple[str, ...]:
    """The publishers that a question names, but not as those to whom something was said."""
    line = f" {' '.join(map(fold, words_of(question)))} "
    named = ((name, " ".join(map(fold, words_of(name)))) for name in publishers)
    return tuple(
        name
        for name, words in named
        if words and f" {words} " in line.replace(f" to {words} ", " ")
    )
