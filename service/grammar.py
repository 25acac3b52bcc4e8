"""The shapes that questions have, and what stands where in them.

Every pattern sees a question with single spaces, straight apostrophes and its leading "and", "so",
"please" off. The first that matches decides, so the order matters.
"""

import re
from dataclasses import dataclass

from service.answer import Form

_SAYING = (
    "say said says saying tell told tells think thought thinks believe believed believes claim "
    "claimed claims argue argued state stated mention mentioned comment commented remark remarked "
    "announce announced promise promised promises warn warned warns suggest suggested call called "
    "calls describe described describes respond responded react reacted reply replied answer "
    "answered feel felt add added predict predicted express expressed characterise characterised "
    "characterize characterized explain explained admit admitted acknowledge acknowledged insist "
    "insisted declare declared deny denied propose proposed talk talked speak spoke write wrote "
    "tweet tweeted urge urged pledge pledged view viewed hope hoped complain complained confirm "
    "confirmed stress stressed emphasize emphasized demand demanded accuse accused criticize "
    "criticized praise praised vow vowed threaten threatened report reported decline declined "
    "refuse refused"
).split()
_SAY = rf"(?:{'|'.join(_SAYING)})\b"
_WHO = r"(?P<speaker>[^?]+?)"
_TOPIC = r"(?P<topic>.*)"
_HAS = r"(?:(?:has|had|have) )?"
_JUST = r"(?:(?:also|ever|just|actually|really|later|then|once|publicly|recently|reportedly) )*"
_DID = r"(?:did|does|do|has|have|had|would|was|were|is)"
_IS = r"(?:'s| is| was| were| are)"
_ON = r"(?:on|about|of|to|regarding|concerning|towards?|over|for)\b"
_OPINION = (
    r"(?:(?:view|opinion|position|stance|comment|reaction|response|take|remark|word|message|"
    r"assessment|answer|statement|quote|quotation|thought|argument)s?|reply|replies)"
)
_OFFICE = (
    r"(?:person|people|official|politician|newspaper|paper|agency|leader|spokes\w+|analyst|expert|"
    r"one|president|minister|envoy|man|woman)s?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question's grammar: its form, and the words in the places of speaker and topic."""

    form: Form
    speaker: str | None
    topic: str


@dataclass(frozen=True, slots=True)
class _Shape:
    form: Form
    pattern: re.Pattern[str]


def _shape(form: Form, pattern: str) -> _Shape:
    return _Shape(form, re.compile(pattern, re.IGNORECASE))


_SPEECH = (
    _shape("who_said", rf"who(?: else)? (?:is|was) (?:quoted|cited)(?: as)?(?: saying)?{_TOPIC}"),
    _shape("who_said", rf"(?:whose|by whom|who(?:'s| is| was) the source)\b{_TOPIC}"),
    _shape("who_said", rf"who(?: else)? {_HAS}{_JUST}(?P<topic>{_SAY}.*)"),
    _shape("who_said", rf"(?:which|what) (?:\w+ )?{_OFFICE} {_HAS}{_JUST}(?P<topic>{_SAY}.*)"),
    _shape("what_said", rf"what{_IS} {_WHO}(?:'s|s') (?:\w+ )?{_OPINION} {_ON}{_TOPIC}"),
    _shape("what_said", rf"what{_IS} the {_OPINION} of {_WHO} {_ON}{_TOPIC}"),
    _shape("what_said", rf"what(?: else| exactly| all)? {_DID} {_WHO} {_JUST}{_SAY}{_TOPIC}"),
    _shape("what_said", rf"how {_DID} {_WHO} {_JUST}(?:{_SAY}|see|put|justify|judge){_TOPIC}"),
    _shape(
        "what_said",
        rf"(?:(?:give|show|find|get)(?: me)? |list )?(?:all |any |the )*{_OPINION} (?:by|from|of) "
        rf"{_WHO} {_ON}{_TOPIC}",
    ),
    _shape(
        "what_said",
        rf"(?:(?:can|could) you )?(?:tell|show|give|remind) me (?:again )?"
        rf"(?:what|everything|anything|all) (?:that )?{_WHO} {_HAS}{_JUST}{_SAY}{_TOPIC}",
    ),
    _shape(
        "what_said", rf"(?:everything|anything|what) (?:that )?{_WHO} {_HAS}(?:said|says){_TOPIC}"
    ),
    _shape("what_said", rf"according to {_WHO}, ?(?:what|how|why|who|when|where|which)\b{_TOPIC}"),
    _shape("did_say", rf"(?:did|does|do|has|have|had) {_WHO} {_JUST}{_SAY}{_TOPIC}"),
    _shape("did_say", rf"(?:is it (?:true|right) that|so) {_WHO} {_HAS}{_JUST}{_SAY}{_TOPIC}"),
)
_FACTS = (
    _shape(
        "when", r"when\b|(?:[io]n )?(?:what|which) (?:date|day|month|year|week)\b|how long ago\b"
    ),
    _shape(
        "where",
        r"where\b|(?:(?:in|at|to) )?(?:what|which) "
        r"(?:city|country|place|location|capital|state|town|village)\b",
    ),
    _shape(
        "why",
        r"why\b|how come\b|(?:for )?what (?:reason|caused|led|prompted)\b"
        r"|what (?:was|is) the (?:\w+ )?(?:reason|cause|purpose)\b",
    ),
    _shape(
        "how_many",
        r"how (?:many|much|often|old|long|far|big|high|large)\b"
        r"|(?:what|which) (?:number|percentage|share|amount)\b",
    ),
    _shape(
        "list", r"(?:list|name|enumerate)\b|(?:what|which) (?:\w+ ){0,2}?(?!is|was|does|has)\w+s\b"
    ),
    _shape("who", rf"(?:(?:with|to|by|for|from) )?(?:who|whom|which (?:\w+ )?{_OFFICE})\b"),
)

_LEADING = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|hi|hello|hey|please|then|now)[ ,]+)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^[ ,:]*(?:(?:anything|something|that|about|on|of|to|regarding|concerning|if|whether|it|as|"
    r"with|during|when|asked|reporters|a|an|the)\b[ ,]*)+",
    re.IGNORECASE,
)


def read(question: str) -> Reading:
    """The grammar of `question`, nothing looked up."""
    plain = _LEADING.sub("", question)
    for shape in _SPEECH:
        found = shape.pattern.match(plain)
        if found:
            return Reading(shape.form, found.groupdict().get("speaker"), tidy(found["topic"]))
    for shape in _FACTS:
        if shape.pattern.match(plain):
            return Reading(shape.form, None, tidy(plain))
    return Reading("what", None, tidy(plain))


def tidy(topic: str) -> str:
    """A topic without the small words and the punctuation around it."""
    return _ABOUT.sub("", topic.strip().rstrip("?!. ")).strip()
