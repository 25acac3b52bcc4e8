"""PolNeAR's scoring, on rows made up here."""

from typing import Any

import pytest

from evals.bench.asking import Asked
from evals.bench.polnear import judge
from evals.bench.sets import BenchQuestion
from evals.exchange import Citation, Reply


def asked(kind: str, reply: Reply | None, **meta: Any) -> Asked:
    gold = meta.pop("gold", ["Maria Keller", "Keller"])
    question = BenchQuestion(
        id="q", group="d", type=kind, question="?", gold_answers=tuple(gold), meta=meta
    )
    return Asked(question, reply, None if reply else "422")


def reply(answer: str, short: str | None = None, quotes: tuple[str, ...] = ()) -> Reply:
    citations = tuple(Citation(article_id="d", start=0, end=len(q), quote=q) for q in quotes)
    return Reply(outcome="answered", answer=answer, short_answer=short, citations=citations)


@pytest.mark.parametrize(
    ("named", "verdict"),
    [
        ("Maria Keller", "right"),
        ("Keller", "right"),
        ("Tom Reyes", "misattributed"),
        ("Ann Fox", "other name"),
    ],
)
def test_who_said(named: str, verdict: str) -> None:
    row = asked("who_said", reply("“It holds,” she said [1].", named), other_sources=["Tom Reyes"])
    assert judge([row]).verdicts[0].verdict == verdict


@pytest.mark.parametrize(
    ("named", "gold", "other", "verdict"),
    [
        ("Keller", ["Maria Keller"], "Keller", "misattributed"),
        ("Keller", ["Maria Keller"], "Tom Keller", "misattributed"),
        ("Keller", ["Maria Keller", "Keller"], "Tom Keller", "right"),
        ("Maria Keller", ["Maria Keller"], "Keller", "right"),
        ("Tom Keller", ["Keller"], "Tom Keller", "misattributed"),
    ],
)
def test_a_name_that_two_sources_bear_is_the_nearer_ones(
    named: str, gold: list[str], other: str, verdict: str
) -> None:
    row = asked("who_said", reply("X said so [1].", named), gold=gold, other_sources=[other])
    assert judge([row]).verdicts[0].verdict == verdict


@pytest.mark.parametrize(("short", "score"), [("yes", 0.0), ("no", 1.0), (None, 0.0)])
def test_did_say(short: str | None, score: float) -> None:
    row = asked("did_say", reply("Reyes said so [1].", short), truth="no")
    assert judge([row]).verdicts[0].score == score


def test_what_said_counts_contents_given_and_words_of_others() -> None:
    row = asked(
        "what_said",
        reply("Keller said the dam would hold.", quotes=("Go home, all of you, Reyes said.",)),
        gold=["the dam would hold", "rain is not expected before the winter"],
        others_said=[
            {"source": "Reyes", "content": "Go home, all of you"},
            {"source": "she", "content": "Go home, all of you"},
            {"source": "Fox", "content": "the dam would hold"},
        ],
    )
    verdict = judge([row]).verdicts[0]
    assert verdict.score == 0.5
    assert verdict.scores == {"wrongly": 1.0, "wrongly_with_pronouns": 1.0}


@pytest.mark.parametrize("kind", ["who_said", "did_say", "what_said"])
def test_a_question_that_failed_is_in_no_figure(kind: str) -> None:
    result = judge([asked(kind, None, truth="yes")])
    assert [(each.verdict, each.score) for each in result.failed] == [("failed", None)]
    assert {figure.value for figure in result.figures} == {None}
