"""What may be made of a sentence: fewer words, in their order, and who said them."""

import pytest

from indexing.article import Span
from service.support.drawn import parts_of, undrawn

VOTED = "Senator Clinton voted against the war in Iraq in 2002, and Obama praised her."
MOVED = "The troops moved from Iraq to Syria on Monday."
SENT = "Trump sent Kim a letter on Monday."
BLAST = "The blast killed three soldiers and wounded 12 civilians."
SIGNED = "The agreement was almost signed in Hanoi."
RESIGNED = "A spokesman for Moon resigned, and Moon's lawyer fled."


def _undrawn(text: str, *told: str) -> str | None:
    return undrawn(parts_of(text, (), frozenset()), told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Clinton voted against the war in Iraq.", VOTED),
        ("In 2002, Senator Clinton voted against the war.", VOTED),
        ("The troops moved to Syria on Monday.", MOVED),
        ("The troops were moved from Iraq.", "The troops were being moved from Iraq."),
        ("The blast killed 3 soldiers and wounded twelve civilians.", BLAST),
        ("He will sign the bill.", "I will sign the bill."),
        ("They sign their bill.", "We sign our bill."),
        ("It was signed on January 12.", "It was signed on 12 January."),
        ("It cost 5 percent.", "It cost 5%."),
        ("The United States left.", "The United States left."),
        ("He left. She stayed.", "She stayed. He left."),
    ],
)
def test_words_that_stand_there_in_their_order_are_drawn(text: str, told: str) -> None:
    sentences = told.replace(". ", ".|").split("|")
    assert _undrawn(text, *sentences) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Clinton voted for the war in Iraq in 2002.", VOTED),
        ("Clinton voted the war in Iraq.", VOTED),
        ("Obama voted against the war.", VOTED),
        ("The troops moved from Syria to Iraq.", MOVED),
        ("The troops moved from Syria.", MOVED),
        ("Kim sent Trump a letter.", SENT),
        ("A letter sent Trump.", SENT),
        ("The blast killed 12 soldiers and wounded 3 civilians.", BLAST),
        ("The blast killed 3 civilians.", BLAST),
        ("The blast killed one soldier.", BLAST),
        ("The agreement was signed in Hanoi.", SIGNED),
        ("The agreement was secretly signed in Hanoi.", SIGNED),
        ("Moon resigned.", RESIGNED),
        ("Moon fled.", RESIGNED),
        ("The repairs cost under 300 dollars.", "The repairs cost over 300 dollars."),
        ("The repairs cost 300 dollars.", "The repairs cost over 300 dollars."),
        ("The repairs cost €300.", "The repairs cost $300."),
        ("A million people marched.", "A thousand people marched."),
        ("He left after the vote.", "He left before the vote."),
        ("All officials resigned.", "Some officials resigned."),
        ("Lawmakers support the plan.", "Few lawmakers support the plan."),
        ("He supports the plan.", "He hardly supports the plan."),
        ("More than 300 were killed.", "Fewer than 300 were killed."),
        ("Kim will come.", "Moon doubted that Kim will come."),
        ("The mayor took 5 million.", "The mayor was accused of taking 5 million."),
        ("The senator was accused.", "The senator was falsely accused."),
        ("The mayor was convicted of theft.", "The mayor was acquitted of theft."),
        ("Kim was accused.", "Kim accused the mayor."),
        ("Kim accused.", "Kim was accused."),
        ("She met Kim.", "He met Kim."),
        ("They stole it.", "He stole it."),
        ("You will sign it.", "I will sign it."),
        ("Trump lied.", "The Trump adviser lied."),
        ("He said it. she lied.", "He said it."),
        ("The plane crashed in Moscow.", "The plane crashed in Russia."),
        ("Kim met Xi and fired the general.", "Kim met Xi.|Trump fired the general."),
    ],
)
def test_what_turns_the_words_round_is_not_drawn(text: str, told: str) -> None:
    assert _undrawn(text, *told.split("|"))


def test_who_speaks_and_what_is_said_may_change_places() -> None:
    text, told = "Kang told the panel that it failed.", "“It failed,” Kang told the panel."
    said = text.index("it failed")
    assert undrawn(parts_of(text, (), frozenset()), [told])
    parts = parts_of(text, (Span(said, said + len("it failed")),), frozenset({"kang"}))
    assert undrawn(parts, [told]) is None


def test_the_word_that_is_out_of_place_is_named() -> None:
    assert _undrawn("The troops secretly moved to Syria.", MOVED) == "secretly"
