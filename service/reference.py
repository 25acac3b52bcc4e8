"""The words of a question that point at what was said before it, and whether they do.

Grammar decides, not sense. Where it leaves open whether a pronoun stands for something in the
question itself ("why did farmers leave their homes?"), the question counts as complete.
"""

import re
from collections.abc import Iterator
from itertools import dropwhile

from service.grammar import AUXILIARY, SAY
from service.places import is_place
from service.words import fold, is_content, words_of

OBJECT_MOST = 2  # words of content before a pronoun that is what something is done to

PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
PEOPLE = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_NO_REFERENCE = (
    r"(?!\s+(?:true|right|correct|possible|clear|known)\b)"
    r"(?!\s+(?:[\w'’]+\s+){1,3}?(?:to|that|if)\b)"
)
"""Behind an "it" that stands for what follows: "is it safe to ...", "it is likely that ..."."""
THING = re.compile(
    rf"\b(?:it|its)\b{_NO_REFERENCE}"
    r"|\b(?:that|this)(?=\s*\?|$)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    rf"\b(?:its?|they|them|theirs?|s?he|him|hers?|his)\b{_NO_REFERENCE}", re.IGNORECASE
)
_OTHER = re.compile(
    r"\b(?:these|those)\b"
    r"|\bthis\b(?!\s+(?:week|month|year|day|morning|weekend|spring|summer|autumn|fall|winter)\b)"
    r"|\bthat(?=\s*(?:[?.,]|$))"
    r"|\b(?:any|what|which|are there)\s+others?\b|\b(?:another|the former|the latter)\b"
    r"|\b(?:ones?|both)(?=\s*(?:[?.,]|$))|^(?:which|what)\s+one\b",
    re.IGNORECASE,
)
"""What else points at something that was named before; never at the subject beside it."""

_BE = r"(?:is|are|was|were)"
_DO = r"(?:did|does|do)"
_AUXILIARY = rf"(?:{AUXILIARY}(?:n['’]t)?)"
_DETERMINER = r"(?:the|an?|some|any|all|both|each|every|no|most|many|several|few|two|three|this)"
_PREPOSITION = r"(?:about|against|at|behind|by|for|from|in|into|of|off|on|over|to|towards?|with)"
_THERE = re.compile(
    rf"\bthere\b(?!['’]s|\s+(?:{_AUXILIARY}|be|any|seems?|exists?)\b)", re.IGNORECASE
)
_EXISTS = re.compile(rf"\b{_AUXILIARY}\s+$", re.IGNORECASE)  # "was there a deal?"
_WHO_IS = re.compile(rf"\bwho(?:\s+else)?\s+{_BE}\s+there\s*[?.!]?$", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|to|from|near)\s+(?:(?-i:[A-Z])|the|an?\b)", re.IGNORECASE)

_INTRODUCED = re.compile(
    r"^(?:is it (?:true|right|correct|possible)(?: that)?|(?:can|could) you tell me"
    r"|do you (?:know|think)(?: if| whether| that)?)\b",
    re.IGNORECASE,
)
_FRONTED = re.compile(  # "in which month did (he)", "how old is (his)"
    rf"(?:^|(?<=[,;:]\s))(?:{_PREPOSITION}\s+)?"
    rf"(?:who|whom|(?:what|which|whose|when|where|why|how)"
    rf"(?:(?:\s+[\w'’-]+){{0,4}}?(?=\s+{_DO}\s+$)"
    rf"|(?:\s+(?!{SAY}|(?:the|an?|this)\b)(?-i:[a-z\d])[\w'’-]*){{0,4}}?))?"
    rf"(?:\s*\b{_AUXILIARY})\s+$",
    re.IGNORECASE,
)
_GOVERNING = re.compile(  # "what is the main reason for (its)", "when was the end of (their)"
    rf"(?:\b(?:what|who)(?:['’]s|\s+{_BE})\s+(?:the|an?)(?:\s+(?!\w+ing\b)[\w-]+){{1,3}}"
    rf"\s+{_PREPOSITION}|\b{_BE}\s+(?:the|an?)\s+[\w-]+\s+of)\s+$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b(?:{_DETERMINER}|{_DO}(?:n['’]t)?|(?:when|where|why|how)\s+{_AUXILIARY})\s+$"
    rf"|^{_AUXILIARY}\s+$",
    re.IGNORECASE,
)
"""Before a word that is the subject and no verb."""
_NEXT_TO = re.compile(rf"(?:\s+{_PREPOSITION})?\s+", re.IGNORECASE)
_JOINED = re.compile(
    r"[,;:]|\w['’](?:s\b|\s)|\b(?:of|and|or|but|that|if|whether|when|while|because|after|before|since|until|as|than|who"
    r"|which|whose)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(  # behind an "it" that is none of a clause's subjects
    rf"\s*(?:$|[?.,;:!)])|\s+(?:an?|the|{_PREPOSITION}|and|or|again|now|then|too|first|last|so|as"
    r"|before|after|when|if|because|yesterday|today)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*(?:[”\"»]|$)|(?<!\w)['‘][^'‘’]{8,}['’](?!\w)")

_OWNERS = frozenset(["his", "hers", "their", "its"])
_OWNED = re.compile(r"['’]s?$")
_CAPITALISED = r"[A-Z][\w'’-]*"
NAMES = re.compile(rf"{_CAPITALISED}(?:\s+(?:of\s+)?{_CAPITALISED})*+")
_NO_NAMES = frozenset(
    """
    Yes Show Find Explain Since Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March July September October November December
    """.split()
)
"""Words with which sentences begin, besides the stopwords; not the months that people bear."""


def names(text: str) -> list[str]:
    found = (list(dropwhile(is_opener, name.split())) for name in NAMES.findall(text))
    return [" ".join(words) for words in found if words]


def is_opener(word: str) -> bool:
    return word in _NO_NAMES or not is_content(word)


def people(text: str) -> list[str]:
    """Names that are no places; those that stand for themselves before those of owners."""
    found = [name for name in names(text) if not is_place(fold(_OWNED.sub("", name)))]
    found.sort(key=lambda name: _OWNED.search(name) is not None)
    return [_OWNED.sub("", name) for name in found]


def unquoted(text: str) -> str:
    return _QUOTED.sub(" ", text)


def pointing(pattern: re.Pattern[str], question: str) -> re.Match[str] | None:
    """The first pronoun of a kind, if it stands for nothing that the question names.

    One in quoted words is left as it was said.
    """
    found = next(_outside_quotations(pattern, question), None)
    return None if found is None or _may_be_within(question, found) else found


def pointing_to_place(question: str) -> re.Match[str] | None:
    """The "there" that stands for a place which the question does not name."""
    found = next(_outside_quotations(_THERE, question), None)
    before = question[: found.start()] if found else ""
    is_existence = _EXISTS.search(before) and not _WHO_IS.search(question)
    return None if is_existence or _PLACED.search(before) else found


def points_back(question: str) -> bool:
    """Whether anything in a question points at something named before it, of whatever kind."""
    found = [_OTHER.search(question), pointing(_PRONOUN, question)]
    return any(each and not names(question[: each.start()]) for each in found)


def may_explain_itself(question: str) -> bool:
    """Whether what its first pronoun stands for may be named in the question itself."""
    found = next(_outside_quotations(_PRONOUN, question), None)
    return found is not None and _may_be_within(question, found)


def _outside_quotations(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for found in pattern.finditer(text):
        if not any(start <= found.start() < end for start, end in quoted):
            yield found


def _may_be_within(question: str, pronoun: re.Match[str]) -> bool:
    """Whether what a pronoun stands for may be named before it in the same question.

    A clause's own subject is not what something is done to: in "did Okafor see it?", "it" is
    something else.
    """
    before = _INTRODUCED.sub("", question[: pronoun.start()])
    before = _GOVERNING.sub("", _FRONTED.sub("", before))
    found = [found for found in re.finditer(r"[^\W_][\w'’.-]*", before) if _can_be_named(found[0])]
    if not found:
        return False
    named = names(before)
    behind = before[found[0].end() :]
    if _is_object(question, pronoun):
        is_joined = _JOINED.search(before[found[0].start() :])
        return len(found) > OBJECT_MOST or len(named) > 1 or bool(is_joined)
    is_verb = _NEXT_TO.fullmatch(behind) and not _SUBJECT.search(before[: found[0].start()])
    return bool(named) or len(found) > 1 or not is_verb


def _can_be_named(word: str) -> bool:
    return not is_opener(word) and not word.endswith("ly") and any(map(is_content, words_of(word)))


def _is_object(question: str, pronoun: re.Match[str]) -> bool:
    word, behind = pronoun[0].casefold(), question[pronoun.end() :]
    if word in ("him", "them"):
        return True
    if word == "her":
        return not stands_before_noun(behind)
    return word in ("it", "that", "this") and bool(_OBJECT.match(behind))


def replaced(question: str, word: re.Match[str], by: str) -> str:
    is_owner = word[0].casefold() in _OWNERS or (
        word[0].casefold() == "her" and stands_before_noun(question[word.end() :])
    )
    # A speaker keeps the "s", which ends many a surname: "Sanders' answer" is read as Sander's.
    owner = f"{by}'" if word[0].casefold() == "its" and by.endswith("s") else f"{by}'s"
    return question[: word.start()] + (owner if is_owner else by) + question[word.end() :]


def stands_before_noun(rest: str) -> bool:
    """Whether "her" stands before a noun ("her words") rather than alone ("to her?")."""
    return bool(re.match(r"\s+(?!about|on|to|in|at|that|and|or|for|with)\w+", rest))
