"""Weighing evidence by the terms it speaks of and its nearness."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.article import Span
from service.answer import Evidence
from service.fits import OTHER_COUNT
from service.polarity import says_not
from service.rerank import (
    ALL_YEARS,
    COMMON,
    CONTRARY,
    EMBEDDED_MOST,
    IN_YEARS,
    NEARBY,
    NEWS,
    OTHER_YEARS,
    TITLED,
    Candidate,
    Weigher,
    fitted,
    of_one_article,
    parts,
    statements,
    with_signs,
)
from service.terms import terms_of
from service.years import asked_years
from tests.fakes import HashEmbedding
from tests.service.newsroom import Remark, a_report, heard, quotes, read, weighed

LONG = " ".join(["The wall of the dam was raised again and again by the farmers."] * 6)


async def order(topic: str, *candidates: Candidate) -> list[str]:
    found = await Weigher(HashEmbedding()).weigh(topic, terms_of(topic), candidates)
    return [each.evidence.quote for each in found]


def candidate(text: str, around: str = "") -> Candidate:
    return Candidate(read(text), text, around)


async def coverage(topic: str, text: str, around: str = "") -> float:
    given_ = [candidate(text, around)]
    [found] = await Weigher(HashEmbedding()).weigh(topic, terms_of(topic), given_)
    return found.coverage


async def test_what_speaks_of_more_of_the_topic_comes_first() -> None:
    none, half, whole = "Bread is dear.", "The dam is full.", "The dam leaks badly."
    assert await order("dam leaks", *map(candidate, (none, half, whole))) == [whole, half, none]


async def test_a_rarer_term_decides() -> None:
    dam, leak = replace(terms_of("dam")[0], weight=0.3), replace(terms_of("leak")[0], weight=4.0)
    candidates = map(candidate, ("The dam is full of it.", "A leak was found in it."))
    first, _ = await Weigher(HashEmbedding()).weigh("dam leak", [dam, leak], candidates)
    assert first.evidence.quote == "A leak was found in it."


async def test_a_capital_speaks_nearly_as_much_of_its_country() -> None:
    assert 0.5 < await coverage("Kenya", "Nairobi is dry.") < 1.0


async def test_what_stands_around_counts_half() -> None:
    assert await coverage("dam", "It leaks.", around="The dam is old.") == NEARBY


async def test_without_terms_everything_is_covered() -> None:
    assert await coverage("what about it", "It leaks.") == 1.0


async def test_without_a_topic_everything_comes_as_it_was_found() -> None:
    found = [candidate(f"Remark {number}.") for number in range(EMBEDDED_MOST + 5)]
    assert await order("", *found) == [each.evidence.quote for each in found]


async def test_only_the_best_are_looked_at_closely_and_none_is_left_out() -> None:
    near = [candidate(f"Remark {number} on the dam.") for number in range(EMBEDDED_MOST)]
    far = [candidate(f"Remark {number}.") for number in range(5)]
    weighed = await Weigher(HashEmbedding()).weigh("dam", terms_of("dam"), [*far, *near])
    assert len(weighed) == EMBEDDED_MOST + 5
    assert {each.evidence.quote for each in weighed if not each.similarity} == {
        each.evidence.quote for each in far
    }


async def test_the_rank_of_a_passage_is_no_nearness_of_its_sentences() -> None:
    near = [candidate(f"Remark {number} on the dam.") for number in range(EMBEDDED_MOST)]
    far = candidate("Bread is dear.")
    ranked = replace(far, evidence=replace(far.evidence, score=1.0))
    weighed = await Weigher(HashEmbedding()).weigh("dam", terms_of("dam"), [*near, ranked])
    assert weighed[-1].evidence.quote == "Bread is dear."
    assert weighed[-1].similarity == 0.0


async def test_nothing_found_is_nothing_weighed() -> None:
    assert await order("dam") == []


@given(st.floats(0, 1), st.floats(-1, 1))
def test_relevance_lies_between_0_and_1(coverage: float, similarity: float) -> None:
    assert 0 <= weighed(read("The dam."), coverage, similarity).relevance <= 1


def test_fitting_words_raise_the_score_but_not_the_relevance() -> None:
    plain, fitting = weighed(read("A."), 0.5, 0.5), weighed(read("A."), 0.5, 0.5, fit=0.1)
    assert fitting.score > plain.score
    assert fitting.relevance == plain.relevance


def test_a_sentence_without_the_kind_of_words_asked_for_goes() -> None:
    dated, undated = read("The dam broke in 1987."), read("The dam broke early.")
    candidates = [Candidate(each, each.quote) for each in (undated, dated)]
    found = fitted("when", "", terms_of("dam broke"), candidates)
    assert quotes([each.evidence for each in found]) == ["The dam broke in 1987."]


def test_a_question_in_the_text_answers_none() -> None:
    candidates = [Candidate(read("What broke the dam?"), "What broke the dam?")]
    assert fitted("what", "", terms_of("broke the dam"), candidates) == []


def signs(question: str, text: str, *, as_of: date | None = None, **told: Any) -> float:
    article = a_report("report", text, **told).article
    candidate = Candidate(Evidence("p", article, Span(0, len(article.text)), 0.5), article.text)
    [found] = with_signs(
        [candidate],
        is_negated=says_not(question),
        years=asked_years(question),
        as_of=as_of,
    )
    return found.signs


def test_what_is_so_does_not_tell_what_is_not() -> None:
    assert signs("What does the dam not hold?", "The dam holds water.") == -CONTRARY
    assert signs("What does the dam not hold?", "The dam doesn't hold oil.") == 0


def test_other_years_than_those_asked_about_tell_against_a_place() -> None:
    question = "Who ran the port from 1968 to 1971?"
    assert signs(question, "Lindqvist ran the port in 1980.") == -OTHER_YEARS
    assert signs(question, "Okafor ran the port from 1960 to 1970.") == 0
    assert signs(question, "Lindqvist ran the port.") == -OTHER_YEARS
    assert signs(question, "Lindqvist runs the port.", published=date(1970, 5, 1)) == 0


def test_of_two_places_the_one_of_the_years_asked_about_fits_better() -> None:
    places = [Candidate(read(text), text) for text in ("He ran it in 1970.", "He ran it.")]
    years = asked_years("Who ran it from 1968 to 1971?")
    told, untold = with_signs(places, is_negated=False, years=years, as_of=None)
    assert told.fit - untold.fit == IN_YEARS


def test_a_span_that_holds_all_years_asked_about_fits_best() -> None:
    places = [Candidate(read(text), text) for text in ("From 1960 to 1972.", "In 1970.")]
    years = asked_years("Who ran it from 1968 to 1971?")
    all_, some = with_signs(places, is_negated=False, years=years, as_of=None)
    assert all_.fit - some.fit == pytest.approx(ALL_YEARS)


def test_the_years_of_a_life_are_not_those_asked_about() -> None:
    lead = "Ada Okafor (3 May 1960 – 4 June 1990) ran the port."
    assert signs("Who ran the port in 1970?", lead) == -OTHER_YEARS


def test_a_day_or_a_place_is_little_sign_that_a_sentence_answers() -> None:
    candidates = [Candidate(read("It broke in 1987."), "It broke in 1987.")]
    when, what = (fitted(form, "", terms_of("broke"), candidates) for form in ("when", "what"))
    assert what[0].signs - when[0].signs == pytest.approx(COMMON["when"])


def test_of_the_one_article_that_is_asked_a_day_tells_sentences_apart() -> None:
    [found] = fitted(
        "when",
        "",
        terms_of("broke"),
        [Candidate(read("It broke in 1987."), "It broke in 1987.", subject="The dam")],
    )
    assert found.signs == 0.0


def test_a_number_of_something_else_is_a_sign_against_a_sentence() -> None:
    candidates = [Candidate(read("Nine barns burned."), "Nine barns burned.")]
    [found] = fitted("how_many", "people", terms_of("people fled"), candidates)
    assert (found.fit, found.signs) == (0.0, -OTHER_COUNT)


def test_a_title_that_only_repeats_the_question_answers_nothing() -> None:
    texts = ("Ada Okafor", "Ada Okafor is.", "Okafor, minister")
    candidates = [Candidate(read(text), text) for text in texts]
    found = fitted("what", "", terms_of("Ada Okafor"), candidates)
    assert [each.words for each in found] == ["Ada Okafor is.", "Okafor, minister"]


def test_news_of_the_week_counts_more_when_asked_as_of_a_day() -> None:
    day, news = date(2020, 3, 9), date(2020, 3, 4)
    assert signs("What leaks?", "The dam leaks.", as_of=day, published=news) == NEWS
    assert signs("What leaks?", "The dam leaks.", as_of=day, published=date(2019, 3, 4)) == 0
    assert signs("What leaks?", "The dam leaks.", published=news) == 0


def test_a_statement_is_weighed_by_its_own_words() -> None:
    [found] = statements(
        [heard(Remark("She says it leaks.", "Ada Okafor", "She"))], with_asked=True
    )
    assert (found.words, found.around) == ("She says it leaks.", "")


def around(before: str, *, with_asked: bool = True) -> str:
    """What stands around Ada Okafor's reply."""
    reply = Remark("She said it leaks.", "Ada Okafor", "She")
    told = a_report("dam", before, reply)
    [statement] = told.statements
    evidence = Evidence(statement.id, told.article, statement.sentence, 0.0, statement)
    [found] = statements([evidence], with_asked=with_asked)
    return found.around


def test_what_the_speaker_was_asked_stands_around_the_reply() -> None:
    asked = "Okafor was asked about the dam."
    assert around(asked) == asked
    assert around(f"The day was long. {asked}") == asked


@pytest.mark.parametrize(
    "before",
    [
        "Okafor asked about the dam.",
        "Lindqvist was asked about the dam.",
        "Okafor visited the dam.",
    ],
)
def test_other_sentences_before_a_reply_do_not(before: str) -> None:
    assert around(before) == ""


def test_what_was_put_to_a_speaker_does_not_tell_who_said_it() -> None:
    assert around("Okafor was asked about the dam.", with_asked=False) == ""


# One article asked


async def test_the_only_article_asked_is_about_what_its_title_names() -> None:
    of_it = of_one_article(parts([two_lines("She left.", title="Ada Okafor")], only_happened=False))
    [found] = await Weigher(HashEmbedding()).weigh("Okafor", terms_of("Okafor"), of_it)
    assert found.coverage == pytest.approx(TITLED)
    assert of_it[0].text == "Ada Okafor: She left."


def test_an_article_without_a_title_tells_nothing_of_its_subject() -> None:
    [found] = of_one_article(parts([two_lines("She left.")], only_happened=False))
    assert found.text == "She left."


# Parts of passages


def test_a_paragraph_that_ends_with_a_question_is_parted() -> None:
    passage = read("The dam broke on Friday. Who is to blame?")
    found = [each.words for each in parts([passage], only_happened=False)]
    assert found == ["The dam broke on Friday.", "Who is to blame?"]


def two_lines(*lines: str, title: str | None = None) -> Evidence:
    article = a_report("report", "\n".join(lines), title=title).article
    return Evidence("passage", article, Span(0, len(article.text)), 0.7)


def test_a_short_paragraph_is_one_part() -> None:
    found = parts([two_lines("It broke. It was old.", "Bo left.")], only_happened=False)
    assert quotes([each.evidence for each in found]) == ["It broke. It was old.", "Bo left."]


def test_a_long_paragraph_is_parted_into_its_sentences() -> None:
    found = parts([two_lines(LONG)], only_happened=False)
    assert quotes([each.evidence for each in found]) == [LONG[:62]] * 6


def test_a_part_keeps_the_score_of_its_passage() -> None:
    found = parts([two_lines("It broke.", "Bo left.")], only_happened=False)
    assert [each.evidence.score for each in found] == [0.7, 0.7]


def test_around_a_part_stand_the_title_and_its_neighbours() -> None:
    first, second, _ = parts(
        [two_lines("It broke.", "Bo left.", "Ada stayed.", title="Dam gone")], only_happened=False
    )
    assert ("Dam gone" in first.around, "Bo left." in first.around) == (True, True)
    assert "Ada stayed." not in first.around
    assert "It broke." in second.around


@pytest.mark.parametrize(
    ("only_happened", "words"),
    [(False, "Bo was asked to visit Lund."), (True, "Bo was asked   Lund.")],
)
def test_what_was_only_wished_is_no_word_of_what_happened(only_happened: bool, words: str) -> None:
    [found] = parts([two_lines("Bo was asked to visit Lund.")], only_happened=only_happened)
    assert found.words.split() == words.split()
    assert found.evidence.quote == "Bo was asked to visit Lund."


@given(st.lists(st.text(alphabet="ab .!?\r\n“”é🕊", max_size=80), min_size=1, max_size=3))
def test_every_part_has_its_exact_words_and_place(lines: list[str]) -> None:
    passage = two_lines(*lines)
    for part in parts([passage], only_happened=False):
        span = part.evidence.span
        assert passage.article.text[span.start : span.end] == part.evidence.quote == part.words
        assert passage.span.start <= span.start < span.end <= passage.span.end


@given(st.text(alphabet="ab .!?\n", max_size=120))
def test_parts_do_not_overlap_and_drop_no_word(text: str) -> None:
    found = parts([two_lines(text)], only_happened=False)
    spans = [each.evidence.span for each in found]
    assert all(one.end <= next_.start for one, next_ in zip(spans, spans[1:], strict=False))
    kept = "".join("".join(each.words.split()) for each in found)
    assert kept == "".join(text.split())
