"""Buttons under an answer: what a reader thinks of it, and that its whole channel should see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from service.conversation import Conversations
from service.errors import ConversationNotFound, MessageNotFound, SlackFailed
from service.responses import ChatResponse
from service.slack import blocks, texts
from service.slack.blocks import Block, Message
from service.slack.delivery import ToOne, post
from service.slack.heard import QUESTION_CHARS
from service.slack.mrkdwn import BLOCK_CHARS, shortened
from service.slack.place import Place
from service.slack.seen import Event, Seen
from service.slack.threads import Threads

_MAY_NOT_POST = ("not_in_channel", "channel_not_found", "restricted_action", "is_archived")


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed by somebody; `owner` is whose answers to /ask they are."""

    place: Place
    owner: str
    user: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a channel is to see: an answer, and who asked what."""

    intro: Block
    reply: ChatResponse
    public_url: str | None

    def messages(self, *, end: Sequence[Block]) -> list[Message]:
        return blocks.whole(self.reply, public_url=self.public_url, intro=[self.intro], end=end)


class Pressing:
    def __init__(
        self,
        conversations: Conversations,
        threads: Threads,
        seen: Seen,
        *,
        public_url: str | None,
    ) -> None:
        self._conversations = conversations
        self._threads = threads
        self._seen = seen
        self._public_url = public_url

    async def share(self, press: Press, client: AsyncWebClient, voice: ToOne) -> None:
        """Post it in the name of who asked; a follow-up in its thread continues it.

        Raises MessageNotFound, SlackFailed.
        """
        conversation_id, _, message_id = press.value.partition(" ")
        shown = await self._shown(press, conversation_id, message_id)
        shared = Event(press.place.workspace, f"share:{message_id}")
        async with self._seen.dealing_with(shared) as is_ours:
            if not is_ours:
                await voice.say(texts.SHARED_ALREADY)
                return
            await self._post(shown, press, client, voice)
            await self._seen.settle(shared)
        await voice.remove()

    async def judge(self, press: Press, voice: ToOne) -> None:
        """Keep what a reader thinks, where POST /feedback keeps it."""
        is_helpful, message_id = press.value[:1] == "+", press.value[1:]
        for owner in await self._owners(press):
            try:
                await self._conversations.judge(
                    message_id, helpful=is_helpful, comment=None, owner=owner
                )
            except MessageNotFound:
                continue
            await voice.say(texts.THANKS[is_helpful])
            return
        await voice.say(texts.UNKNOWN_REPLY)

    async def _owners(self, press: Press) -> list[str]:
        """Whose the reply may be, as told by where the button is, not by what it says."""
        thread = await self._threads.find(press.place)
        return [*([thread.owner] if thread else []), press.owner]

    async def _shown(self, press: Press, conversation_id: str, message_id: str) -> Shown:
        try:
            stored = await self._conversations.read(conversation_id, owner=press.owner)
            [turn] = [turn for turn in stored.turns if turn.message_id == message_id]
        except (ConversationNotFound, ValueError) as error:
            raise MessageNotFound("that answer is not kept any more: ask again") from error
        reply = ChatResponse.model_validate(turn.response)
        question = shortened(turn.question[:QUESTION_CHARS], limit=BLOCK_CHARS - 100)
        intro = texts.SHARED_BY.format(user=press.user, question=question)
        return Shown(blocks.section(intro), reply, self._public_url)

    async def _post(
        self,
        shown: Shown,
        press: Press,
        client: AsyncWebClient,
        voice: ToOne,
    ) -> None:
        judging = blocks.buttons(shown.reply, may_share=False)
        first, *others = shown.messages(end=[judging])
        try:
            ts = await post(client, first, press.place.channel)
        except SlackFailed as error:
            if error.reason not in _MAY_NOT_POST:
                raise
            # Without the buttons: where we are not, nobody but who asked could judge it.
            await voice.publish(shown.messages(end=[]))
            return
        place = Place(press.place.workspace, press.place.channel, ts)
        conversation_id = shown.reply.conversation_id
        await self._threads.join(place, conversation_id=conversation_id, owner=press.owner)
        for message in others:
            await post(client, message, place.channel, ts)
