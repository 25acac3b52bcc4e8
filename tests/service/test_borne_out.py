"""What a model reads in a question, held to the question's words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answer import Form
from service.borne_out import (
    days_of,
    is_form,
    is_head_of,
    is_topic,
    publishers_in,
    speaker_in,
    topic_beside,
)

TODAY = date(2021, 5, 14)


@pytest.mark.parametrize(
    ("question", "name", "found"),
    [
        ("Okafor's take on the dam?", "Okafor", "Okafor"),
        ("Okafor's take on the dam?", "okafor's", "Okafor"),
        ("okafor on the dam?", "Okafor", "okafor"),
        ("Is Okafor still against tolls?", "Okafor", "Okafor"),
        ("Remarks by the Water Ministry?", "Water Ministry", "Water Ministry"),
        ("According to Okafor, is it safe?", "Okafor", "Okafor"),
        ("What did President Okafor, who built it, say?", "Okafor", "Okafor"),
        # the words are not there
        ("Her take on the dam?", "Okafor", None),
        ("Okafor's take on the dam?", "Ada Okafor", None),
        ("Okaforian views?", "Okafor", None),
        ("Her take on the dam?", "her", None),
        ("Okafor's take on the dam?", " 's ", None),
        # somebody or something else is told by the name
        ("Okafor's sister on the dam?", "Okafor", None),
        ("An Okafor aide on the dam?", "Okafor", None),
        ("Ada Okafor Brandt on the dam?", "Ada Okafor", None),
        ("Petra Okafor on the dam?", "Okafor", None),
        ("The brother of Okafor on the dam?", "Okafor", None),
        ("Okafor-Nowak on the dam?", "Okafor", None),
        # it is what is spoken about
        ("Any views about Okafor?", "Okafor", None),
        ("The letter to Okafor?", "Okafor", None),
        ("Brandt and Okafor on the dam?", "Okafor", None),
    ],
)
def test_a_speaker_stands_in_the_question_in_a_speakers_place(
    question: str, name: str, found: str | None
) -> None:
    assert speaker_in(question, name) == found


@pytest.mark.parametrize(
    ("form", "question", "speaker", "is_borne_out"),
    [
        ("what_said", "Okafor's take on the dam?", "Okafor", True),
        ("what_said", "Okafor on the dam?", "Okafor", True),
        ("what_said", "Is Okafor happy with the dam?", "Okafor", True),
        ("what_said", "Okafor at the dam?", "Okafor", False),
        ("what_said", "Any reactions to the leak?", None, True),
        ("what_said", "Is Okafor happy with the dam?", None, False),
        ("what_said", "Okafor's hopes for the dam?", None, False),
        ("what_said", "What happened at the dam?", None, False),
        ("what_said", "Tell me what happened at the dam", None, False),
        ("did_say", "Okafor denied the leak?", "Okafor", True),
        ("did_say", "Okafor's take on the leak?", "Okafor", False),
        ("did_say", "Was the leak denied?", None, False),
        ("who_said", "The source of the claim?", None, True),
        ("who_said", "Tell me who owns the dam", None, False),
        ("when", "Date of the flood?", None, True),
        ("when", "Do you know when the dam broke?", None, True),
        ("when", "The flood date?", None, True),
        ("when", "What happened last year in Lagos?", None, False),
        ("when", "What happened when the dam broke?", None, False),
        ("where", "Location of the dam?", None, True),
        ("where", "What is the dam?", None, False),
        ("why", "Reason the dam broke?", None, True),
        ("how_many", "Number of farms lost?", None, True),
        ("who", "Name of the engineer?", None, True),
        ("list", "List of dams?", None, True),
        ("list", "The dam?", None, False),
        ("what", "The dam?", None, True),
    ],
)
def test_a_form_has_a_word_in_the_question(
    form: Form, question: str, speaker: str | None, is_borne_out: bool
) -> None:
    assert is_form(form, question, speaker=speaker) is is_borne_out


@pytest.mark.parametrize(
    ("topic", "is_borne_out"),
    [
        ("the old dam in Lagos", True),
        ("old dam, Lagos", True),
        ("dam in Lagos", False),  # "old" is missing
        ("the old dam in Abuja", False),
        ("old dam in Lagos, Nigeria", False),
        ("", False),
    ],
)
def test_a_topic_is_made_of_the_questions_words(topic: str, is_borne_out: bool) -> None:
    assert is_topic(topic, "Okafor's take on the old dam in Lagos?", beside=("Okafor",)) is (
        is_borne_out
    )


def test_a_topic_needs_none_of_the_words_that_ask() -> None:
    assert is_topic("dam", "Okafor's comments re: dam", beside=("Okafor",))


@pytest.mark.parametrize(
    ("question", "beside", "topic"),
    [
        ("Okafor's take on the dam?", ("Okafor",), "on the dam?"),
        ("Okafor statement second dam", ("Okafor",), "second dam"),
        ("Remarks by Okafor about the dam", ("Okafor",), "about the dam"),
        ("Okafor on the dam last week?", ("Okafor", "last week"), "on the dam ?"),
    ],
)
def test_what_is_left_beside_the_speaker_is_the_topic(
    question: str, beside: tuple[str, ...], topic: str
) -> None:
    assert topic_beside(question, beside) == topic


@pytest.mark.parametrize(
    ("phrase", "is_head"),
    [
        ("President Kim", True),
        ("Kim, the president", True),
        ("Kim's aide", False),
        ("Kim aide", False),
    ],
)
def test_whoever_a_phrase_tells_of_bears_the_name_at_its_head(phrase: str, is_head: bool) -> None:
    assert is_head_of("Kim", phrase) is is_head


@pytest.mark.parametrize(
    ("since", "until", "question", "days"),
    [
        ("2021-04-14", "", "Okafor on dams in recent weeks?", (date(2021, 4, 14), None)),
        ("2021-04-14", "", "Okafor on dams three weeks ago?", (date(2021, 4, 14), None)),
        ("2021-04-14", "2021-05-14", "dams recently", (date(2021, 4, 14), TODAY)),
        ("2021-05-14", "2021-04-14", "dams recently", None),
        ("2021-05-10", "", "Okafor on dams three weeks ago?", None),
        ("2021-06-01", "", "dams recently", None),
        ("1990-01-01", "", "dams recently", None),
        ("2021-14-04", "", "dams recently", None),
        ("last month", "", "dams recently", None),
        ("", "", "dams recently", None),
        ("2021-04-14", "", "Okafor on dams?", None),
        ("2018-01-01", "2018-12-31", "Okafor on the 2018 flood?", None),
    ],
)
def test_days_are_those_of_a_time_in_the_question(
    since: str, until: str, question: str, days: tuple[date, date | None] | None
) -> None:
    found = days_of(since, until, question=question, today=TODAY)
    assert (found and (found.since, found.until)) == days


def test_a_publisher_is_named_by_all_of_its_name() -> None:
    publishers = ("Daily Standard", "Reuters", "The Wire")
    assert publishers_in("The reuters report on wires?", publishers) == ("Reuters",)
    assert publishers_in("What did she tell to Reuters?", publishers) == ()


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_reply_to_any_question_can_be_checked(question: str, reply: str) -> None:
    plain = " ".join(question.replace("’", "'").split())
    found = speaker_in(plain, reply)
    assert found is None or found in plain
    assert is_topic(reply, plain, beside=(reply,)) in (True, False)
    assert isinstance(topic_beside(plain, (reply,)), str)
