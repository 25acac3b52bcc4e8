"""What becomes of a sentence that a chat model wrote: shown, mended, or withheld."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Protocol

from prompts.fence import harmless
from prompts.prompt import load
from service.account import Account, Fate
from service.answer import Claim, Evidence, Interpretation
from service.chat_model import ChatModel, Message
from service.citations import check
from service.errors import MalformedCompletion
from service.markers import marked
from service.numbered import numbered
from service.sentence_stream import whole_sentences
from service.support.gate import Verdict
from service.support.quoted import unified
from service.support_by_model import Doubting
from service.wording import as_said, flat
from service.words import content_stems, stems_of

RECITED_MOST = 3  # so many places are tried for a sentence that names no right one
SHARED_LEAST = 0.5  # of a sentence's content words: a place with fewer is not what it tells of
REPAIRS_MOST = 2  # of one answer: while the model writes one, the reader waits
TOKENS_MOST = 120


class Gating(Protocol):
    """Who decides whether a sentence may be shown."""

    async def judge(
        self, claim: Claim, *, interpretation: Interpretation, markers: Sequence[int] = ()
    ) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class Mended:
    """The claim to be shown, None where it is withheld, and how it came about."""

    claim: Claim | None
    fate: Fate


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a sentence is to answer: how it was read, and from which evidence."""

    interpretation: Interpretation
    evidence: tuple[Evidence, ...]


class Mending(Protocol):
    """Who decides what becomes of a sentence."""

    async def mended(self, draft: Claim, asked: Asked, *, account: Account) -> Mended: ...


class Mender:
    """Tries, in this order: the sentence; other evidence for it; other words of the model; the
    article's own words. The gate decides each time; what passes in other words than the article's
    the second reader may doubt, where there is one."""

    def __init__(
        self, model: ChatModel, gate: Gating, *, second_reader: Doubting | None = None
    ) -> None:
        self._model = model
        self._gate = gate
        self._second_reader = second_reader
        self._prompt = load("repair")

    async def mended(self, draft: Claim, asked: Asked, *, account: Account) -> Mended:
        """Raises ModelFailed."""
        mended = await self._passing(draft, asked, account)
        reader, claim = self._second_reader, mended.claim
        if reader is None or claim is None or claim.support == "verbatim":
            return mended
        if not await reader.doubts(claim, account=account):
            return mended
        account.faults["doubted"] += 1
        return _in_exact_words(claim.evidence, asked)

    async def _passing(self, draft: Claim, asked: Asked, account: Account) -> Mended:
        """What of it passes the gate."""
        markers = [n for n, each in enumerate(asked.evidence, start=1) if each in draft.evidence]
        verdict = await self._gate.judge(
            draft, interpretation=asked.interpretation, markers=markers
        )
        if verdict.support == "supported":
            return Mended(await self._trimmed(draft, asked), "kept")
        account.faults[verdict.fault or ""] += 1
        if claim := await self._recited(draft, asked):
            return Mended(claim, "recited")
        if claim := await self._repaired(draft, verdict, asked, account):
            return Mended(claim, "repaired")
        return _in_exact_words(draft.evidence or _nearest(draft, asked)[:1], asked)

    async def _trimmed(self, passing: Claim, asked: Asked) -> Claim:
        """The sentence with no more places than bear it."""
        alone = await self._alone(passing, asked)
        return _shown(alone or await self._needed(passing, asked))

    async def _alone(self, draft: Claim, asked: Asked) -> Claim | None:
        """The sentence with the one place that bears it all, where it names more than that."""
        if len(draft.evidence) < 2:
            return None
        for each in draft.evidence:
            claim = Claim(draft.text, (each,))
            if await self._passes(claim, asked):
                return claim
        return None

    async def _needed(self, draft: Claim, asked: Asked) -> Claim:
        """The sentence without the places that it passes without: the gate may not have looked at
        them, and they may be another's words."""
        kept = draft.evidence
        for each in reversed(draft.evidence):
            fewer = tuple(other for other in kept if other != each)
            if fewer and await self._passes(Claim(draft.text, fewer), asked):
                kept = fewer
        return Claim(draft.text, kept)

    async def _passes(self, claim: Claim, asked: Asked) -> bool:
        verdict = await self._gate.judge(claim, interpretation=asked.interpretation)
        return verdict.support == "supported"

    async def _recited(self, draft: Claim, asked: Asked) -> Claim | None:
        """The sentence with the one place that bears it, where it names another or none."""
        others = [each for each in _nearest(draft, asked) if (each,) != draft.evidence]
        for other in others[:RECITED_MOST]:
            claim = Claim(draft.text, (other,))
            if await self._passes(claim, asked):
                return _shown(claim)
        return None

    async def _repaired(
        self, draft: Claim, verdict: Verdict, asked: Asked, account: Account
    ) -> Claim | None:
        """What the model writes when it is told what is wrong, if that passes; not where it was
        told so often enough, or late.

        Raises ModelFailed where its host is at fault.
        """
        if account.repairs == REPAIRS_MOST or account.is_late:
            return None
        account.repairs += 1
        account.prompts["repair"] = self._prompt.fingerprint
        messages = self._prompt.messages(
            sentence=harmless(draft.text),
            reason=harmless(verdict.reason),  # it repeats words of the sentence and of articles
            evidence=numbered(asked.evidence),
        )
        words = self._model.stream(
            [Message(*each) for each in messages], max_tokens=TOKENS_MOST, meter=account.meter
        )
        try:
            async with aclosing(words), aclosing(whole_sentences(words)) as sentences:
                async for sentence in sentences:
                    claim = cited(sentence, asked.evidence, account)
                    if not await self._passes(claim, asked):
                        return None
                    return await self._trimmed(claim, asked)
        except MalformedCompletion:
            pass  # that nothing came is no better a sentence, and no worse: its host is there
        return None


def cited(sentence: str, evidence: Sequence[Evidence], account: Account) -> Claim:
    """A sentence of the model with the evidence that its markers name; others are dropped, and what
    only looks like a marker ("[1912]") is none any more. Its quotation marks are made one kind."""
    draft = marked(unified(sentence))
    known = [number for number in draft.numbers if 1 <= number <= len(evidence)]
    account.markers_dropped += len(draft.numbers) - len(known)
    return Claim(flat(draft.text), tuple(evidence[number - 1] for number in known))


def _nearest(draft: Claim, asked: Asked) -> list[Evidence]:
    """The places that share a good part of the draft's words, that with most of them first."""
    words = frozenset(content_stems(draft.text))
    shared = [(len(words.intersection(stems_of(each.quote))), each) for each in asked.evidence]
    near = [pair for pair in shared if pair[0] and pair[0] >= SHARED_LEAST * len(words)]
    return [each for _, each in sorted(near, key=lambda pair: -pair[0])]


def _in_exact_words(evidence: Sequence[Evidence], asked: Asked) -> Mended:
    """The article's own words, of the first place that is the asked speaker's."""
    keys = asked.interpretation.speaker_keys
    for each in evidence:
        claim = check(Claim(as_said(each), (each,)), speaker_keys=keys)
        if claim.support == "verbatim":
            return Mended(claim, "replaced")
    return Mended(None, "withheld")


def _shown(claim: Claim) -> Claim:
    is_exact = any(claim.text == as_said(each) for each in claim.evidence)
    return replace(claim, support="verbatim" if is_exact else "supported")
