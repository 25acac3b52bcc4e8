"""Whose words are told as if they were nobody's."""

import pytest

from service.answer import Evidence
from service.support.reading import Reader
from service.support.untold import Heard, untold
from service.support.voices import made_to_speak, voices_of
from tests.service.newsroom import Remark, heard, read

PASSAGE = read(
    "The envoy will visit Oslo on Friday, and some experts said he may use his trip to meet the "
    "miners at a border village."
)
BOTH = read(
    "Police said the bridge was closed after the flood. The bridge was closed after the flood."
)
SOURCE = heard(
    Remark(
        "The letter came by air, the source said, adding that the old mayor would visit Oslo soon.",
        "A source at the ministry",
        "the source",
        ("The letter came by air",),
    )
)


@pytest.mark.parametrize(
    ("claim", "evidence", "owner"),
    [
        ("The envoy may meet the miners at a border village.", PASSAGE, "some experts"),
        ("Some experts expect the envoy to meet the miners at a village.", PASSAGE, None),
        ("The envoy will visit Oslo on Friday.", PASSAGE, None),
        ("The bridge was closed after the flood.", BOTH, None),
        ("The old mayor would visit Oslo soon.", SOURCE, "the source"),
        ("The letter came by air.", SOURCE, "A source at the ministry"),
        ("The source said the old mayor would visit Oslo soon.", SOURCE, None),
    ],
)
async def test_whose_words_are_told_as_nobodys(
    reader: Reader, claim: str, evidence: Evidence, owner: str | None
) -> None:
    said, there = await reader.read([claim, evidence.quote])
    cited = Heard((evidence,), (there,), voices_of(evidence, there))
    assert untold(claim, cited, made_to_speak(claim, said)) == owner


async def test_what_another_place_tells_by_itself_is_nobodys(reader: Reader) -> None:
    claim = "The envoy may meet the miners at a border village."
    plain = read("The envoy may meet the miners at the border village of Ny.", article_id="plain")
    evidence = (PASSAGE, plain)
    there = await reader.read([each.quote for each in evidence])
    assert untold(claim, Heard(evidence, there, ()), ()) is None
