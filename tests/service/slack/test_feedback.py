"""Feedback buttons under an answer in a thread."""

import pytest
import sqlalchemy as sa

from indexing.sql.schema import feedback, turns
from tests.service.slack.far_side import Posted
from tests.service.slack.sent import Json, direct, mention, pressed
from tests.service.slack.surfaces import Surface
from tests.service.slack.test_ask_command import response_url, text_of


def press(slack: Surface, posted: Posted, which: str = "positive_button", **where: str) -> Json:
    [buttons] = posted.blocks[-1]["elements"]
    action = {
        "type": "feedback_buttons",
        "action_id": buttons["action_id"],
        "value": buttons[which]["value"],
    }
    container = {"message_ts": posted.ts, "thread_ts": posted.thread_ts, **where}
    return pressed(
        action,
        response_url=response_url(slack.far, "button"),
        container=container,
        channel=where.get("channel", posted.channel),
    )


async def judgements(slack: Surface) -> list[tuple[str, bool]]:
    async with slack.store.database.reading() as connection:
        rows = await connection.execute(
            sa.select(turns.c.question, feedback.c.helpful).join(feedback)
        )
    return [tuple(row) for row in rows.all()]


@pytest.mark.parametrize("asked", [mention, direct])
async def test_it_ends_where_feedback_over_http_does(slack: Surface, asked: object) -> None:
    assert callable(asked)
    [posted] = await slack.answered(asked("Who was in Hanoi?"))
    await slack.answered(press(slack, posted))
    assert await judgements(slack) == [("Who was in Hanoi?", True)]
    assert "Noted as a good answer." in text_of(slack.far.responses[-1])


async def test_the_last_word_counts(slack: Surface) -> None:
    [posted] = await slack.answered(mention("Who was in Hanoi?"))
    await slack.answered(press(slack, posted))
    await slack.answered(press(slack, posted, "negative_button"))
    assert await judgements(slack) == [("Who was in Hanoi?", False)]


async def test_a_button_elsewhere_judges_nothing_here(slack: Surface) -> None:
    [posted] = await slack.answered(mention("Who was in Hanoi?"))
    await slack.answered(press(slack, posted, thread_ts="17.9"))
    await slack.answered(press(slack, posted, channel="C9"))
    assert await judgements(slack) == []
    assert "not kept any more" in text_of(slack.far.responses[-1])
