"""The news quiz's scoring, on rows made up here."""

from typing import Any

import pytest

from evals.bench.asking import Asked
from evals.bench.realtimeqa import HELD, TWINS, judge, normal
from evals.exchange import Reply
from tests.evals.bench.rows import ABSTAINED, answered, asked, figure, values

CHOICES = ["Lisbon", "Porto", "Faro", "Lagos"]


def quiz(reply: Reply | None, *passages: str, held: bool = True, **fields: Any) -> Asked:
    known = {
        "type": "news_quiz",
        "gold_answers": ["Porto"],
        "choices": CHOICES,
        "answer_index": [1],
        "meta": {"support": HELD if held else "none found"},
    }
    return asked(reply, *passages, **{**known, **fields})


def twin(reply: Reply | None, *passages: str, none_is_right: bool) -> Asked:
    choices = ["Lisbon", "Faro" if none_is_right else "Porto", "Lagos", "None of the above"]
    return quiz(
        reply,
        *passages,
        type=TWINS,
        choices=choices,
        answer_index=[3 if none_is_right else 1],
        meta={"support": HELD, "none_is_right": none_is_right},
    )


def test_text_is_compared_without_case_and_punctuation() -> None:
    assert normal("The “Porto”—Lisbon line, re-opened!") == "the porto lisbon line re opened"


@pytest.mark.parametrize(("place", "held"), [(1, (1, 1, 1)), (4, (0, 1, 1)), (9, (0, 0, 1))])
def test_the_answer_is_looked_for_in_the_first_passages(
    place: int, held: tuple[int, int, int]
) -> None:
    passages = ["rain"] * (place - 1) + ["It is in Porto now."]
    found = values(judge([quiz(ABSTAINED, *passages)]))
    assert tuple(found[f"held: in the top {k}"] for k in (1, 5, 10)) == held


def test_the_answer_has_to_stand_in_the_first_words_of_what_is_answered() -> None:
    long = " ".join(["rain"] * 60) + " Porto"
    result = judge([quiz(answered("In Porto [1].")), quiz(answered(long))])
    assert [v.verdict for v in result.verdicts] == ["right", "wrong"]
    assert values(result)["held: in the answer"] == 0.5


def test_free_text_is_the_short_answer_or_else_the_whole() -> None:
    rows = [quiz(answered("It is in Porto.", short="Porto")), quiz(answered("Porto!"))]
    assert values(judge(rows))["all: free text, exact"] == 1.0
    assert values(judge([quiz(answered("It is in Porto."))]))["all: free text, F1"] == 0.4
    assert values(judge([quiz(ABSTAINED)]))["all: free text, F1"] == 0.0


def test_what_the_archive_does_not_hold_is_to_be_abstained_from() -> None:
    rows = [quiz(ABSTAINED, held=False), quiz(answered("Porto."), held=False)]
    result = judge(rows)
    assert values(result)["not held: abstained"] == 0.5
    assert [v.verdict for v in result.verdicts] == ["abstained", "answered all the same"]


def test_the_choice_is_what_answer_and_passages_bear() -> None:
    rows = [quiz(ABSTAINED, "Porto"), quiz(ABSTAINED, "Lisbon"), quiz(ABSTAINED, held=False)]
    assert values(judge(rows))["all: choice"] == pytest.approx(1 / 3)
    assert values(judge(rows))["held: choice"] == 0.5


def test_twins_are_judged_by_their_choice_alone() -> None:
    rows = [
        twin(answered("Porto."), none_is_right=True),
        twin(answered("Porto."), none_is_right=False),
        twin(ABSTAINED, "Lisbon", none_is_right=True),
    ]
    found = values(judge(rows))
    assert found["twins: choice"] == pytest.approx(2 / 3)
    assert found["twins, none is right: choice"] == 0.5
    assert found["twins, another is right: choice"] == 1.0
    assert figure(judge(rows), "all: choice").count == 0


def test_a_failed_question_is_in_no_figure() -> None:
    result = judge([quiz(None), quiz(None, held=False), quiz(None, type=TWINS)])
    assert [v.verdict for v in result.failed] == ["failed"] * 3
    assert set(values(result).values()) == {None}


def test_markers_are_no_words_of_an_answer() -> None:
    row = quiz(
        answered("It rained all day [1]."),
        gold_answers=["1"],
        choices=["1", "2", "3", "5"],
        answer_index=[0],
    )
    found = values(judge([row]))
    assert (found["held: in the answer"], found["held: choice"]) == (0.0, 0.0)
    assert found["all: free text, F1"] == 0.0


@pytest.mark.parametrize("none_is_right", [True, False])
def test_a_failed_twin_is_in_no_figure(none_is_right: bool) -> None:
    result = judge([twin(None, none_is_right=none_is_right)])
    assert set(values(result).values()) == {None}
    assert [(v.verdict, v.score) for v in result.verdicts] == [("failed", None)]


def test_others_figures_stand_beside_ours() -> None:
    result = judge([quiz(ABSTAINED)])
    assert dict(figure(result, "all: choice").published)["GPT-5.3 + Google"] == 0.734
    assert dict(figure(result, "held: in the top 5").published) == {"plain BM25": 0.744}
