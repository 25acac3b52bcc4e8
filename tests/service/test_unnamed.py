"""What a question takes for known though nothing names it."""

import pytest

from service.answer import Turn
from service.unnamed import unnamed_thing


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Where was the actor born?", "the actor"),
        ("In which country is this language spoken?", "this language"),
        ("What is the company's largest plant?", "the company's"),
        ("Are they safer than bonds?", "they"),
        ("What awards did his second novel win?", "his"),
    ],
)
def test_a_kind_without_a_name_is_unnamed(question: str, words: str) -> None:
    assert unnamed_thing(question, ()) == words


@pytest.mark.parametrize(
    "question",
    [
        "Where was the actor Song Kang-ho born?",
        "Who runs the city of Busan?",
        "Which company built the dam?",
        "Who called the letter very warm?",
        "Why did the summit fail?",
        "Did Moon say he would go?",
        "Which cities were possible for the second meeting?",
        "When did the war in Korea end?",
    ],
)
def test_what_is_named_or_told_apart_is_not(question: str) -> None:
    assert unnamed_thing(question, ()) is None


def test_what_was_spoken_of_is_known() -> None:
    history = (Turn("user", "Who is the actor in Parasite?"),)
    assert unnamed_thing("Where was the actor born?", history) is None
