"""Who said what in the starter archive, told by hand."""

from functools import cache
from pathlib import Path

import pytest

from indexing.article import Statement
from indexing.statements import StatementExtractor

SEEDS = Path(__file__).parents[2] / "seeds"
REUTERS, CNN, AFP, QUINT, AP = "000", "001", "002", "003", "004"

SOURCE = "A source with knowledge of the denuclearization talks between the U.S. and North Korea"
OFFICIAL = "A senior official at the North Korean Ministry of Foreign Affairs"


@cache
def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@cache
def ledger(number: str) -> tuple[Statement, ...]:
    return _extractor().extract(number, seed(number))


@cache
def _extractor() -> StatementExtractor:
    return StatementExtractor()


def contents(number: str, statement: Statement) -> str:
    return " ... ".join(span.of(seed(number)) for span in statement.content)


# article, how the content begins, who says it, by way of whom, kind, whether it is a denial
EXPECTED: list[tuple[str, str, str, str | None, str, bool]] = [
    (REUTERS, "North Korean leader Kim Jong-un invited", "diplomatic sources",
     "a South Korean newspaper", "indirect", False),
    (REUTERS, "Kim, in the letter sent", "an unidentified source",
     "Joongang Ilbo newspaper", "mixed", False),
    (REUTERS, "he had received a “very beautiful letter”", "Donald Trump", None, "mixed", False),
    (REUTERS, "anything about a second letter", "US officials", None, "indirect", True),
    (REUTERS, "to requests for comment", "White House", None, "indirect", True),
    (REUTERS, "to requests for comment", "US State Department", None, "indirect", True),
    (REUTERS, "to requests for comment", "North Korean mission to the UN", None, "indirect", True),
    (REUTERS, "a “good meeting”", OFFICIAL, "Korean Central News Agency", "mixed", False),
    (REUTERS, "there were “detailed explanations", "Kang Kyung-wha", None, "mixed", False),
    (REUTERS, "to elaborate", "Kang Kyung-wha", None, "indirect", True),
    (REUTERS, "it could be “too much to expect”", "Kang Kyung-wha", None, "mixed", False),
    (REUTERS, "No agreement was reached", "Kang Kyung-wha", None, "direct", False),
    (REUTERS, "For the sake of the success", "Kang Kyung-wha", None, "direct", False),
    (CNN, "a letter from President Donald Trump", SOURCE, "CNN", "indirect", False),
    (CNN, "The letter, which was flown", SOURCE, None, "indirect", False),
    (CNN, "North Korea’s former spy chief", SOURCE, None, "indirect", False),
    (CNN, "support last week for a summit", "Moon Jae-in", None, "indirect", False),
    (CNN, "it would help “firmly solidify", "Moon Jae-in", None, "mixed", False),
    (CNN, "We will not loosen our guard", "Moon Jae-in", None, "direct", False),
    (CNN, "the two leaders agreed", "state-run news agencies in both countries",
     None, "mixed", False),
    (CNN, "Now I say this, North Korea", "Donald Trump", None, "direct", False),
    (CNN, "sanctions on North Korea will remain", "Donald Trump", None, "indirect", False),
    (AFP, "US President Donald Trump has received", "White House", None, "mixed", False),
    (AFP, "coordination for the get-together", "White House", None, "indirect", False),
    (AFP, "The president has received the letter", "Sarah Sanders", None, "direct", False),
    (AFP, "the message showed Pyongyang’s", "Sarah Sanders", None, "mixed", False),
    (AFP, "The primary purpose of the letter", "Sarah Sanders", None, "direct", False),
    (AFP, "the letter was “further evidence", "Sarah Sanders", None, "mixed", False),
    (AFP, "Trump deserves the “credit”", "Sarah Sanders", None, "mixed", False),
    (AFP, "At the end of the day", "Sarah Sanders", None, "direct", False),
    (AFP, "we’ll let you know", "Sarah Sanders", None, "direct", False),
    (QUINT, "President Donald Trump sent", "Korean Central News Agency", None, "mixed", False),
    (QUINT, "he would “seriously contemplate it.”", "Kim Jong Un",
     "Korean Central News Agency", "mixed", False),
    (QUINT, "to confirm that Trump had sent", "White House", None, "indirect", True),
    (QUINT, "Appreciating the political judging", "Korean Central News Agency",
     None, "direct", False),
    (QUINT, "he would seriously contemplate the interesting", "Kim Jong Un",
     "Korean Central News Agency", "indirect", False),
    (QUINT, "it sees the exchange of letters", "South Korea's presidential office",
     None, "indirect", False),
    (QUINT, "he could pass him a message", "Analysts", None, "indirect", False),
    (QUINT, "he would seek a “new way”", "Kim Jong Un", None, "mixed", False),
    (QUINT, "Washington has until the end of the year", "Kim Jong Un", None, "indirect", False),
    (QUINT, 'he received a "beautiful" letter', "Donald Trump", None, "mixed", False),
    (QUINT, 'he also received a "birthday letter"', "Donald Trump", None, "mixed", False),
    (QUINT, "the letters addressed their commitment", "Sarah Sanders", None, "mixed", False),
    (QUINT, 'Kim "wrote me beautiful letters', "Donald Trump", None, "mixed", False),
    (QUINT, "Because of the weight of formality", "Analysts", None, "indirect", False),
    (AP, "North Korean and US officials are holding", "Moon Jae In", None, "mixed", False),
    (AP, 'Kim\'s letter "beautiful"', "Donald Trump", None, "mixed", False),
    (AP, 'Trump\'s as "excellent,"', "Kim Jong Un", None, "mixed", False),
    (AP, "he wouldn't be meeting Kim", "Donald Trump", None, "indirect", False),
    (AP, "I may be speaking with him", "Donald Trump", None, "direct", False),
    (AP, "elaborate", "Donald Trump", None, "indirect", True),
    (AP, "Trump's and Kim's \"willingness", "Moon Jae In", None, "mixed", False),
    (AP, "he doesn't see the Vietnam summit as a failure", "Moon Jae In", None,
     "indirect", False),
    (AP, "he thinks the meeting served", "Moon Jae In", None, "mixed", False),
    (AP, "The success of denuclearisation", "Moon Jae In", None, "direct", False),
    (AP, "the discussions in Vietnam", "Moon Jae In", None, "indirect", False),
    (AP, "Both sides clearly understand", "Moon Jae In", None, "direct", False),
    (AP, "Maybe there was.", "Donald Trump", None, "direct", False),
    (AP, "But we, you know", "Donald Trump", None, "direct", False),
    (AP, "Getting along very well.", "Donald Trump", None, "direct", False),
    (AP, "it won't surrender", "North Korea's Foreign Ministry", None, "mixed", False),
    (AP, "China and Russia have continued", "Moon Jae In", None, "direct", False),
    (AP, "whether US and North Korean officials", "Moon Jae In", None, "indirect", True),
    (AP, "he may use his trip", "some experts", None, "indirect", False),
    (AP, "the US was prepared to resume", "Mike Pompeo", None, "mixed", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "begins", "speaker", "via", "kind", "is_denial"),
    EXPECTED,
    ids=[f"{number}: {speaker}: {begins}" for number, begins, speaker, *_ in EXPECTED],
)
def test_the_seeds_are_read_as_told(
    number: str, begins: str, *, speaker: str, via: str | None, kind: str, is_denial: bool
) -> None:
    found = [s for s in ledger(number) if contents(number, s).startswith(begins)]
    told = [(s.speaker, s.via, s.kind, s.is_denial) for s in found]
    assert (speaker, via, kind, is_denial) in told


@pytest.mark.parametrize("number", [REUTERS, CNN, AFP, QUINT, AP])
def test_nobody_else_is_said_to_have_said_it(number: str) -> None:
    for _, begins, *_ in (row for row in EXPECTED if row[0] == number):
        speakers = {row[2] for row in EXPECTED if row[:2] == (number, begins)}
        found = {s.speaker for s in ledger(number) if contents(number, s).startswith(begins)}
        assert found == speakers


def test_a_quotation_split_by_its_speaker_has_two_spans() -> None:
    (statement,) = [s for s in ledger(AP) if contents(AP, s).startswith("China and Russia")]
    assert [span.of(seed(AP))[:20] for span in statement.content] == [
        "China and Russia hav",
        "I hope that China an",
    ]


def test_no_other_words_are_put_into_the_foreign_ministers_mouth() -> None:
    said = [contents(REUTERS, s) for s in ledger(REUTERS) if s.speaker_key == "kang kyung wha"]
    assert len(said) == 5


def test_nobody_says_the_boilerplate() -> None:
    all_of_it = " ".join(
        contents(number, s) for number in (CNN, AFP, QUINT) for s in ledger(number)
    )
    assert not any(
        words in all_of_it
        for words in ("first to comment", "Advertisment", "question everything", "member today")
    )
