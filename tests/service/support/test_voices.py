"""Who is made to speak, and who may be meant by a name."""

import pytest

from service.answer import Evidence
from service.support.reading import Reader
from service.support.voices import Voice, voices_of
from tests.service.newsroom import Remark, heard


def remark(text: str, speaker: str, mention: str) -> Evidence:
    return heard(Remark(text, speaker, mention))


@pytest.mark.parametrize(
    ("evidence", "name", "is_called"),
    [
        (remark("Moon said so.", "Moon Jae-in", "Moon"), "Moon", True),
        (remark("Moon said so.", "Moon Jae-in", "Moon"), "President Moon Jae-in", True),
        (remark("He said so.", "Moon Jae-in", "He"), "Moon Jae In", True),
        (remark("Moon said so.", "Moon Jae-in", "Moon"), "Kim", False),
        (remark("Moon said so.", "Moon Jae-in", "Moon"), "the Moon administration", False),
        (remark("Moon said so.", "Moon Jae-in", "Moon"), "Moon's lawyer", False),
        (
            remark("The Trump campaign said so.", "Trump campaign", "The Trump campaign"),
            "Trump",
            False,
        ),
        (
            remark("South Korean President Moon said so.", "Moon", "South Korean President Moon"),
            "the South Korean president",
            True,
        ),
        (
            remark("South Korean President Moon said so.", "Moon", "South Korean President Moon"),
            "South Korea's president",
            True,
        ),
        (
            remark("South Korean President Moon said so.", "Moon", "South Korean President Moon"),
            "the Japanese president",
            False,
        ),
        (
            remark(
                "White House spokeswoman Sarah Sanders said so.",
                "Sarah Sanders",
                "White House spokeswoman Sarah Sanders",
            ),
            "The White House",
            False,
        ),
        (
            remark(
                "Parker Eaton, who voted for Bill Clinton, said so.",
                "Parker Eaton",
                "Parker Eaton, who voted for Bill Clinton,",
            ),
            "Bill Clinton",
            False,
        ),
        (remark("Trump said so.", "Trump", "Trump"), "Ivanka Trump", False),
        (
            remark("His daughter Ivanka joined him, and Trump said so.", "Donald Trump", "Trump"),
            "Ivanka Trump",
            False,
        ),
        (
            remark("Beside Hillary Clinton, Clinton said so.", "Bill Clinton", "Clinton"),
            "Hillary Clinton",
            False,
        ),
        (
            remark("Beside Hillary Clinton, Clinton said so.", "Bill Clinton", "Clinton"),
            "Bill Clinton",
            True,
        ),
        (remark("Okafor's office said so.", "Okafor's office", "Okafor's office"), "Okafor", False),
        (
            remark("Okafor's rival Lind said so.", "Lind", "Okafor's rival Lind"),
            "Okafor",
            False,
        ),
        (
            remark("The senator's aide said so.", "The senator's aide", "The senator's aide"),
            "The senator",
            False,
        ),
        (
            remark("The spokesman for Okafor said so.", "spokesman for Okafor", "The spokesman"),
            "Okafor",
            False,
        ),
        (
            remark("A friend of Bill Clinton said so.", "A friend of Bill Clinton", "A friend"),
            "Bill Clinton",
            False,
        ),
    ],
)
async def test_who_may_be_meant(
    reader: Reader, evidence: Evidence, name: str, *, is_called: bool
) -> None:
    [read] = await reader.read([evidence.quote])
    assert any(voice.is_called(name) for voice in voices_of(evidence, read)) is is_called


async def test_a_title_that_stands_elsewhere_in_the_article_is_known(reader: Reader) -> None:
    text = "Moon said so.\n\nMoon Jae-in, the South Korean president, flew home."
    evidence = heard(Remark(text, "Moon Jae-in", "Moon", ("so",)))
    [read] = await reader.read([evidence.quote])
    [voice, *_] = voices_of(evidence, read)
    assert voice.is_called("the South Korean president")
    assert not voice.is_called("the American president")


async def test_a_reading_is_kept(reader: Reader) -> None:
    first, again = await reader.read(["Moon said so.", "Moon said so."])
    assert first is again
    [later] = await reader.read(["Moon said so."])
    assert later is first


@pytest.mark.parametrize(
    ("title", "is_titled"),
    [("Former mayor Ada Lind", True), ("Mayor Ada Lind", False), ("Lind", True)],
)
async def test_nobody_is_called_mayor_who_was_one(
    reader: Reader, title: str, *, is_titled: bool
) -> None:
    evidence = remark("Former mayor Ada Lind said so.", "Ada Lind", "Former mayor Ada Lind")
    [read] = await reader.read([evidence.quote])
    assert voices_of(evidence, read)[0].is_titled(title) is is_titled


@pytest.mark.parametrize(
    ("there", "told", "is_alike"),
    [
        ("says", "told", True),
        ("warned", "said", True),
        ("warned", "warns", True),
        ("said", "warned", False),
        ("asked", "said", False),
        ("joked", "said", False),
        ("", "said", True),
        ("According to", "said", True),
        ("hopes", "hoped", True),
        ("believes", "said", False),
    ],
)
def test_who_has_said_it_how(there: str, told: str, *, is_alike: bool) -> None:
    assert Voice(("Lind",), None, frozenset(), "", there).says_as(told) is is_alike
