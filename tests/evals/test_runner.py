import math
from collections.abc import Mapping
from typing import Any

import pytest

from evals.cases import Case
from evals.errors import MetricFailed, ServiceSilent, ServiceUnusable
from evals.exchange import Exchange
from evals.metrics.metric import Metric, pure
from evals.record import Row
from evals.runner import RANKED, SILENT_MOST, ask_all
from service.account import NO_ANSWER, TOO_LATE, UNUSABLE
from tests.evals.exchanges import KANG, MOON, a_case, a_response, cited, not_to_answer
from tests.evals.services import Scripted, ScriptedService

SPEECH = a_case(id="speech", speaker=("Moon Jae-in",))
FACT = a_case(id="fact", form="who")
RIGHT = a_response(cited(MOON))
SILENT = ServiceSilent("POST /chat: connection refused")


def _by(answer: str, **others: str) -> dict[str, Any]:
    """A right reply, with who took each step of it."""
    steps = {"condense": "rules", "answer": answer, **others}
    return {**RIGHT, "generation": {"model": "small", "steps": steps}}


async def _rows(
    *cases: Case, metrics: tuple[Metric, ...] = (), said: Mapping[str, Scripted]
) -> tuple[Row, ...]:
    return await ask_all(cases, service=ScriptedService(**said), metrics=metrics)


def _cases(count: int) -> list[Case]:
    return [a_case(id=f"c{number}") for number in range(count)]


async def test_a_right_reply_is_a_right_row_with_its_response() -> None:
    (row,) = await _rows(SPEECH, said={"speech": RIGHT})
    assert (row.is_right, row.failure, row.response) == (True, None, RIGHT)


async def test_a_wrong_reply_is_a_row_with_its_faults() -> None:
    (row,) = await _rows(FACT, said={"fact": a_response(cited(KANG))})
    assert (row.is_right, row.faults) == (False, ("nothing is cited that bears the answer",))


async def test_rows_come_in_the_order_of_the_cases() -> None:
    cases = _cases(9)
    rows = await _rows(*cases, said={case.id: RIGHT for case in cases})
    assert [row.case.id for row in rows] == [case.id for case in cases]


async def test_each_row_is_told_as_it_comes() -> None:
    told: list[Row] = []
    service = ScriptedService(speech=RIGHT)
    rows = await ask_all([SPEECH, FACT], service=service, metrics=(), tell=told.append)
    assert sorted(row.case.id for row in told) == sorted(row.case.id for row in rows)


@pytest.mark.parametrize(
    "response",
    [_by("model"), _by("rules"), _by(NO_ANSWER), {**RIGHT, "generation": None}],
)
async def test_what_the_model_or_the_rules_were_to_write_is_judged(
    response: dict[str, Any],
) -> None:
    (row,) = await _rows(FACT, said={"fact": response})
    assert row.is_right


@pytest.mark.parametrize("concurrency", [1, 3])
async def test_no_more_are_asked_at_once_than_allowed(concurrency: int) -> None:
    cases = _cases(9)
    service = ScriptedService(**{case.id: RIGHT for case in cases})
    await ask_all(cases, service=service, metrics=(), concurrency=concurrency)
    assert service.most_at_once == concurrency


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        ({}, "nothing for fact"),
        ({"fact": {"answer": "?"}}, "the response is wrong: outcome: "),
        ({"fact": a_response(cited(MOON, start=-1))}, "wrong: citations.0.start: "),
        ({"fact": a_response(cited(MOON, end=10**30))}, "wrong: citations.0.end: "),
        ({"fact": a_response(cited(MOON, article_id="a2"))}, "no article a2"),
        ({"fact": SILENT}, "connection refused"),
        ({"fact": _by("model_unavailable")}, "failed (answer: model_unavailable), and the rules"),
        ({"fact": _by(TOO_LATE)}, "failed (answer: too_late), and the rules"),
        ({"fact": _by("model", support="malformed_completion")}, "support: malformed_completion"),
    ],
)
async def test_what_cannot_be_judged_is_a_row_that_says_so(
    responses: dict[str, Scripted], said: str
) -> None:
    row, other = await _rows(FACT, SPEECH, said={"speech": RIGHT, **responses})
    assert said in (row.failure or "")
    assert (row.is_judged, row.is_right, other.is_right) == (False, False, True)
    assert row.model_dump_json()  # it can be written down


@pytest.mark.parametrize("by", [NO_ANSWER, UNUSABLE])
async def test_what_a_poor_model_brings_about_is_judged(by: str) -> None:
    [row] = await _rows(FACT, said={"fact": _by(by)})
    assert row.failure is None


async def test_a_service_that_is_gone_is_not_asked_for_ever() -> None:
    cases = _cases(30)
    service = ScriptedService(**{case.id: SILENT for case in cases})
    rows = await ask_all(cases, service=service, metrics=(), concurrency=1)
    assert len(rows) == len(cases)
    assert len(service.asked) == SILENT_MOST
    assert "not asked any more: 5 cases in a row had no answer" in (rows[-1].failure or "")


async def test_a_service_that_refuses_is_still_there() -> None:
    cases = _cases(30)
    responses: list[Scripted] = [ServiceUnusable("500"), SILENT, SILENT, SILENT, SILENT, RIGHT]
    service = ScriptedService(
        **{case.id: responses[n % len(responses)] for n, case in enumerate(cases)}
    )
    await ask_all(cases, service=service, metrics=(), concurrency=1)
    assert len(service.asked) == len(cases)


def _scoring(name: str, score: float | None) -> Metric:
    return pure(name, lambda exchange: score)


async def test_a_row_has_the_score_of_every_metric() -> None:
    metrics = (_scoring("good", 1.0), _scoring("does_not_apply", None))
    (row,) = await _rows(SPEECH, metrics=metrics, said={"speech": RIGHT})
    assert (row.scores, row.failed) == ({"good": 1.0, "does_not_apply": None}, {})


async def test_a_judgment_that_failed_is_told_and_no_zero() -> None:
    async def fail(exchange: Exchange) -> float:
        raise MetricFailed("the judge said “banana”")

    metrics = (Metric("judged", fail, kind="judged"), _scoring("good", 1.0))
    (row,) = await _rows(SPEECH, metrics=metrics, said={"speech": RIGHT})
    assert (row.scores, row.failed) == ({"good": 1.0}, {"judged": "the judge said “banana”"})
    assert row.is_judged


@pytest.mark.parametrize("score", [math.nan, math.inf, -math.inf])
async def test_what_is_no_number_is_no_score(score: float) -> None:
    (row,) = await _rows(SPEECH, metrics=(_scoring("odd", score),), said={"speech": RIGHT})
    assert (row.scores, "no score" in row.failed["odd"]) == ({}, True)


async def test_a_search_is_made_where_it_can_be_judged() -> None:
    follow_up = a_case(id="later", history=({"role": "user", "content": "Did Moon speak?"},))
    unasked = not_to_answer(id="none")
    said = {"later": RIGHT, "speech": RIGHT, "none": a_response(outcome="clarify")}
    ranked: list[tuple[str, bool]] = []

    async def look(exchange: Exchange) -> None:
        ranked.append((exchange.case.id, exchange.ranked is not None))

    service = ScriptedService(**said)
    await ask_all([follow_up, SPEECH, unasked], service=service, metrics=(Metric("look", look),))
    assert dict(ranked) == {"later": False, "speech": True, "none": False}
    assert (service.ranked, RANKED) == (["speech"], 10)


async def test_a_metric_that_breaks_ends_the_run() -> None:
    async def broken(exchange: Exchange) -> float:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await _rows(SPEECH, metrics=(Metric("broken", broken),), said={"speech": RIGHT})
