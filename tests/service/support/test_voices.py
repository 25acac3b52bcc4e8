"""Who is made to speak, and who may be meant by a name."""

import pytest

from service.answer import Evidence
from service.support.reading import Reader
from service.support.voices import is_theirs, made_to_speak, voices_of
from tests.service.newsroom import Remark, heard


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Moon Jae-in stated that the talks are near.", {"Moon Jae-in"}),
        ("According to Kang Kyung-wha, nothing was agreed.", {"Kang Kyung-wha"}),
        ("The talks are near, according to President Moon Jae-in.", {"President Moon Jae-in"}),
        ("“We fell in love,” Trump said.", {"Trump"}),
        ("Trump told Kim that there are no rockets.", {"Trump"}),
        ("Kim was told by Trump that there are no rockets.", {"Trump"}),
        ("Sanders, who said the letter was warm, left.", {"Sanders"}),
        ("The letter was described by Sarah Sanders as warm.", {"Sarah Sanders"}),
        ('The letter was called "warm" by Sanders.', {"Sanders"}),
        ("In Moon's words, it was “a breakthrough”.", {"Moon"}),
        ("In the words of Moon Jae-in, it was “a breakthrough”.", {"Moon Jae-in"}),
        ("Moon Jae-in's position is that sanctions stay.", {"Moon Jae-in"}),
        ("Per Trump, the letter was beautiful.", {"Trump"}),
        ("For Trump, the letter was beautiful.", {"Trump"}),
        ("Trump wants a third summit.", {"Trump"}),
        ("Trump called it a beautiful letter.", {"Trump"}),
        ("Moon Jae-in: “We will not loosen our guard.”", {"Moon Jae-in"}),
        ("Moon and Kim said the talks are near.", {"Moon", "Kim"}),
        ("The White House declined to confirm it.", {"The White House"}),
        ("He said that the letter was warm.", {"He"}),
        ("Trump received a letter from Kim.", set()),
        ("The talks were held in Hanoi.", set()),
    ],
)
async def test_who_is_made_to_speak(reader: Reader, text: str, names: set[str]) -> None:
    [read] = await reader.read([text])
    assert {each.mention for each in made_to_speak(text, read)} == names


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


@pytest.mark.parametrize(
    ("claim", "is_moons"),
    [
        ("Moon told reporters he had a letter.", True),
        ("Moon told reporters on the eve of the anniversary that he had a letter.", True),
        ("Moon told reporters that the talks had been at a standstill since then.", False),
    ],
)
async def test_what_the_article_tells_in_a_clause_before_is_nobodys(
    reader: Reader, claim: str, *, is_moons: bool
) -> None:
    evidence = heard(
        Remark(
            "The talks have been at a standstill since then, but on the eve of the anniversary "
            "Moon told reporters he had a letter.",
            "Moon Jae-in",
            "Moon",
            ("he had a letter",),
        )
    )
    [heard_there], [said, *_] = await reader.read([evidence.quote, claim])
    [voice] = voices_of(evidence, [heard_there])
    assert is_theirs(said, voice) is is_moons


async def test_a_reading_is_kept(reader: Reader) -> None:
    first, again = await reader.read(["Moon said so.", "Moon said so."])
    assert first is again
    [later] = await reader.read(["Moon said so."])
    assert later is first
