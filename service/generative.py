"""Answers that a chat model writes from numbered evidence, one checked sentence at a time."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from math import inf

from prompts.fence import harmless
from prompts.prompt import load
from service.account import Account
from service.answer import Claim, Evidence, Form
from service.chat_model import ChatModel, Message
from service.clock import Clock
from service.errors import MalformedCompletion
from service.find import Search
from service.mend import Asked, Mending, cited
from service.numbered import numbered
from service.reprints import distinct
from service.rerank import Weighed
from service.retold import sentences_of, unrepeated
from service.sentence_stream import whole_sentences

EVIDENCE_MOST = 8
AS_GOOD: Mapping[Form, float] = {"what_said": 0.0, "did_say": 0.0, "who_said": 0.9}
AS_GOOD_ELSE = 0.8
"""Of the best score: a model tells of whatever it is given, also of what only stands near. What
one person said was chosen before."""
SENTENCES_MOST = 6
TOKENS_MOST = 400
NOTHING = "INSUFFICIENT"
"""What the prompts have a model reply where the evidence does not answer."""


def worth_reading(bearing: Sequence[Weighed], *, form: Form) -> tuple[Evidence, ...]:
    """What of the evidence, best first, a model is given: each thing once."""
    least = AS_GOOD.get(form, AS_GOOD_ELSE) * bearing[0].score
    good = [each for each in bearing if each.score >= least]
    return tuple(each.evidence for each in distinct(good, most=EVIDENCE_MOST))


class Writer:
    """Has `model` write; of that, what `mender` gives is shown. A question may take `time_s`."""

    def __init__(self, model: ChatModel, mender: Mending, *, time_s: float = inf) -> None:
        self.model = model
        self.time_s = time_s
        self._mender = mender
        self._prompt = load("answer")

    async def write(
        self, search: Search, evidence: Sequence[Evidence], *, account: Account, clock: Clock
    ) -> AsyncGenerator[Claim, None]:
        """The sentences that may be shown, each once and as soon as it was checked.

        Raises ModelFailed.
        """
        asked = Asked(search.interpretation, tuple(evidence))
        told: set[str] = set()
        shown = 0
        async with aclosing(self._drafts(search, asked, account)) as drafts:
            async for draft in drafts:
                clock.mark("answer")
                account.sentences["drafted"] += 1
                mended = await self._mender.mended(draft, asked, account=account)
                clock.mark("check")
                claim = mended.claim and unrepeated(mended.claim, told)
                account.sentences["repeated" if mended.claim and not claim else mended.fate] += 1
                if claim:
                    told |= sentences_of(claim)
                    shown += 1
                    yield claim
                if shown == SENTENCES_MOST:
                    break

    async def _drafts(
        self, search: Search, asked: Asked, account: Account
    ) -> AsyncGenerator[Claim, None]:
        """The sentences of the model's reply; none from where it says that nothing answers, nor one
        that was cut."""
        account.prompts["answer"] = self._prompt.fingerprint
        today = search.filters.as_of or datetime.now(UTC).date()
        messages = self._prompt.messages(
            question=harmless(search.query),
            evidence=numbered(asked.evidence),
            today=today.isoformat(),
        )
        words = self.model.stream(
            [Message(*each) for each in messages], max_tokens=TOKENS_MOST, meter=account.meter
        )
        has_begun = False
        async with aclosing(words), aclosing(whole_sentences(words)) as sentences:
            while True:
                try:
                    sentence = await anext(sentences, NOTHING)
                except MalformedCompletion:
                    if has_begun:
                        return
                    raise
                if NOTHING in sentence:
                    return
                draft = cited(sentence, asked.evidence, account)
                if draft.text:
                    has_begun = True
                    yield draft
