import pytest

from service.grammar import Reading, read


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("what did Moon say about Hanoi?", Reading("what_said", "Moon", "Hanoi")),
        ("What else did Kim Jong Un say?", Reading("what_said", "Kim Jong Un", "")),
        ("How did Trump describe Kim's letter?", Reading("what_said", "Trump", "Kim's letter")),
        ("What is Moon's view of the summit?", Reading("what_said", "Moon", "summit")),
        (
            "What was the White House's reaction to the report?",
            Reading("what_said", "the White House", "report"),
        ),
        ("quotes by Sanders about the letter", Reading("what_said", "Sanders", "letter")),
        (
            "please tell me what Kang said about the leaders",
            Reading("what_said", "Kang", "leaders"),
        ),
        ("Who called the letter warm?", Reading("who_said", None, "called the letter warm")),
        (
            "Which official declined to elaborate?",
            Reading("who_said", None, "declined to elaborate"),
        ),
        (
            "Did Moon say the summit was a failure?",
            Reading("did_say", "Moon", "summit was a failure"),
        ),
        ("Has the White House confirmed the trip?", Reading("did_say", "the White House", "trip")),
        (
            "When did the summit collapse?",
            Reading("when", None, "When did the summit collapse"),
        ),
        ("In which city did they meet?", Reading("where", None, "In which city did they meet")),
        ("Why did talks fail?", Reading("why", None, "Why did talks fail")),
        (
            "How many times did they meet?",
            Reading("how_many", None, "How many times did they meet"),
        ),
        ("Which cities were possible?", Reading("list", None, "Which cities were possible")),
        ("Who is the envoy?", Reading("who", None, "Who is the envoy")),
        ("Did Trump meet Kim in June?", Reading("what", None, "Did Trump meet Kim in June")),
    ],
)
def test_a_question_is_read(question: str, reading: Reading) -> None:
    assert read(question) == reading


@pytest.mark.parametrize("lead", ["and ", "So, ", "OK but ", "hello, "])
def test_a_lead_in_changes_nothing(lead: str) -> None:
    assert read(f"{lead}what did Moon say about Hanoi?") == read("what did Moon say about Hanoi?")
