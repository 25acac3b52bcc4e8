"""/ask, which one reader sees, and sharing what it answered."""

from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from tests.service.slack.far_side import FarSide
from tests.service.slack.reading import read
from tests.service.slack.sent import Json, command, pressed, said
from tests.service.slack.surfaces import Surface

QUESTION = "Who was in Hanoi?"


def response_url(far: FarSide, what: str = "command") -> str:
    return far.url.replace("/api/", f"/response/{what}")


def text_of(response: Json) -> str:
    parts = [
        part
        for block in response["blocks"]
        for part in (block.get("text"), *block.get("elements", ()))
        if part and isinstance(part.get("text"), str)
    ]
    return "\n".join(part["text"] for part in parts)


def button(response: Json, label: str) -> Json:
    """What is sent when it is pressed."""
    [found] = [
        element
        for block in response["blocks"]
        for element in block.get("elements", ())
        if element["type"] == "button" and element["text"]["text"] == label
    ]
    return {name: found[name] for name in ("type", "action_id", "value")}


@dataclass(frozen=True, slots=True)
class Asked:
    slack: Surface
    response: Json

    def share(self, **more: Any) -> Json:
        return self._press("Share in channel", **more)

    def feedback(self, label: str = "Good answer", **more: Any) -> Json:
        return self._press(label, **more)

    def _press(self, label: str, **more: Any) -> Json:
        action = button(self.response, label)
        return pressed(action, response_url=response_url(self.slack.far, "button"), **more)


async def ask(slack: Surface, text: str = QUESTION) -> Asked:
    await slack.hear(command(text, response_url=response_url(slack.far)))
    await slack.settle()
    return Asked(slack, slack.far.responses[-1])


@pytest_asyncio.fixture
async def asked(slack: Surface) -> Asked:
    return await ask(slack)


async def test_it_says_at_once_that_it_reads(slack: Surface) -> None:
    reply = await slack.send(command(QUESTION, response_url=response_url(slack.far)))
    assert reply.text == "Reading the archive for: Who was in Hanoi?"
    await slack.settle()


async def test_it_answers_who_asked_and_nobody_else(slack: Surface, asked: Asked) -> None:
    assert asked.response["response_type"] == "ephemeral"
    assert "Kang was in Hanoi too." in text_of(asked.response)
    assert slack.far.messages == []


async def test_without_a_question_it_says_how_to_ask(slack: Surface) -> None:
    reply = await slack.send(command("  ", response_url=response_url(slack.far)))
    assert "/ask what did Moon say about Hanoi?" in reply.text
    await slack.settle()
    assert slack.far.responses == []


async def test_a_failure_is_told_with_its_request_id(slack: Surface) -> None:
    slack.pipeline.failure = RuntimeError("a secret path")
    reply = await slack.send(command(QUESTION, response_url=response_url(slack.far)))
    await slack.settle()
    [response] = slack.far.responses
    assert reply.headers["X-Request-ID"] in text_of(response)
    assert "a secret path" not in text_of(response)


async def test_a_question_in_a_command_makes_no_mention(slack: Surface) -> None:
    question = "Is &lt;!channel&gt; *in* <@U7|ann> Hanoi?"
    reply = await slack.send(command(question, response_url=response_url(slack.far)))
    shown = read(reply.text)
    assert shown.text.endswith("Is <!channel> *in* @ann Hanoi?")
    assert (shown.mentions, shown.styled) == ((), ())
    await slack.settle()


async def test_each_question_is_a_conversation_of_its_own(slack: Surface) -> None:
    await ask(slack)
    await ask(slack)
    assert [one.history for one in slack.pipeline.asked] == [(), ()]


async def test_sharing_shows_it_to_the_channel_with_who_asked(slack: Surface, asked: Asked) -> None:
    [posted] = await slack.answered(asked.share())
    assert (posted.channel, posted.thread_ts) == ("C1", None)
    assert posted.words.startswith("<@U1> asked: Who was in Hanoi?")
    assert "Kang was in Hanoi too." in posted.words
    assert slack.far.responses[-1] == {"delete_original": True}


async def test_what_was_shared_can_be_followed_up(slack: Surface, asked: Asked) -> None:
    [posted] = await slack.answered(asked.share())
    [answer] = await slack.answered(said("And talks?", thread_ts=posted.ts))
    assert answer.thread_ts == posted.ts
    assert slack.pipeline.asked[-1].history[0].content == QUESTION


async def test_everyone_in_the_channel_may_judge_what_was_shared(
    slack: Surface, asked: Asked
) -> None:
    [posted] = await slack.answered(asked.share())
    action = button({"blocks": posted.blocks}, "Good answer")
    where = {"message_ts": posted.ts}
    url = response_url(slack.far, "button")
    await slack.answered(pressed(action, response_url=url, container=where, user="U2"))
    assert "good answer" in text_of(slack.far.responses[-1])


async def test_what_is_shared_makes_no_mention_but_of_who_asked(slack: Surface) -> None:
    asked = await ask(slack, "Is &lt;!channel&gt; *in* Hanoi?")
    [posted] = await slack.answered(asked.share())
    shown = read(posted.words)
    assert shown.mentions == ("@U1",)
    assert shown.text.startswith("@U1 asked: Is <!channel> *in* Hanoi?")


async def test_it_is_shared_once(slack: Surface, asked: Asked) -> None:
    share = asked.share()
    await slack.answered(share)
    assert await slack.answered(share) == []
    assert "already" in text_of(slack.far.responses[-1])


async def test_nobody_else_shares_it(slack: Surface, asked: Asked) -> None:
    assert await slack.answered(asked.share(user="U2")) == []
    assert await slack.answered(asked.share(channel="C2")) == []
    assert await slack.answered(asked.share(team="T2")) == []
    assert "That answer is not kept any more: ask again." in text_of(slack.far.responses[-1])


async def test_where_the_app_is_not_it_is_shared_all_the_same(slack: Surface, asked: Asked) -> None:
    slack.far.outside.add("C1")
    await slack.answered(asked.share())
    [shared] = [one for one in slack.far.responses if one.get("response_type") == "in_channel"]
    assert "<@U1> asked" in text_of(shared)
    assert "Kang was in Hanoi too." in text_of(shared)


async def test_where_the_app_is_not_nobody_is_offered_to_judge(
    slack: Surface, asked: Asked
) -> None:
    slack.far.outside.add("C1")
    await slack.answered(asked.share())
    [shared] = [one for one in slack.far.responses if one.get("response_type") == "in_channel"]
    assert not [block for block in shared["blocks"] if block["type"] == "actions"]


async def test_a_share_that_failed_can_be_tried_again(slack: Surface, asked: Asked) -> None:
    slack.far.trouble("chat.postMessage", "fatal_error")
    assert await slack.answered(asked.share()) == []
    assert "Slack refused: fatal_error" in text_of(slack.far.responses[-1])
    assert await slack.answered(asked.share())


async def test_feedback_on_it_is_kept(slack: Surface, asked: Asked) -> None:
    await slack.answered(asked.feedback("Bad answer"))
    [conversation_id] = await slack.conversation_ids()
    owner = "slack:/T1:C1:ask:U1"
    kept = await slack.services.conversations.read(conversation_id, owner=owner)
    assert [turn.helpful for turn in kept.turns] == [False]
    assert "bad answer" in text_of(slack.far.responses[-1])


async def test_nobody_else_judges_it(slack: Surface, asked: Asked) -> None:
    await slack.answered(asked.feedback(user="U2"))
    assert "not kept" in text_of(slack.far.responses[-1])
