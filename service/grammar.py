"""The shapes that questions have, and what stands where in them.

Every pattern sees a question with single spaces, straight apostrophes, and without the "and", "so"
or "please" at its ends. The first that matches decides, so the order matters.
"""

import re
from dataclasses import dataclass

from service.answer import Form

_SAYING = (
    "say said says saying tell told tells think thought thinks believe believed believes claim "
    "claimed claims argue argued stated mention mentioned comment commented remark remarked "
    "announce announced promise promised promises warn warned warns suggest suggested call called "
    "calls describe described describes respond responded react reacted reply replied answer "
    "answered feel felt add added predict predicted express expressed characterise characterised "
    "characterize characterized explain explained admit admitted acknowledge acknowledged insist "
    "insisted declare declared deny denied propose proposed talk talked speak spoke write wrote "
    "tweet tweeted urge urged pledge pledged view viewed hope hoped complain complained confirm "
    "confirmed stress stressed emphasize emphasized demand demanded accuse accused criticize "
    "criticized praise praised vow vowed threaten threatened report reported decline declined "
    "refuse refused reveal revealed disclose disclosed note noted indicate indicated signal "
    "signalled assert asserted caution cautioned lament lamented joke joked criticise criticised "
    "apologise apologised apologize apologized blame blamed"
).split()
AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
)
_NEUTRAL = frozenset(
    "say said says saying tell told tells think thought thinks believe believed believes claim "
    "claimed claims argue argued stated mention mentioned comment commented remark remarked call "
    "called calls describe described describes talk talked speak spoke write wrote tweet tweeted "
    "report reported note noted add added express expressed respond responded reply replied".split()
)
SAY = rf"(?:(?:have|has|had) to )?(?:{'|'.join(_SAYING)}|make of|makes of|point(?:ed)? out)\b"
_TO_A_THING = r"(?<=\badd) to (?:the|an?|its|his|her|their)\b"  # what is added so is no remark
_WRITING = r"wr(?:ites?|ote|itten) (?:it|the|an?|this|these|those|his|her|its|their)\b"  # no remark
_WHO = r"(?P<speaker>[^?]+?)"
_TOPIC = r"(?P<topic>.*)"
_HAS = r"(?:(?:has|had|have) )?"
_JUST = r"(?:(?:also|ever|just|actually|really|later|then|once|publicly|recently|reportedly) ){0,4}"
_DID = r"(?:did|does|do|has|have|had|would|was|were|is)"
_SPOKE = r"(?:did|does|do|has|have|had|would)"  # "is" goes with "saying" alone
_ASKED = r"(?:(?:did|does|do|has|have|had)(?:n't)?)"
_IS = r"(?:'s| is| was| were| are)"
_ON = r"(?:on|about|of|to|regarding|concerning|towards?|over|for|in|at|during|when)\b"
OPINION = (
    r"(?:(?:view|opinion|position|stance|comment|reaction|response|take|remark|word|message|line|"
    r"assessment|answer|statement|quote|quotation|thought|argument|warning|verdict|description|"
    r"explanation|complaint|criticism|promise|demand|prediction)s?|reply|replies)"
)
_OFFICE = (
    r"(?:person|people|official|politician|newspaper|paper|agency|leader|spokes\w+|analyst|expert|"
    r"one|president|minister|envoy|chief|man|woman|office|ministry|department|government|police|"
    r"secretary|senator|governor|mayor|lawyer|director|commissioner|ambassador|court|committee)s?"
)


_GIVE = r"(?:(?:give|show|find|get)(?: me)?|list|quote|summari[sz]e)"
_ANYONE = r"(?:any|some)(?:one|body)(?: else)?"


@dataclass(frozen=True, slots=True)
class Reading:
    """A question's grammar: its form, and the words in the places of speaker and topic.

    `asked` is the kind of thing that would answer it ("which cities ...", "how many times ...").
    """

    form: Form
    speaker: str | None
    topic: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    form: Form
    pattern: re.Pattern[str]
    asked: str = ""


def _shape(form: Form, pattern: str, *, asked: str = "") -> _Shape:
    return _Shape(form, re.compile(pattern, re.IGNORECASE), asked)


_SPEECH = (
    _shape("who_said", rf"who(?: else)? (?:is|was) (?:quoted|cited)(?: as)?(?: saying)?{_TOPIC}"),
    _shape(
        "who_said",
        rf"(?:whose (?={OPINION}\b)|by whom\b(?=.* {SAY})|who(?:'s| is| was) the source\b)"
        rf"{_TOPIC}",
    ),
    _shape("who_said", rf"who(?: else)? {_HAS}{_JUST}(?!{_WRITING})(?P<topic>{SAY}(?! off\b).*)"),
    _shape(
        "who_said",
        rf"(?:which|what) (?:(?!{_DID}\b)\w+ )?(?P<asked>{_OFFICE}) {_HAS}{_JUST}"
        rf"(?P<topic>{SAY}.*)",
    ),
    _shape("who_said", rf"{_ASKED} {_ANYONE} {_JUST}(?P<topic>{SAY}.*)"),
    _shape(
        "what_said", rf"what{_IS} {_WHO}(?:'s|s') (?:\w+ )?{OPINION}(?: {_ON}|(?=[? (])){_TOPIC}"
    ),
    _shape("what_said", rf"what{_IS} the {OPINION} of {_WHO} {_ON}{_TOPIC}"),
    _shape(
        "what_said",
        rf"what (?:was|is|were|has been|have been) {SAY} by {_WHO}(?: {_ON}|(?=[?]|$)){_TOPIC}",
    ),
    _shape("what_said", rf"what (?:was|is|were|has been) (?:said|written)\b{_TOPIC}"),
    _shape("what_said", rf"what{_IS} {_WHO} {_JUST}(?:said|saying)\b{_TOPIC}"),
    _shape(
        "what_said",
        rf"what (?:\w+ )?{OPINION} {_DID} {_WHO} {_JUST}"
        rf"(?:make|made|give|given|offer|offered|have)\b(?: {_ON})?{_TOPIC}",
    ),
    _shape(
        "what_said",
        rf"what(?: else| exactly| all)? {_SPOKE} {_WHO} {_JUST}{SAY}(?!{_TO_A_THING}){_TOPIC}",
    ),
    _shape("what_said", rf"how {_SPOKE} {_WHO} {_JUST}(?:{SAY}|see|put|justify|judge){_TOPIC}"),
    _shape(
        "what_said",
        rf"(?:{_GIVE} )?(?:all |any |the )*{OPINION} (?:by|from|of) {_WHO} {_ON}{_TOPIC}",
    ),
    _shape("what_said", rf"quote (?:me )?{_WHO} {_ON}{_TOPIC}"),
    _shape("what_said", rf"{_GIVE} {_WHO}(?:'s|s') (?:\w+ )?{OPINION} {_ON}{_TOPIC}"),
    _shape(
        "what_said",
        rf"(?:(?:can|could) you )?(?:(?:tell|show|give|remind) me (?:again )?|summari[sz]e |list |"
        rf"(?:i (?:want|would like)|i'd like) to know |do you know )"
        rf"(?:what|everything|anything|all) (?:that )?{_WHO} {_HAS}{_JUST}{SAY}{_TOPIC}",
    ),
    _shape(
        "what_said", rf"(?:everything|anything|what) (?:that )?{_WHO} {_HAS}(?:said|says){_TOPIC}"
    ),
    _shape("what_said", rf"according to {_WHO}, ?(?:what|why|who|when|where|how)\b{_TOPIC}"),
    _shape("did_say", rf"{_ASKED} {_WHO} {_JUST}{SAY}{_TOPIC}"),
    _shape("did_say", rf"(?:is|was|were|has|have) {_WHO} (?:been )?quoted\b{_TOPIC}"),
    _shape("did_say", rf"(?:is it (?:true|right) that|so) {_WHO} {_HAS}{_JUST}{SAY}{_TOPIC}"),
)
_VERB = (
    r"(?:is|are|was|were|did|does|do|has|have|had|might|may|could|can|will|would|should|of|with|in|"
    r"on|for|from|to|that|put|took|went|came|got|gave|made)\b"
)
_NOUN = rf"(?!{_VERB})\w+"
_COUNTED = rf"(?P<asked>(?:[\w'-]+ )*?(?!{_VERB})[\w'-]+)"
_BEFORE = rf"(?P<before>(?:{_NOUN} ){{0,3}}?)"
_WHICH = r"(?:(?:in|on|at|to|by|from|for|with|during) )?(?:what|which)"
_TIME = r"(?:date|day|month|year|week|time)"
_PLACE = r"(?:city|country|place|location|capital|state|town|village)"
_FACTS = (
    _shape("when", rf"(?:(?:by|since|until) )?when\b{_TOPIC}"),
    _shape("when", rf"{_WHICH} (?P<asked>{_TIME})\b{_TOPIC}|how (?:long ago|soon)\b(?P<rest>.*)"),
    _shape("where", rf"where\b{_TOPIC}|{_WHICH} (?P<asked>{_PLACE})\b(?P<rest>.*)"),
    _shape("why", rf"(?:why|how come)\b{_TOPIC}"),
    _shape("why", rf"(?:for )?what (?:reason|caused|led|prompted)\b{_TOPIC}"),
    _shape("why", r"what (?:was|is) the (?P<topic>(?:\w+ )?(?:reason|cause|purpose)\b.*)"),
    _shape(
        "how_many",
        rf"how (?:many|much) {_COUNTED} (?={_VERB}){_TOPIC}",
    ),
    _shape("how_many", rf"how often\b{_TOPIC}", asked="times"),
    _shape("how_many", rf"how (?:many|much|old|long|far|big|high|tall|large)\b{_TOPIC}"),
    _shape("how_many", rf"{_WHICH} (?:number|percentage|share|amount)\b{_TOPIC}"),
    _shape("list", rf"(?:list|name) (?:the |all |some )*(?P<asked>\w+)\b{_TOPIC}"),
    _shape("list", rf"{_WHICH} {_BEFORE}(?P<asked>{_NOUN}s) (?={_VERB}){_TOPIC}"),
    _shape("who", rf"(?:(?:with|to|by|for|from) )?(?:whom?|who's|whos|whose)\b{_TOPIC}"),
    _shape("who", rf"which (?P<topic>(?:\w+ )*?{_OFFICE}\b.*)"),
    _shape("what", rf"{_WHICH} {_BEFORE}(?P<asked>{_NOUN}) (?={_VERB}){_TOPIC}"),
)

_LEADING = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|hi|hello|hey|please|then|now)[ ,]+)+", re.IGNORECASE
)
_BEFORE_ALL = re.compile(
    r"^(?P<where>(?:on|in|at|about|regarding|concerning|after|before|during|as for) "
    r"[^,:?]{2,60})[,:] "
    r"(?=(?:what|who|whom|whose|did|does|do|has|have|when|where|why|how|which)\b)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:^|(?<![ ,])[ ,]+)(?:please|(?:thanks|thank you)(?: (?:so|very) much)?)[?!. ]*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^[ ,:]*(?:(?:anything|something|that|about|on|of|to|regarding|concerning|if|whether|it|as|"
    r"with|during|reporters|a|an|the|"
    r"(?:when |after )?(?:(?:he|she|they) (?:was|were) |being )?asked(?: about| if| whether)?"
    r")\b[ ,]*)+",
    re.IGNORECASE,
)


def read(question: str) -> Reading:
    """The grammar of `question`, nothing looked up."""
    plain = _asked_first(_TRAILING.sub("", _LEADING.sub("", question)))
    for shape in _SPEECH:
        found = shape.pattern.match(plain)
        if found:
            parts = found.groupdict()
            asked = parts.get("asked") or ""
            return Reading(shape.form, parts.get("speaker"), tidy(found["topic"]), asked)
    for shape in _FACTS:
        found = shape.pattern.match(plain)
        if found:
            return _fact(shape, found)
    return Reading("what", None, tidy(plain))


def _asked_first(question: str) -> str:
    """With what stands before the question word behind it: "On trade, what did Moon say?"."""
    found = _BEFORE_ALL.match(question)
    if found is None:
        return question
    where = re.sub(r"^as for", "about", found["where"], flags=re.IGNORECASE)
    return f"{question[found.end() :].rstrip('?!. ')} {where[:1].lower()}{where[1:]}?"


def _fact(shape: _Shape, found: re.Match[str]) -> Reading:
    parts = {name: part or "" for name, part in found.groupdict().items()}
    asked = parts.get("asked", "")
    counted = asked if shape.form == "how_many" else ""
    topic = (counted, parts.get("before", ""), parts["topic"], parts.get("rest", ""))
    words = tidy(" ".join(part.strip() for part in topic if part))
    return Reading(shape.form, None, words, asked or shape.asked)


def stance(question: str) -> str | None:
    """The verb of a question about speech where it asks for more than words ("criticize")."""
    verb = next((word for word in re.findall(r"[a-z]+", question) if word in _SAYING), None)
    return verb if verb not in _NEUTRAL else None


def is_office(noun: str) -> bool:
    """Whether a noun is the kind of person or body that speaks ("minister", "agency")."""
    return re.fullmatch(_OFFICE, noun, re.IGNORECASE) is not None


def tidy(topic: str) -> str:
    """A topic without the small words and the punctuation around it."""
    bare = topic.strip().rstrip("?!. ")
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    return _ABOUT.sub("", bare).strip()
