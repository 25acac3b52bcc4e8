import pytest

from evals.metrics.quoted_spans import quoted_spans_alignment
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited


@pytest.mark.parametrize(
    ("answer", "aligned"),
    [
        ("Moon “doesn't see the Vietnam summit as a failure” [1].", 1),
        ("Moon “doesn’t see the Vietnam\nsummit as a Failure”.", 1),
        ("Moon doesn't see it as 'a failure', “a failure”.", 1),
        ("Moon “does see the Vietnam summit as a failure”.", 0),
        ("It's “a failure” and it's “a great success” [1] [2].", 0.5),
        ('He called it "a failure".', 1),
        ("He called it “great”.", 0),
        ("He spoke of “a failure. Kang said” [1][2].", 0),
    ],
)
async def test_the_share_of_quoted_spans_that_a_citation_holds(answer: str, aligned: float) -> None:
    exchange = an_exchange(a_case(), cited(MOON), cited(KANG), answer=answer)
    assert await quoted_spans_alignment(exchange) == aligned


@pytest.mark.parametrize("answer", ["Moon doesn't think it's so [1].", "“…” he said.", "5'10\""])
async def test_an_answer_that_quotes_nothing_is_not_judged(answer: str) -> None:
    assert await quoted_spans_alignment(an_exchange(a_case(), cited(MOON), answer=answer)) is None


async def test_an_abstention_is_not_judged() -> None:
    silent = an_exchange(a_case(), answer="Nobody “sang”.", outcome="insufficient_evidence")
    assert await quoted_spans_alignment(silent) is None
