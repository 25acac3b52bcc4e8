import pytest

from evals.metrics.rouge import rouge_l
from tests.evals.exchanges import a_case, an_exchange

REFERENCE = "police killed the gunman"


@pytest.mark.parametrize(
    ("answer", "score"),
    [  # Lin's own examples, with beta = 1
        ("Police kill the gunman [1].", 3 / 4),
        ("The gunman kill police.", 2 / 4),
        ("the gunman police killed", 2 / 4),
        ("Police killed the gunman, Kim said", 2 * 4 / (6 + 4)),
        ("Nobody sang", 0),
        ("", 0),
    ],
)
def test_the_longest_common_sequence_of_words_counts(answer: str, score: float) -> None:
    assert rouge_l(an_exchange(a_case(reference=REFERENCE), answer=answer)) == score


def test_words_in_other_letters_count() -> None:
    exchange = an_exchange(a_case(reference="문재인 met Kim"), answer="문재인 met Trump")
    assert rouge_l(exchange) == pytest.approx(2 / 3)


def test_without_a_reference_or_an_answer_there_is_nothing_to_compare() -> None:
    silent = an_exchange(a_case(reference=REFERENCE), outcome="insufficient_evidence")
    assert (rouge_l(silent), rouge_l(an_exchange(a_case(), answer="police"))) == (None, None)
