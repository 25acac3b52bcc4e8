from service.terms import RELATED, Stems, terms_of
from service.words import stems_of


def test_terms_are_the_words_that_carry_content() -> None:
    assert [term.text for term in terms_of("what was said about the Hanoi summit")] == [
        "Hanoi",
        "summit",
    ]


def test_a_place_of_two_words_is_one_term() -> None:
    assert [term.text for term in terms_of("sanctions on North Korea")] == [
        "sanctions",
        "North Korea",
    ]


def test_a_term_named_twice_is_one_term() -> None:
    assert [term.text for term in terms_of("letters and the letter")] == ["letters"]


def test_a_capital_is_met_by_its_country() -> None:
    (hanoi,) = terms_of("Hanoi")
    assert Stems(stems_of("the Vietnam summit")).match(hanoi) == RELATED


def test_a_capital_is_not_met_by_another_country() -> None:
    (hanoi,) = terms_of("Hanoi")
    assert Stems(stems_of("the Singapore summit")).match(hanoi) == 0


def test_a_term_is_met_by_whole_words_only() -> None:
    (term,) = terms_of("art")
    assert Stems(stems_of("he started early")).match(term) == 0
