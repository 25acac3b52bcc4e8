import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from evals.cases import Case
from evals.errors import ServiceUnusable
from evals.gold import Row, by_form, figures, mean, run
from tests.evals.exchanges import KANG, MOON, TEXT, a_case, a_response, cited, not_to_answer

SPEECH = a_case(id="speech", speaker=("Moon Jae-in",))
FACT = a_case(id="fact", form="who")
UNASKABLE = not_to_answer(id="none")


class ScriptedService:
    """Answers each case by its id, and counts how many are asked at once."""

    def __init__(self, **responses: dict[str, Any]) -> None:
        self._responses = responses
        self.most_at_once = 0
        self._now = 0

    async def ask(self, case: Case) -> Mapping[str, Any]:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(0)
        self._now -= 1
        if case.id not in self._responses:
            raise ServiceUnusable(f"nothing for {case.id}")
        return self._responses[case.id]

    async def article(self, article_id: str) -> Mapping[str, Any]:
        if article_id != "a1":
            raise ServiceUnusable(f"no article {article_id}")
        return {"text": TEXT}


async def _run(*cases: Case, **responses: dict[str, Any]) -> tuple[Row, ...]:
    service = ScriptedService(**responses)
    return await run(cases, ask=service.ask, article=service.article)


async def test_a_right_reply_is_a_right_row() -> None:
    (row,) = await _run(SPEECH, speech=a_response(cited(MOON)))
    assert (row.is_right, row.failure) == (True, None)


async def test_a_wrong_reply_is_a_row_with_its_faults() -> None:
    (row,) = await _run(FACT, fact=a_response(cited(KANG)))
    assert (row.is_right, row.faults) == (False, ("nothing is cited that bears the answer",))


async def test_rows_come_in_the_order_of_the_cases() -> None:
    cases = [a_case(id=f"c{number}") for number in range(9)]
    rows = await _run(*cases, **{case.id: a_response(cited(MOON)) for case in cases})
    assert [row.case.id for row in rows] == [case.id for case in cases]


async def test_no_more_are_asked_at_once_than_allowed() -> None:
    cases = [a_case(id=f"c{number}") for number in range(9)]
    service = ScriptedService(**{case.id: a_response(cited(MOON)) for case in cases})
    await run(cases, ask=service.ask, article=service.article, concurrency=3)
    assert service.most_at_once == 3


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        ({}, "nothing for fact"),
        ({"fact": {"answer": "?"}}, "outcome"),
        ({"fact": a_response(cited(MOON, article_id="a2"))}, "no article a2"),
    ],
)
async def test_what_cannot_be_judged_is_a_row_that_says_so(
    responses: dict[str, Any], said: str
) -> None:
    row, other = await _run(FACT, SPEECH, speech=a_response(cited(MOON)), **responses)
    assert row.exchange is None
    assert said in (row.failure or "")
    assert (row.is_right, other.is_right) == (False, True)


async def test_the_figures_are_those_of_the_judged_rows() -> None:
    lost = a_case(id="lost")
    rows = await _run(
        SPEECH,
        FACT,
        UNASKABLE,
        lost,
        speech=a_response(cited(MOON)),
        fact=a_response(cited(KANG)),
        none=a_response(outcome="insufficient_evidence", reason="no_evidence"),
    )
    found = figures(rows)
    assert found["right"] == pytest.approx(2 / 3)
    assert found["answerable_right"] == 0.5
    assert found["unanswerable_answered"] == 0
    assert found["wrong_speaker"] == 0
    assert found["quote_exactness"] == 1
    assert found["citation_precision"] == 0.5
    assert found["abstention_precision"] == 1
    assert found["short_answer_accuracy"] is None


async def test_names_of_other_cases_are_rivals_of_the_one_asked() -> None:
    kang = a_case(id="kang", speaker=("Kang Kyung-wha",))
    said = cited(KANG, speaker="Kang Kyung-wha")
    rows = await _run(
        SPEECH,
        kang,
        speech=a_response(cited(MOON), answer="Kang said so [1]."),
        kang=a_response(said),
    )
    assert figures(rows)["wrong_speaker"] == 0.5


def test_a_mean_is_of_what_applies() -> None:
    assert mean([None, 1, 0]) == 0.5
    assert mean([None]) is None


async def test_rows_are_grouped_by_form() -> None:
    rows = await _run(FACT, SPEECH, UNASKABLE)
    groups = by_form(rows)
    assert {form: len(group) for form, group in groups.items()} == {"who": 1, "what_said": 2}
