"""The scripted model, of which the wait for a checked sentence is timed."""

import pytest

from evals.speed.first_checked import sentence_of


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("speaker: Ada Okafor; from: Sun, 2020-03-04\nIt holds. It rains.", "It holds [1]."),
        ("from: Sun\nThe dam\nholds.", "The dam holds [1]."),
        ("“It holds!” Okafor said.", "“It holds!” [1]."),
        ("Row over dam", "Row over dam [1]."),
    ],
)
def test_it_tells_the_first_sentence_of_the_first_evidence(evidence: str, said: str) -> None:
    other = "<<<evidence 2>>>\nTolls rise.\n<<<end>>>"
    prompt = f"<<<evidence 1>>>\n{evidence}\n<<<end>>>\n{other}\n\nQuestion: does it hold?"
    assert sentence_of(prompt) == said
