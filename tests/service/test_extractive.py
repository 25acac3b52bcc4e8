"""Answers composed from the archive's own sentences."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.archive import Filters
from indexing.article import Span
from service.answer import Evidence, Form, Interpretation, Person, Premise
from service.extractive import CLAIMS_MOST, FACTS_MOST, Draft, compose
from service.find import Search
from service.reprints import distinct
from service.rerank import Weighed
from tests.service.newsroom import Remark, heard, quotes, read, weighed

FORMS: tuple[Form, ...] = ("what_said", "who_said", "did_say", "who", "when", "why", "what")
OKAFOR = "Ada Okafor"


def answer(form: Form, topic: str, *found: Weighed, query: str = "") -> Draft:
    interpretation = Interpretation(form, topic, OKAFOR if form != "who_said" else None)
    return compose(Search(query or topic, interpretation, Filters()), found)


def quoted(form: Form, words: str, *found: Weighed) -> Draft:
    interpretation = Interpretation(form, words, OKAFOR, quoted=words)
    return compose(Search(f"Did Okafor say “{words}”?", interpretation, Filters()), found)


def texts(draft: Draft) -> list[str]:
    return [claim.text for claim in draft.claims]


def said_so(*found: Weighed) -> Draft:
    return answer("did_say", "dam leaks", *found, query="Did Okafor say the dam leaks?")


def remark(
    content: str, score: float = 1.0, *, of: str = OKAFOR, report: str = "", denied: bool = False
) -> Weighed:
    said = Remark(f"{of} said {content}.", of, of, (content,), denied)
    return weighed(heard(said, article_id=report or said.text), score, score)


def test_nothing_found_is_nothing_said() -> None:
    assert answer("what_said", "dam") == Draft()


def test_each_remark_is_a_claim_with_its_evidence() -> None:
    found = remark("it leaks")
    [claim] = answer("what_said", "dam", found).claims
    assert (claim.text, claim.evidence) == ("Ada Okafor said it leaks.", (found.evidence,))


def test_remarks_stand_as_in_their_article_and_the_best_article_first() -> None:
    text = "Ada Okafor said it leaks. Ada Okafor said it may break."
    both = read(text, article_id="dam")
    late, early = (
        weighed(_part(both, part), score)
        for part, score in (
            ("Ada Okafor said it may break.", 0.9),
            ("Ada Okafor said it leaks.", 0.5),
        )
    )
    other = remark("tolls are fair", 0.7, report="tolls")
    assert texts(answer("what_said", "dam", late, other, early)) == [
        "Ada Okafor said it leaks.",
        "Ada Okafor said it may break.",
        "Ada Okafor said tolls are fair.",
    ]


def test_no_more_remarks_than_a_reader_wants() -> None:
    subjects = "tolls wages bread milk roads schools trams coal".split()
    found = [remark(f"the {subject} matter in autumn", report=subject) for subject in subjects]
    assert len(answer("what_said", "", *found).claims) == CLAIMS_MOST


def test_a_remark_that_two_papers_print_is_told_once() -> None:
    found = [remark("the old dam leaks badly", report=report) for report in ("sun", "wire")]
    assert len(answer("what_said", "dam", *found).claims) == 1


def test_a_reprint_with_another_beginning_is_the_same() -> None:
    longer = remark("in a talk on Monday that the old dam leaks badly", report="wire")
    assert distinct([remark("the old dam leaks badly"), longer], most=9) == [
        remark("the old dam leaks badly")
    ]


def test_a_remark_and_its_contrary_are_both_told() -> None:
    both = [remark("the old dam leaks badly"), remark("the old dam never leaks badly")]
    assert distinct(both, most=9) == both


def test_a_sentence_with_two_statements_is_told_once() -> None:
    text = "Ada Okafor said it leaks and that tolls are fair."
    both = [
        weighed(heard(Remark(text, OKAFOR, OKAFOR, (content,))))
        for content in ("it leaks", "that tolls are fair")
    ]
    assert distinct(both, most=9) == both[:1]


def test_what_two_people_say_is_said_twice() -> None:
    both = [remark("the old dam leaks badly"), remark("the old dam leaks badly", of="Bo Ek")]
    assert distinct(both, most=9) == both


def test_remarks_on_one_subject_that_differ_are_both_told() -> None:
    both = [remark("the dam leaks"), remark("the dam was built by convicts")]
    assert distinct(both, most=9) == both


def test_whoever_said_it_is_the_short_answer() -> None:
    draft = answer("who_said", "said it leaks", remark("it leaks"), query="Who said it leaks?")
    assert draft.short_answer == OKAFOR


def test_whoever_said_the_contrary_is_no_short_answer() -> None:
    found = remark("it does not leak")
    draft = answer("who_said", "said it leaks", found, query="Who said it leaks?")
    assert (draft.short_answer, texts(draft)) == (None, ["Ada Okafor said it does not leak."])


def test_a_newspaper_is_asked_for_and_not_its_source() -> None:
    text = "The dam leaks, the Harbour Post newspaper reported, citing an official."
    said = Remark(text, "an official", "an official", ("The dam leaks",))
    found = weighed(heard(said, article_id="post"), 1.0, 1.0)
    asked = Interpretation("who_said", "reported that the dam leaks", asked="newspaper")
    query = "Which newspaper reported that the dam leaks?"
    draft = compose(Search(query, asked, Filters()), [found])
    assert draft.short_answer == "Harbour Post"


def test_others_who_said_it_nearly_as_clearly_are_named_too() -> None:
    found = (
        remark("it leaks", 0.9),
        remark("water escapes", 0.85, of="Bo Ek"),
        remark("bread is dear", 0.5, of="Cho Min Seo"),
    )
    draft = answer("who_said", "said it leaks", *found, query="Who said it leaks?")
    assert texts(draft) == ["Ada Okafor said it leaks.", "Bo Ek said water escapes."]


def test_a_statement_that_bears_it_out_is_a_yes() -> None:
    assert said_so(remark("the dam leaks")).short_answer == "yes"


@pytest.mark.parametrize(
    ("topic", "content", "verdict"),
    [
        ("repairs will cost 20 million crowns", "repairs will cost 14 million crowns", None),
        ("repairs will take three years", "repairs will take two years", None),
        ("Elm Dam leaks", "the dam leaks", None),
        ("Elm Dam leaks", "the Elm Dam leaks", "yes"),
        ("repairs will cost 20 million crowns", "repairs will not cost 14 million", "no"),
    ],
)
def test_who_said_other_numbers_or_names_did_not_say_that(
    topic: str, content: str, verdict: str | None
) -> None:
    query = f"Did Okafor say the {topic}?"
    assert answer("did_say", topic, remark(content), query=query).short_answer == verdict


def test_a_statement_of_the_contrary_is_a_no() -> None:
    assert said_so(remark("the dam does not leak")).short_answer == "no"


def test_a_refusal_to_say_it_is_a_no() -> None:
    assert said_so(remark("that the dam leaks", denied=True)).short_answer == "no"


def test_words_about_something_else_are_neither_yes_nor_no() -> None:
    found = remark("she would tell when the time came")
    draft = said_so(found)
    assert draft.short_answer is None
    assert texts(draft) == ["Ada Okafor said she would tell when the time came."]


def test_the_statement_that_is_about_it_decides_and_is_shown() -> None:
    found = (
        remark("no talks were planned", 0.9),
        remark("bread is dear", 0.8),
        remark("the dam leaks", 0.7),
    )
    draft = said_so(*found)
    assert draft.short_answer == "yes"
    assert "Ada Okafor said the dam leaks." in texts(draft)


def test_a_fact_is_the_articles_sentence_and_its_few_words() -> None:
    draft = answer("when", "did it break", weighed(read("It broke\nin 1987.")))
    assert (texts(draft), draft.short_answer) == (["It broke in 1987."], "1987")


def test_when_somebody_said_what_they_may_not_have_said_has_no_short_answer() -> None:
    person = Person(OKAFOR, ("ada okafor",), 3)
    supposed = Interpretation(
        "when", "did Okafor say the dam leaks", premise=Premise(person, "the dam leaks")
    )
    search = Search("When did Okafor say the dam leaks?", supposed, Filters())
    said, unsaid = (
        compose(search, [weighed(read(f"In May Okafor said the dam {verb}."))])
        for verb in ("leaks", "might leak")
    )
    assert (said.short_answer, unsaid.short_answer) == ("In May", None)


def test_an_answer_need_not_say_what_the_talk_is_about() -> None:
    found = weighed(read("The dam cost 14 million crowns."))
    query, topic = "How much did the dam cost (Okafor speech)?", "did the dam cost (Okafor speech)"
    assert answer("how_many", topic, found, query=query).short_answer == "14 million"


def facts(*found: tuple[str, float], article_ids: tuple[str, ...] | None = None) -> list[str]:
    """What is told of sentences with these scores."""
    weighed_ = [weighed(read(text, article_id=text), score, score) for text, score in found]
    interpretation = Interpretation("what", "what broke it")
    search = Search("What broke it?", interpretation, Filters(article_ids=article_ids))
    return texts(compose(search, weighed_))


BEST, NEXT, THEN = "Floods broke it.", "It broke in rain.", "Mud and worms had been at it."
LONG = "It was broken by " + "all manner of things " * 20


def test_a_second_sentence_stands_beside_a_fact_only_if_it_is_as_good() -> None:
    assert facts((BEST, 0.9), (LONG, 0.82)) == [BEST, LONG.strip()]
    assert facts((BEST, 0.9), (LONG, 0.75)) == [BEST]


def test_what_is_nearly_as_good_stands_there_while_the_answer_is_short() -> None:
    assert facts((BEST, 0.9), (NEXT, 0.75), (THEN, 0.74)) == [BEST, NEXT, THEN]
    assert facts((BEST, 0.9), (NEXT, 0.75), (LONG, 0.74)) == [BEST, NEXT]
    assert facts((BEST, 0.9), (NEXT, 0.6)) == [BEST]


def test_of_the_one_article_asked_more_is_told() -> None:
    assert facts((BEST, 0.9), (LONG, 0.75), article_ids=("dam",)) == [BEST, LONG.strip()]


def test_no_more_than_a_few_sentences_tell_a_fact() -> None:
    words = ("Floods", "Rain", "Mud", "Worms", "Age")
    assert len(facts(*((f"{each} broke it.", 0.9) for each in words))) == FACTS_MOST


@given(
    st.sampled_from(FORMS),
    st.lists(st.tuples(st.text(alphabet="ab not.", min_size=1), st.floats(0, 1)), max_size=8),
)
def test_an_answer_is_made_of_what_was_found(form: Form, said: Sequence[tuple[str, float]]) -> None:
    found = [remark(words, score, report=str(at)) for at, (words, score) in enumerate(said)]
    draft = answer(form, "a b", *found)
    known = quotes([each.evidence for each in found])
    assert [claim.evidence[0].quote in known for claim in draft.claims] == [True] * len(
        draft.claims
    )
    assert bool(draft.claims) == bool(found)


def _part(whole: Evidence, text: str) -> Evidence:
    start = whole.article.text.index(text)
    return replace(whole, span=Span(start, start + len(text)))


def test_yes_to_criticizing_takes_an_article_that_says_criticized() -> None:
    asked = "Did Okafor criticize the dam?"
    found = remark("the dam leaks")
    assert answer("did_say", "dam", found, query=asked).short_answer is None
    assert (
        answer("did_say", "dam", found, query="Did Okafor mention the dam?").short_answer == "yes"
    )


def test_the_contrary_of_the_quoted_words_is_no_yes() -> None:
    found = remark("we will not win the war")
    draft = quoted("did_say", "we will win the war", found)
    assert (draft.short_answer, len(draft.claims)) == (None, 1)


def test_asking_whether_is_not_saying() -> None:
    text = "Ada Okafor asked whether the old dam would break."
    found = weighed(heard(Remark(text, OKAFOR, OKAFOR, ("the old dam would break",))))
    assert quoted("did_say", "the old dam would break", found).short_answer is None


def test_quoted_words_of_another_are_a_no_that_names_them() -> None:
    draft = quoted(
        "did_say", "the old dam leaks badly", remark("the old dam leaks badly", of="Bo Ek")
    )
    assert (draft.short_answer, draft.is_by_another) == ("no", True)
