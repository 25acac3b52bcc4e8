"""SQuAD's and TimeQA's scoring, on rows made up here."""

import pytest

from evals.bench.asking import Asked
from evals.bench.squad import holds, judge_squad, judge_timeqa, normal, token_f1
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


def test_all_answers_count_where_the_set_has_more() -> None:
    row = has(answered("X.", "Bo won."), "Ada", meta={"all_answers": ["Ada", "Bo"]})
    assert judge_squad([row]).verdicts[0].verdict == "right"


def test_an_answer_to_what_has_none_is_wrong_and_abstaining_is_right() -> None:
    rows = [asked(answered("Ada."), answerable=False), asked(ABSTAINED, answerable=False)]
    result = judge_squad(rows)
    assert [v.verdict for v in result.verdicts] == ["answered all the same", "abstained"]
    assert values(result)["has none: abstained"] == 0.5
    assert values(result)["short answer, exact"] == 0.5


def test_a_failed_question_scores_nothing_on_either_side() -> None:
    rows = [asked(None, answerable=False), has(None, "Ada")]
    result = judge_squad(rows)
    assert [v.verdict for v in result.verdicts] == ["failed", "failed"]
    assert values(result)["has none: abstained"] == 0.0
    assert values(result)["has an answer: gold in cited words"] == 0.0


def test_others_figures_stand_beside_ours() -> None:
    squad, timeqa = judge_squad([has(ABSTAINED, "Ada")]), judge_timeqa([has(ABSTAINED, "Ada")])
    assert dict(figure(squad, "short answer, F1").published) == {"people": 0.895}
    assert dict(figure(timeqa, "short answer, F1").published)["people, hard split"] == 0.87
