"""What a question takes for known though nothing names it."""

import pytest

from service.answer import Turn
from service.unnamed import unnamed_thing


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Where was the actor born?", "the actor"),
        ("In which country is this film shown?", "this film"),
        ("When did the airline close?", "the airline"),
        ("Why did the hotel fire its cook?", "the hotel"),
        ("Who won the war?", "the war"),
        ("Where was the famous football player, and why?", "the famous football player"),
        ("What is the company's largest plant?", "the company's"),
        ("Are they older than trams?", "they"),
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
        "Why did her husband Bo Ek resign?",
        "Why did his wife, Zoe Quist, resign?",
        # a part of the name of another thing
        "How many people died in the school shooting in Uvalde?",
        "When was the bank robbery in Oslo?",
        "How many people died in the hotel fire in Athens?",
        "Why was the hospital bombing in Gaza condemned?",
        "What happened to the drug trade in Mexico?",
        "How many people died in the school shooting?",
        "Why did the bank robbery fail?",
        "What does the state department do?",
        # a name, a number or a quotation elsewhere tells which
        "Did Okafor buy the company?",
        "How many people died in the hurricane, in Lagos alone?",
        "how many soldiers of norway died in the war?",
        "Who won the war, in 1918?",
        "Who wrote the book, “Ashes”?",
    ],
)
def test_what_is_named_or_told_apart_is_not(question: str) -> None:
    assert unnamed_thing(question, ()) is None


def test_what_was_spoken_of_is_known() -> None:
    history = (Turn("user", "Who is the actor in Parasite?"),)
    assert unnamed_thing("Where was the actor born?", history) is None
