"""What is denied or hedged, and what a claim makes of it."""

import pytest

from service.support.assertion import denied_otherwise, hedged_less, unconditional
from service.support.grounds import Cited, Grounds


@pytest.mark.parametrize(
    ("told", "claim", "word"),
    [
        ("The dam did not leak.", "The dam leaked.", "not"),
        ("The dam leaked.", "The dam did not leak.", "not"),
        ("The dam never leaked at night.", "The dam did not leak at night.", None),
        ("No agreement was reached in Hanoi.", "An agreement was reached in Hanoi.", "No"),
        ("He denied that the dam leaks.", "The dam leaks, he said.", "denied"),
        ("He declined to open the dam.", "He opened the dam.", "declined"),
        ("He refused to open the dam.", "He would not open the dam.", None),
        ("He did not deny that the dam leaks.", "He said the dam leaks.", None),
        ("It is wrong that the dam leaks.", "The dam leaks.", "wrong"),
        ("The dam leaks, but the road does not flood.", "The dam leaks.", None),
        ("The dam leaks, but the road does not flood.", "The road floods.", "not"),
        ("The dam leaks. The dam does not leak at night.", "The dam leaks.", None),
        ("“It leaks at night; I'm not afraid,” he said.", "He was afraid.", "not"),
        ("The dam leaks at night.", "The dam lacks a roof.", "lacks"),
        ("Not only the dam leaks.", "The dam leaks.", None),
        ("The talks failed to end the war.", "The talks ended the war.", "failed"),
        ("The talks failed to end the war.", "The talks did not end the war.", None),
    ],
)
def test_a_denial_is_neither_added_nor_dropped(told: str, claim: str, word: str | None) -> None:
    assert denied_otherwise(claim, Grounds([Cited(told)])) == word


@pytest.mark.parametrize(
    ("told", "claim", "word"),
    [
        ("The dam may leak.", "The dam leaks.", "may"),
        ("The dam may leak.", "The dam will leak.", "may"),
        ("The dam may leak.", "The dam could leak.", None),
        ("The dam could leak.", "The dam would leak.", "could"),
        ("She said she would visit the dam.", "She visited the dam.", "would"),
        ("She said she will visit the dam.", "She said she would visit the dam.", None),
        ("She hopes to visit the dam.", "She will visit the dam.", "hopes"),
        ("She hopes to visit the dam.", "She hopes for a visit to the dam.", None),
        ("She promised to visit the dam.", "She said she would visit the dam.", None),
        ("She promised to visit the dam.", "She visited the dam.", "promised"),
        ("He allegedly stole the letter.", "He stole the letter.", "allegedly"),
        ("He reportedly stole the letter.", "He allegedly stole the letter.", None),
        ("Talks start if sanctions are eased.", "Sanctions are eased.", "if"),
        ("The dam suggested itself.", "The dam was there.", None),
        ("The dam leaks.", "The dam may leak.", None),
        ("In May the dam leaked.", "The dam leaked.", None),
        ("The dam may leak. The dam leaks already.", "The dam leaks.", None),
        ("He declined to comment on the dam.", "He did not comment on the dam.", None),
        ("It could be too much to expect a visit.", "It is too much to expect a visit.", "could"),
        ("It could be too much to expect.", "A visit could be too much to expect.", None),
    ],
)
def test_a_hedge_is_not_dropped(told: str, claim: str, word: str | None) -> None:
    assert hedged_less(claim, Grounds([Cited(told)])) == word


def test_nothing_denies_or_hedges_nothing() -> None:
    assert denied_otherwise("The dam leaks.", Grounds([])) is None
    assert hedged_less("The dam leaks.", Grounds([])) is None


@pytest.mark.parametrize(
    ("told", "claim", "word"),
    [
        ("The dam will open if the council agrees.", "The dam will open.", "if"),
        ("The dam will open if the council agrees.", "It will open if the council agrees.", None),
        ("It can open “at a moment's notice” if asked to.", "It opens at a moment's notice.", "if"),
        ("He asked if the dam will open.", "The dam will open.", None),
        ("“We will not open the dam until the rain stops.”", "We will not open the dam.", "until"),
        ("The dam stayed open until May.", "The dam stayed open.", None),
        ("The dam leaks, and will open if the council agrees.", "The dam leaks.", None),
    ],
)
def test_a_condition_is_not_dropped(told: str, claim: str, word: str | None) -> None:
    assert unconditional(claim, Grounds([Cited(told)])) == word
