"""Whether a sentence has the kind of words that a question asks for."""

import pytest

from service.answer import Form
from service.fits import OTHER_COUNT, called, fit, is_of_both, may_tell_of_both, pair_of
from service.terms import terms_of


def gain(form: Form, question: str, sentence: str, *, asked: str = "") -> float | None:
    return fit(form, asked, terms_of(question), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The dam may break.",
        "The dam came days after the vote.",
        "A march to the dam was held.",
        "When did the dam break? In 1987?",
    ],
)
def test_a_sentence_without_a_date_does_not_answer_when(sentence: str) -> None:
    assert gain("when", "did the dam break", sentence) is None


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("people", "Nine barns burned; people fled."),
        ("people", "Some 65% of the people were women."),
        ("times", "Nine barns burned."),
    ],
)
def test_a_number_of_something_else_hardly_answers(asked: str, sentence: str) -> None:
    assert gain("how_many", f"{asked} fled", sentence, asked=asked) == -OTHER_COUNT


def test_without_a_number_how_many_is_not_answered() -> None:
    assert gain("how_many", "people fled", "Everyone-but-one people fled.", asked="people") is None


def test_the_name_that_is_described_as_asked_is_preferred() -> None:
    described = gain("who", "is the mayor of Malmö", "The mayor of Malmö, Bo Lindqvist, left.")
    other = gain("who", "is the mayor of Malmö", "Petra Nowak left after a row in the town hall.")
    assert described is not None
    assert other is not None
    assert described > other


@pytest.mark.parametrize(
    ("sentence", "may"),
    [("It broke because of the frost.", True), ("It broke. It was old.", False)],
)
def test_a_reason_answers_why(sentence: str, may: bool) -> None:
    assert (gain("why", "did it break", sentence) is not None) is may


@pytest.mark.parametrize("form", ["who", "when", "where", "how_many", "list"])
def test_a_question_answers_no_question(form: Form) -> None:
    asks = "Who met Petra Nowak, Bo Lindqvist and 9 others in Malmö in May 2019?"
    assert gain(form, "met them", asks, asked="others") is None


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("times have Okafor and Lindqvist met", ("Okafor", "Lindqvist")),
        ("times has Ada Okafor met Bo Lindqvist", None),
        ("times have Okafor, Brandt and Lindqvist met", None),
        (
            "times did Mayor Okafor and Bo Lindqvist meet last year",
            ("Mayor Okafor", "Bo Lindqvist"),
        ),
        ("times have the mayors Okafor and Lindqvist met", ("Okafor", "Lindqvist")),
        ("letters went between Okafor and Lindqvist", ("Okafor", "Lindqvist")),
        ("bread and butter was sold", None),
        # one that bears two names
        ("people live in Bosnia and Herzegovina", None),
        ("people in Trinidad and Tobago voted", None),
        ("shops does Marks and Spencer have", None),
        ("shops do Marks and Spencer's rivals have", None),
        # two of which each has its number
        ("people died in March and April", None),
        ("rockets were fired on Monday and Tuesday", None),
        ("trains ran between Monday and Tuesday", None),
        ("flights have Germany and France stopped", None),
    ],
)
def test_two_people_of_whom_something_is_asked_together_are_a_pair(
    question: str, pair: tuple[str, str] | None
) -> None:
    assert pair_of(question) == pair


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("Okafor and Lindqvist have met three times.", True),
        ("Lindqvist hosted Ada Okafor for their fifth talks.", True),
        ("They have met three times.", True),
        ("He has met Okafor three times.", True),
        ("Okafor and Brandt have met three times.", False),
        ("Okafor, who met Brandt three times, says he likes it.", False),
        ("The river has burst three times.", False),
        # the names stand in other sentences than the number
        ("Okafor spoke of Lindqvist. He wants a third Okafor-Brandt meeting.", False),
        ("Okafor spoke of Lindqvist. They have met three times.", True),
    ],
)
def test_a_number_asked_of_two_is_told_of_both(words: str, is_told: bool) -> None:
    around = "Talks on the dam . Okafor came to see Lindqvist."
    assert is_of_both(("Okafor", "Lindqvist"), words, around) is is_told


def test_who_is_not_named_beside_it_is_not_pointed_back_to() -> None:
    assert not is_of_both(("Okafor", "Lindqvist"), "They have met three times.", "Okafor came.")


@pytest.mark.parametrize(
    ("kind", "sentence", "name"),
    [
        ("newspaper", "The dam leaks, the Harbour Post newspaper reported.", "Harbour Post"),
        ("newspaper", "The dam leaks, a newspaper reported on Monday.", None),
        ("engineer", "The engineer Ada Okafor said the dam leaks.", "Ada Okafor"),
        ("newspaper", "", None),
    ],
)
def test_a_name_is_called_what_stands_beside_it(kind: str, sentence: str, name: str | None) -> None:
    assert called(kind, sentence) == name


@pytest.mark.parametrize("form", ["what", "what_said"])
def test_other_forms_ask_for_no_kind_of_words(form: Form) -> None:
    assert gain(form, "dam", "The dam broke.") == 0.0


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("Okafor and Lindqvist met in Malmö.", True),
        ("They met in Malmö.", True),
        ("Okafor met him in Malmö.", True),
        ("Okafor met Brandt in Malmö before she spoke.", False),
        ("Brandt met Lindqvist in Malmö.", False),
        ("The talks were in Malmö.", False),
    ],
)
def test_what_two_did_is_not_told_of_one_of_them_with_a_third(words: str, may: bool) -> None:
    assert may_tell_of_both(("Okafor", "Lindqvist"), words) is may


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("Okafor did not say where in Lund they met.", False),
        ("Okafor would not elaborate, nor say if in Lund or where they met.", False),
        ("It is still unclear whether they met in Lund.", False),
        ("It is unclear why. They met in Lund.", True),
        ("They met in Lund, not in the hall where they eat.", True),
        ("Okafor said they met in Lund.", True),
    ],
)
def test_what_nobody_would_say_answers_nothing(sentence: str, may: bool) -> None:
    assert (gain("where", "did they meet", sentence) is not None) is may
