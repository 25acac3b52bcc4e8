"""A question read: its form, who is asked about, the topic, dates and publishers."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.archive import SpeakerCount
from indexing.ledger.people import person_key
from service.answer import Interpretation
from service.interpret import interpret
from service.speakers import Speakers

TODAY = date(2021, 5, 14)
PUBLISHERS = ("Daily Standard", "Reuters", "The Wire", "Time", "The Week", "openPaper")
QUOTED = {
    "Ada Okafor": 9,
    "Bo Lindqvist": 4,
    "Otto Brandt": 3,
    "Ada Brandt": 2,
    "Karl Moss": 50,
    "Ina Moss": 1,
    "Water Ministry": 2,
    "engineers": 2,
}


def reading(question: str) -> Interpretation:
    counts = [SpeakerCount(person_key(name), name, said, 1) for name, said in QUOTED.items()]
    return interpret(question, speakers=Speakers(counts), publishers=PUBLISHERS, today=TODAY)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("According to recent figures, what do tolls cost?", "what"),
        ("According to local officials, what do tolls cost?", "what_said"),
        ("according to otto brandt, what do tolls cost?", "what_said"),
        ("What does the new law seek to answer?", "what"),
        ("What did the report say?", "what"),
        ("Did Okafor hide the report?", "what"),
        ("Did Okafor keep her promise about tolls?", "what"),
        ("Has Okafor a view on tolls?", "what"),
        ("Did she answer?", "did_say"),
        ("Did Okafor answer the call?", "did_say"),
    ],
)
def test_only_who_can_speak_is_asked_for_words(question: str, form: str) -> None:
    assert reading(question).form == form


@pytest.mark.parametrize(
    ("question", "form", "speaker", "topic"),
    [
        ("What did Okafor say about the dam?", "what_said", "Ada Okafor", "dam"),
        ("what’s  okafor’s   view of the dam", "what_said", "Ada Okafor", "dam"),
        ("Did the mayor deny the leak?", "did_say", "the mayor", "leak"),
        ("Who said the dam leaks?", "who_said", None, "said the dam leaks"),
        ("What did engineers say about tolls?", "what_said", "engineers", "tolls"),
        ("When did the dam break?", "when", None, "did the dam break"),
        ("dam break cause", "what", None, "dam break cause"),
        # whoever says something is somebody, known or not
        ("What did Zoe Quist say about the dam?", "what_said", "Zoe Quist", "dam"),
        ("What did Okafor's sister say about it?", "what_said", "Okafor's sister", ""),
        ("What did the plumber say about tolls?", "what_said", "the plumber", "tolls"),
        ("What did the residents demand?", "what_said", "the residents", ""),
        # a thing says nothing itself: what it is about stands in the text
        (
            "What does the letter say about tolls?",
            "what",
            None,
            "What does the letter say about tolls",
        ),
        (
            "What did Okafor's trip to Malmö signal?",
            "what",
            None,
            "What did Okafor's trip to Malmö signal",
        ),
    ],
)
def test_a_question_is_read(question: str, form: str, speaker: str | None, topic: str) -> None:
    found = reading(question)
    assert (found.form, found.speaker, found.topic) == (form, speaker, topic)


def test_the_speaker_is_shown_by_the_archives_name_and_with_its_keys() -> None:
    found = reading("What did okafor say?")
    assert (found.speaker, found.speaker_keys) == ("Ada Okafor", ("ada okafor",))


def test_namesakes_stay_for_the_reader_to_choose() -> None:
    found = reading("What did Brandt say about tolls?")
    assert found.speaker == "Brandt"
    assert [person.name for person in found.people] == ["Otto Brandt", "Ada Brandt"]


def test_two_who_are_asked_of_together_are_both_asked_of() -> None:
    found = reading("What did Okafor and Karl Moss say about tolls?")
    assert found.speaker == "Ada Okafor and Karl Moss"
    assert found.speaker_keys == ("ada okafor", "karl moss")
    assert reading("What did Okafor and Zoe Quist say about tolls?").people == ()
    assert reading("Did Okafor and Karl Moss say tolls would rise?").people == ()


def test_a_namesake_quoted_far_more_often_is_meant() -> None:
    assert reading("What did Moss say about tolls?").speaker == "Karl Moss"


def test_nobody_of_the_archive_is_nobody() -> None:
    assert reading("What did Zoe Quist say about tolls?").people == ()


def test_an_office_told_by_its_country_is_called_as_the_reader_calls_it() -> None:
    found = reading("What did Kenya's Water Ministry say about tolls?")
    assert found.speaker == "Kenya's Water Ministry"
    assert found.speaker_keys == ("water ministry",)


@pytest.mark.parametrize(
    ("question", "topic", "since", "until"),
    [
        (
            "What did Okafor say about the dam in March 2020?",
            "dam",
            date(2020, 3, 1),
            date(2020, 3, 31),
        ),
        (
            "In 2020, what did Okafor say about tolls?",
            "tolls",
            date(2020, 1, 1),
            date(2020, 12, 31),
        ),
        ("In 2019 Okafor said what?", "In 2019 Okafor said what", None, None),
        ("What has Okafor said since 2019 about tolls?", "tolls", date(2019, 1, 1), None),
        ("What did Okafor say last year?", "", date(2020, 1, 1), date(2020, 12, 31)),
        ("What did Okafor say about the 2019 flood?", "2019 flood", None, None),
        ("What did Okafor say about “the flood in 2019”?", "the flood in 2019", None, None),
        # dates of events stay words of the question
        ("Who broke the dam in 2019?", "broke the dam in 2019", None, None),
    ],
)
def test_dates_bound_what_was_said(
    question: str, topic: str, since: date | None, until: date | None
) -> None:
    found = reading(question)
    assert (found.topic, found.since, found.until) == (topic, since, until)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ('Who said "the dam is dead"?', "the dam is dead"),
        ("Who said “the dam is dead”?", "the dam is dead"),
        ("Who said 'the dam is dead'?", "the dam is dead"),
        ("Who said «the dam is dead»?", "the dam is dead"),
        ("Did Okafor's aides' words hurt the mayor's plans?", None),
        ("Who said the dam's dead?", None),
    ],
)
def test_words_between_quotation_marks_are_kept(question: str, quoted: str | None) -> None:
    assert reading(question).quoted == quoted


@pytest.mark.parametrize(
    ("question", "publishers"),
    [
        ("What did Okafor say in the Daily Standard?", ("Daily Standard",)),
        ("According to Reuters, who broke the dam?", ("Reuters",)),
        ("what was said in the wire story", ("The Wire",)),
        ("What did Reuters's report say about the dam?", ("Reuters",)),
        ("What did Okafor say to Reuters?", ()),
        ("What did Reuters say about the dam?", ()),
        ("Who cut the wire?", ()),
        # the words of a name, as any sentence may have them
        ("What did Okafor say in time for the vote?", ()),
        ("What did Okafor say in the week before the vote?", ()),
        ("What did Okafor say in Time?", ("Time",)),
        ("What did Okafor say in the Week?", ("The Week",)),
        ("What did Okafor say in The Week about tolls?", ("The Week",)),
        ("What did Okafor say in the time magazine story?", ("Time",)),
        ("what did okafor say in reuters about tolls?", ("Reuters",)),
        ("What did Okafor say in openPaper?", ("openPaper",)),
    ],
)
def test_a_publisher_is_asked_for_by_its_coverage(
    question: str, publishers: tuple[str, ...]
) -> None:
    assert reading(question).publishers == publishers


def test_the_publishers_that_a_question_does_not_name_cost_it_no_time() -> None:
    publishers = [f"Daily Gazette {number}" for number in range(5000)]
    start = perf_counter()
    interpret("Who broke it?", speakers=Speakers([]), publishers=publishers, today=TODAY)
    assert perf_counter() - start < 0.5  # some ms; with a pattern for each, seconds


def test_a_source_that_only_names_the_publisher_is_no_topic() -> None:
    assert reading("According to Reuters, who broke the dam?").topic == "broke the dam"


@given(st.text(max_size=200))
def test_any_text_is_a_question(text: str) -> None:
    assert reading(text).form


@given(
    st.lists(
        st.sampled_from(
            "what did who say said Okafor Brandt the about in 2020 “ ” ' ? when how many of".split()
        ),
        max_size=14,
    )
)
def test_any_words_of_questions_are_a_question(words: list[str]) -> None:
    found = reading(" ".join(words))
    assert found.since is None or found.until is None or found.since <= found.until
