"""The gate for sentences that a language model wrote: each is held against what it cites.

Nothing here asks a model for its opinion; the steps are in the package's docstring. The exact words
of the evidence, as `as_said` writes them, need no other check than whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from service.answer import Claim, Evidence, Interpretation
from service.citations import is_in_place
from service.support.alone import is_sentence, unanchored
from service.support.case import Case, case_of
from service.support.drawn import undrawn
from service.support.plain import contains
from service.support.pronouns import people_in, unresolved
from service.support.quoted import quotations, strange_markup, strange_quotes, with_every_quote
from service.support.reading import Reader, Spoken
from service.support.voices import PRONOUNS, Voice, is_one, meet, of
from service.wording import as_said, flat, listed
from service.words import fold, words_of

if TYPE_CHECKING:
    from indexing.statements import StatementExtractor

Fault = Literal["uncited", "quote", "speaker", "negation", "meaning"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` tells in a sentence what has to be mended; "" where nothing has to be."""

    support: Literal["supported", "unsupported"]
    fault: Fault | None = None
    reason: str = ""


SUPPORTED = Verdict("supported")


class Gate:
    """Judges claim after claim; what it has read once it knows for the next."""

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader or Reader(_open_extractor)

    def load(self) -> None:
        """Load the parser now, which takes a second: the first to be judged would wait for it."""
        self._reader.load()

    async def judge(
        self, claim: Claim, *, interpretation: Interpretation, markers: Sequence[int] = ()
    ) -> Verdict:
        """`claim.text` has no markers; `markers` are those of its evidence, for the reason."""
        evidence = claim.evidence
        if not evidence or not all(map(is_in_place, evidence)):
            return _fault("uncited", "The sentence cites nothing: name the evidence that bears it.")
        keys = interpretation.speaker_keys
        own = tuple(each for each in evidence if _speaker_key(each) in keys) if keys else evidence
        if not own:
            return _fault("speaker", _not_asked(evidence, interpretation))
        if claim.text in map(as_said, own):
            return SUPPORTED
        text = with_every_quote(flat(claim.text))
        said, *heard = await self._reader.read([text, *(each.quote for each in own)])
        cited = list(zip(own, heard, strict=True))
        case = case_of(text, said, cited, interpretation=interpretation, place=_place(markers))
        checks = (_quotes, _alone, _speakers, _rest)
        return next(filter(None, (check(case) for check in checks)), SUPPORTED)


def _quotes(case: Case) -> Verdict | None:
    """Whether what is quoted stands there, word for word, and no link does that is not."""
    cited = "\n".join(case.quotes)
    if markup := strange_markup(case.text, cited):
        return _fault("quote", f"“{markup}” is not in {case.place}: write plain words.")
    if strange := strange_quotes(case.text, cited):
        return _fault(
            "quote",
            f"“{strange[0]}” is not in {case.place}: quote it exactly or without quotation marks.",
        )
    return None


def _alone(case: Case) -> Verdict | None:
    """Whether it can be read alone."""
    if not is_sentence(case.text):
        return _fault("meaning", "Names say nothing by themselves: write a whole sentence.")
    if not case.is_about_one and (word := unresolved(case.text, "\n".join(case.quotes))):
        return _fault("speaker", f"“{word}” may be anybody: say by name who it is.")
    if left_out := unanchored(case.text, case.quotes):
        counted, time = left_out
        return _fault("meaning", f"“{counted}” counts from “{time}” there: keep that, too.")
    return None


def _speakers(case: Case) -> Verdict | None:
    """Whether everyone whom it lets speak says that there, and so."""
    if case.interpretation.form == "who_said" and not case.spoken:
        return _fault("speaker", f"Say by name who said it: {case.speakers}.")
    return next(filter(None, (_unheard(one, case) for one in case.spoken)), None)


def _unheard(one: Spoken, case: Case) -> Verdict | None:
    name = one.name or of(one.mention, case.text)
    heard = [voice for voice in case.voices if _may_be(one, voice, case) and _is_told(voice, case)]
    if not heard:
        return _fault("speaker", _not_heard(name, case))
    alike = [voice for voice in heard if _is_said_so(one, voice, case)]
    if not alike:
        fault: Fault = "negation" if heard[0].is_denial else "speaker"
        return _fault(fault, f"There {name} “{heard[0].how}” that: keep those words.")
    strange = [_strange(one, voice, case) for voice in alike]
    if all(strange):
        return _fault("speaker", f"“{strange[0]}” does not stand so in what {name} says there.")
    bearing = [voice for voice, word in zip(alike, strange, strict=True) if word is None]
    return _elsewhere(case, bearing if len(case.spoken) == 1 else case.voices)


def _elsewhere(case: Case, voices: Sequence[Voice]) -> Verdict | None:
    """Whether all that is told around somebody's words stands around the same words there."""
    strange = [
        next(filter(None, (undrawn(part, each.around, is_open=True) for part in case.rest)), None)
        for each in voices
    ]
    return _undrawn(strange[0] or "", case) if all(strange) else None


def _is_said_so(one: Spoken, voice: Voice, case: Case) -> bool:
    """Whether the claim has them say it, or deny it, or ask it, as they do there."""
    is_alike = voice.is_denial == one.is_denial and voice.says_as(of(one.cue, case.text))
    return is_alike and set(voice.kept) <= set(map(fold, words_of(case.text)))


def _strange(one: Spoken, voice: Voice, case: Case) -> str | None:
    """What of somebody's words is not, or not so, in those of a voice."""
    said = " ".join(of(span, case.text) for span in one.content)
    quoted = (piece for piece, span in quotations(case.text) if meet(span, one.words))
    misquoted = next((piece for piece in quoted if not contains(voice.text, piece)), None)
    return misquoted or undrawn(said, [voice.text])


def _may_be(one: Spoken, voice: Voice, case: Case) -> bool:
    """Whether a voice can be meant; "he" is the one asked about, or the one named before."""
    mention = of(one.mention, case.text)
    if mention and fold(mention) not in PRONOUNS:
        is_called = voice.is_called(mention) or bool(one.name and voice.is_called(one.name))
        return is_called and voice.is_titled(mention)
    if case.is_about_one:
        return voice.key in case.interpretation.speaker_keys
    before = people_in(case.text[: one.mention.start if one.mention else 0])
    return len(before) == 1 and voice.is_called(before[0])


def _is_told(voice: Voice, case: Case) -> bool:
    """Whether those are named, too, from whom the article has the words."""
    if voice.via is None:
        return True
    names = [each for one in case.spoken for each in (one.via, of(one.mention, case.text)) if each]
    return any(is_one(each, voice.via) for each in names)


def _rest(case: Case) -> Verdict | None:
    """Whether a claim in which nobody speaks is told there by the article itself."""
    word = None if case.spoken else undrawn(case.text, case.told)
    if word is None:
        return None
    whose = (v.names[0] for v in case.voices if not undrawn(case.text, [v.text]))
    if owner := next(whose, None):
        return _fault("speaker", f"These are the words of {owner}: say so.")
    return _undrawn(word, case)


def _undrawn(word: str, case: Case) -> Verdict:
    return _fault("meaning", f"“{word}” does not stand so in {case.place}: keep to its words.")


def _speaker_key(evidence: Evidence) -> str | None:
    return evidence.statement.speaker_key if evidence.statement else None


def _not_heard(name: str, case: Case) -> str:
    if not case.voices:
        return f"Nobody speaks in {case.place}: tell it without saying that {name} said it."
    return f"{name} does not speak in {case.place}; these are the words of {case.speakers}."


def _not_asked(evidence: Sequence[Evidence], interpretation: Interpretation) -> str:
    speakers = (each.statement.speaker for each in evidence if each.statement)
    names = tuple(dict.fromkeys(filter(None, speakers)))
    whose = f"the words of {listed(names, 'and')}" if names else "nobody's words"
    asked = interpretation.speaker or "somebody else"
    return f"The question asks about {asked}, and the sentence cites {whose}."


def _place(markers: Sequence[int]) -> str:
    return listed([f"[{marker}]" for marker in markers], "or") if markers else "the cited words"


def _fault(fault: Fault, reason: str) -> Verdict:
    return Verdict("unsupported", fault, reason)


def _open_extractor() -> "StatementExtractor":
    from indexing.settings import load_settings
    from indexing.statements import StatementExtractor

    return StatementExtractor(load_settings({}).spacy_model)
