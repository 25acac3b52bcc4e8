"""Who was spoken to, and so did not speak."""

import pytest

from service.addressee import is_addressed
from tests.service.newsroom import Remark, heard, read

OKAFOR = heard(Remark("Okafor said she had a letter.", "Ada Okafor", "Okafor"))


@pytest.mark.parametrize(
    ("question", "is_hers"),
    [
        ("Who wrote to Okafor?", True),
        ("Who wrote a warm letter to Ada Okafor?", True),
        ("Who told Okafor that the dam leaks?", True),
        ("who told okafor that the dam leaks", True),
        ("Which minister has also told Okafor that the dam leaks?", True),
        ("Did anybody tell Okafor that the dam leaks?", True),
        ("Who told Okafor “the dam leaks”?", True),
        ("Who said it to Okafor?", True),
        ("Who said Lindqvist wrote a warm letter to Okafor?", False),
        ("Who said he wrote to Okafor?", False),
        ("Who said Lindqvist told Okafor to wait?", False),
        ("Who said Nowak asked Okafor for help?", False),
        ("Who told Lindqvist that he spoke to Okafor?", False),
        ("Who said to Okafor's brother that the dam leaks?", False),
        ("Who said Okafor had a letter?", False),
        ("Who told Lindqvist that Okafor had a letter?", False),
        ("Who told the mayor so?", False),
        ("Who wrote about Okafor?", False),
    ],
)
def test_who_was_spoken_to(question: str, *, is_hers: bool) -> None:
    assert is_addressed(question, OKAFOR) is is_hers


def test_nobody_speaks_in_a_passage() -> None:
    assert not is_addressed("Who wrote to Okafor?", read("Okafor had a letter."))
