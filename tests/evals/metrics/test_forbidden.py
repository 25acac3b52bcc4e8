import pytest

from evals.metrics.forbidden import forbidden_words, told_forbidden
from evals.metrics.right import faults
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited, not_to_answer

CASE = a_case(forbidden=("will bomb",))
ABSENT = not_to_answer(question="Did Moon say he will bomb it?", forbidden=("will bomb", "Kang"))
SILENT = {"outcome": "insufficient_evidence", "reason": "no_evidence"}


def test_a_reply_without_the_words_keeps_the_rule() -> None:
    assert forbidden_words(an_exchange(CASE, cited(MOON), answer="Moon said so [1].")) == 0


def test_where_nothing_is_forbidden_it_does_not_apply() -> None:
    assert forbidden_words(an_exchange(a_case(), cited(MOON), answer="He will bomb it.")) is None


@pytest.mark.parametrize(
    "told",
    [
        {"answer": "He “WILL bomb” it [1]."},
        {"answer": "He will bo\u200bmb it [1]."},
        {"answer": "", "short_answer": "He will bomb"},
        {"answer": "", "claims": [{"text": "He will bomb it.", "citations": [1]}]},
    ],
)
def test_the_words_are_found_wherever_they_are_told(told: dict[str, object]) -> None:
    assert forbidden_words(an_exchange(CASE, cited(MOON), **told)) == 1


def test_other_words_with_the_same_beginning_are_others() -> None:
    assert forbidden_words(an_exchange(CASE, cited(MOON), answer="He will bombard us [1].")) == 0


def test_a_citation_must_not_give_them_as_somebodys_words() -> None:
    case = a_case(forbidden=("too much",))
    assert forbidden_words(an_exchange(case, cited(KANG), answer="So [1].")) == 1
    assert forbidden_words(an_exchange(case, cited(KANG, speaker=None), answer="So [1].")) == 0


def test_to_say_what_is_missing_the_question_may_be_repeated() -> None:
    silent = an_exchange(ABSENT, **SILENT, answer="Nothing on “he will bomb it”.")
    assert told_forbidden(silent) == ()
    answered = an_exchange(ABSENT, answer="He will bomb it.")
    assert told_forbidden(answered) == ("will bomb",)


def test_what_the_question_has_not_is_forbidden_without_an_answer_too() -> None:
    reply = an_exchange(ABSENT, **SILENT, answer="Ask Kang.")
    assert told_forbidden(reply) == ("Kang",)
    assert faults(reply) == ("it tells “Kang”",)
