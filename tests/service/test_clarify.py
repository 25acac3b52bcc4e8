"""Asking back."""

from datetime import date
from typing import Any

import pytest

from service.answer import Interpretation, Person
from service.clarify import CHOICES_MOST, clarify
from service.headline import Headline
from service.rerank import Weighed
from tests.service.newsroom import Remark, a_person, asked_of, heard, weighed

ADA, OTTO = a_person("Ada Brandt"), a_person("Otto Brandt")


def said(*people: Person) -> list[Weighed]:
    return [
        weighed(heard(Remark("Brandt said it leaks.", person.name, "Brandt"))) for person in people
    ]


def test_a_clear_question_is_answered() -> None:
    assert clarify(asked_of(ADA), said(ADA)) is None


def test_namesakes_who_both_spoke_of_it_are_to_be_chosen_from() -> None:
    unclear = clarify(asked_of(ADA, OTTO), said(ADA, OTTO))
    assert unclear is not None
    assert unclear.reason == "ambiguous_speaker"
    assert "Ada Brandt or Otto Brandt" in unclear.text
    assert unclear.choices == ("Ada Brandt", "Otto Brandt")


def test_a_namesake_who_did_not_speak_of_it_is_no_choice() -> None:
    assert clarify(asked_of(ADA, OTTO), said(OTTO)) is None


def test_a_crowd_of_namesakes_is_not_listed_whole() -> None:
    crowd = [a_person(f"{name} Brandt") for name in "Ada Bo Cy Dora Emil Finn Greta".split()]
    unclear = clarify(asked_of(*crowd), said(*crowd))
    assert unclear is not None
    assert unclear.text.count("Brandt") == CHOICES_MOST


@pytest.mark.parametrize("pronoun", ["he", "She", "they", "Her"])
def test_a_pronoun_without_a_name_before_it_asks_who(pronoun: str) -> None:
    unclear = clarify(Interpretation("what_said", "dam", pronoun), [])
    assert unclear is not None
    assert unclear.reason == "ambiguous_speaker"
    assert pronoun in unclear.text


def test_a_question_about_nothing_asks_about_what() -> None:
    unclear = clarify(Interpretation("why", ""), [])
    assert unclear is not None
    assert unclear.reason == "ambiguous_question"


@pytest.mark.parametrize(
    "topic",
    ["👍", "…", "“”", "¿", "---", "Is it", "What about it all", "said so", "are there", "hello"],
)
def test_a_question_of_small_words_alone_asks_about_what(topic: str) -> None:
    unclear = clarify(Interpretation("what", topic), [])
    assert unclear is not None
    assert unclear.reason == "ambiguous_question"


@pytest.mark.parametrize("topic", ["US", "Who is WHO", "new tolls", "他说了什么"])
def test_one_telling_word_is_something_to_ask_about(topic: str) -> None:
    assert clarify(Interpretation("what", topic), []) is None


@pytest.mark.parametrize(
    "bound",
    [
        {"since": date(2018, 9, 1)},
        {"until": date(2018, 9, 30)},
        {"headline": Headline("Dam under fire", None, "in the article “Dam under fire”")},
        {"publishers": ("AP",)},
    ],
)
def test_a_date_an_article_or_a_publisher_is_something_to_ask_about(bound: dict[str, Any]) -> None:
    assert clarify(Interpretation("what_said", "", **bound), []) is None


def test_of_one_article_what_happened_is_clear() -> None:
    asked = Interpretation("what", "What happened")
    assert clarify(asked, [], is_of_one_article=True) is None
    assert clarify(asked, []) is not None
    assert clarify(Interpretation("what", "👍"), [], is_of_one_article=True) is not None


def test_quoted_words_are_something_to_ask_about() -> None:
    assert clarify(Interpretation("who_said", "", quoted="it leaks"), []) is None


def test_quoted_words_may_all_be_small() -> None:
    assert clarify(Interpretation("who_said", "", quoted="it is what it is"), []) is None


def test_a_person_is_something_to_ask_about() -> None:
    assert clarify(asked_of(ADA, topic=""), said(ADA)) is None
