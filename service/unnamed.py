"""Things that a question speaks of as known, though neither it nor the talk before names them."""

import re
from collections.abc import Sequence

from service.answer import Turn
from service.grammar import AUXILIARY
from service.places import is_place
from service.terms import terms_of
from service.words import fold

# What has a name of its own, and of which the news tells of many: callings that make people known,
# bodies, places, works and storms. A letter or a summit is told by what else the question says.
_KINDS = (
    "actor|actress|artist|athlete|author|filmmaker|footballer|musician|novelist|player|singer"
    "|writer"
    "|airline|band|bank|brand|broadcaster|business|chain|charity|club|college|company|firm|hospital|hotel"
    "|league|magazine|museum|newspaper|party|restaurant|school|store|supermarket|team|university"
    "|website"
    "|airport|city|country|county|district|island|park|province|river|stadium|state|town|village"
    "|album|bill|book|car|drug|film|game|movie|novel|series|show|song|vaccine"
    "|festival|hurricane|storm|tournament|typhoon|war"
)
_PARTICIPLE = (
    r"(?:\w+ed|born|bought|built|found|held|hit|known|left|lost|made|paid|seen|set|shot|shown|sold"
    r"|won|written)"
)
_VERB_ENDS = r"(?= (?:an?|the|its|his|her|their|it|him|them)\b|\W*$)"
# What may stand behind a kind that nothing names: any other word makes it a part of a name or of
# another thing ("the bank robbery"), or tells which one is meant ("the company that ...").
_BEHIND = (
    r"(?:['’]s\b"
    rf"|(?=\W*$|[,;:?!.]| \(| (?:{AUXILIARY}|{_PARTICIPLE}|and|or|but|before|after|when|while"
    r"|because|since|until)\b))"
)
_THE_KIND = rf"\b(?:the|this|that) (?:[a-z-]+ ){{0,2}}?(?P<kind>{_KINDS})\b"
_UNNAMED = re.compile(rf"{_THE_KIND}{_BEHIND}")
_UNNAMED_DOING = re.compile(  # "when did the company close?", not "when did the bank heist fail?"
    rf"\b{AUXILIARY} (?P<words>{_THE_KIND}) [a-z]+{_VERB_ENDS}", re.IGNORECASE
)
_NAME = re.compile(r"(?<!^)\b[A-Z]\w|\d|[“”\"]")
_PRONOUN = re.compile(
    rf"^(?:[a-z]+ ){{0,5}}?{AUXILIARY} "
    r"(?P<pronoun>they|he|she|(?:its|his|her)(?! [a-z]+,? [A-Z]))\b",  # "her husband, Jonas Ek"
)


def unnamed_thing(query: str, history: Sequence[Turn]) -> str | None:
    """The words that name nothing ("the actor"), None where all is named or was spoken of."""
    found = _UNNAMED.search(query) or _UNNAMED_DOING.search(query)
    is_known = found and any(found["kind"] in turn.content for turn in history)
    if found and not is_known and not _names_anything(query):
        return found.groupdict().get("words") or found[0]
    lone = _PRONOUN.match(query[:1].lower() + query[1:]) if not history else None
    return lone["pronoun"] if lone else None


def _names_anything(query: str) -> bool:
    """Whether a name, a number or quoted words tell which one is meant."""
    return bool(_NAME.search(query)) or any(is_place(fold(term.text)) for term in terms_of(query))
