"""Mentions, direct messages and what follows in a thread."""

import pytest

from service.errors import ModelUnavailable
from tests.service.slack.far_side import BOT_USER
from tests.service.slack.reading import read
from tests.service.slack.sent import CHANNEL, direct, mention, new_ts, said
from tests.service.slack.surfaces import Surface


async def test_a_mention_is_answered_in_a_thread_of_its_own(slack: Surface) -> None:
    ts = new_ts()
    [posted] = await slack.answered(mention("Who was in Hanoi?", ts=ts))
    assert (posted.channel, posted.thread_ts) == (CHANNEL, ts)
    assert "Moon spoke of the summit in Hanoi." in posted.words


async def test_a_mention_inside_a_thread_is_answered_there(slack: Surface) -> None:
    [posted] = await slack.answered(mention("Who was in Hanoi?", thread_ts="17.1"))
    assert posted.thread_ts == "17.1"


async def test_a_question_is_read_as_its_reader_sees_it(slack: Surface) -> None:
    await slack.answered(mention("Who  was\nin Hanoi &amp; <#C9|news>?"))
    assert slack.pipeline.asked[0].text == "Who was in Hanoi & #news?"


async def test_a_direct_message_is_answered(slack: Surface) -> None:
    [posted] = await slack.answered(direct("Who was in Hanoi?"))
    assert posted.channel == "D1"
    assert "Kang was in Hanoi too." in posted.words


async def test_a_direct_message_need_not_be_a_question(slack: Surface) -> None:
    assert await slack.answered(direct("Hanoi"))


async def test_a_question_that_follows_needs_no_mention(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention("Who was in Hanoi?", ts=ts))
    [posted] = await slack.answered(said("And who had talks?", thread_ts=ts))
    assert posted.thread_ts == ts
    assert "Talks go on." in posted.words


async def test_what_follows_knows_what_came_before(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention("Who was in Hanoi?", ts=ts))
    await slack.answered(said("What about talks?", thread_ts=ts))
    [asked, answered] = slack.pipeline.asked[1].history
    assert asked.content == "Who was in Hanoi?"
    assert "Moon spoke" in answered.content


async def test_a_thread_is_never_read_from_slack(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention("Who was in Hanoi?", ts=ts))
    await slack.answered(said("What about talks?", thread_ts=ts))
    await slack.answered(direct("Who was in Hanoi?", thread_ts="17.3"))
    assert not [call for call in slack.far.calls if call.method.startswith("conversations.")]
    assert slack.pipeline.asked[1].history


async def test_a_remark_in_the_thread_is_left_alone(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention("Who was in Hanoi?", ts=ts))
    assert await slack.answered(said("Thanks, Hanoi it is", thread_ts=ts)) == []


async def test_a_question_to_somebody_else_is_left_alone(slack: Surface) -> None:
    ts = new_ts()
    await slack.answered(mention("Who was in Hanoi?", ts=ts))
    for text in ("<@U7> were you in Hanoi?", "Thanks <@U7>, were you in Hanoi?"):
        assert await slack.answered(said(text, thread_ts=ts)) == []


async def test_a_thread_where_nobody_asked_us_is_left_alone(slack: Surface) -> None:
    assert await slack.answered(said("Who was in Hanoi?", thread_ts="17.1")) == []
    assert await slack.answered(said("Who was in Hanoi?")) == []


async def test_one_message_that_comes_as_two_events_is_answered_once(slack: Surface) -> None:
    ts = new_ts()
    first = await slack.answered(mention("Who was in Hanoi?", ts=ts))
    second = await slack.answered(said(f"<@{BOT_USER}> Who was in Hanoi?", ts=ts))
    assert (len(first), second) == (1, [])


@pytest.mark.parametrize("place", [{"channel": "C2"}, {"thread_ts": "17.9"}])
async def test_no_thread_knows_of_another(slack: Surface, place: dict[str, str]) -> None:
    await slack.answered(mention("Who was in Hanoi?", thread_ts="17.1"))
    await slack.answered(mention("And talks?", **{"thread_ts": "17.1", **place}))
    assert slack.pipeline.asked[1].history == ()


async def test_a_thread_whose_conversation_was_deleted_begins_anew(slack: Surface) -> None:
    await slack.answered(mention("Who was in Hanoi?", thread_ts="17.1"))
    owner = f"slack:/T1:{CHANNEL}:17.1"
    [conversation_id] = await slack.conversation_ids()
    await slack.services.conversations.delete(conversation_id, owner=owner)
    [posted] = await slack.answered(said("Who was in Hanoi?", thread_ts="17.1"))
    assert "Kang was" in posted.words
    assert slack.pipeline.asked[1].history == ()


async def test_no_answer_comes_with_its_reason(slack: Surface) -> None:
    [posted] = await slack.answered(mention("Who was in Oslo?"))
    assert "The archive has nothing on Oslo." in read(posted.words).text
    assert "Why not: nothing in the archive answers it" in posted.words


async def test_a_failure_is_told_with_its_request_id(
    slack: Surface, caplog: pytest.LogCaptureFixture
) -> None:
    slack.pipeline.failure = RuntimeError("a secret path")
    reply = await slack.send(mention("Who was in Hanoi?"))
    await slack.settle()
    [posted] = slack.far.shown
    assert "I could not answer." in posted.words
    assert reply.headers["X-Request-ID"] in posted.words
    assert "a secret path" not in posted.words
    assert "unexpected failure" in caplog.text


async def test_a_failure_that_is_known_is_told_in_its_own_words(slack: Surface) -> None:
    slack.pipeline.failure = ModelUnavailable("the model does not answer: try again")
    [posted] = await slack.answered(mention("Who was in Hanoi?"))
    assert "The model does not answer: try again." in posted.words


async def test_a_conversation_goes_on_after_a_failure(slack: Surface) -> None:
    slack.pipeline.failure = RuntimeError("once")
    ts = new_ts()
    await slack.answered(mention("Who was in Hanoi?", ts=ts))
    slack.pipeline.failure = None
    [posted] = await slack.answered(said("Who was in Hanoi?", thread_ts=ts))
    assert "Kang was" in posted.words


@pytest.mark.parametrize("text", ["", "?!", "help", "Help?"])
async def test_who_asks_nothing_is_told_how(slack: Surface, text: str) -> None:
    [posted] = await slack.answered(mention(text))
    assert "What did Moon Jae In say" in posted.words
    assert slack.pipeline.asked == []


async def test_a_question_that_is_too_long_is_told_so(slack: Surface) -> None:
    [posted] = await slack.answered(mention("Hanoi " * 1_000))
    assert "5,999 characters" in posted.words


async def test_half_a_surrogate_pair_does_no_harm(slack: Surface) -> None:
    [posted] = await slack.answered(mention("Who was in \ud83d Hanoi?"))
    assert "Kang was" in posted.words


async def test_questions_of_one_thread_are_answered_in_turn(slack: Surface) -> None:
    ts = new_ts()
    await slack.hear(
        mention("Who was in Hanoi?", ts=ts),
        said("Who had talks?", thread_ts=ts),
        said("Who went to Hanoi?", thread_ts=ts),
    )
    await slack.settle()
    histories = [len(asked.history) for asked in slack.pipeline.asked]
    assert histories == [0, 2, 4]
    assert len(await slack.conversation_ids()) == 1
