import pytest

from evals.metrics.speaker import is_one_of, told_of_others, wrong_speaker
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited

ASKED = ("Moon Jae-in",)
RIVALS = ("Kang Kyung-wha", "Kim Jong-un", "Foreign Ministry", "Moon Jae-in", "Kim Yong Chol")


@pytest.mark.parametrize(
    ("name", "is_same"),
    [
        ("Moon Jae In", True),
        ("South Korean President Moon Jae-in", True),
        ("MOON JAE IN’s", True),
        ("Moon", False),
        ("Kang Kyung-wha", False),
        ("", False),
    ],
)
def test_a_name_is_the_same_whatever_its_title_and_spelling(name: str, is_same: bool) -> None:
    assert is_one_of(name, ASKED) is is_same


def test_an_organisation_is_known_by_its_own_words() -> None:
    assert is_one_of("North Korea's Foreign Ministry", ["Foreign Ministry"])


def test_words_of_the_one_asked_about_are_right() -> None:
    exchange = an_exchange(a_case(speaker=ASKED), cited(MOON), answer="Moon said so [1].")
    assert wrong_speaker(exchange, rivals=RIVALS) == 0


def test_one_citation_of_somebody_else_is_wrong() -> None:
    strange = cited(KANG, speaker="Kang Kyung-wha")
    assert wrong_speaker(an_exchange(a_case(speaker=ASKED), cited(MOON), strange)) == 1


def test_a_citation_without_a_speaker_is_not_of_the_one_asked_about() -> None:
    exchange = an_exchange(a_case(speaker=ASKED), cited(MOON), cited(MOON, speaker=None))
    assert wrong_speaker(exchange) == 1


def test_an_attribution_in_the_answer_alone_is_wrong() -> None:
    exchange = an_exchange(a_case(speaker=ASKED), cited(MOON), answer="Kang said no [1].")
    assert wrong_speaker(exchange, rivals=RIVALS) == 1


def test_other_questions_and_abstentions_are_not_judged() -> None:
    fact = an_exchange(a_case(), cited(KANG, speaker="Kang Kyung-wha"))
    silent = an_exchange(a_case(speaker=ASKED), cited(KANG), outcome="insufficient_evidence")
    assert (wrong_speaker(fact), wrong_speaker(silent)) == (None, None)


@pytest.mark.parametrize(
    ("answer", "rivals"),
    [
        ("Kang said it was too much to expect [1].", ("Kang Kyung-wha",)),
        ("“Too much,” said Kang [1].", ("Kang Kyung-wha",)),
        ("“Too much,” added minister Kang [1].", ("Kang Kyung-wha",)),
        ("The Foreign Ministry said no [1].", ("Foreign Ministry",)),
        ("Moon said yes [1]. Kim repeatedly said no [2].", ("Kim Jong-un", "Kim Yong Chol")),
    ],
)
def test_claims_that_tell_of_others_are_found(answer: str, rivals: tuple[str, ...]) -> None:
    assert told_of_others(answer, ASKED, RIVALS) == rivals


@pytest.mark.parametrize(
    "answer",
    [
        "Moon said Kang would come [1].",
        "He said Kang would come [1].",
        "Moon spoke of what “Kang said” [1].",
        "Kang called it hard while Moon called it a chance [1].",
        "He said in Hanoi that both were willing [1].",
        "The unkang said so [1].",
    ],
)
def test_claims_that_only_name_others_are_not(answer: str) -> None:
    assert told_of_others(answer, ASKED, RIVALS) == ()


def test_a_namesake_is_not_told_by_the_shared_surname() -> None:
    assert told_of_others("Kim said so [1].", ["Kim Jong-un"], ["Kim Yong Chol"]) == ()
