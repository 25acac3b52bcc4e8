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
        (
            "What is one example of a sum that the answer does not call for?",
            Reading("what", None, "What is one example of a sum that the answer does not call for"),
        ),
        ("What is Moon saying about Hanoi?", Reading("what_said", "Moon", "Hanoi")),
        ("On trade, what did Moon say?", Reading("what_said", "Moon", "trade")),
        ("About the letter: what did Moon say?", Reading("what_said", "Moon", "letter")),
        ("In Hanoi, who met Trump?", Reading("who", None, "met Trump in Hanoi")),
        ("quotes by Sanders about the letter", Reading("what_said", "Sanders", "letter")),
        (
            "please tell me what Kang said about the leaders",
            Reading("what_said", "Kang", "leaders"),
        ),
        ("Who called the letter warm?", Reading("who_said", None, "called the letter warm")),
        (
            "Which official declined to elaborate?",
            Reading("who_said", None, "declined to elaborate", "official"),
        ),
        (
            "Did Moon say the summit was a failure?",
            Reading("did_say", "Moon", "summit was a failure"),
        ),
        ("Has the White House confirmed the trip?", Reading("did_say", "the White House", "trip")),
        (
            "When did the summit collapse?",
            Reading("when", None, "did the summit collapse"),
        ),
        ("In which city did they meet?", Reading("where", None, "did they meet", "city")),
        ("Why did talks fail?", Reading("why", None, "did talks fail")),
        (
            "How many times did they meet?",
            Reading("how_many", None, "times did they meet", "times"),
        ),
        ("Which cities were possible?", Reading("list", None, "were possible", "cities")),
        (
            "Who wrote that tolls would rise?",
            Reading("who_said", None, "wrote that tolls would rise"),
        ),
        ("Who wrote the letter?", Reading("who", None, "wrote the letter")),
        ("Who has written it?", Reading("who", None, "has written it")),
        ("Who is the envoy?", Reading("who", None, "is the envoy")),
        ("What did analysts say about rice?", Reading("what_said", "analysts", "rice")),
        ("What did police say about the fire?", Reading("what_said", "police", "fire")),
        ("What's Okafor said about tolls?", Reading("what_said", "Okafor", "tolls")),
        ("What's the mayor saying about tolls?", Reading("what_said", "the mayor", "tolls")),
        ("What was promised by Okafor?", Reading("what_said", "Okafor", "")),
        ("What promise did Okafor make on tolls?", Reading("what_said", "Okafor", "tolls")),
        ("Summarise what Okafor said about tolls", Reading("what_said", "Okafor", "tolls")),
        ("Quote Okafor on tolls", Reading("what_said", "Okafor", "tolls")),
        ("List everything Okafor said about tolls", Reading("what_said", "Okafor", "tolls")),
        ("Give me Okafor's remarks about tolls", Reading("what_said", "Okafor", "tolls")),
        ("Do you know what Okafor said of tolls?", Reading("what_said", "Okafor", "tolls")),
        ("What has Okafor said on tolls, please?", Reading("what_said", "Okafor", "tolls")),
        (
            "According to Okafor, when will tolls rise?",
            Reading("what_said", "Okafor", "will tolls rise"),
        ),
        ("Has anyone said tolls are fair?", Reading("who_said", None, "said tolls are fair")),
        (
            "By whom was the dam said to leak?",
            Reading("who_said", None, "was the dam said to leak"),
        ),
        ("By whom was the dam built?", Reading("who", None, "was the dam built")),
        (
            "What did Okafor add to the dam?",
            Reading("what", None, "What did Okafor add to the dam"),
        ),
        ("What did Okafor add to that?", Reading("what_said", "Okafor", "")),
        ("Whose idea was the toll?", Reading("who", None, "idea was the toll")),
        ("Didn't Okafor say tolls are fair?", Reading("did_say", "Okafor", "tolls are fair")),
        ("Was Okafor quoted on tolls?", Reading("did_say", "Okafor", "tolls")),
        ("How often did they meet?", Reading("how_many", None, "did they meet", "times")),
        ("How tall is the dam?", Reading("how_many", None, "is the dam")),
        ("Did Trump meet Kim in June?", Reading("what", None, "Did Trump meet Kim in June")),
    ],
)
def test_a_question_is_read(question: str, reading: Reading) -> None:
    assert read(question) == reading


@pytest.mark.parametrize("lead", ["and ", "So, ", "OK but ", "hello, "])
def test_a_lead_in_changes_nothing(lead: str) -> None:
    assert read(f"{lead}what did Moon say about Hanoi?") == read("what did Moon say about Hanoi?")
