from typing import Any

import pytest

from evals.errors import MetricFailed
from evals.exchange import Exchange
from evals.judged.judge import open_judge
from evals.judged.registry import judged
from evals.metrics.metric import Metric
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited
from tests.evals.judged.judges import Answers, Reply, ScriptedJudge, serving
from tests.fakes import HashEmbedding

REFERENCE = "Moon does not think that the summit failed."
ANSWER = "Moon “doesn't see the Vietnam summit as a failure” [1]."
CASE = a_case(reference=REFERENCE)
ANSWERED = an_exchange(CASE, cited(MOON), cited(KANG), answer=ANSWER)


async def _scores(exchange: Exchange, *metrics: Metric) -> dict[str, float | None]:
    return {metric.name: await metric.measure(exchange) for metric in metrics}


async def test_all_of_an_answer_is_judged() -> None:
    judge = ScriptedJudge(0.5)
    metrics = judged(judge)
    assert await _scores(ANSWERED, *metrics) == dict.fromkeys(
        (
            "faithfulness",
            "answer_relevancy",
            "factual_correctness",
            "context_precision",
            "context_recall",
        ),
        0.5,
    )
    assert {metric.kind for metric in metrics} == {"judged"}
    shown = dict(judge.asked)
    assert shown["FactualCorrectness"] == {
        "response": "Moon “doesn't see the Vietnam summit as a failure”.",
        "reference": REFERENCE,
    }
    assert shown["ContextRecall"]["retrieved_contexts"] == [MOON, f"{MOON} {KANG}"]


async def test_an_abstention_is_not_judged() -> None:
    judge = ScriptedJudge()
    silent = an_exchange(CASE, cited(MOON), answer="Nobody sang.", outcome="insufficient_evidence")
    assert set((await _scores(silent, *judged(judge, embedder=HashEmbedding()))).values()) == {None}
    assert judge.asked == []


async def test_without_a_reference_what_compares_with_it_does_not_apply() -> None:
    scores = await _scores(
        an_exchange(a_case(), cited(MOON), answer=ANSWER),
        *judged(ScriptedJudge(), embedder=HashEmbedding()),
    )
    assert {name for name, score in scores.items() if score is None} == {
        "factual_correctness",
        "context_precision",
        "context_recall",
    }


async def test_an_answer_that_cites_nothing_is_borne_by_nothing() -> None:
    judge = ScriptedJudge()
    scores = await _scores(
        an_exchange(CASE, answer=ANSWER), *judged(judge, embedder=HashEmbedding())
    )
    assert (scores["faithfulness"], scores["context_recall"]) == (0, 0)
    assert scores["context_precision"] is None
    assert {metric for metric, _ in judge.asked} == {"AnswerRelevancy", "FactualCorrectness"}


def _verdicts(*verdicts: int) -> dict[str, Any]:
    return {
        "statements": [
            {"statement": "a", "reason": "b", "verdict": verdict} for verdict in verdicts
        ]
    }


def _attributed(*attributed: int) -> dict[str, Any]:
    said = {"statement": "a", "reason": "b"}
    return {"classifications": [{**said, "attributed": each} for each in attributed]}


REPLIES = {
    "StatementGeneratorOutput": {"statements": ["a", "b", "c", "d"]},
    "ClaimDecompositionOutput": {"claims": ["a", "b", "c", "d"]},
    "NLIStatementOutput": _verdicts(1, 1, 1, 0),
    "ContextPrecisionOutput": {"reason": "", "verdict": 1},
    "ContextRecallOutput": _attributed(1, 0),
    "AnswerRelevanceOutput": {"question": "What did Moon say?", "noncommittal": 0},
}


async def _by(answers: Answers, name: str) -> float | None:
    with serving(answers) as server:
        async with open_judge(server.environ) as judge:
            assert judge
            (metric,) = [
                metric for metric in judged(judge, embedder=HashEmbedding()) if metric.name == name
            ]
            return await metric.measure(ANSWERED)


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("faithfulness", 0.75),
        ("factual_correctness", 0.75),
        ("context_precision", 1),
        ("context_recall", 0.5),
        ("answer_relevancy", 1),
    ],
)
async def test_what_the_judge_says_becomes_the_score(name: str, score: float) -> None:
    assert await _by(REPLIES, name) == pytest.approx(score, abs=1e-6)


async def test_the_first_citations_weigh_most() -> None:
    verdicts = iter([0, 1])
    score = await _by(
        lambda form: Reply(f'{{"reason": "", "verdict": {next(verdicts)}}}'), "context_precision"
    )
    assert score == 0.5


async def test_an_evasive_answer_is_not_relevant() -> None:
    evasive = {"question": "What did Moon say?", "noncommittal": 1}
    assert await _by({"AnswerRelevanceOutput": evasive}, "answer_relevancy") == 0


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("answer_relevancy", "AnswerRelevanceOutput", {"question": "", "noncommittal": 0}),
        ("factual_correctness", "ClaimDecompositionOutput", {"claims": []}),
        ("factual_correctness", "NLIStatementOutput", _verdicts(1)),
        ("context_precision", "ContextPrecisionOutput", {"reason": "", "verdict": 5}),
        ("context_recall", "ContextRecallOutput", _attributed(1, 3)),
        ("context_recall", "ContextRecallOutput", {"classifications": []}),
    ],
)
async def test_what_ragas_would_take_for_a_score_is_a_failed_judgment(
    name: str, form: str, said: dict[str, Any]
) -> None:
    with pytest.raises(MetricFailed, match="the judge"):
        await _by({**REPLIES, form: said}, name)
