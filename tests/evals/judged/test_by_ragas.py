import logging
import time
from collections.abc import Callable
from typing import Any

import pytest

from evals.errors import MetricFailed
from evals.judged.by_ragas import DOWN_MOST
from evals.judged.judge import Judge, open_judge
from tests.evals.judged.judges import KEY, Answers, Reply, Server, serving

STATEMENTS = {"statements": ["Moon spoke.", "Kang sang."]}


def _verdicts(*verdicts: int) -> dict[str, Any]:
    said = {"statement": "Moon spoke.", "reason": ""}
    return {"statements": [{**said, "verdict": verdict} for verdict in verdicts]}


def _always(reply: Reply) -> Callable[[str], Reply]:
    return lambda form: reply


async def _judge(answers: Answers, *, timeout_s: float = 10.0) -> tuple[float | str, Server]:
    with serving(answers) as server:
        async with open_judge(server.environ, timeout_s=timeout_s) as judge:
            assert judge
            return await _faithfulness(judge), server


async def _faithfulness(judge: Judge) -> float | str:
    """The score, or why there is none."""
    try:
        return await judge.score(
            "Faithfulness",
            user_input="Who spoke?",
            response="Moon.",
            retrieved_contexts=["Moon spoke."],
        )
    except MetricFailed as error:
        return str(error)


async def test_a_judgment_is_asked_of_the_judge_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"API_KEY": "sk-answers", "BASE_URL": "http://127.0.0.1:1"}.items():
        monkeypatch.setenv(f"OPENAI_{name}", value)
    answers = {"StatementGeneratorOutput": STATEMENTS, "NLIStatementOutput": _verdicts(1, 0)}
    score, server = await _judge(answers)
    assert score == 0.5
    assert server.keys == [f"Bearer {KEY}"] * 2
    assert [request["model"] for request in server.requests] == ["small", "small"]
    assert "Moon spoke." in server.requests[1]["messages"][1]["content"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply("Moon spoke, I think."),
        Reply('{"statements": "Moon"}'),
        Reply('{"verdict": 1}'),
        Reply(""),
        Reply(None),
        Reply("[" * 3000),
        Reply(body="{}"),
        Reply(body="null"),
        Reply(body="[" * 100_000),
        Reply(body="<html>"),
        Reply(body='{"choices": []}'),
    ],
)
async def test_nonsense_is_a_failed_judgment(reply: Reply) -> None:
    reason, server = await _judge(_always(reply))
    assert reason == "the judge's reply is not in the form that was asked for"
    assert len(server.requests) <= 2


@pytest.mark.parametrize(
    ("statements", "verdicts", "reason"),
    [
        ({"statements": []}, {}, "the judge named no statements"),
        ({"statements": ["Moon spoke.", " "]}, {}, "the judge named no statements"),
        (STATEMENTS, {"statements": []}, "the judge named no statements"),
        (STATEMENTS, _verdicts(1), "the judge gave 1 verdicts on 2 statements"),
        (STATEMENTS, _verdicts(1, 7), "the judge gave a verdict of 7, not 0 or 1"),
    ],
)
async def test_replies_that_do_not_fit_together_are_a_failed_judgment(
    statements: dict[str, Any], verdicts: dict[str, Any], reason: str
) -> None:
    answers = {"StatementGeneratorOutput": statements, "NLIStatementOutput": verdicts}
    assert (await _judge(answers))[0] == reason


async def test_a_reply_in_the_wrong_form_is_sent_back_once() -> None:
    replies = iter([Reply("so"), Reply('{"statements": ["a"]}'), Reply("so"), Reply("so")])
    reason, server = await _judge(lambda form: next(replies))
    assert "form" in str(reason)
    assert server.forms == ["StatementGeneratorOutput"] * 2 + ["NLIStatementOutput"] * 2


async def test_a_reply_that_is_cut_off_is_a_failed_judgment() -> None:
    reason, _ = await _judge(_always(Reply('{"statements": ["Mo', finish_reason="length")))
    assert "cut off" in str(reason)


@pytest.mark.parametrize(("status", "requests"), [(500, 3), (429, 3), (401, 1), (400, 1)])
async def test_a_judge_that_refuses_is_told_by_its_status(
    status: int, requests: int, caplog: pytest.LogCaptureFixture
) -> None:
    told = f'{{"error": {{"message": "the key {KEY} is wrong"}}}}'
    with caplog.at_level(logging.INFO):
        reason, server = await _judge(_always(Reply(body=told, status=status)))
    assert reason == f"the judge refused or failed: HTTP {status}"
    assert len(server.requests) == requests
    assert KEY not in caplog.text


async def test_a_slow_judge_is_waited_for_no_longer_than_said() -> None:
    started = time.perf_counter()
    reason, _ = await _judge(_always(Reply("{}", delay_s=0.6)), timeout_s=0.2)
    assert reason == "the judge did not answer within 0.2 s"
    assert time.perf_counter() - started < 5


async def test_a_judge_that_is_down_is_asked_no_more_after_a_while() -> None:
    with serving(_always(Reply(body="", status=401))) as server:
        async with open_judge(server.environ) as judge:
            assert judge
            reasons = [await _faithfulness(judge) for _ in range(DOWN_MOST + 2)]
    assert len(server.requests) == DOWN_MOST
    assert reasons[-1] == f"not asked: {DOWN_MOST} judgments in a row had no answer"


async def test_a_judge_that_talks_nonsense_is_not_down() -> None:
    replies = [Reply(body="", status=401)] * (DOWN_MOST - 1) + [Reply(body="{}")]
    coming = iter(replies * 3)
    with serving(lambda form: next(coming)) as server:
        async with open_judge(server.environ) as judge:
            assert judge
            for _ in range(len(replies) * 3):
                await _faithfulness(judge)
    assert len(server.requests) == len(replies) * 3


async def test_a_judge_that_is_gone_cannot_be_reached() -> None:
    with serving({}) as server:
        pass
    async with open_judge(server.environ) as judge:
        assert judge
        assert await _faithfulness(judge) == "the judge cannot be reached"
