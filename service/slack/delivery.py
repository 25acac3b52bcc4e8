"""How a reply reaches who asked: into a thread, as a stream there, or for one reader's eyes."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import aiohttp
from slack_bolt.context.say_stream.async_say_stream import AsyncSayStream
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.messages.chunk import BlocksChunk
from slack_sdk.web.async_chat_stream import AsyncChatStream
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from service.errors import SlackFailed
from service.http.envelope import Failure
from service.responses import ChatResponse
from service.slack import blocks, texts
from service.slack.blocks import Block, Message
from service.slack.place import Place

STREAMED_BLOCKS_MOST = 30  # the rest of Slack's 50 is for the citations

logger = logging.getLogger("onrecord.slack")


class Voice(Protocol):
    """One reply, from the moment somebody waits for it."""

    async def begin(self) -> None:
        """Show that it is being worked on."""
        ...

    async def add(self, text: str) -> None:
        """The next words of the answer, for those who read along."""
        ...

    async def finish(self, reply: ChatResponse) -> None: ...

    async def say(self, markup: str) -> None:
        """Something in our own words, instead of an answer or in the middle of one."""
        ...

    async def fail(self, failure: Failure, request_id: str) -> None: ...


class InThread:
    """Posts into one thread, and nowhere else. With `say_stream`, readers see it grow."""

    def __init__(
        self,
        client: AsyncWebClient,
        place: Place,
        *,
        public_url: str | None,
        say_stream: AsyncSayStream | None = None,
    ) -> None:
        self._client = client
        self._place = place
        self._public_url = public_url
        self._say_stream = say_stream
        self._stream: AsyncChatStream | None = None
        self._streamed = ""
        self._count = 0

    async def begin(self) -> None:
        await self.courtesy("assistant_threads_setStatus", status=texts.READING)

    async def courtesy(self, method: str, **arguments: Any) -> None:
        """Ask Slack for something that an answer does without."""
        try:
            with translated():
                await getattr(self._client, method)(
                    channel_id=self._place.channel, thread_ts=self._place.thread_ts, **arguments
                )
        except SlackFailed as error:
            logger.info("slack would not", extra={"fields": {"method": method, "why": str(error)}})

    async def add(self, text: str) -> None:
        new = blocks.told(text)
        if self._say_stream is None or self._count + len(new) > STREAMED_BLOCKS_MOST:
            self._say_stream = None
            return
        try:
            with translated():
                self._stream = self._stream or await self._say_stream()
                await self._stream.append(chunks=[BlocksChunk(blocks=new)])
        except SlackFailed as error:
            # Whether Slack has the words is not known: the answer is posted whole in the end.
            logger.warning("stream broke", extra={"fields": {"why": str(error)}})
            await self._take_back()
            return
        self._count += len(new)
        self._streamed = f"{self._streamed} {text}".strip()

    async def finish(self, reply: ChatResponse) -> None:
        end = [blocks.feedback(reply.message_id)]
        if self._stream is not None and reply.answer.startswith(self._streamed):
            rest = reply.answer.removeprefix(self._streamed).strip()
            ending = [
                *blocks.told(rest),
                *blocks.in_short(reply),
                *blocks.closing(reply, public_url=self._public_url),
                *end,
            ]
            if await self._stop(ending, notification=reply.answer):
                return
        await self._take_back()
        await self._post(blocks.whole(reply, public_url=self._public_url, end=end))

    async def say(self, markup: str) -> None:
        if not await self._stop([blocks.section(markup)], notification=markup):
            await self._take_back()
            await self._post([blocks.notice(markup)])

    async def fail(self, failure: Failure, request_id: str) -> None:
        told = blocks.failure(failure, request_id)
        if not await self._stop(told, notification=failure.message):
            await self._take_back()
            await self._post(blocks.packed(told, notification=failure.message))

    async def _post(self, messages: Sequence[Message]) -> None:
        for message in messages:
            await post(self._client, message, self._place.channel, self._place.thread_ts)

    async def _stop(self, ending: Sequence[Block], *, notification: str) -> bool:
        """End the stream with these blocks; whether there was one, and it ended so."""
        stream, self._stream = self._stream, None
        if stream is None:
            return False
        first, *others = blocks.packed(ending, notification=notification)
        fitting = first.blocks[: blocks.BLOCKS_MOST - self._count]
        late = [*first.blocks[len(fitting) :], *(one for each in others for one in each.blocks)]
        try:
            with translated():
                await stream.stop(blocks=list(fitting))
        except SlackFailed as error:
            logger.warning("stream did not end", extra={"fields": {"why": str(error)}})
            self._stream = stream
            return False
        if late:
            await self._post(blocks.packed(late, notification=texts.MORE))
        return True

    async def _take_back(self) -> None:
        """Remove what was streamed, as it cannot be finished."""
        stream, self._stream, self._say_stream = self._stream, None, None
        if stream is None or stream.ts is None:
            return
        try:
            with translated():
                await self._client.chat_delete(channel=self._place.channel, ts=stream.ts)
        except SlackFailed as error:
            logger.warning("half a stream stays", extra={"fields": {"why": str(error)}})


class ToOne:
    """Answers who typed a command or pressed a button; nobody else in the channel sees it.

    `thread_ts` is where the button is, if in a thread.
    """

    def __init__(
        self,
        webhook: AsyncWebhookClient,
        *,
        public_url: str | None,
        thread_ts: str | None = None,
    ) -> None:
        self._webhook = webhook
        self._public_url = public_url
        self._where = {"thread_ts": thread_ts} if thread_ts else {}

    async def begin(self) -> None:
        """The command was acknowledged in words."""

    async def add(self, text: str) -> None:
        """What only one reader sees does not grow."""

    async def finish(self, reply: ChatResponse) -> None:
        end = [blocks.buttons(reply, may_share=True)]
        await self._send(blocks.whole(reply, public_url=self._public_url, end=end))

    async def say(self, markup: str) -> None:
        await self._send([blocks.notice(markup)])

    async def fail(self, failure: Failure, request_id: str) -> None:
        told = blocks.failure(failure, request_id)
        await self._send(blocks.packed(told, notification=failure.message))

    async def remove(self) -> None:
        """The message whose button was pressed."""
        await self._call(delete_original=True)

    async def publish(self, messages: Sequence[Message]) -> None:
        """To the whole channel, where the app itself may not post."""
        await self._send(messages, response_type="in_channel")

    async def _send(self, messages: Sequence[Message], *, response_type: str = "ephemeral") -> None:
        for message in messages:
            await self._call(
                text=message.text,
                blocks=list(message.blocks),
                response_type=response_type,
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
                **self._where,
            )

    async def _call(self, **body: Any) -> None:
        with translated():
            response = await self._webhook.send_dict(body)
        if response.status_code != 200:
            raise SlackFailed(f"Slack took no reply to a command: {response.status_code}")


async def post(
    client: AsyncWebClient, message: Message, channel: str, thread_ts: str | None = None
) -> str:
    """The message's ts. Raises SlackFailed."""
    with translated():
        response = await client.chat_postMessage(
            channel=channel,
            thread_ts=thread_ts,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,  # the citations are the preview
            unfurl_media=False,
        )
        return str(response["ts"])


@contextmanager
def translated() -> Iterator[None]:
    """Slack's failures in our words; nothing of the request is repeated, as keys stand in it."""
    try:
        yield
    except SlackApiError as error:
        code = error.response.get("error", "no reason given")
        raise SlackFailed(f"Slack refused: {code}", reason=str(code)) from None
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SlackFailed(f"Slack could not be reached ({type(error).__name__})") from None
