import pytest

from evals.exchange import Exchange, read_reply
from evals.metrics.citations import citation_precision, citation_recall
from tests.evals.exchanges import (
    KANG,
    MOON,
    SOURCE,
    a_case,
    a_response,
    an_exchange,
    cited,
    not_to_answer,
)

BOTH = ({"source": SOURCE, "quote": MOON}, {"source": SOURCE, "quote": KANG})
EITHER = tuple({**context, "required": False} for context in BOTH)


def test_the_share_of_citations_that_bear_the_answer_is_the_precision() -> None:
    exchange = an_exchange(a_case(), cited(MOON), cited(KANG))
    assert citation_precision(exchange) == 0.5


def test_the_share_of_required_contexts_that_are_cited_is_the_recall() -> None:
    exchange = an_exchange(a_case(contexts=BOTH), cited(MOON))
    assert citation_recall(exchange) == 0.5


def test_a_context_that_is_not_required_counts_for_precision_alone() -> None:
    case = a_case(contexts=(BOTH[0], EITHER[1]))
    exchange = an_exchange(case, cited(MOON), cited(KANG))
    assert (citation_precision(exchange), citation_recall(exchange)) == (1, 1)
    assert citation_recall(an_exchange(case, cited(KANG))) == 0


@pytest.mark.parametrize(("quote", "recall"), [(KANG, 1), ("Trump was in Japan.", 0)])
def test_where_none_is_required_any_one_will_do(quote: str, recall: float) -> None:
    assert citation_recall(an_exchange(a_case(contexts=EITHER), cited(quote))) == recall


@pytest.mark.parametrize(
    ("quote", "hit"),
    [
        ("Moon said he doesn't see the Vietnam", 1),
        ("the Vietnam summit", 1),
        ("failure. Kang said it was “too much to expect”.", 0),
        (f"{MOON} {KANG}", 1),
    ],
)
def test_half_of_the_shorter_must_be_shared(quote: str, hit: float) -> None:
    assert citation_precision(an_exchange(a_case(), cited(quote))) == hit


def test_the_same_place_of_another_article_is_no_hit() -> None:
    exchange = an_exchange(a_case(), cited(MOON, source="seeds/reuters.txt"))
    assert citation_precision(exchange) == 0


def test_without_a_source_the_words_tell_the_article() -> None:
    assert citation_precision(an_exchange(a_case(), cited(MOON, source=None))) == 1


def test_spaces_may_differ_from_the_raw_file() -> None:
    text = MOON.replace(" ", "\n ")
    citation = cited(MOON, quote=text, start=0, end=len(text))
    exchange = Exchange(a_case(), read_reply(a_response(citation)), {"a1": text})
    assert citation_recall(exchange) == 1


def test_abstentions_and_questions_not_to_answer_are_not_judged() -> None:
    silent = an_exchange(a_case(), cited(MOON), outcome="insufficient_evidence")
    uncalled = an_exchange(not_to_answer(), cited(MOON))
    assert [citation_precision(silent), citation_recall(silent)] == [None, None]
    assert [citation_precision(uncalled), citation_recall(uncalled)] == [None, None]


def test_an_answer_that_cites_nothing_recalls_nothing() -> None:
    exchange = an_exchange(a_case())
    assert (citation_precision(exchange), citation_recall(exchange)) == (None, 0)
