from typing import Any

import pytest

from evals.metrics.supported import claims_supported
from tests.evals.exchanges import MOON, a_case, an_exchange, cited


def claim(support: str | None) -> dict[str, Any]:
    told = {"text": "Moon spoke.", "citations": [1]}
    return {**told, "support": support} if support else told


@pytest.mark.parametrize(
    ("supports", "score"),
    [
        (["verbatim"], 1.0),
        (["supported", "unsupported"], 0.5),
        (["unsupported"], 0.0),
        (["unchecked", "verbatim", "verbatim", "supported"], 0.75),
    ],
)
def test_a_claim_is_supported_where_the_service_says_so(supports: list[str], score: float) -> None:
    exchange = an_exchange(a_case(), cited(MOON), claims=[claim(each) for each in supports])
    assert claims_supported(exchange) == score


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"claims": [claim(None)]},
        {"claims": [claim("verbatim")], "outcome": "insufficient_evidence"},
    ],
)
def test_where_nothing_is_claimed_or_nothing_is_said_of_it_there_is_no_score(
    fields: dict[str, Any],
) -> None:
    assert claims_supported(an_exchange(a_case(), cited(MOON), **fields)) is None
