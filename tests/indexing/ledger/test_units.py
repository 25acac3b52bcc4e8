"""Sentences as the parser is given them, and the way back to the article."""

from hypothesis import given
from hypothesis import strategies as st

from indexing.ledger.quotations import find_quotations
from indexing.ledger.units import Unit, units_of, worth_parsing
from indexing.sentences import sentence_spans


def units(text: str) -> list[Unit]:
    return units_of(text, sentence_spans(text), find_quotations(text))


def test_a_whole_quotation_is_put_out_of_the_way() -> None:
    (unit,) = units("“We won. We really did,” Keller said.")
    assert unit.skeleton == '"It is true," Keller said.'


def test_woven_in_words_stay() -> None:
    (unit,) = units("Keller called it “beautiful” again.")
    assert unit.skeleton == 'Keller called it "beautiful" again.'


def test_a_stand_in_is_the_whole_quotation_in_the_article() -> None:
    text = "“We won. We really did,” Keller said."
    (unit,) = units(text)
    assert unit.to_article(3, 5).of(text) == "“We won. We really did,”"


def test_a_place_behind_a_stand_in_is_found_again() -> None:
    text = "“We won. We really did,” Keller said."
    (unit,) = units(text)
    at = unit.skeleton.index("Keller")
    assert unit.to_article(at, at + 6).of(text) == "Keller"


def test_a_question_mark_does_not_part_a_quotation_from_its_speaker() -> None:
    assert len(units("“Would that be so?” Hannity pressed.")) == 1


def test_only_what_may_attribute_is_parsed() -> None:
    text = "It rained all day. Keller said it was late. The roof fell in."
    assert [unit.span.of(text) for unit in worth_parsing(units(text))] == [
        "Keller said it was late."
    ]


def test_a_sentence_that_leads_up_to_a_quotation_is_parsed() -> None:
    text = "Keller was blunt. “We are late.”"
    assert [unit.span.of(text) for unit in worth_parsing(units(text))] == ["Keller was blunt."]


@given(st.text(alphabet="“”\"' ,.?!:Aab\n-", max_size=80))
def test_units_are_in_order_and_every_piece_leads_back(text: str) -> None:
    end = 0
    for unit in units(text):
        assert end <= unit.span.start < unit.span.end <= len(text)
        end = unit.span.end
        for at in range(len(unit.skeleton)):
            place = unit.to_article(at, at + 1)
            assert unit.span.start <= place.start <= place.end <= unit.span.end
