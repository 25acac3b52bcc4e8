"""What Slack tells of, and what is to be done about it. Each returns at once: the work goes on."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.say_stream.async_say_stream import AsyncSayStream
from slack_bolt.context.set_suggested_prompts.async_set_suggested_prompts import (
    AsyncSetSuggestedPrompts,
)
from slack_sdk.web.async_client import AsyncWebClient

from indexing.archive import Archive
from service.slack import texts
from service.slack.answering import Answering, Asker
from service.slack.client import SlackWeb
from service.slack.delivery import InThread, ToOne, translated
from service.slack.heard import heard, words
from service.slack.mrkdwn import shortened
from service.slack.place import Place, Workspace, asker
from service.slack.pressing import Press, Pressing
from service.slack.prompts import suggest_prompts
from service.slack.work import Work

RECEIVED_CHARS = 1_000

Body = Mapping[str, Any]


class Listening:
    def __init__(
        self,
        work: Work,
        answering: Answering,
        pressing: Pressing,
        *,
        web: SlackWeb,
        archive: Archive,
        public_url: str | None,
    ) -> None:
        self._work = work
        self._answering = answering
        self._pressing = pressing
        self._web = web
        self._archive = archive
        self._public_url = public_url

    async def message(  # noqa: PLR0917  bolt fills in what is named, and only what may be positional
        self,
        event: Body,
        body: Body,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        say_stream: AsyncSayStream | None,
    ) -> None:
        """A mention, a direct message, or anything said in a channel that we are in."""
        said = heard(
            event,
            event_id=str(body.get("event_id") or f"{event['channel']}:{event['ts']}"),
            workspace=workspace_of(context),
            bot_user_id=context.bot_user_id,
        )
        if said is None or not (said.is_addressed or said.is_followup):
            return
        voice = InThread(
            client,
            said.place,
            public_url=self._public_url,
            # A channel gets the answer in one piece: a stream would be many calls for many readers.
            say_stream=say_stream if said.is_direct else None,
        )
        self._work.start(
            partial(self._answering.reply, said, voice),
            explain=partial(self._answering.explain_to, said, voice),
        )

    async def thread_started(self, set_suggested_prompts: AsyncSetSuggestedPrompts) -> None:
        """The assistant pane was opened."""
        self._work.start(
            partial(self._suggest, set_suggested_prompts), explain=self._answering.explain_to_nobody
        )

    async def ask(self, ack: AsyncAck, command: Body, context: AsyncBoltContext) -> None:
        """/ask"""
        question = words(str(command.get("text") or ""), bot_user_id=context.bot_user_id)
        if not question:
            await ack(texts.ASK_USAGE.format(question=texts.EXAMPLE_QUESTION))
            return
        await ack(texts.RECEIVED.format(question=shortened(question, limit=RECEIVED_CHARS)))
        owner = asker(workspace_of(context), str(command["channel_id"]), str(command["user_id"]))
        voice = self._to_one(command)
        self._work.start(
            partial(self._answering.reply_to_one, Asker(question, owner), voice),
            explain=partial(self._answering.explain, voice=voice),
        )

    async def share(
        self, ack: AsyncAck, body: Body, action: Body, context: AsyncBoltContext
    ) -> None:
        """The button under an answer that only one reader sees."""
        await ack()
        press = _press(body, action, context)
        voice = self._to_one(body)
        self._work.start(
            partial(self._pressing.share, press, context.client, voice),
            explain=partial(self._answering.explain, voice=voice),
        )

    async def judge(
        self, ack: AsyncAck, body: Body, action: Body, context: AsyncBoltContext
    ) -> None:
        """A feedback button: it ends up where POST /feedback does."""
        await ack()
        press = _press(body, action, context)
        voice = self._to_one(body)
        self._work.start(
            partial(self._pressing.judge, press, voice),
            explain=partial(self._answering.explain, voice=voice),
        )

    async def ignore(self) -> None:
        """What we are told and have nothing to do about."""

    async def _suggest(self, show: AsyncSetSuggestedPrompts) -> None:
        prompts = await suggest_prompts(self._archive)
        if prompts:
            with translated():
                await show(prompts=list(prompts), title=texts.PROMPTS_TITLE)

    def _to_one(self, body: Body) -> ToOne:
        webhook = self._web.answering(str(body["response_url"]))
        thread_ts = (body.get("container") or {}).get("thread_ts")
        return ToOne(webhook, public_url=self._public_url, thread_ts=thread_ts)


def workspace_of(context: AsyncBoltContext) -> Workspace:
    if context.is_enterprise_install:
        return Workspace(context.enterprise_id, None)
    return Workspace(context.enterprise_id, context.team_id)


def _press(body: Body, action: Body, context: AsyncBoltContext) -> Press:
    """Who pressed which button, and where. A message that begins a thread is its own thread."""
    container, message = body.get("container") or {}, body.get("message") or {}
    thread_ts = container.get("thread_ts") or message.get("thread_ts")
    ts = container.get("message_ts") or message.get("ts") or ""
    workspace = workspace_of(context)
    channel = str(body["channel"]["id"])
    feedback = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    return Press(
        place=Place(workspace, channel, str(thread_ts or ts)),
        owner=asker(workspace, channel, str(body["user"]["id"])),
        user=str(body["user"]["id"]),
        value=str(feedback),
    )
