from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.sentences import sentence_spans

PROSE = st.text(alphabet=st.sampled_from("aZ9.!?…,“”\"' ’()\n\t U"), max_size=80)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Talks failed.", "Envoys left."],
        ["Did they meet?", "They did!", "Nobody knew…", "It was late."],
        ["“It was a very warm letter.", "We are open to it,” Sanders said.", "She left."],
        ["He called it “beautiful.”", "Kim agreed."],
        ['"Maybe there was."', "The aide left."],
        ['He said: "I may go."', '"We will see," he added.'],
        ["(They met in June.)", "The talks went on."],
        ["The army (about 9,000 men.) left.", "It rained."],
        ["Prices rose in 2018.", "12 people lost their jobs."],
        ["That was in the U.S.", "The others stayed."],
        ["He moved to the U.S.", "“We were glad,” she said."],
        ["It opens at 5 p.m.", "Visitors may queue."],
        ["No.", "We will not."],
        ["They left for St. Louis.", "It snowed."],
        ["He waited...", "Nobody came."],
        ["“He is no fool. …", "Just because he builds does not mean he sells,” she said."],
        ["The firm made phones.", "iPhone sales fell."],
        ["She won by 3.5 points.", "He lost."],
        ["‘We won.’", "Then they left."],
        ["He kept it.”", "Still, it broke."],
    ],
    ids=lambda parts: parts[0],
)
def test_sentences_are_parted_where_they_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Trump on Aug. 9 said he had a letter.",
        "On Sept. 17, 2019, the U.S. Senate met Gen. John F. Kelly.",
        "Mr. Moon met Dr. J. K. Rowling and Sen. Bob Menendez, D-N.J., on St. Patrick's Day.",
        "The U.N. Security Council met at 5 p.m. Monday.",
        "It starts at 8 a.m. ET on the Apple Inc. Web site.",
        "U.S. District Judge B. Lynn Winmill ruled for No. 5 and Nos. 7 to 9.",
        "The index rose 3.5 percent to 1,204.75 points.",
        "“For the sake of another summit, they should meet on the outcome.,” he said.",
        "“Is it true?” he asked.",
        "“Is it true?” Sarah Sanders asked the room.",
        "“It was a failure.” Moon said.",
        "“Why now?” Mr. Trump said during a rally.",
        "“We go on … and on,” he said.",
        "He waited ... Trump came.",
        "1. Fill the pot with water.",
        "“... We will see,” he said.",
        "The case is Roe v. Wade.",
        "GOV. BOB SMITH spoke on SEPT. 5.",
        "They used Node.Js and www.example.Com to build it, i.e. The Site.",
        "Sen. Mark Kelly (D-Ariz.) left.",
    ],
)
def test_a_sentence_is_not_parted_inside(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


def test_a_pronoun_after_a_closed_quotation_opens_a_sentence() -> None:
    text = "“It is true.” He added, “We saw it.”"
    assert sentences(text) == ["“It is true.”", "He added, “We saw it.”"]


def test_a_capital_pronoun_after_a_question_opens_a_sentence() -> None:
    assert sentences("“Is it?” He said nothing more.") == ["“Is it?”", "He said nothing more."]


def test_paragraphs_glued_without_a_space_are_parted() -> None:
    text = "Nothing will change, he said.A source said “no.”The talks go on.“Yes,” she said."
    assert sentences(text) == [
        "Nothing will change, he said.",
        "A source said “no.”",
        "The talks go on.",
        "“Yes,” she said.",
    ]


@pytest.mark.parametrize("glued", ["see Amazon.Com now", "ask bob@mail.Example for it"])
def test_an_address_is_not_glued_paragraphs(glued: str) -> None:
    assert sentences(glued) == [glued]


def test_a_line_break_ends_a_sentence_without_a_full_stop() -> None:
    assert sentences("A headline\nThe story begins") == ["A headline", "The story begins"]


def test_white_space_alone_holds_no_sentence() -> None:
    assert sentences(" \n\t \u00a0\n") == []


@given(st.one_of(st.text(max_size=200), PROSE))
def test_spans_are_stripped_ordered_apart_and_cover_everything(text: str) -> None:
    spans = sentence_spans(text)
    covered = [False] * len(text)
    for before, after in zip(spans, spans[1:], strict=False):
        assert before.end <= after.start
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(seen or character.isspace() for seen, character in zip(covered, text, strict=True))


@given(st.one_of(st.text(max_size=200), PROSE))
def test_no_sentence_crosses_a_line_break(text: str) -> None:
    assert not any("\n" in span.of(text) for span in sentence_spans(text))


@pytest.mark.parametrize(
    "unit", ["word ", ".", ". ", "... ", "A. ", ".”", "?” Aa ", "\n", ". \n", "a.B "]
)
def test_time_grows_with_length_alone(unit: str) -> None:
    """A quadratic splitter would need minutes here; the bound is generous for a busy machine."""
    started = perf_counter()
    sentence_spans(unit * 200_000)
    assert perf_counter() - started < 10
