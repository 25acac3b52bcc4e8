from evals.metrics.markers import stray_markers, strays
from evals.metrics.right import faults
from tests.evals.exchanges import MOON, a_case, an_exchange, cited


def test_every_marker_with_a_citation_is_as_it_must_be() -> None:
    assert stray_markers(an_exchange(a_case(), cited(MOON, marker=1), answer="So [1].")) == 0


def test_a_marker_without_a_citation_is_a_fault() -> None:
    exchange = an_exchange(a_case(), cited(MOON, marker=1), answer="So [1][99]. And [99].")
    assert (stray_markers(exchange), strays(exchange.reply)) == (1, (99,))
    assert faults(exchange) == ("the answer has [99], which is no citation",)


def test_a_marker_where_nothing_is_cited_is_a_fault() -> None:
    assert stray_markers(an_exchange(a_case(), answer="So [1].")) == 1


def test_a_service_that_does_not_number_its_citations_is_not_judged_by_their_numbers() -> None:
    assert stray_markers(an_exchange(a_case(), cited(MOON), answer="So [1].")) == 0
