"""The gate for sentences that a language model wrote: each is held against what it cites.

Nothing here asks a model for its opinion. A sentence is let through when

- it cites something, and, where the question asks about somebody, words of theirs;
- everyone whom it lets speak speaks in what it cites, and says there what it has them say, and
  nobody's words are told as if they were nobody's;
- its quotations, numbers and names stand there; and it denies and hedges as the evidence does;
- it is drawn out of a sentence there, word by word and in that order, and is near to it in meaning.

The exact words of the evidence, as `as_said` writes them, need no other check than whose they are.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from service.answer import Claim, Evidence, Interpretation
from service.citations import is_in_place
from service.polarity import spoken
from service.support.alone import is_sentence, unanchored
from service.support.assertion import denied_otherwise, denies, hedged_less, unconditional
from service.support.case import Case
from service.support.coverage import least_held
from service.support.dated import undated
from service.support.drawn import parts_of, undrawn
from service.support.grounds import Cited, Grounds
from service.support.meaning import Vectors, nearness, vectors_of
from service.support.names import fuller_names, names_of, strange_names
from service.support.numbers import strange_amounts
from service.support.plain import contains
from service.support.pronouns import people_in, unresolved
from service.support.quoted import strange_markup, strange_quotes, with_every_quote
from service.support.reading import Reader, Spoken
from service.support.untold import Heard, untold
from service.support.voices import (
    PRONOUNS,
    Voice,
    is_theirs,
    is_told,
    is_told_alike,
    is_within,
    made_to_speak,
    quoted_of,
    voices_of,
)
from service.terms import Stems
from service.wording import as_said, flat, listed
from service.words import fold, stems_of

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from indexing.statements import StatementExtractor

Fault = Literal["uncited", "quote", "speaker", "number", "name", "negation", "hedge", "meaning"]

# Measured by `python -m evals bench gate`; round numbers.
COVERED = 0.7
MEANT = 0.5
VECTORS_MOST = 4096  # sentences whose vectors are kept; a question has a few dozen


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` tells in a sentence what has to be mended; "" where nothing has to be."""

    support: Literal["supported", "unsupported"]
    fault: Fault | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Nearness:
    """The share of the content words of a claim, or of its poorest clause, that stand in what it
    cites; and the greatest cosine with a sentence or with somebody's words there."""

    covered: float
    meant: float


SUPPORTED = Verdict("supported")


class Gate:
    """Judges claim after claim; what it has read or embedded once it knows for the next."""

    def __init__(
        self,
        embedder: "BaseEmbedding",
        *,
        reader: Reader | None = None,
        covered: float = COVERED,
        meant: float = MEANT,
    ) -> None:
        self._embedder = embedder
        self._reader = reader or Reader(_open_extractor)
        self._covered = covered
        self._meant = meant
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def load(self) -> None:
        """Load the parser now, which takes a second: the first to be judged would wait for it."""
        self._reader.load()

    async def judge(
        self, claim: Claim, *, interpretation: Interpretation, markers: Sequence[int] = ()
    ) -> Verdict:
        """`claim.text` has no markers; `markers` are those of its evidence, for the reason.

        Raises what the embedder raises.
        """
        evidence = claim.evidence
        if not evidence or not all(map(is_in_place, evidence)):
            return _fault("uncited", "The sentence cites nothing: name the evidence that bears it.")
        keys = interpretation.speaker_keys
        own = tuple(each for each in evidence if _speaker_key(each) in keys) if keys else evidence
        if not own:
            return _fault("speaker", _not_asked(evidence, interpretation))
        if claim.text in map(as_said, own):
            return SUPPORTED
        case = await self._open(Claim(claim.text, own), interpretation, _place(markers))
        return (
            _quotes(case)
            or _speakers(case)
            or _details(case)
            or _manner(case)
            or _drawn(case)
            or await self._meaning(case)
            or SUPPORTED
        )

    async def _open(self, claim: Claim, interpretation: Interpretation, place: str) -> Case:
        text = with_every_quote(flat(claim.text))
        quotes = [each.quote for each in claim.evidence]
        said, *heard = await self._reader.read([text, *quotes])
        voices = [
            voice
            for evidence, read in zip(claim.evidence, heard, strict=True)
            for voice in voices_of(evidence, read)
        ]
        cited = [Cited(flat(each.quote), _speaker(each)) for each in claim.evidence]
        spoken = made_to_speak(text, said)
        return Case(
            text,
            Heard(claim.evidence, tuple(heard), tuple(voices)),
            Grounds(cited),
            spoken,
            interpretation,
            place,
        )

    async def _meaning(self, case: Case) -> Verdict | None:
        if case.names_only:
            return _fault("meaning", "That says who spoke: say what was said, too.")
        if not is_sentence(case.text):
            return _fault("meaning", "Names say nothing by themselves: write a whole sentence.")
        if left_out := unanchored(case.text, case.grounds):
            counted, time = left_out
            return _fault("meaning", f"“{counted}” counts from “{time}” there: keep that, too.")
        near = await self._nearness(
            case.undated, case.evidence, case.grounds, names=case.speakers_stems
        )
        if near.covered >= self._covered and near.meant >= self._meant:
            return None
        return _fault(
            "meaning", f"Too little of the sentence is in {case.place}: keep closer to its words."
        )

    async def nearness(self, claim: Claim) -> "Nearness":
        """How near a claim is to what it cites, whoever is made to speak in it."""
        cited = [Cited(flat(each.quote), _speaker(each)) for each in claim.evidence]
        days = (each.article.metadata.published.value for each in claim.evidence)
        text = undated(with_every_quote(flat(claim.text)), days)
        return await self._nearness(text, claim.evidence, Grounds(cited))

    async def _nearness(
        self,
        text: str,
        evidence: Sequence[Evidence],
        grounds: Grounds,
        *,
        names: frozenset[str] = frozenset(),
    ) -> "Nearness":
        said = [flat(spoken(each)) for each in evidence if each.statement]
        vectors = await self._vectors_of([text, *grounds.sentences, *said])
        others = np.array([vectors[each] for each in (*grounds.sentences, *said)], np.float32)
        return Nearness(least_held(text, grounds, names=names), nearness(vectors[text], others))

    async def _vectors_of(self, texts: Sequence[str]) -> dict[str, Vectors]:
        # Taken now: while these wait for the embedder, others may push them out.
        known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in texts if text not in known]
        found = await vectors_of(new, embedder=self._embedder)
        self._vectors.update(found)
        while len(self._vectors) > VECTORS_MOST:
            self._vectors.popitem(last=False)
        return known | found


def _speakers(case: Case) -> Verdict | None:
    """Whether everyone whom the claim lets speak says that there."""
    if not case.is_about_one and (word := unresolved(case.text, case.grounds.text)):
        return _fault("speaker", f"“{word}” may be anybody: say by name who it is.")
    if strange := next(filter(None, (_unheard(one, case) for one in case.spoken)), None):
        return strange
    if case.interpretation.form == "who_said" and not case.spoken:
        return _unspoken(case)
    if owner := untold(case.text, case.heard, case.spoken):
        return _fault("speaker", f"These are the words of {owner}: say that {owner} said so.")
    return None


def _unheard(one: Spoken, case: Case) -> Verdict | None:
    if is_told_alike(one, claim=case.text, evidence=case.evidence):
        return None
    if _is_pronoun(one) and any(is_within(one, other) for other in case.spoken):
        return None  # that whole is judged as the other's words
    heard = [v for v in case.voices if _may_be(one, v, case) and is_told(v, case.spoken)]
    name = one.name or one.mention
    if not heard:
        return _fault("speaker", _not_heard(name, case))
    quoted = quoted_of(one, case.text, case.spoken)
    if any(is_theirs(one, voice, quoted=quoted) for voice in heard):
        return None
    return _fault(
        "speaker", f"What the sentence has {name} say is not what {name} says in {case.place}."
    )


def _unspoken(case: Case) -> Verdict | None:
    """Who said it was asked, and the claim only names somebody: "It was Moon"."""
    if any(voice.is_called(name.text) for voice in case.voices for name in names_of(case.text)):
        return None
    return _fault("speaker", f"Say by name who said it: {case.speakers}.")


def _is_pronoun(spoken: Spoken) -> bool:
    return fold(spoken.mention) in PRONOUNS or not spoken.mention


def _may_be(spoken: Spoken, voice: Voice, case: Case) -> bool:
    """Whether a voice can be meant; "he" is the one asked about, or the one named before."""
    if _is_pronoun(spoken):
        if case.is_about_one:
            return voice.key in case.interpretation.speaker_keys
        before = people_in(case.text[: spoken.whole.start])
        is_sure = len(before) == 1 and voice.is_called(before[0])
        return is_sure or contains(case.grounds.text, case.text.rstrip(" .!?"))
    return voice.is_called(spoken.mention) or bool(spoken.name and voice.is_called(spoken.name))


def _quotes(case: Case) -> Verdict | None:
    """Whether what is quoted stands there, word for word, and no link does that is not."""
    if markup := strange_markup(case.text, case.grounds.text):
        return _fault("quote", f"“{markup}” is not in {case.place}: write plain words.")
    strange = strange_quotes(case.text, case.grounds.text)
    if not strange:
        return None
    return _fault(
        "quote",
        f"“{strange[0]}” is not in {case.place}: quote it exactly or without quotation marks.",
    )


def _details(case: Case) -> Verdict | None:
    """Whether numbers and names stand there."""
    text, place = case.grounds.text, case.place
    if strange := strange_amounts(case.undated, text):
        return _fault("number", f"The number {strange[0]} is not in {place}: leave it out.")
    if strange := strange_names(case.undated, _names_held(case), articles=_texts(case)):
        return _fault("name", f"{strange[0]} is not named in {place}: leave that name out.")
    if strange := fuller_names(case.undated, _lines_held(case)):
        return _fault("name", f"{strange[0]} is not so named in {place}: name nobody more fully.")
    return None


def _manner(case: Case) -> Verdict | None:
    """Whether it denies and hedges as they do there."""
    place = case.place
    if case.spoken and all(map(_is_denial, case.evidence)) and not denies(case.text):
        return _fault(
            "negation", f"In {place} this was not said, or was denied: say that, or leave it out."
        )
    if word := denied_otherwise(case.text, case.grounds):
        return _fault(
            "negation",
            f"The sentence and {place} disagree about “{word}”: deny only what it denies.",
        )
    if word := unconditional(case.text, case.grounds):
        return _fault("hedge", f"In {place} there is a condition: keep the part with “{word}”.")
    if word := hedged_less(case.text, case.grounds):
        return _fault("hedge", f"The sentence is surer than {place}: keep the word “{word}”.")
    return None


def _lines_held(case: Case) -> tuple[Stems, ...]:
    names = (name for voice in case.voices for name in voice.names)
    return tuple(Stems(stems_of(each)) for each in (*case.grounds.sentences, *names))


def _drawn(case: Case) -> Verdict | None:
    """Whether all its words stand there, in their order."""
    if case.names_only:
        return None
    spans = [each.words for each in case.spoken]
    about = frozenset(stem for voice in case.voices for stem in voice.about)
    days = [each.article.metadata.published.value for each in case.evidence]
    parts = [
        replace(part, text=undated(part.text, days)) if part.is_frame else part
        for part in parts_of(case.text, spans, case.speakers_stems | about)
    ]
    if word := undrawn(parts, case.grounds.sentences):
        return _fault("meaning", f"“{word}” does not stand so in {case.place}: keep to its words.")
    return None


def _names_held(case: Case) -> Stems:
    """The words of the evidence, and the names of its speakers."""
    held = set(case.grounds.stems)
    keys = set(map(_speaker_key, case.evidence)) - {None}
    for voice in case.voices:
        # A publisher may be named where it is said to report, and nowhere else.
        if voice.key in keys or any(voice.is_called(each.mention) for each in case.spoken):
            held.update(*map(stems_of, voice.names))
    return Stems(held)


def _texts(case: Case) -> tuple[str, ...]:
    return tuple({each.article.id: each.article.text for each in case.evidence}.values())


def _speaker(evidence: Evidence) -> str | None:
    return evidence.statement.speaker if evidence.statement else None


def _is_denial(evidence: Evidence) -> bool:
    return evidence.statement is not None and evidence.statement.is_denial


def _speaker_key(evidence: Evidence) -> str | None:
    return evidence.statement.speaker_key if evidence.statement else None


def _not_heard(name: str, case: Case) -> str:
    if not case.voices:
        return f"Nobody speaks in {case.place}: tell it without saying that {name} said it."
    return f"{name} does not speak in {case.place}; these are the words of {case.speakers}."


def _not_asked(evidence: Sequence[Evidence], interpretation: Interpretation) -> str:
    names = tuple(dict.fromkeys(filter(None, map(_speaker, evidence))))
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
