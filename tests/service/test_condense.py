"""A follow-up made to stand alone."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.archive import SpeakerCount
from indexing.ledger.people import person_key
from indexing.sentences import sentence_spans
from service.answer import Turn
from service.condense import QUESTIONS_MOST, condense
from service.speakers import Speakers

SPEAKERS = Speakers(
    [
        SpeakerCount(person_key(name), name, 3, 1)
        for name in ("Ada Okafor", "Bo Lindqvist", "engineers", "Water Ministry")
    ]
)
turns = st.builds(Turn, st.sampled_from(["user", "assistant"]), st.text(max_size=60))


def after(*said: str, ask: str) -> str:
    """`said` are questions and replies, in turn."""
    roles = ["user", "assistant"] * len(said)
    history = [
        Turn("user" if role == "user" else "assistant", words)
        for role, words in zip(roles, said, strict=False)
    ]
    return condense(ask, history, speakers=SPEAKERS)


@pytest.mark.parametrize(
    ("before", "follow_up", "query"),
    [
        # what somebody did something to
        (
            "Who wrote the report?",
            "When was it published?",
            "When was the report published?",
        ),
        (
            "Who said the dam was safe?",
            "When was it built in the first place?",
            "When was the dam built in the first place?",
        ),
        ("Who built the bridge?", "When did it collapse?", "When did the bridge collapse?"),
        (
            "Who announced a merger with Bright Foods?",
            "When will it take effect?",
            "When will a merger with Bright Foods take effect?",
        ),
        ("Who mentioned tolls?", "When do they rise?", "When do they rise (tolls)?"),
        # another thing, of the same person
        (
            "What did Okafor say about the dam?",
            "And about the flood?",
            "What did Okafor say about the flood?",
        ),
        (
            "What did Okafor say about the dam?",
            "what about the farmers downstream?",
            "What did Okafor say about the farmers downstream?",
        ),
        (
            "Did Okafor say the dam was safe?",
            "And on the money?",
            "What did Okafor say about the money?",
        ),
        (
            "What did Okafor say about Lagos?",
            "And Abuja?",
            "What did Okafor say about Abuja?",
        ),
        (
            "What did Okafor say about the dam?",
            "And about Lindqvist?",
            "What did Okafor say about Lindqvist?",
        ),
        # the same thing, of another person
        (
            "What did Okafor say about the dam?",
            "And Lindqvist?",
            "What did Lindqvist say about the dam?",
        ),
        (
            "what did okafor say about the dam?",
            "and lindqvist?",
            "what did lindqvist say about the dam?",
        ),
        (
            "What did Okafor say about the dam?",
            "What about Petra Nowak?",
            "What did Petra Nowak say about the dam?",
        ),
        (
            "What is Okafor's view of the dam?",
            "How about the Water Ministry?",
            "What is the Water Ministry's view of the dam?",
        ),
        (
            "What was said about the dam?",
            "And Okafor?",
            "What did Okafor say about dam?",
        ),
        ("Did Okafor say it leaked?", "Lindqvist?", "Did Lindqvist say it leaked?"),
        # another thing, of another person
        (
            "What did Okafor say about the dam?",
            "And Lindqvist on the bridge?",
            "What did Lindqvist say about the bridge?",
        ),
        (
            "When did the dam break?",
            "And what about Lindqvist on the tolls?",
            "What did Lindqvist say about the tolls?",
        ),
        # pronouns
        (
            "What did Okafor say about the dam?",
            "What did she say about the flood?",
            "What did Okafor say about the flood?",
        ),
        (
            "When did Okafor visit the dam?",
            "What did she say about her budget?",
            "What did Okafor say about her budget?",
        ),
        (
            "What did Okafor say about the dam?",
            "What was her reply to the mayor?",
            "What was Okafor's reply to the mayor?",
        ),
        (
            "When did Okafor meet Lindqvist?",
            "What did they agree on?",
            "What did Okafor and Lindqvist agree on?",
        ),
        (
            "When did Okafor and Lindqvist meet?",
            "What did they agree on?",
            "What did Okafor and Lindqvist agree on?",
        ),
        (
            "What did engineers say about the dam?",
            "What did they say about the flood?",
            "What did engineers say about the flood?",
        ),
        (
            "What did Okafor say about the dam?",
            "When was it built?",
            "When was dam built?",
        ),
        (
            "What did Okafor say about the dam?",
            "Is it true that she opposed it?",
            "Is it true that Okafor opposed dam?",
        ),
        (
            "When did they meet in Lisbon?",
            "Who else was there?",
            "Who else was in Lisbon?",
        ),
        (
            "What did Okafor say about the dam?",
            "Can you tell me what she said about floods?",
            "Can you tell me what Okafor said about floods?",
        ),
        # nothing but a question word
        ("What did Okafor say about the dam?", "Why?", "Why (dam)?"),
        (
            "What did Okafor say about the dam?",
            "What else did she say?",
            "What else did Okafor say?",
        ),
        # facts
        ("When did the dam break?", "And the bridge?", "When did the dam break, the bridge?"),
    ],
)
def test_a_follow_up_stands_alone(before: str, follow_up: str, query: str) -> None:
    assert after(before, "…", ask=follow_up) == query


LEVY = "How do a levy and a toll differ?"


@pytest.mark.parametrize(
    ("follow_up", "query"),
    [
        # it says too little to be looked for
        (
            "Which costs more?",
            "Which costs more (levy toll differ)?",
        ),
        (
            "How many payments are due?",
            "How many payments are due (levy toll differ)?",
        ),
        # it points at what it does not name
        (
            "Are these payments due in spring?",
            "Are these payments due in spring (levy toll differ)?",
        ),
        (
            "Are there other payments due in spring?",
            "Are there other payments due in spring (levy toll differ)?",
        ),
        (
            "Where must it be paid in winter?",
            "Where must it be paid in winter (levy toll differ)?",
        ),
        # it corrects what was asked
        (
            "No, I meant the payment due in spring.",
            "No, I meant the payment due in spring (levy toll differ)?",
        ),
        # it goes on about the same
        (
            "But when winter comes, do ships pay less?",
            "when winter comes, do ships pay less (levy toll differ)?",
        ),
        # it does none of these
        ("When winter comes, do ships pay less?", "When winter comes, do ships pay less?"),
        ("Is it safe to swim below the bridge?", "Is it safe to swim below the bridge?"),
        ("Is Okafor against it?", "Is Okafor against it?"),
        ("Who owns the old bridge in this week?", "Who owns the old bridge in this week?"),
    ],
)
def test_a_question_that_leans_has_beside_it_what_the_talk_is_about(
    follow_up: str, query: str
) -> None:
    assert after(LEVY, "…", ask=follow_up) == query


def test_what_the_talk_is_about_stays_while_questions_lean() -> None:
    said = (LEVY, "…", "Which costs more?", "…", "Why?", "…")
    assert after(*said, ask="How much?") == "How much (levy toll differ)?"


def test_a_question_of_its_own_changes_what_the_talk_is_about() -> None:
    said = (LEVY, "…", "Who painted the old bridge in Lisbon?", "…")
    assert after(*said, ask="Why?") == "Why (painted old bridge Lisbon)?"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Thank you! Who painted the old bridge?", "Who painted the old bridge?"),
        ("I read about tolls. What did Okafor say about dams?", "What did Okafor say about dams?"),
        ("I live in Malmö. When did the bridge open?", "When did the bridge open?"),
        (
            "I was born in 1987. Where did Okafor meet Lindqvist?",
            "Where did Okafor meet Lindqvist?",
        ),
    ],
)
def test_a_remark_before_a_question_that_stands_alone_is_left_out(text: str, query: str) -> None:
    assert condense(text, [], speakers=SPEAKERS) == query


def test_a_question_before_a_question_is_no_mere_remark() -> None:
    text = "What do you mean by the bridge toll? Any exemptions for farmers?"
    assert condense(text, [], speakers=SPEAKERS) == "Any exemptions for farmers (mean bridge toll)?"


@pytest.mark.parametrize(
    "question",
    [
        "What did Lindqvist say about the bridge?",
        "Who built the bridge in 1999?",
        "When did Okafor say that she would resign?",
        "How many farmers were evacuated by boat?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert after("What did Okafor say about the dam?", "…", ask=question) == question


@pytest.mark.parametrize(
    "question",
    [
        # what it points at may be named in it
        "Did the prime minister say he would resign?",
        "Why did farmers leave their homes?",
        "What did experts say about their findings?",
        "What did the company say about its profits?",
        "Did Boeing say when it would resume production?",
        "Has pfizer said whether it will sell the vaccine in Europe?",
        "Did Boeing cut its workforce?",
        "Which company cut its workforce?",
        "How many people lost their homes?",
        "Did Boeing buy the factory and close it?",
        "What did the mayor's lawyers say about him?",
        "Who said the mayor was his friend?",
        # what somebody said is left in their words
        "Who said “he wrote me beautiful letters”?",
        "Who said “we like it very much”?",
        "Who said 'they will never take it there'?",
        # "there" tells that something is, not where
        "Was there a deal on steel tariffs?",
        "How many farmers were there at the old bridge?",
        "Will there be a vote on steel tariffs?",
        "Did farmers in the village stay there overnight?",
        # names without capitals
        "who is lindqvist?",
        "what happened in vietnam?",
    ],
)
@pytest.mark.parametrize(
    "before", ["What did Okafor say about rockets?", "When did Okafor meet Nowak in Lisbon?"]
)
def test_a_complete_question_stays_as_it_is(before: str, question: str) -> None:
    assert after(before, "…", ask=question) == question


@pytest.mark.parametrize(
    ("question", "query"),
    [
        # what is done to it is not done by it
        ("What did Lindqvist say about it?", "What did Lindqvist say about rockets?"),
        (
            "What did the prime minister say about her?",
            "What did the prime minister say about Okafor?",
        ),
        ("When was the letter sent to her?", "When was the letter sent to Okafor?"),
        ("Who told Lindqvist about it?", "Who told Lindqvist about rockets?"),
        # what stands before it asks, or is of it
        ("Which countries did she visit?", "Which countries did Okafor visit?"),
        ("How old is her youngest daughter?", "How old is Okafor's youngest daughter?"),
        (
            "What is the main reason for their failure?",
            "What is the main reason for Okafor's failure?",
        ),
        # two of them
        ("Did she say it was safe?", "Did Okafor say rockets was safe?"),
        ("What caused its sudden decline?", "What caused rockets' sudden decline?"),
    ],
)
def test_a_pronoun_that_nothing_beside_it_explains_is_replaced(question: str, query: str) -> None:
    assert after("What did Okafor say about rockets?", "…", ask=question) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("Who else was there?", "Who else was in Lisbon?"),
        ("Why did Okafor go there?", "Why did Okafor go in Lisbon?"),
        ("Who will be there?", "Who will be in Lisbon?"),
    ],
)
def test_where_something_happened_is_said_again(question: str, query: str) -> None:
    assert after("When did they meet in Lisbon?", "…", ask=question) == query


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("On Monday, what did Lindqvist say about the bridge?", None),
        ("About the bridge: what did Lindqvist say?", None),
        ("On the bridge, did Lindqvist say tolls would rise?", None),
        ("On which day did Lindqvist cross the bridge?", None),
        ("On what day was the bridge built?", None),
        ("According to Lindqvist, who built the bridge?", None),
        (
            "And tell me what Lindqvist said about the bridge",
            "tell me what Lindqvist said about the bridge",
        ),
        (
            "And in which month did Lindqvist cross the bridge?",
            "in which month did Lindqvist cross the bridge?",
        ),
        (
            "Also list Lindqvist's comments on the bridge",
            "list Lindqvist's comments on the bridge",
        ),
        (
            "But according to Lindqvist, was the bridge safe?",
            "according to Lindqvist, was the bridge safe?",
        ),
        ("But also, who built the old bridge?", "who built the old bridge?"),
        ("And Lindqvist said the bridge was safe?", "Lindqvist said the bridge was safe?"),
        ("On Monday, what did he say about tolls?", "On Monday, what did Okafor say about tolls?"),
    ],
)
def test_a_question_of_its_own_is_not_put_to_the_speaker_before(
    asked: str, query: str | None
) -> None:
    assert after("What did Okafor say about the dam?", "…", ask=asked) == (query or asked)


@pytest.mark.parametrize(
    "thing",
    [
        "the report",
        "what happened in Lagos",
        "why it broke",
        "those who were there",
        "the demand for water",
        "the thought of war",
        "the report on dams",
    ],
)
def test_a_thing_told_by_a_clause_is_still_a_thing(thing: str) -> None:
    query = after("What did Okafor say about the dam?", "…", ask=f"And about {thing}?")
    assert query == f"What did Okafor say about {thing}?"


def test_who_answered_the_question_before_is_who_is_meant() -> None:
    reply = "“Ada Okafor promised too much,” the mayor, Bo Lindqvist said [1]."
    query = after("Who criticised the dam?", reply, ask="What did he say about the flood?")
    assert query == "What did Bo Lindqvist say about the flood?"


@pytest.mark.parametrize(
    ("before", "reply", "follow_up", "query"),
    [
        # neither where it was written nor how a sentence begins is anybody's name
        ("Who won?", "LUND (Post) - Zoe Quist won.", "By how much did she?", "Zoe Quist"),
        ("Who won?", "Candidate Zoe Quist won.", "By how much did she win?", "Zoe Quist"),
        ("Who won?", "Mayor Okafor won.", "By how much did she win?", "Okafor"),
        # nor is anybody meant who is named beside the pronoun
        ("Did Okafor and Quist meet?", "Yes.", "What did she tell Okafor?", "did Quist tell"),
        ("Did Okafor and Quist meet?", "Yes.", "Where did they meet?", "did Okafor and Quist"),
        # what is asked is one thing, without its clause or what the talk was about
        ("Did Okafor say the dam will hold?", "Yes.", "Who built it?", "built dam?"),
        ("What did Okafor say of tolls?", "No.", "Who wants tolls?", "wants tolls?"),
    ],
)
def test_what_a_follow_up_takes_over_is_one_name(
    before: str, reply: str, follow_up: str, query: str
) -> None:
    assert query in after(before, reply, ask=follow_up)


def test_a_thing_is_taken_over_without_what_the_talk_was_about() -> None:
    said = ("What did Okafor say about job cuts?", "...", "Who leads the union?", "...")
    assert after(*said, ask="When was it founded?") == "When was the union founded?"


@pytest.mark.parametrize("thanks", ["Thanks!", "Thank you.", "Hi there"])
def test_thanks_are_not_what_the_talk_is_about(thanks: str) -> None:
    said = ("What did Okafor say about the dam?", "...", thanks, "...")
    assert after(*said, ask="Who is she?") == "Who is Okafor?"
    assert after(*said[:2], ask=thanks) == thanks


@pytest.mark.parametrize(
    ("before", "follow_up", "query"),
    [
        ("the Water Ministry say about tolls", "Did it deny the leak?", "Water Ministry deny the"),
        ("the Water Ministry say about the letter", "Did it deny the leak?", "Ministry deny the"),
        ("the Water Ministry say about the letter", "What did it say?", "What did letter say?"),
        ("the Water Ministry say about tolls", "Will it rise?", "Will tolls rise?"),
        ("Okafor say about the report", "Does it claim the dam leaks?", "Does report claim"),
    ],
)
def test_an_it_that_says_something_is_the_body_asked_about(
    before: str, follow_up: str, query: str
) -> None:
    assert query in after(f"What did {before}?", "...", ask=follow_up)


def test_what_was_asked_of_nothing_is_no_thing() -> None:
    query = after("What is it called?", "...", ask="What did it demand?")
    assert "did it demand" in query
    query = after("What did the opposition say?", "...", ask="What did it demand?")
    assert query == "What did the opposition demand?"


def test_what_is_asked_next_stands_before_what_the_talk_is_about() -> None:
    said = ("Why did the bridge collapse?", "...", "How many?", "...")
    query = "How many, the injured (bridge collapse)?"
    assert after(*said, ask="What about the injured?") == query


def test_whose_envoy_somebody_is_does_not_make_him_the_owner() -> None:
    reply = "Okafor's chief engineer on the Lisbon dam, Petra Nowak, resigned [1]."
    query = after("Who is the chief engineer?", reply, ask="Why did she resign?")
    assert query == "Why did Petra Nowak resign?"


def test_a_place_is_nobody_who_can_be_meant() -> None:
    reply = "Portuguese engineer Petra Nowak built it [1]."
    query = after("Who built the dam in Lisbon?", reply, ask="What did she say about floods?")
    assert query == "What did Petra Nowak say about floods?"


def test_our_asking_back_names_nobody() -> None:
    reply = "Who is meant by “she”? Name the person."
    query = after("What did she say?", reply, ask="Did she mention the dam?")
    assert query == "Did she mention the dam?"


def test_a_name_alone_chooses_who_was_meant() -> None:
    reply = "Who is meant? Quoted on this are Ada Okafor or Ada Brandt."
    query = after("What did Ada say about the dam?", reply, ask="Ada Okafor")
    assert query == "What did Ada Okafor say about the dam?"


def test_what_an_earlier_turn_took_over_is_still_known() -> None:
    said = ("What did Okafor say about the dam?", "…", "And Lindqvist?", "…")
    assert after(*said, ask="And about tolls?") == "What did Lindqvist say about tolls?"


def test_a_sentence_before_the_question_is_a_turn_before_it() -> None:
    question = "Okafor was asked about the dam. What did she answer about the costs?"
    query = condense(question, [], speakers=SPEAKERS)
    assert query == "What did Okafor answer about the costs?"


@pytest.mark.parametrize(("questions", "is_known"), [(QUESTIONS_MOST, True), (99, False)])
def test_only_the_last_questions_are_looked_at(questions: int, is_known: bool) -> None:
    first = ("What did Okafor say about the dam?", "…")
    since = ("And about tolls?", "…") * (questions - 1)
    query = after(*first, *since, ask="And about bread?")
    assert (query == "What did Okafor say about bread?") is is_known


def test_a_name_is_swapped_where_it_stands_as_a_word() -> None:
    query = after("So then, what did he say about the thefts?", "…", ask="And Okafor?")
    assert query == "So then, what did Okafor say about the thefts?"


@given(st.text(max_size=120).filter(lambda text: len(sentence_spans(text)) < 2))
def test_a_first_question_is_its_own_query(question: str) -> None:
    assert condense(question, [], speakers=SPEAKERS) == question


@given(st.lists(turns, max_size=5), st.text(max_size=80))
def test_any_conversation_can_be_condensed(history: list[Turn], question: str) -> None:
    assert isinstance(condense(question, history, speakers=SPEAKERS), str)


@given(st.lists(turns, max_size=5), st.text(max_size=80))
def test_the_same_conversation_always_gives_the_same_query(
    history: list[Turn], question: str
) -> None:
    first = condense(question, history, speakers=SPEAKERS)
    assert condense(question, history, speakers=SPEAKERS) == first


def test_what_something_is_leans_on_nothing() -> None:
    before = [Turn("user", "Who opened the bridge in Narvik?"), Turn("assistant", "Okafor did.")]
    assert condense("what is inflation?", before, speakers=SPEAKERS) == "what is inflation?"


def test_a_remark_is_kept_beside_a_question_that_names_nobody() -> None:
    text = "Villagers are trapped in a flooded cave. Where did the incident occur?"
    query = condense(text, [], speakers=SPEAKERS)
    assert query == "Where did the incident occur (Villagers trapped flooded cave)?"
    talk = "Please answer in one short sentence. Where did the old bridge break?"
    assert condense(talk, [], speakers=SPEAKERS) == "Where did the old bridge break?"


def test_a_remark_of_the_reader_is_not_what_the_talk_is_about() -> None:
    text = "I see, thank you for explaining. Which is cheaper?"
    assert after(LEVY, "…", ask=text) == "Which is cheaper (levy toll differ)?"


def test_what_the_talk_is_about_is_put_in_its_telling_words_alone() -> None:
    asked = "Why are the two bridges over the river closed to lorries, and for how many weeks?"
    query = after(asked, "…", ask="Since when?")
    assert query == "Since when (two bridges river closed lorries weeks)?"


@pytest.mark.parametrize("words", ["Aly ", "Aly also ", "AB of ", "AB and ", "Ada has "])
def test_a_reply_of_nothing_but_names_is_read_at_once(words: str) -> None:
    began = process_time()
    after("Who said the dam leaks?", words * 500, ask="When did he say that?")
    assert process_time() - began < 1
