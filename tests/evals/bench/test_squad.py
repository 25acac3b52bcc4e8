"""SQuAD's and TimeQA's scoring, on rows made up here."""

import pytest

from evals.bench.asking import Asked
from evals.bench.squad import holds, judge_squad, judge_timeqa, token_f1
from evals.words import normal
from tests.evals.bench.rows import ABSTAINED, answered, asked, figure, values


def has(reply: object, *golds: str, **fields: object) -> Asked:
    return asked(reply, answerable=True, gold_answers=golds, **fields)  # type: ignore[arg-type]


def test_text_is_compared_without_case_articles_and_punctuation() -> None:
    assert normal(" The  Dam's an old one. ") == "dams old one"
    assert holds("old dam above lisbon", "dam above")
    assert not holds("old dams", "dam")


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [("dam", "dam", 1.0), ("old dam", "dam", 2 / 3), ("dam dam", "dam", 2 / 3), ("", "dam", 0.0)],
)
def test_token_f1(one: str, other: str, f1: float) -> None:
    assert token_f1(one, other) == pytest.approx(f1)


def test_gold_in_the_cited_words_is_right_whatever_the_answer() -> None:
    found = values(judge_squad([has(answered("It was Okafor.", "Ada Okafor won."), "Ada Okafor")]))
    assert found["has an answer: gold in cited words"] == 1.0
    assert found["has an answer: gold in the answer"] == 0.0


def test_the_short_answer_is_compared_with_the_nearest_gold() -> None:
    row = has(answered("Okafor.", short="the Okafor"), "Ada Okafor", "Okafor")
    assert values(judge_squad([row]))["short answer, exact"] == 1.0
    row = has(answered("Okafor.", short="Okafor"), "Ada Okafor")
    assert values(judge_squad([row]))["short answer, F1"] == pytest.approx(2 / 3)


def test_a_short_answer_counts_as_wrong_only_where_one_is_given() -> None:
    rows = [
        has(answered("Okafor.", short="Okafor"), "Ada Okafor"),
        has(answered("Bo Ek."), "Ada Okafor"),
        asked(answered("Bo Ek.", short="Bo Ek"), answerable=False),
        asked(ABSTAINED, answerable=False),
    ]
    found = judge_squad(rows)
    every = figure(found, "short answers given: words of the gold")
    assert (every.value, every.count) == (0.5, 2)
    assert figure(found, "the same, where there is an answer").value == 1.0


def test_all_answers_count_where_the_set_has_more() -> None:
    row = has(answered("X.", "Bo won."), "Ada", meta={"all_answers": ["Ada", "Bo"]})
    assert judge_squad([row]).verdicts[0].verdict == "right"


def test_an_answer_to_what_has_none_is_wrong_and_abstaining_is_right() -> None:
    rows = [asked(answered("Ada."), answerable=False), asked(ABSTAINED, answerable=False)]
    result = judge_squad(rows)
    assert [v.verdict for v in result.verdicts] == ["answered all the same", "abstained"]
    assert values(result)["has none: abstained"] == 0.5
    assert values(result)["short answer, exact"] == 0.5


def test_a_failed_question_is_in_no_figure() -> None:
    rows = [asked(None, answerable=False), has(None, "Ada")]
    judged = [asked(ABSTAINED, answerable=False), has(answered("Ada.", "Ada."), "Ada")]
    assert [v.verdict for v in judge_squad(rows).failed] == ["failed", "failed"]
    assert [f.value for f in judge_squad(rows).figures] == [None] * 7
    assert judge_squad([*rows, *judged]).figures == judge_squad(judged).figures


def test_the_interval_is_of_articles() -> None:
    rows = [
        has(answered("X.", "Ada."), "Ada" if at % 2 else "Bo", id=f"{at} {n}", group=str(at))
        for at in range(20)
        for n in range(9)
    ]
    apart = [each for each in rows if each.question.id.endswith(" 0")]
    name = "has an answer: gold in cited words"
    assert figure(judge_squad(rows), name).interval == figure(judge_squad(apart), name).interval


@pytest.mark.parametrize(("gold", "right"), [("1", 0.0), ("porto", 1.0), ("rained all day", 1.0)])
def test_markers_are_no_words_of_an_answer(gold: str, right: float) -> None:
    row = has(answered("In Porto it rained all [1] day [2]."), gold)
    assert values(judge_squad([row]))["has an answer: gold in the answer"] == right


def test_others_figures_stand_beside_ours() -> None:
    squad, timeqa = judge_squad([has(ABSTAINED, "Ada")]), judge_timeqa([has(ABSTAINED, "Ada")])
    assert dict(figure(squad, "short answer, F1").published) == {"people": 0.895}
    assert dict(figure(timeqa, "short answer, F1").published)["people, hard split"] == 0.87
