"""A follow-up made to stand alone by a chat model, where the rules had to change it.

What the model replies is held to the words of the conversation, to the form of the question and to
the speaker whom the rules found; else the rules' query stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from indexing.sentences import sentence_spans
from prompts.fence import fence
from prompts.prompt import load
from service.account import UNUSABLE
from service.answer import SPEECH, Turn
from service.borne_out import tells_of_speech
from service.chat_model import ChatModel, Message, Meter, Schema
from service.condense import condense
from service.errors import ModelFailed
from service.grammar import read
from service.polarity import says_not
from service.speakers import Speakers
from service.terms import terms_of
from service.words import content_stems, fold, stems_of, words_of

TURNS_MOST = 6
TURN_CHARS = 300
GROWTH_CHARS = 160  # what a query may take over from a conversation
TOKENS_MOST = 120

_SCHEMA = Schema(
    "query",
    {
        "type": "object",
        "properties": {"query": {"type": "string"}},
        "required": ["query"],
        "additionalProperties": False,
    },
)
_ENDS_OPEN = re.compile(r"\b(?:it|that|this|these|those|them|him|her|there)[?!. ]*$", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|hers|they|them|theirs?)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)\b[A-Z]\w+")
_POINTING = frozenset(
    "he she him her his hers they them their it its there one ones either both".split()
)
_TALK = frozenset(
    stems_of(
        "mean meant asking talking please thanks know want tell question "
        "view opinion position stance comment reaction response remark statement thought take"
    )
)
"""Words of a question that its query may leave out: the form holds what they ask."""


@dataclass(frozen=True, slots=True)
class Condensed:
    """A query, and who made it.

    `failure` is set where the model was asked and the rules' query stands all the same: the code of
    what went wrong. `prompt` is the fingerprint of what the model was told, None where it was not
    asked.
    """

    query: str
    by: Literal["rules", "model"]
    failure: str | None = None
    prompt: str | None = None


async def condense_by_model(
    question: str, history: Sequence[Turn], *, speakers: Speakers, model: ChatModel, meter: Meter
) -> Condensed:
    """`question` made to stand alone.

    The model is not asked where nothing is missing, nor where the rules found all that was.
    """
    ruled = condense(question, history, speakers=speakers)
    if not history or _is_complete(question, ruled) or _is_settled(ruled, speakers):
        return Condensed(ruled, "rules")
    prompt = load("condense")
    talk = _talk(history)
    messages = prompt.messages(
        conversation=fence(talk, "conversation"), question=fence(question, "last question")
    )
    try:
        reply = await model.complete(
            [Message(*each) for each in messages],
            schema=_SCHEMA,
            max_tokens=TOKENS_MOST,
            meter=meter,
        )
    except ModelFailed as failed:
        return Condensed(ruled, "rules", failed.code, prompt.fingerprint)
    told = reply.get("query")
    query = " ".join(told.split()) if isinstance(told, str) else ""
    asked = [turn.content for turn in history if turn.role == "user"]
    if (
        _is_one_question(query, question)
        and _is_of_the_talk(query, question, talk)
        and _keeps_not(query, question, asked)
        and _stands_alone(query, question, ruled)
        and _asks_the_same(query, ruled, speakers)
        and _keeps_who(query, question, ruled)
    ):
        return Condensed(query, "model", prompt=prompt.fingerprint)
    return Condensed(ruled, "rules", UNUSABLE, prompt.fingerprint)


def _is_complete(question: str, ruled: str) -> bool:
    """Whether the rules took nothing over, and what they left does not end in "it" alone."""
    is_untouched = " ".join(question.split()).endswith(ruled)
    return is_untouched and not (_ENDS_OPEN.search(ruled) and _is_thin(ruled))


def _is_settled(ruled: str, speakers: Speakers) -> bool:
    """Whether the rules made a whole question of it: somebody known, on something named."""
    reading = read(ruled)
    is_known = bool(reading.speaker and speakers.named(reading.speaker))
    is_open = ruled.endswith(")?") or bool(_POINTING & _words(ruled))
    return is_known and bool(terms_of(reading.topic)) and not is_open


def _is_thin(question: str) -> bool:
    return len(terms_of(_NAME.sub(" ", question))) < 2


def _talk(history: Sequence[Turn]) -> str:
    said = {"user": "Reader", "assistant": "Archive"}
    return "\n".join(
        f"{said[turn.role]}: {' '.join(turn.content[:TURN_CHARS].split())}"
        for turn in history[-TURNS_MOST:]
    )


def _is_one_question(query: str, question: str) -> bool:
    return (
        any(map(str.isalnum, query))
        and len(query) <= len(question) + GROWTH_CHARS
        and len(sentence_spans(query)) == 1
        and "?" not in query.rstrip("?")
    )


def _is_of_the_talk(query: str, question: str, talk: str) -> bool:
    """Whether it keeps the question's words, and has no other than those of the conversation."""
    asked, said = set(content_stems(question)), set(content_stems(query))
    return asked - _TALK <= said <= asked | set(content_stems(talk))


def _keeps_not(query: str, question: str, before: Sequence[str]) -> bool:
    """Whether a "not" is kept, and none is new that no question before had."""
    if says_not(query) == says_not(question):
        return True
    return says_not(query) and any(map(says_not, before))


def _stands_alone(query: str, question: str, ruled: str) -> bool:
    """Whether it names more than the question does, and leaves nothing open that the rules filled
    in."""
    asked = set(content_stems(question))
    if set(content_stems(query)) <= asked:
        return False
    if _ENDS_OPEN.search(query) and not _ENDS_OPEN.search(ruled):
        return False
    left = _POINTING & _words(question) & _words(query)
    pronoun = _PRONOUN.search(query)
    is_loose = pronoun is not None and not _NAME.search(query[: pronoun.start()])
    return left <= _words(ruled) and not is_loose


def _words(text: str) -> set[str]:
    return {fold(word) for word in words_of(text)}


def _asks_the_same(query: str, ruled: str, speakers: Speakers) -> bool:
    """Whether form and speaker are those of the rules' query.

    Who is asked about where the rules could not tell, the model may tell; and a question for
    somebody's view that the rules did not read it may make one of what they said.
    """
    ours, theirs = read(ruled), read(query)
    if ours.form != theirs.form:
        return ours.form == "what" and theirs.form in SPEECH and tells_of_speech(ruled)
    if ours.speaker is None or _PRONOUN.search(ours.speaker):
        return True
    return theirs.speaker is not None and _is_same_speaker(ours.speaker, theirs.speaker, speakers)


def _keeps_who(query: str, question: str, ruled: str) -> bool:
    """Whether one of the names is kept that the rules put in the place of a pronoun."""
    is_beside = ruled.endswith(")?")  # what the talk is about, and not who is meant
    if is_beside or read(ruled).form != read(query).form:
        return True
    put = set(content_stems(" ".join(_NAME.findall(ruled)))) - set(content_stems(question))
    return not put or not put.isdisjoint(content_stems(query))


def _is_same_speaker(one: str, other: str, speakers: Speakers) -> bool:
    if content_stems(one) == content_stems(other):
        return True
    people = speakers.named(one)
    return bool(people) and people == speakers.named(other)
