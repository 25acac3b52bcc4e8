"""The few words that answer: only where the sentence puts them in that place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answer import Form
from service.fits import fit
from service.grammar import read
from service.short_answer import short_answer
from service.terms import terms_of

FORMS: tuple[Form, ...] = ("who", "when", "where", "why", "how_many", "list", "what", "what_said")
ASKING = {"who": "who", "when": "when", "where": "where", "how_many": "how many", "list": "which"}


def short(form: Form, question: str, sentence: str, *, asked: str = "") -> str | None:
    """`question`: without the word that it begins with."""
    return short_answer(
        sentence,
        title="",
        question=f"{ASKING.get(form, form)} {question}?",
        form=form,
        asked=asked,
        terms=terms_of(question),
    )


def gain(form: Form, question: str, sentence: str, *, asked: str = "") -> float | None:
    return fit(form, asked, terms_of(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "date"),
    [
        ("did the dam break", "The dam broke on March 3, 2020, at dawn.", "March 3, 2020"),
        ("did the dam break", "The dam broke on 3 March 2020 at dawn.", "3 March 2020"),
        ("did the dam break", "The dam broke in May 2019.", "in May 2019"),
        ("did the dam break", "The dam broke last Tuesday.", "“last Tuesday”"),
        ("did the dam break", "The dam broke two weeks ago.", "“two weeks ago”"),
        ("did the dam break", "The dam broke a day before the vote.", "a day before"),
        ("did the dam break", "The dam broke in 1987.", "1987"),
        ("did the dam break", "In 1651, the dam broke.", "In 1651"),
        ("did the dam break", "In March the dam broke.", "In March"),
        ("did the dam break", "The dam broke late last month.", "“late last month”"),
        ("did the dam break", "The dam broke on 12 June last year.", "12 June last year"),
        ("will tolls rise", "Tolls will rise by the end of the year.", "end of the year"),
        # of several dates, the nearest to what is asked
        (
            "did the dam break",
            "Built in 1951, the dam broke on June 5, and a vote was held in 1988.",
            "June 5",
        ),
    ],
)
def test_a_date_answers_when(question: str, sentence: str, date: str) -> None:
    assert short("when", question, sentence) == date


@pytest.mark.parametrize(
    ("asked", "date"),
    [("month", "March"), ("year", "2020"), ("day", "“Tuesday”"), ("time", "“Tuesday”")],
)
def test_the_part_of_a_date_that_is_asked_for_answers(asked: str, date: str) -> None:
    sentence = "On Tuesday the dam broke; its wall, of March 2020, was new."
    assert short("when", "did the dam break", sentence, asked=asked) == date


@pytest.mark.parametrize(
    ("asked", "sentence", "number"),
    [
        ("people", "Some 1,200 people fled over 3 bridges.", "1,200"),
        ("people", "Thirty-two people fled.", "Thirty-two"),
        ("people", "It broke in 1987, and 12 people fled.", "12"),
        ("villages", "Floods took two large villages and nine barns.", "two"),
        ("times", "The wall broke three times.", "three"),
        ("times", "The wall broke twice.", "twice"),
        ("percent", "Some 40 percent fled.", "40 percent"),
        ("arches", "It was a five-arch bridge.", "five"),
        ("farmers live", "Nine barns stand there, and 12 farmers.", "12"),
    ],
)
def test_a_number_of_what_is_counted_answers_how_many(
    asked: str, sentence: str, number: str
) -> None:
    assert short("how_many", f"{asked} were there", sentence, asked=asked) == number


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("It burned in 1562.", "in 1562"),
        ("It stood since the 1780s.", None),
        ("It was raised in the 9th century.", "9th century"),
        ("It opens at 5 pm.", "5 pm"),
        ("It holds 1562 people.", None),
    ],
)
def test_centuries_hours_and_years_of_old_tell_when(sentence: str, day: str | None) -> None:
    assert short("when", "did it", sentence) == day


@pytest.mark.parametrize(
    ("question", "sentence", "amount"),
    [
        ("did the dam cost", "The dam cost $5.2 million.", "$5.2 million"),
        ("is the dam", "The 90-metre dam stands in a gorge.", "90-metre"),
        ("was Okafor", "Okafor, 61, resigned.", "61"),
        ("did tolls rise", "Tolls rose by 4.5%.", "4.5%"),
    ],
)
def test_an_amount_needs_no_noun(question: str, sentence: str, amount: str) -> None:
    assert short("how_many", question, sentence) == amount


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("built the dam", "In Kenya, Petra Nowak built the dam.", "Petra Nowak"),
        ("is the mayor of Malmö", "The mayor of Malmö, Bo Lindqvist, left.", "Bo Lindqvist"),
        ("built the dam", "On Sunday, Petra Nowak built the dam.", "Petra Nowak"),
        ("is Okafor's engineer", "Okafor's engineer, Petra Nowak, left.", "Petra Nowak"),
        ("built the dam", "Kenya's Petra Nowak built the dam.", "Petra Nowak"),
    ],
)
def test_a_name_answers_who(question: str, sentence: str, name: str) -> None:
    assert short("who", question, sentence) == name


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("built the dam", "Kenya built the dam in Nairobi on Sunday."),
        ("built the dam", "The dam was built by convicts."),
        ("built the dam", "The dam shut off the Kola Peninsula."),
        ("is Petra Nowak", "Okafor hired Petra Nowak."),
    ],
)
def test_places_days_and_the_asked_themselves_do_not_answer_who(
    question: str, sentence: str
) -> None:
    assert short("who", question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "place"),
    [
        ("did they meet", "They met in Malmö on Sunday.", "Malmö"),
        ("did they meet", "They met at the old Grand Hotel.", "Grand Hotel"),
        ("did they meet in Malmö", "They met in Malmö, near Turning Torso.", "Turning Torso"),
    ],
)
def test_a_place_answers_where(question: str, sentence: str, place: str) -> None:
    assert short("where", question, sentence) == place


def test_names_side_by_side_answer_a_question_for_a_list() -> None:
    sentence = "Possible are Malmö, Lund and Ystad."
    assert short("list", "were possible", sentence, asked="towns") == "Malmö, Lund and Ystad"


def test_why_has_no_short_answer() -> None:
    assert short("why", "did it break", "It broke because of Sunday's frost.") is None


@pytest.mark.parametrize("form", ["what", "what_said"])
def test_other_forms_ask_for_no_kind_of_words(form: Form) -> None:
    assert gain(form, "dam", "The dam broke.") == 0.0
    assert short(form, "dam", "The dam broke.") is None


@given(st.sampled_from(FORMS), st.text(max_size=20), st.text(max_size=60), st.text(max_size=120))
def test_a_short_answer_is_of_the_sentence(
    form: Form, asked: str, question: str, sentence: str
) -> None:
    found = short(form, question, sentence, asked=asked)
    assert found is None or set(found.split()) <= set(sentence.replace(",", " ").split()) | {found}


@given(
    st.sampled_from(FORMS),
    st.lists(st.sampled_from("Ada met 9 in May and Bo , in Lund because two".split()), max_size=12),
)
def test_what_has_a_short_answer_can_answer(form: Form, words: list[str]) -> None:
    sentence = " ".join(words)
    if short(form, "met", sentence) is not None:
        assert gain(form, "met", sentence) is not None


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        # whom the question names, it does not ask for, however fully a sentence names him
        ("invited Okafor", "Bo Lindqvist invited Mayor Ada Okafor to the dam.", "Bo Lindqvist"),
        ("did President Okafor meet", "President Ada Okafor met President Lindqvist.", "Lindqvist"),
        ("invited Okafor", "Mayor Ada Okafor was invited.", None),
        # who only tells it
        ("opened the dam", "Lindqvist opened the dam, the Harbour Post reported.", "Lindqvist"),
        ("opened the dam", "The dam was opened on Monday, Okafor said.", None),
        ("is the mayor", "The dam holds, the mayor Ada Okafor said.", "Ada Okafor"),
        ("opened the dam", "The dam was opened by the U.S. Navy.", "Navy"),
    ],
)
def test_who_did_it_is_neither_asked_about_nor_telling(
    question: str, sentence: str, who: str | None
) -> None:
    found = short("who", question, sentence)
    assert found == who or (found and who and found.endswith(who))


def test_of_two_dates_the_one_beside_the_first_of_repeated_words_is_as_near() -> None:
    sentence = "Okafor on May 9 spoke of a letter, but nobody has seen a letter last month."
    assert short("when", "did Okafor speak of a letter", sentence) == "May 9"


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        (
            "Who opened the dam?",
            "Ada Okafor, the mayor of Lund, has since opened the dam.",
            "Ada Okafor",
        ),
        ("Who opened the dam?", "Ada Okafor and Bo Ek opened the dam.", "Ada Okafor and Bo Ek"),
        ("Who opened the dam?", "The dam was opened on Monday by the engineer Bo Ek.", "Bo Ek"),
        ("Which mayor opened the dam?", "Mayor Ada Okafor opened the dam.", "Ada Okafor"),
        ("Who was fined over the dam?", "Bo Ek was fined over the dam by Ada Okafor.", "Bo Ek"),
        ("Who did Okafor meet at the dam?", "Okafor met Bo Ek at the dam.", "Bo Ek"),
        ("To whom did Okafor sell the dam?", "Okafor sold the dam to Bo Ek.", "Bo Ek"),
        ("Who is Lund's engineer?", "Lund's engineer, Bo Ek, saw the dam.", "Bo Ek"),
        ("Whos the mayor of Lund?", "Ada Okafor, the mayor of Lund, left.", "Ada Okafor"),
        ("Who is the mayor of Lund?", "Lund mayor Ada Okafor left.", "Ada Okafor"),
    ],
)
def test_who_stands_where_the_answer_would(question: str, sentence: str, who: str | None) -> None:
    assert named(question, sentence) == who


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who opened the dam?", "Ada Okafor spoke at the dam, which opened on Monday."),
        ("Who opened the dam?", "Ada Okafor was there when the dam was opened."),
        ("Who fined Ada Okafor?", "Bo Ek was fined, not Ada Okafor."),
        ("Who opened the dam?", "Ada Okafor never opened the dam."),
        ("Who did not open the dam?", "Ada Okafor opened the dam."),
        ("Who sold the dam?", "Ada Okafor opened the dam and Bo Ek paid."),
        ("Who opened the second dam in Lund?", "Ada Okafor opened the dam in Malmö."),
        ("Who opened 12 dams?", "Ada Okafor opened 13 dams."),
        ("Who is the mayor of Lund?", "Ada Okafor, an engineer, saw the mayor of Lund."),
        ("Who is the mayor of Lund?", "Ada Okafor, who beat the mayor of Lund, spoke."),
        ("Who is the mayor of Lund?", "Ada Okafor is not the mayor of Lund."),
        ("Who blamed the dam?", "The dam was blamed by opponents of Okafor in Lund."),
        ("Who opened the dam?", "The dam was not opened by Ada Okafor."),
        ("Who opened the dam?", "If Ada Okafor opened the dam, she hid it."),
        ("Who did Okafor replace?", "Okafor was replaced by Bo Ek."),
        ("Who did Okafor succeed?", "Lindqvist succeeded Bo Ek, and Okafor slept."),
        ("Who did Okafor meet?", "Okafor refused to meet Bo Ek."),
    ],
)
def test_a_name_that_is_merely_there_answers_nothing(question: str, sentence: str) -> None:
    assert named(question, sentence) is None


def named(question: str, sentence: str) -> str | None:
    reading = read(question)
    return short_answer(
        sentence,
        title="",
        question=question,
        form="who",
        asked=reading.asked,
        terms=terms_of(reading.topic),
    )


@pytest.mark.parametrize(
    ("question", "sentence", "day"),
    [
        ("did Okafor open the dam", "Okafor opened the dam on Monday.", "“Monday”"),
        ("did Okafor open the dam", "She opened the dam on Monday.", "“Monday”"),
        ("did Okafor open the dam", "The dam opened on Monday.", None),
        ("did the 2nd dam open", "The dam opened on Monday.", None),
        ("did the dam open to large ships", "The dam broke on Monday.", None),
        ("did the dam not open", "The dam opened on Monday.", None),
        ("was the meeting held", "The meeting was on Monday.", "“Monday”"),
        ("did the dam open", "The dam did not open in May 2020.", None),
        ("did the dam open", "The dam opened before May 2020.", None),
    ],
)
def test_a_sentence_about_something_else_gives_no_short_answer(
    question: str, sentence: str, day: str | None
) -> None:
    assert short("when", question, sentence) == day


@pytest.mark.parametrize(
    ("form", "question", "text", "words"),
    [
        # the sentence that tells most of what is asked has them, or none has
        ("when", "did the dam break", "It was built in 1951. The dam broke.", None),
        ("when", "did the dam break", "The dam broke in 1987. It was built in 1951.", "1987"),
        ("who", "broke the dam", "Bo Ek built it. Then the dam was broken.", None),
        ("where", "did she love the dam", "She said in Lund: “I do. I love the dam.”", "Lund"),
        # where and when it was written, and told, is not what it tells
        ("who", "broke the dam", "LUND (Post) - Bo Ek broke the dam.", "Bo Ek"),
        ("when", "will the dam open", "The dam will open soon, Bo Ek said on Monday.", None),
        ("when", "did Bo Ek say so", "The dam will open, Bo Ek said on Monday.", "“Monday”"),
        # a month is no place, and a place is nobody
        ("where", "will Ek meet her", "Ek is to meet with Zoe Quist in central Lund.", "Lund"),
        ("where", "will the dam open", "The dam will open in June 2023 in Lund.", "Lund"),
        ("who", "opened the dam", "In Ystad the dam was opened by Bo Ek.", "Bo Ek"),
        ("how_many", "jobs did Ek cut", "Ek cut 90 of its 640 jobs.", "90"),
    ],
)
def test_few_words_that_do_not_answer_are_not_given(
    form: Form, question: str, text: str, words: str | None
) -> None:
    asked = "jobs" if form == "how_many" else ""
    assert short(form, question, text, asked=asked) == words


@pytest.mark.parametrize(
    ("question", "sentence", "amount"),
    [
        ("How old is the dam?", "The dam has four cracks.", None),
        ("How old is the dam?", "The dam is 90 years old.", "90"),
        ("How old is Okafor?", "Okafor, 61, resigned.", "61"),
        ("How long is the dam?", "The 90-metre dam has four cracks.", "90-metre"),
        ("How long did it take?", "It took four men three and a half months.", "three"),
    ],
)
def test_how_old_and_how_long_are_told_with_their_unit(
    question: str, sentence: str, amount: str | None
) -> None:
    terms = terms_of(read(question).topic)
    found = short_answer(
        sentence, title="", question=question, form="how_many", asked="", terms=terms
    )
    assert found == amount


@pytest.mark.parametrize(("title", "number"), [("Flood in the city library", "300"), ("", None)])
def test_the_title_tells_what_a_sentence_is_about(title: str, number: str | None) -> None:
    question = "How many books were lost in the library flood?"
    reading = read(question)
    found = short_answer(
        "Some 300 books were lost, a librarian said.",
        title=title,
        question=question,
        form="how_many",
        asked=reading.asked,
        terms=terms_of(reading.topic),
    )
    assert found == number
