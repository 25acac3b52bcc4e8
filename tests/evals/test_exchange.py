import pytest

from evals.errors import ReplyMalformed
from evals.exchange import read_ranked, read_reply
from tests.evals.exchanges import KANG, MOON, a_response, cited


def test_fields_that_are_not_judged_are_passed_over() -> None:
    reply = read_reply(a_response(cited(MOON, score=1.0), timings_ms={"total": 3}))
    assert reply.citations[0].quote == MOON


@pytest.mark.parametrize(
    ("field", "value"),
    [("outcome", "perhaps"), ("answer", None), ("citations", [{}]), ("short_answer", 3)],
)
def test_a_response_out_of_shape_is_refused_by_field(field: str, value: object) -> None:
    with pytest.raises(ReplyMalformed, match=field):
        read_reply(a_response(**{field: value}))


def test_citations_that_are_no_list_are_refused() -> None:
    with pytest.raises(ReplyMalformed, match="citations"):
        read_reply(a_response(citations=5))


def test_evidence_is_read_in_its_order() -> None:
    ranked = read_ranked({"evidence": [cited(KANG, marker=1), cited(MOON, marker=2)]})
    assert [found.quote for found in ranked] == [KANG, MOON]


@pytest.mark.parametrize("body", [{}, {"evidence": [{"quote": MOON}]}, {"evidence": 5}])
def test_evidence_out_of_shape_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ReplyMalformed, match="evidence"):
        read_ranked(body)
