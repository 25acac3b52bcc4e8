"""A question read by a chat model, where grammar could not tell what is asked, or of whom.

Whatever the model reads is held to the question's own words (`borne_out.py`); what is not borne out
stays as the rules read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar, get_args

from prompts.fence import fence
from prompts.prompt import load
from service.account import UNUSABLE
from service.answer import SPEECH, Form, Interpretation
from service.borne_out import (
    days_of,
    is_asked_for,
    is_form,
    is_head_of,
    is_topic,
    publishers_in,
    speaker_in,
    topic_beside,
)
from service.chat_model import ChatModel, Message, Meter, Schema
from service.dates import DateRange, date_range
from service.errors import ModelFailed
from service.grammar import tidy
from service.interpret import interpret, people_meant
from service.speakers import Speakers
from service.words import fold, words_of

_T = TypeVar("_T")

TOKENS_MOST = 160
OPEN: frozenset[Form] = frozenset(["what", "list"])
"""The forms that grammar falls back to."""

_NOBODY = frozenset({"none", "null", "nobody", "n/a", "unknown"})  # small models' null
_TEXT_OR_NULL = {"anyOf": [{"type": "string"}, {"type": "null"}]}
_PROPERTIES = {
    "form": {"type": "string", "enum": list(get_args(Form))},
    "speaker": _TEXT_OR_NULL,
    "topic": {"type": "string"},
    "since": _TEXT_OR_NULL,
    "until": _TEXT_OR_NULL,
    "publishers": {"type": "array", "items": {"type": "string"}},
}
_SCHEMA = Schema(
    "reading",
    {
        "type": "object",
        "properties": _PROPERTIES,
        "required": list(_PROPERTIES),
        "additionalProperties": False,
    },
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading, and whose it is: the model's as soon as anything in it is.

    `failure` is set where the model was asked and the rules' reading stands all the same: the code
    of what went wrong. `refused` are the fields of its reply that the question does not bear out,
    for which the rules' stand. `prompt` is the fingerprint of what it was told, None where it was
    not asked.
    """

    interpretation: Interpretation
    by: Literal["rules", "model"]
    failure: str | None = None
    refused: tuple[str, ...] = ()
    prompt: str | None = None


async def interpret_by_model(
    query: str,
    *,
    speakers: Speakers,
    publishers: Sequence[str],
    today: date,
    model: ChatModel,
    meter: Meter,
) -> Understood:
    """Read `query`; the model is not asked where grammar is sure."""
    ruled = interpret(query, speakers=speakers, publishers=publishers, today=today)
    if _is_sure(ruled, speakers):
        return Understood(ruled, "rules")
    plain = " ".join(query.replace("’", "'").split())
    prompt = load("interpret")
    named = publishers_in(plain, publishers)
    messages = prompt.messages(
        query=fence(query, "question"),
        publishers=fence("\n".join(named) or "none", "publishers"),
        today=today.isoformat(),
    )
    try:
        reply = await model.complete(
            [Message(*each) for each in messages],
            schema=_SCHEMA,
            max_tokens=TOKENS_MOST,
            meter=meter,
        )
    except ModelFailed as failed:
        return Understood(ruled, "rules", failed.code, prompt=prompt.fingerprint)
    read = _Read(plain, ruled, speakers, today)
    interpretation = read.merged(reply, named)
    is_used = interpretation != ruled or not read.refused
    return Understood(
        interpretation,
        "model" if is_used else "rules",
        None if is_used else UNUSABLE,
        tuple(read.refused),
        prompt.fingerprint,
    )


def _is_sure(ruled: Interpretation, speakers: Speakers) -> bool:
    """Whether grammar read it, and no part of who is asked about is somebody of the ledger."""
    if ruled.form in OPEN:
        return False
    if ruled.speaker is None or ruled.people:
        return True
    return not any(speakers.named(word) for word in words_of(ruled.speaker) if word[:1].isupper())


class _Read:
    """The reading of one question; `refused` are the fields of the reply that were not taken."""

    def __init__(
        self, question: str, ruled: Interpretation, speakers: Speakers, today: date
    ) -> None:
        self._question = question
        self._ruled = ruled
        self._speakers = speakers
        self._today = today
        self.refused: list[str] = []

    def merged(self, reply: Mapping[str, Any], named: Sequence[str]) -> Interpretation:
        """The rules' reading with what of `reply` the question bears out."""
        form, speaker = self._form_and_speaker(reply)
        publishers = self._ruled.publishers or self._publishers(reply, named, speaker)
        reading = replace(self._ruled, publishers=publishers)
        if (form, speaker) == (self._ruled.form, self._ruled.speaker):
            return reading
        when = self._when(reply) if form in SPEECH else None
        beside = (speaker or "", when.phrase if when else "", *publishers)
        people = people_meant(speaker, self._speakers)
        is_one = len(people) == 1 and not people[0].country
        return replace(
            reading,
            form=form,
            topic=self._topic(reply, beside),
            speaker=people[0].name if is_one else speaker,
            people=people,
            asked="",
            since=when.since if when else reading.since,
            until=when.until if when else reading.until,
        )

    def _form_and_speaker(self, reply: Mapping[str, Any]) -> tuple[Form, str | None]:
        """Both or none: a question about speech is of the speaker that it names."""
        ruled, told = self._ruled, reply.get("speaker")
        told = told.strip() if isinstance(told, str) and fold(told) not in _NOBODY else ""
        speaker = self._speaker(told) if told else None
        if ruled.form in SPEECH:
            return ruled.form, speaker or ruled.speaker
        form = next((each for each in get_args(Form) if each == reply.get("form")), None)
        if form is None:
            return self._refuse("form", (ruled.form, None))
        if form not in SPEECH:
            speaker = None
        if form == ruled.form or (
            not (form in SPEECH and told and speaker is None)
            and is_form(form, self._question, speaker=speaker)
        ):
            return form, speaker
        return self._refuse("form", (ruled.form, None))

    def _speaker(self, name: str) -> str | None:
        """In the question's words; of the ledger, but for one whose view is asked for."""
        ruled = self._ruled.speaker
        if ruled and fold(name) == fold(ruled):
            return ruled
        found = speaker_in(self._question, name)
        if found and people_meant(found, self._speakers):
            is_taken = ruled is None or is_head_of(found, ruled)
        else:
            is_taken = found is not None and ruled is None and is_asked_for(found, self._question)
        return found if is_taken else self._refuse("speaker", None)

    def _publishers(
        self, reply: Mapping[str, Any], named: Sequence[str], speaker: str | None
    ) -> tuple[str, ...]:
        told = reply.get("publishers")
        wanted = {fold(str(each)) for each in told} if isinstance(told, list) else set()
        found = {name for name in named if fold(name) in wanted}
        if wanted - {fold(name) for name in found}:
            self._refuse("publishers", None)
        return tuple(name for name in named if name in found and fold(name) != fold(speaker or ""))

    def _when(self, reply: Mapping[str, Any]) -> DateRange | None:
        """The days that a question about speech names; what the rules can read, they read."""
        ruled = date_range(self._question, today=self._today)
        if ruled or not (reply.get("since") or reply.get("until")):
            return ruled
        found = days_of(
            str(reply.get("since") or ""),
            str(reply.get("until") or ""),
            question=self._question,
            today=self._today,
        )
        return found or self._refuse("dates", None)

    def _topic(self, reply: Mapping[str, Any], beside: Sequence[str]) -> str:
        """In the question's words, and all of them; where grammar read one, that."""
        if self._ruled.form in SPEECH:
            return self._ruled.topic
        topic = tidy(str(reply.get("topic", "")))
        if is_topic(topic, self._question, beside=beside):
            return topic
        return self._refuse("topic", tidy(topic_beside(self._question, beside)))

    def _refuse(self, field: str, ruled: _T) -> _T:
        self.refused.append(field)
        return ruled
