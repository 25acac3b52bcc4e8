"""Answers in the form of the HTTP contract."""

import re
from dataclasses import replace

from indexing.article import Span
from service.answer import Answer, Claim, Interpretation
from service.citations import Numbering
from service.responses import ChatResponse
from service.wording import with_markers
from tests.service.newsroom import read

PASSAGE = read("The dam broke at dawn. It was built in 1951.")
BROKE, BUILT = (replace(PASSAGE, span=span) for span in (Span(0, 22), Span(23, 44)))


def test_a_claim_has_the_markers_that_stand_behind_its_words() -> None:
    numbering, texts = Numbering(), []
    claims = (
        Claim("It was built in 1951.", (BUILT,)),
        Claim("The dam broke at dawn.", (BROKE,)),
        Claim("The dam broke at dawn, built in 1951.", (BUILT, BROKE)),
    )
    for claim in claims:
        markers, _ = numbering.cite(claim.evidence)
        texts.append(with_markers(claim.text, markers))
    answer = Answer(
        "answered",
        " ".join(texts),
        "When did the dam break?",
        Interpretation("when", "dam break"),
        claims=claims,
        citations=numbering.citations,
    )
    response = ChatResponse.of(answer, conversation_id="c", message_id="m")
    shown = [[int(marker) for marker in re.findall(r"\[(\d+)\]", text)] for text in texts]
    assert [claim.citations for claim in response.claims] == shown == [[1], [2], [1, 2]]
