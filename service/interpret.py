"""A question read: its form, who is asked about, the topic, dates and publishers.

Grammar alone decides; what it decided is shown to the reader, who can overrule it by filters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.answer import Form, Interpretation, Person
from service.dates import date_range
from service.speakers import Speakers, is_prominent
from service.words import fold

_SAY = (
    r"(?:say|said|says|saying|tell|told|think|thought|believe|believed|claim|claimed|argue|argued|"
    r"state|stated|mention|mentioned|comment|commented|remark|remarked|announce|announced|promise|"
    r"promised|warn|warned|suggest|suggested|call|called|describe|described|respond|responded|"
    r"react|reacted|reply|replied|answer|answered|feel|felt|add|added|predict|predicted|express|"
    r"expressed|characteri[sz]ed?|explain|explained|admit|admitted|acknowledged?|insist|insisted|"
    r"declare|declared|deny|denied|propose|proposed|talk|talked|speak|spoke|write|wrote|tweet|"
    r"tweeted|urge|urged|pledge|pledged|view|viewed|quoted? as saying|hope|hoped|complain|complained|"
    r"confirm|confirmed|stress|stressed|emphasi[sz]ed?|demand|demanded|accuse|accused|criticized?|"
    r"praise|praised|vow|vowed|threaten|threatened|report|reported|decline|declined|refuse|refused)"
)
_SPEAKER = r"(?P<speaker>[^?]+?)"
_ADVERB = r"(?:(?:also|ever|just|actually|really|later|then|once|publicly|recently|reportedly)\s+)*"
_OPINION = (
    r"(?:views?|opinions?|positions?|stances?|comments?|reactions?|responses?|takes?|remarks?|"
    r"words?|message|assessments?|answers?|reply|replies|statements?|quotes?|thoughts?|argument)"
)
_ON = r"(?:on|about|of|to|regarding|concerning|towards?|over|for)"


@dataclass(frozen=True, slots=True)
class _Shape:
    form: Form
    pattern: re.Pattern[str]


def _shape(form: Form, pattern: str) -> _Shape:
    return _Shape(form, re.compile(rf"^{pattern}", re.IGNORECASE))


_SPEECH = (
    _shape("who_said", r"who(?:\s+else)?\s+(?:is|was)\s+(?:quoted|cited)\s+(?:as\s+)?(?:saying\s+)?(?P<topic>.*)"),
    _shape("who_said", rf"who(?:\s+else)?\s+(?:has\s+|had\s+)?{_ADVERB}(?P<topic>{_SAY}\b.*)"),
    _shape("who_said", r"(?:whose|by whom|who(?:'s| is| was)\s+the\s+source)\b(?P<topic>.*)"),
    _shape("who_said", rf"(?:which|what)\s+(?:person|people|official|politician|newspaper|paper|agency|leader|spokes\w+|analyst|expert|one)s?\s+(?:has\s+|had\s+)?{_ADVERB}(?P<topic>{_SAY}\b.*)"),
    _shape("what_said", rf"what(?:\s+(?:else|exactly|all))?\s+(?:did|does|do|has|have|had|would|was|were|is)\s+{_SPEAKER}\s+{_ADVERB}{_SAY}\b(?P<topic>.*)"),
    _shape("what_said", rf"how\s+(?:did|does|do|has|have|would)\s+{_SPEAKER}\s+{_ADVERB}(?:{_SAY}|see|put|justify|assess|judge|rate)\b(?P<topic>.*)"),
    _shape("what_said", rf"what(?:'s|\s+is|\s+was|\s+were|\s+are)\s+{_SPEAKER}(?:'s|s')\s+(?:\w+\s+)?{_OPINION}\s+{_ON}\b(?P<topic>.*)"),
    _shape("what_said", rf"what(?:'s|\s+is|\s+was|\s+were|\s+are)\s+the\s+{_OPINION}\s+of\s+{_SPEAKER}\s+{_ON}\b(?P<topic>.*)"),
    _shape("what_said", rf"(?:(?:give|show|find|get)\s+me\s+|list\s+|find\s+)?(?:all\s+|any\s+|the\s+)*(?:quotes?|quotations?|statements?|remarks?|comments?|words)\s+(?:by|from|of)\s+{_SPEAKER}\s+{_ON}\b(?P<topic>.*)"),
    _shape("what_said", rf"(?:(?:can|could)\s+you\s+)?(?:please\s+)?(?:tell|show|give|remind)\s+me\s+(?:again\s+)?(?:what|everything|anything|all)\s+(?:that\s+)?{_SPEAKER}\s+(?:has\s+|had\s+|have\s+)?{_ADVERB}{_SAY}\b(?P<topic>.*)"),
    _shape("what_said", rf"(?:everything|anything|what)\s+(?:that\s+)?{_SPEAKER}\s+(?:has\s+|had\s+|have\s+)?{_ADVERB}(?:said|says|told|thinks)\b(?P<topic>.*)"),
    _shape("what_said", rf"according\s+to\s+{_SPEAKER},\s*(?:what|how|why|who|when|where|which)\b(?P<topic>.*)"),
    _shape("did_say", rf"(?:did|does|do|has|have|had)\s+{_SPEAKER}\s+{_ADVERB}(?P<verb>{_SAY})\b(?P<topic>.*)"),
    _shape("did_say", rf"(?:is\s+it\s+true\s+that|is\s+it\s+right\s+that|so)\s+{_SPEAKER}\s+(?:has\s+|had\s+)?{_ADVERB}(?P<verb>{_SAY})\b(?P<topic>.*)"),
)  # fmt: skip

_FACTS: tuple[_Shape, ...] = (
    _shape("when", r"(?:when\b|(?:on\s+|in\s+)?(?:what|which)\s+(?:date|day|month|year|week)\b|how\s+long\s+ago\b)"),
    _shape("where", r"(?:where\b|(?:in\s+|at\s+|to\s+)?(?:what|which)\s+(?:city|country|place|location|capital|state|town|village)\b)"),
    _shape("why", r"(?:why\b|how\s+come\b|(?:for\s+)?what\s+(?:reason|caused|led|prompted)|what\s+(?:was|is)\s+the\s+(?:reason|cause|purpose)\b)"),
    _shape("how_many", r"(?:how\s+(?:many|much|often|old|long|far|big|high|large)\b|(?:what|which)\s+(?:number|percentage|share|amount)\b)"),
    _shape("list", r"(?:(?:please\s+)?(?:list|name|enumerate)\b|(?:what|which)\s+(?:\w+\s+){0,2}?(?!is\b|was\b|does\b|has\b)\w+s\s+(?!is\b|was\b|does\b|has\b)\w+)"),
    _shape("who", r"(?:(?:with|to|by|for|from)\s+)?(?:who|whom|which\s+(?:person|official|leader|president|minister|envoy|man|woman))\b"),
)  # fmt: skip

_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{2,})[\"“”«»]|(?<!\w)['‘]([^'‘’]{8,})['’](?!\w)")
_LEADING = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|hi|hello|hey|please|then|now)[\s,]+)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^[\s,:]*(?:(?:anything|something|that|about|on|of|to|regarding|concerning|if|whether|it|as|"
    r"with|during|when|asked|reporters|a|an|the)\b[\s,]*)+",
    re.IGNORECASE,
)
_ANY = re.compile(r"^\s*(?:anything|something|a word|so|that)?\s*$", re.IGNORECASE)
_PRESS = r"(?:in|by|from|according to|did|does|has)\s+(?:the\s+|an?\s+)?"


def interpret(
    query: str, *, speakers: Speakers, publishers: Sequence[str], today: date
) -> Interpretation:
    """Read `query`, a question that stands alone.

    `today` is what "last week" counts from: the day the archive is asked about.
    """
    plain = _LEADING.sub("", query.strip()).replace("’", "'")
    quoted = _quoted(plain)
    named = _publishers(plain, publishers)
    when = date_range(_without(plain, quoted), today=today)
    form, speaker, topic = _read(_without(plain, when.phrase if when else None))
    if speaker and not _may_speak(speaker, speakers):
        form, speaker, topic = "what", None, plain
    return Interpretation(
        form=form,
        topic=_tidy(topic),
        speaker=_name(speaker, speakers),
        people=_people(speaker, speakers),
        quoted=quoted,
        since=when.since if when else None,
        until=when.until if when else None,
        publishers=named,
    )


def _read(question: str) -> tuple[Form, str | None, str]:
    for shape in _SPEECH:
        found = shape.pattern.match(question)
        if found:
            parts = found.groupdict()
            return shape.form, parts.get("speaker"), parts["topic"]
    for shape in _FACTS:
        if shape.pattern.match(question):
            return shape.form, None, question
    return "what", None, question


def _quoted(text: str) -> str | None:
    found = _QUOTED.search(text)
    return next(group for group in found.groups() if group).strip() if found else None


def _publishers(text: str, publishers: Sequence[str]) -> tuple[str, ...]:
    """The archive's publishers that the question names as such."""
    return tuple(
        name
        for name in publishers
        if re.search(rf"\b{_PRESS}{re.escape(name)}\b(?!\s+(?:say|said|tell|told))", text, re.I)
        and re.search(rf"\b{re.escape(name)}('s)?\s+(?:article|story|report|piece|coverage)|"
                      rf"\b(?:in|by|from)\s+(?:the\s+)?{re.escape(name)}\b", text, re.I)
    )  # fmt: skip


def _without(text: str, phrase: str | None) -> str:
    return re.sub(r"\s{2,}", " ", text.replace(phrase, " ")).strip() if phrase else text


def _may_speak(phrase: str, speakers: Speakers) -> bool:
    """Whether the words in the speaker's place name somebody, rather than a letter or a law."""
    return bool(
        speakers.named(phrase)
        or any(word[:1].isupper() for word in phrase.split())
        or not re.match(r"(?:the|a|an|this|that|these|those)\b", phrase, re.I)
    )


def _people(phrase: str | None, speakers: Speakers) -> tuple[Person, ...]:
    people = speakers.named(phrase) if phrase else ()
    if len(people) > 1 and is_prominent(people[0], over=people[1]):
        return people[:1]
    return people


def _name(phrase: str | None, speakers: Speakers) -> str | None:
    people = _people(phrase, speakers)
    return people[0].name if len(people) == 1 else phrase


def _tidy(topic: str) -> str:
    bare = topic.strip().rstrip("?!. ").strip()
    return "" if _ANY.match(bare) else _ABOUT.sub("", bare).strip()


def same_topic(one: str, other: str) -> bool:
    """Whether two topics are the same words, however written."""
    return fold(one) == fold(other)
