"""What somebody said in Slack, as plain words, and whether it is for us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.slack.place import Place, Workspace

Event = Mapping[str, Any]

QUESTION_CHARS = 2_000  # as over HTTP
_FROM_PEOPLE = (None, "file_share", "thread_broadcast")  # other subtypes tell of edits, joins, bots
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")
_TOKEN = re.compile(r"<(?P<kind>[@#!]?)(?P<id>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_COMMANDS = ("mute", "unmute", "help")
_PERSON = r"(?:I|you|he|she|they|we|(?-i:[A-ZÀ-Þ])\S*)"
_VERB = (
    r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|"
    r"said|says|told|spoke|called|met|won|happened)"
)
# What is said to other people begins with such words, too: "How nice", "Had a good lunch today".
_ASKING = re.compile(
    rf"""
    (?:(?:and|but|so|ok|okay|then|also|please)\b[\s,]*)*
    (?:
        (?:who|whom|what|when|where|why|how)\s+(?:else\s+)?{_VERB}\b
        | what\s+about\s
        | how\s+(?:many|much|long|old|often|far)\s+(?:(?!{_PERSON}\b)\S+\s+){{0,3}}?{_VERB}\b
        | (?:which|whose|what)\s+(?:(?!(?:an?|{_PERSON}|{_VERB})\b)\S+\s+){{1,3}}?{_VERB}\b
        | (?:did|does|is|are|was|were|has|have|had)\s+{_PERSON}\s+\S+
        | (?:did|does)\s+(?:the|his|her|their|any|anyone|anybody|someone)\s+\S+
        | tell\s+(?:me|us)\s+(?:about\s+(?!it\b)|wh|how|more\b)
        | (?:show|give)\s+(?:me|us)\s+(?:all|every|what|his|her|their|more|everything|quotes)\b
        | list\s+(?:all|every|everything|everyone|the|his|her|their|what|who)\b
        | quote\s+(?:him|her|them|{_PERSON})\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message in a thread, or one that begins a thread.

    `is_addressed`: it is for us whatever it says; otherwise it may be a follow-up.
    """

    place: Place
    event_id: str
    ts: str
    user: str
    text: str
    is_addressed: bool
    is_direct: bool
    is_followup: bool

    @property
    def command(self) -> str | None:
        return command_in(self.text)

    @property
    def message(self) -> str:
        """The one message, however many events tell of it."""
        return f"{self.place.channel}:{self.ts}"


def heard(
    event: Event, *, event_id: str, workspace: Workspace, bot_user_id: str | None
) -> Heard | None:
    """None for what nobody asked: edits, deletions, and whatever a bot says."""
    if event.get("subtype") not in _FROM_PEOPLE or event.get("bot_id") or not event.get("user"):
        return None
    text = str(event.get("text") or "")
    ts = str(event["ts"])
    is_direct = event.get("channel_type") == "im"
    mentions_us = bot_user_id is not None and f"<@{bot_user_id}" in text
    plain = words(text, bot_user_id=bot_user_id)
    return Heard(
        place=Place(workspace, str(event["channel"]), str(event.get("thread_ts") or ts)),
        event_id=event_id,
        ts=ts,
        user=str(event["user"]),
        text=plain,
        is_addressed=mentions_us or is_direct or event["type"] == "app_mention",
        is_direct=is_direct,
        is_followup="thread_ts" in event and "<@" not in text and is_question(plain),
    )


def words(text: str, *, bot_user_id: str | None = None) -> str:
    """Slack's markup as what its reader sees, on one line; mentions of the bot left out."""

    def shown(token: re.Match[str]) -> str:
        kind, label = token["kind"], token["label"]
        if kind == "@":
            return "" if token["id"] == bot_user_id else f"@{label or token['id']}"
        if kind == "#":
            return f"#{label or token['id']}"
        if kind == "!":
            return label or ""
        return label or token["id"].removeprefix("mailto:")

    plain = _TOKEN.sub(shown, text)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):  # Slack writes no others
        plain = plain.replace(entity, sign)
    return _CONTROL.sub(" ", plain).strip()


def command_in(text: str) -> str | None:
    word = text.casefold().strip(" .!?")
    return word if word in _COMMANDS else None


def is_question(text: str) -> bool:
    """Whether it asks something, for who was not asked by name: told by its mark, else by how it
    begins."""
    ending = text.rstrip(" \"')”’")
    if ending.endswith(("?", "？", "؟")):
        return True
    return not ending.endswith((".", "!", "…", "。")) and bool(_ASKING.match(text))
