"""An answer in OpenAI's form: what its annotations point at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.account import Account
from service.answer import Answer, Citation, Interpretation
from service.openai_api.responses import Usage, annotations_of
from service.responses import ChatResponse
from service.wording import flat, with_markers
from tests.service.newsroom import Remark, heard

PUBLIC = "https://news.example"


def answered(text: str, *, cited: int = 2, **more: object) -> ChatResponse:
    evidence = [
        heard(Remark(f"“It rains,” said Ann, {number} times.", "Ann Lee", "Ann"), article_id="r/1")
        for number in range(cited)
    ]
    citations = tuple(Citation(marker, one) for marker, one in enumerate(evidence, start=1))
    answer = Answer(
        "answered", text, "rain", Interpretation("what_said", "rain"), citations=citations
    )
    response = ChatResponse.of(answer, conversation_id="c", message_id="m")
    return response.model_copy(update=more)


def spans(response: ChatResponse) -> list[str]:
    annotations = annotations_of(response, public_url=PUBLIC)
    places = (each.url_citation for each in annotations)
    return [response.answer[place.start_index : place.end_index] for place in places]


def test_each_marker_is_annotated_where_it_stands() -> None:
    assert spans(answered("It rains [1]. 🕊 It rains more [2] [1].")) == ["[1]", "[2]", "[1]"]


def test_what_only_looks_like_a_marker_is_not() -> None:
    assert spans(answered("It rains [1] [7] [x] [99999999999999999999].")) == ["[1]"]


def test_an_annotation_leads_to_the_cited_words() -> None:
    response = answered("It rains [2].")
    [annotation] = annotations_of(response, public_url=PUBLIC)
    end = response.citations[1].end
    assert annotation.url_citation.url == f"{PUBLIC}/articles/r%2F1/view#0-{end}"


@pytest.mark.parametrize(
    ("known", "title"),
    [
        ({}, "papers/r/1.txt"),
        ({"publisher": "AP"}, "AP, papers/r/1.txt"),
        ({"publisher": "AP", "title": "Rain"}, "Rain"),
    ],
)
def test_an_article_without_a_title_is_called_by_what_is_known(
    known: dict[str, str], title: str
) -> None:
    response = answered("It rains [1].", cited=1)
    cited = [citation.model_copy(update=known) for citation in response.citations]
    [annotation] = annotations_of(response.model_copy(update={"citations": cited}), public_url=None)
    assert annotation.url_citation.title == title


def test_nearest_coverage_is_not_annotated() -> None:
    assert spans(answered("The archive does not say.")) == []


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(1, 2)), max_size=5))
def test_whatever_is_said_the_annotations_are_its_markers(said: list[tuple[str, int]]) -> None:
    text = " ".join(with_markers(flat(words), [marker]) for words, marker in said)
    assert spans(answered(text)) == [f"[{marker}]" for _, marker in said]


def test_an_answer_without_a_model_costs_no_tokens() -> None:
    assert Usage.of(answered("It rains [1].")).total_tokens == 0


def test_the_tokens_of_the_model_are_told() -> None:
    account = Account("small")
    account.meter.prompt_tokens, account.meter.completion_tokens = 1_200, 34
    answer = Answer(
        "answered",
        "It rains.",
        "rain",
        Interpretation("what", "rain"),
        generation=account.closed(),
    )
    usage = Usage.of(ChatResponse.of(answer, conversation_id="c", message_id="m"))
    assert usage == Usage(prompt_tokens=1_200, completion_tokens=34, total_tokens=1_234)
