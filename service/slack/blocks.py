"""A reply as Slack's blocks: the answer, its numbered citations, how it was read, what to press.

Whatever comes from an article or a reader goes through `mrkdwn.literal`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from service.http.envelope import Failure
from service.links import article_link
from service.responses import ChatResponse, CitationOut
from service.slack import texts
from service.slack.mrkdwn import BLOCK_CHARS, entities, is_link, link, literal, pieces, shortened

Block = dict[str, Any]

FEEDBACK = "onrecord_feedback"
SHARE = "onrecord_share"
BLOCKS_MOST = 50  # in a message
MESSAGE_CHARS = 12_000  # Slack refuses blocks that are too long in all, and does not say how long
NOTIFICATION_CHARS = 1_000
TITLE_CHARS = 300
URL_CHARS = 1_000  # as it is written: a sign that no address may hold takes up to twelve


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what a notification shows, and a client that cannot show blocks."""

    text: str
    blocks: tuple[Block, ...]


def told(text: str) -> list[Block]:
    """Words of an answer, in as many sections as they need."""
    return [section(literal(piece)) for piece in pieces(text)]


def answer(reply: ChatResponse) -> list[Block]:
    """What is said in reply, the few words first that a short question asks for."""
    return [*in_short(reply), *told(reply.answer)]


def in_short(reply: ChatResponse) -> list[Block]:
    if not reply.short_answer:
        return []
    words = reply.short_answer[:1].upper() + reply.short_answer[1:]
    return [section(texts.IN_SHORT.format(words=shortened(words, limit=BLOCK_CHARS // 2)))]


def closing(reply: ChatResponse, *, public_url: str | None) -> list[Block]:
    """What follows the words: why there is no answer, the citations, how the question was read."""
    blocks = []
    if reply.reason:
        reason = texts.REASONS.get(reply.reason, reply.reason)
        blocks.append(context(literal(texts.REASON.format(reason=reason))))
    if reply.citations and reply.outcome != "answered":
        blocks.append(context(texts.NEAREST))
    blocks += [context(_citation(each, public_url)) for each in reply.citations]
    notes = [texts.how_read(reply.interpretation), _instead(reply)]
    if any(notes):
        note = "\n".join(note for note in notes if note)
        blocks.append(context(shortened(note, limit=BLOCK_CHARS)))
    return blocks


def feedback(message_id: str) -> Block:
    """Two buttons; the reply they judge stands in their values."""

    def button(label: str, sign: str) -> dict[str, Any]:
        return {"text": {"type": "plain_text", "text": label}, "value": f"{sign}{message_id}"}

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": button(texts.HELPFUL, "+"),
                "negative_button": button(texts.UNHELPFUL, "-"),
            }
        ],
    }


def buttons(reply: ChatResponse, *, may_share: bool) -> Block:
    """The same for a message that answers a command, where only ordinary buttons are sure to be
    taken; and one to share it."""
    shared = _button(texts.SHARE, SHARE, f"{reply.conversation_id} {reply.message_id}")
    judging = [
        _button(texts.HELPFUL, f"{FEEDBACK}_good", f"+{reply.message_id}"),
        _button(texts.UNHELPFUL, f"{FEEDBACK}_bad", f"-{reply.message_id}"),
    ]
    return {"type": "actions", "elements": [*([shared] if may_share else []), *judging]}


def _button(label: str, action_id: str, value: str) -> dict[str, Any]:
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": label},
        "value": value,
    }


def failure(failed: Failure, request_id: str) -> list[Block]:
    reason = shortened(_sentence(failed.message), limit=BLOCK_CHARS // 2)
    return [
        section(texts.FAILED.format(reason=reason)),
        context(literal(texts.REQUEST_ID.format(request_id=request_id))),
    ]


def notice(text: str) -> Message:
    """Something in our own words, with markup."""
    return Message(text, (section(text),))


def section(markup: str) -> Block:
    return {"type": "section", "text": _text(markup)}


def context(markup: str) -> Block:
    return {"type": "context", "elements": [_text(markup)]}


def packed(blocks: Iterable[Block], *, notification: str) -> list[Message]:
    """As few messages as hold the blocks, in order."""
    groups: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        chars = size_of(block)
        if groups[-1] and (len(groups[-1]) == BLOCKS_MOST or size + chars > MESSAGE_CHARS):
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += chars
    text = entities(notification[:NOTIFICATION_CHARS]) or texts.NAME
    shown = [text, *(texts.MORE for _ in groups[1:])]
    return [Message(words, tuple(group)) for words, group in zip(shown, groups, strict=True)]


def size_of(block: Block) -> int:
    parts = [block.get("text"), *block.get("elements", ())]
    return sum(len(part["text"]) for part in parts if part and isinstance(part.get("text"), str))


def whole(
    reply: ChatResponse,
    *,
    public_url: str | None,
    intro: Sequence[Block] = (),
    end: Sequence[Block] = (),
) -> list[Message]:
    """A reply that is posted at once."""
    blocks = [*intro, *answer(reply), *closing(reply, public_url=public_url), *end]
    return packed(blocks, notification=reply.answer)


def _text(markup: str) -> dict[str, Any]:
    # verbatim: an address or a name in an article's words is not made a link.
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def _citation(citation: CitationOut, public_url: str | None) -> str:
    """Its number, the publisher, the day and how it is known; then the exact words."""
    marker = f"[{citation.marker}]"
    url = _url(citation, public_url)
    day = str(citation.published or texts.UNDATED)
    if known := texts.PROVENANCES.get(citation.published_provenance):
        day += f" ({known})"
    known_of_it = (citation.publisher, day, citation.title)
    where = [shortened(part, limit=TITLE_CHARS) for part in known_of_it if part]
    if citation.title is None and url is None:
        where.append(shortened(citation.source, limit=TITLE_CHARS))
    head = " · ".join([link(url, marker) if url else marker, *where])
    if citation.speaker:
        said_by = texts.SAID_BY.format(speaker=citation.speaker)
        head += " · " + shortened(said_by, limit=TITLE_CHARS)
    return f"{head}\n“{shortened(citation.quote, limit=BLOCK_CHARS - len(head) - 3)}”"


def _url(citation: CitationOut, public_url: str | None) -> str | None:
    own = [citation.url] if citation.url and is_link(citation.url) else []
    ours = [article_link(public_url, citation)] if public_url else []
    return next((url for url in (*own, *ours) if len(link(url, "")) <= URL_CHARS), None)


def _instead(reply: ChatResponse) -> str:
    """That a model was to write the answer, and did not."""
    by = reply.generation.steps.get("answer", "model") if reply.generation else "model"
    if by == "model":
        return ""
    told_by_model = reply.answerer == "generative"
    return (texts.MODEL_CUT_SHORT if told_by_model else texts.MODEL_FAILED).format(by=by)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
