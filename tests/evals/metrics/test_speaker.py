import pytest

from evals.metrics.right import faults
from evals.metrics.speaker import Rivals, is_one_of, rivals_of, told_of_others, wrong_speaker
from tests.evals.exchanges import KANG, MOON, SOURCE, a_case, an_exchange, cited

ASKED = ("Moon Jae-in",)
JAPAN = "Trump was in Japan."
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
    assert wrong_speaker(exchange, rivals=Rivals(RIVALS)) == 0


def test_one_citation_of_somebody_else_is_wrong() -> None:
    strange = cited(KANG, speaker="Kang Kyung-wha")
    assert wrong_speaker(an_exchange(a_case(speaker=ASKED), cited(MOON), strange)) == 1


def test_a_citation_without_a_speaker_is_not_of_the_one_asked_about() -> None:
    exchange = an_exchange(a_case(speaker=ASKED), cited(MOON), cited(MOON, speaker=None))
    assert wrong_speaker(exchange) == 1


def test_an_attribution_in_the_answer_alone_is_wrong() -> None:
    exchange = an_exchange(a_case(speaker=ASKED), cited(MOON), answer="Kang said no [1].")
    assert wrong_speaker(exchange, rivals=Rivals(RIVALS)) == 1


def test_other_questions_and_abstentions_are_not_judged() -> None:
    fact = an_exchange(a_case(), cited(KANG, speaker="Kang Kyung-wha"))
    silent = an_exchange(a_case(speaker=ASKED), cited(KANG), outcome="insufficient_evidence")
    assert (wrong_speaker(fact), wrong_speaker(silent)) == (None, None)


SAID = (
    a_case(id="moon", speaker=ASKED),
    a_case(id="kang", speaker=("Kang Kyung-wha",), contexts=({"source": SOURCE, "quote": KANG},)),
    a_case(id="fact", contexts=({"source": SOURCE, "quote": JAPAN},)),
)


def test_everybody_asked_for_is_a_rival_of_the_others() -> None:
    rivals = rivals_of(SAID)
    assert rivals.names == ("Kang Kyung-wha", "Moon Jae-in")
    assert [each.context.quote for each in rivals.words] == [MOON, KANG]


@pytest.mark.parametrize(
    ("words", "speaker", "wrong"),
    [
        (KANG, "Moon Jae In", 1.0),  # the reply calls them Moon's, another case does not
        (KANG, "Kang Kyung-wha", 1.0),
        (MOON, "Moon Jae In", 0.0),
        (JAPAN, "Moon Jae In", 0.0),  # nobody asks who said that
    ],
)
def test_words_that_answer_for_another_speaker_are_not_the_ones_asked_for(
    words: str, speaker: str, wrong: float
) -> None:
    case = a_case(id="other", speaker=ASKED, contexts=(), reference="So.")
    exchange = an_exchange(case, cited(words, speaker=speaker), answer="He said so [1].")
    assert wrong_speaker(exchange, rivals=rivals_of(SAID)) == wrong
    said = "cites what Kang Kyung-wha said"
    assert (said in faults(exchange, rivals=rivals_of(SAID))) is (words == KANG)


def test_words_that_two_cases_expect_of_two_speakers_are_either_ones() -> None:
    kang = a_case(id="kang", speaker=("Kang Kyung-wha",))
    exchange = an_exchange(a_case(speaker=ASKED), cited(MOON))
    assert wrong_speaker(exchange, rivals=rivals_of([kang])) == 0
    exchange = an_exchange(
        a_case(speaker=("Moon Jae-in",), contexts=(), reference="So."), cited(MOON)
    )
    assert wrong_speaker(exchange, rivals=rivals_of([kang, *SAID])) == 0


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
