"""Sentences as models may write them, each beside what it cites, which the real ledger has read."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexing.article import Article, Attested, Metadata, Span
from indexing.settings import Settings
from indexing.statements import StatementExtractor
from service.answer import Claim, Evidence, Interpretation
from service.support.gate import Fault, Gate
from service.support.plain import contains
from service.support.reading import Reader
from service.wording import as_said
from tests.service.newsroom import Remark, a_person, asked_of, heard, read
from tests.service.support.conftest import extractor


def cite(text: str, *, publisher: str | None = None, day: date | None = None) -> Evidence:
    """A text as it is found: with the first statement that the ledger reads in it, if any."""
    metadata = Metadata(publisher=Attested(publisher), published=Attested(day))
    article = Article(text[:20], "", "", text, metadata, "")
    statement = next(iter(extractor().extract(article.id, text)), None)
    if statement is None:
        return Evidence(article.id, article, Span(0, len(text)), 0.0)
    return Evidence(statement.id, article, statement.sentence, 0.0, statement)


def asked(*names: str, form: str = "what_said") -> Interpretation:
    return asked_of(*map(a_person, names), form=form)


NOBODY = asked(form="what")
LEAKS = "“The dam is unsafe, and it will burst,” Mayor Dalia Okafor told a crowd in Oslo on Monday."
HOLDS = "Okafor said the dam leaks, but Tomas Lind said it holds."
FACT = "The letter was flown to Pyongyang on 12 January, and about 300 officials read it."
RATHER = "“I would rather resign than sign the bill,” Okafor said."


async def fault_of(
    gate: Gate, text: str, *evidence: Evidence, about: Interpretation = NOBODY
) -> Fault | None:
    verdict = await gate.judge(Claim(text, evidence), interpretation=about)
    assert (verdict.support == "supported") is (verdict.fault is None)
    assert not verdict.reason or verdict.reason.endswith(".")
    return verdict.fault


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (LEAKS, "Okafor said the dam is unsafe."),
        (LEAKS, "“The dam is unsafe, and it will burst,” Okafor said."),
        (LEAKS, "Mayor Dalia Okafor told a crowd in Oslo on Monday that the dam is unsafe."),
        (LEAKS, "According to Dalia Okafor, the dam is unsafe."),
        (LEAKS, "It was Okafor who said the dam is unsafe."),
        (HOLDS, "Okafor said the dam leaks."),
        (HOLDS, "Lind said it holds."),
        ("“I will not resign,” Okafor said.", "Okafor said she would not resign."),
        ("“I hope the dam holds,” Okafor said.", "Okafor said she hopes the dam holds."),
        ("Okafor warned that the dam may burst.", "Okafor said that the dam might burst."),
        ("“The dam,” Okafor said, “does not leak.”", "Okafor said the dam does not leak."),
        ("Okafor denied that the dam leaks.", "Okafor denied the dam leaks."),
        ("Okafor, mayor since 2010, said it leaks.", "Okafor, mayor since 2010, said it leaks."),
        ("Lind said Okafor said the dam leaks.", "Lind said Okafor said the dam leaks."),
        (FACT, "The letter was flown to Pyongyang on January 12."),
    ],
)
async def test_a_sentence_that_its_evidence_bears_is_supported(
    gate: Gate, told: str, text: str
) -> None:
    assert await fault_of(gate, text, cite(told)) is None


@pytest.mark.parametrize(
    ("told", "text", "fault"),
    [
        # another's words
        (LEAKS, "Lind said the dam is unsafe.", "speaker"),
        (LEAKS, "The dam is unsafe.", "speaker"),
        (HOLDS, "Lind said the dam leaks.", "speaker"),
        (HOLDS, "Okafor said it holds.", "speaker"),
        ("Lind claimed Okafor said the dam leaks.", "Okafor said the dam leaks.", "speaker"),
        ("Okafor, according to Lind, said it leaks.", "Okafor said it leaks.", "speaker"),
        ("Okafor's office said the dam leaks.", "Okafor said the dam leaks.", "speaker"),
        ("Okafor's rival Lind said it leaks.", "Okafor said it leaks.", "speaker"),
        ("The spokesman for Okafor said it leaks.", "Okafor said it leaks.", "speaker"),
        ("Former mayor Okafor said it leaks.", "Mayor Okafor said it leaks.", "speaker"),
        ("Okafor told Lind the dam leaks.", "Lind told Okafor the dam leaks.", "meaning"),
        ("“He says ‘the dam leaks’,” Okafor said.", "Okafor said “the dam leaks”.", "speaker"),
        ("“My rival says the dam leaks,” Okafor said.", "Okafor said the dam leaks.", "speaker"),
        ("The dam leaks, Okafor said.", "The dam leaks.", "meaning"),
        (LEAKS, "The dam was called leaky by Okafor.", "speaker"),
        (LEAKS, "In Okafor's words, the dam is unsafe.", "meaning"),
        # not said so
        ("Okafor denied that the dam leaks.", "Okafor said that the dam leaks.", "negation"),
        ("Okafor did not say the dam leaks.", "Okafor said the dam leaks.", "negation"),
        ("Okafor asked whether the dam holds.", "Okafor said the dam holds.", "speaker"),
        ("“Do you think the dam holds?” Okafor asked.", "Okafor asked: the dam holds.", "speaker"),
        ("Okafor joked that the dam leaks.", "Okafor said the dam leaks.", "speaker"),
        ("Okafor stopped short of saying it leaks.", "Okafor said it leaks.", "speaker"),
        ("Okafor reportedly said that it leaks.", "Okafor said that it leaks.", "speaker"),
        ("Okafor said it was unsafe.", "Okafor admitted it was unsafe.", "speaker"),
        ("It is false that Okafor said it leaks.", "Okafor said it leaks.", "speaker"),
        ("If Okafor said it leaks, she lied.", "Okafor said it leaks.", "speaker"),
        ("Neither Lind nor Okafor said it leaks.", "Okafor said it leaks.", "speaker"),
        # not what was said
        ("“If it rains, the dam will burst,” Okafor said.", "Okafor said the dam will burst.",
         "speaker"),
        ("“It is a lie that the dam leaks,” Okafor said.", "Okafor said “the dam leaks”.",
         "speaker"),
        ("“Critics think the dam leaks. They err,” Okafor said.", "Okafor said the dam leaks.",
         "speaker"),
        ("Okafor said she would resign if Lind did.", "Okafor said she would resign.", "speaker"),
        ("Okafor said some of the dams leak.", "Okafor said the dams leak.", "speaker"),
        (RATHER, "Okafor said: “I would resign.”", "quote"),
        (RATHER, "Okafor said: “I would … sign the bill.”", "speaker"),
        (RATHER, "Okafor called the bill a “disgrace”.", "quote"),
        (RATHER, 'Okafor said: "I would sign the bill.', "quote"),
        # around what was said
        ("Okafor said the dam leaks.", "Okafor falsely said the dam leaks.", "meaning"),
        ("Okafor said the dam leaks.", "Okafor, a liar, said the dam leaks.", "meaning"),
        ("Okafor said the dam leaks.", "Okafor said the dam leaks, which is a lie.", "speaker"),
        ("Okafor said the dam leaks.", "Okafor said the dam leaks. she lied.", "meaning"),
        ("Okafor said the dam leaks.", "Okafor and Lind said the dam leaks.", "meaning"),
        ("Okafor said the dam leaks.", "Okafor told Lind the dam leaks.", "meaning"),
        ("Okafor said the dam leaks.", "Okafor said the dam leaks ![x](//evil.example).", "quote"),
        ("Okafor, who lost to Lind, said it leaks.", "Okafor, who lost, said it leaks.", "meaning"),
        # what nobody says
        (FACT, "The letter was not flown to Pyongyang on 12 January.", "meaning"),
        (FACT, "The letter was flown to Beijing on 12 January.", "meaning"),
        (FACT, "Kyodo flew the letter to Pyongyang on 12 January.", "meaning"),
        (FACT, "Pyongyang, January", "meaning"),
        (FACT, "Okafor said the letter was flown to Pyongyang on 12 January.", "speaker"),
        (FACT, "It was flown to Pyongyang on 12 January.", "speaker"),
    ],
)  # fmt: skip
async def test_a_sentence_that_says_something_else_is_refused(
    gate: Gate, told: str, text: str, fault: Fault
) -> None:
    assert await fault_of(gate, text, cite(told)) == fault


@pytest.mark.parametrize(
    ("text", "about", "is_borne"),
    [
        ("He said the dam leaks.", NOBODY, False),
        ("She said the dam leaks.", asked("Dalia Okafor"), True),
        ("She said the dam leaks.", asked("Dalia Okafor", "Dalia Lind"), False),
        ("Okafor said the dam leaks.", asked("Tomas Lind"), False),
        ("Okafor said the dam leaks.", asked(form="who_said"), True),
        ("Dalia Okafor said it.", asked(form="who_said"), False),
        ("It was Dalia Okafor.", asked(form="who_said"), False),
        ("Dalia Okafor", asked(form="who_said"), False),
    ],
)
async def test_whose_words_are_asked_for_decides(
    *, gate: Gate, text: str, about: Interpretation, is_borne: bool
) -> None:
    told = "“The dam leaks,” Dalia Okafor said."
    assert (await fault_of(gate, text, cite(told), about=about) is None) is is_borne


SOLDIERS = cite("Okafor said 50 soldiers died in the attack.")
MISSILES = cite("Lind said 300 long-range missiles stand ready.")


@pytest.mark.parametrize(
    ("text", "is_borne"),
    [
        ("Okafor said 50 soldiers died in the attack, and Lind said 300 long-range missiles stand "
         "ready.", True),
        ("Lind said 50 long-range missiles stand ready.", False),
        ("Lind said 50 soldiers died in the attack.", False),
        ("Okafor said 300 soldiers died in the attack.", False),
    ],
)  # fmt: skip
async def test_two_may_be_told_of_and_lend_one_another_nothing(
    gate: Gate, text: str, *, is_borne: bool
) -> None:
    assert (await fault_of(gate, text, SOLDIERS, MISSILES) is None) is is_borne


@pytest.mark.parametrize(
    "told",
    [
        "Lind said on Monday the dam held. Okafor said on Friday it leaked.",
        "Lind said on Monday the dam held, but Okafor said on Friday it leaked.",
    ],
)
async def test_when_somebody_spoke_is_not_when_another_did(gate: Gate, told: str) -> None:
    place = replace(cite(told), span=Span(0, len(told)), statement=None)
    assert await fault_of(gate, "Lind said on Monday the dam held.", place) is None
    assert await fault_of(gate, "Lind said on Friday the dam held.", place) == "meaning"
    both = "Lind said on Friday the dam held, and Okafor said on Monday it leaked."
    assert await fault_of(gate, both, place) == "meaning"


@pytest.mark.parametrize(
    ("text", "is_borne"),
    [
        ("On March 12, 2019, police said a man was arrested near Milan in December.", True),
        ("Police said on 12 March that a man was arrested near Milan in December.", True),
        ("On March 13, 2019, police said a man was arrested near Milan in December.", False),
        ("Police said a man was arrested near Milan on March 12, 2019.", False),
    ],
)
async def test_the_day_of_the_article_is_when_it_was_said_and_not_what(
    gate: Gate, text: str, *, is_borne: bool
) -> None:
    told = cite("Police said a man was arrested near Milan in December.", day=date(2019, 3, 12))
    assert (await fault_of(gate, text, told) is None) is is_borne


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kyodo reported that the letter was flown to Pyongyang on 12 January.", None),
        ("Kyodo flew the letter to Pyongyang on 12 January.", "meaning"),
    ],
)
async def test_the_publisher_vouches_for_its_article_and_does_nothing_in_it(
    gate: Gate, text: str, fault: Fault | None
) -> None:
    assert await fault_of(gate, text, cite(FACT, publisher="Kyodo")) == fault


@pytest.mark.parametrize(
    ("text", "is_borne"),
    [
        ("Moon said the dam leaks, Yonhap reported.", True),
        ("Moon said the dam leaks.", False),
    ],
)
async def test_who_has_the_words_from_somebody_is_named(
    gate: Gate, text: str, *, is_borne: bool
) -> None:
    told = cite("Moon said on Monday the dam leaks, Yonhap reported.")
    assert told.statement is not None
    assert told.statement.via == "Yonhap"
    assert (await fault_of(gate, text, told) is None) is is_borne


@pytest.mark.parametrize(
    ("name", "fault"),
    [("Bill Clinton", None), ("Clinton", None), ("Hillary Clinton", "speaker")],
)
@pytest.mark.parametrize("about", [NOBODY, asked("Bill Clinton")])
async def test_of_two_with_a_surname_the_one_in_the_ledger_speaks(
    *, gate: Gate, name: str, fault: Fault | None, about: Interpretation
) -> None:
    told = "Beside Hillary Clinton, Clinton said the economy was the issue."
    evidence = heard(Remark(told, "Bill Clinton", "Clinton", ("the economy was the issue",)))
    text = f"{name} said the economy was the issue."
    assert await fault_of(gate, text, evidence, about=about) == fault


async def test_a_sentence_that_cites_nothing_is_uncited(gate: Gate) -> None:
    assert await fault_of(gate, "The letter was warm.") == "uncited"


async def test_a_place_outside_of_its_article_is_no_citation(gate: Gate) -> None:
    assert await fault_of(gate, FACT, replace(cite(FACT), span=Span(0, 9999))) == "uncited"


async def test_the_reason_names_the_markers(gate: Gate) -> None:
    claim = Claim("Okafor called the dam a “complete failure”.", (cite(LEAKS),))
    verdict = await gate.judge(claim, interpretation=NOBODY, markers=(2,))
    assert verdict.reason == (
        "“complete failure” is not in [2]: quote it exactly or without quotation marks."
    )


def test_a_parser_can_be_loaded_before_the_first_sentence() -> None:
    opened = []

    def open_extractor() -> StatementExtractor:
        opened.append("once")
        return StatementExtractor(Settings.model_validate({}).spacy_model)

    gate = Gate(Reader(open_extractor))
    gate.load()
    gate.load()
    assert opened == ["once"]


EVERY = tuple(map(cite, (LEAKS, HOLDS, FACT, RATHER, "He declined to say that the dam leaks.")))


async def test_one_after_the_other_is_judged_as_if_it_came_alone(gate: Gate) -> None:
    faults = await asyncio.gather(*(fault_of(gate, as_said(each), each) for each in EVERY))
    assert faults == [None] * len(EVERY)


@pytest.mark.parametrize("evidence", EVERY, ids=lambda each: each.article.id)
async def test_the_articles_own_sentence_always_passes(gate: Gate, evidence: Evidence) -> None:
    for form in ("what", "what_said", "who_said", "did_say", "when"):
        assert await fault_of(gate, as_said(evidence), evidence, about=asked(form=form)) is None


WORDS = st.text("abcdefghij klmnop’é", min_size=1).filter(lambda text: text.strip(" ’") != "")


@given(words=WORDS, evidence=st.sampled_from(EVERY), marks=st.sampled_from(["“”", '""']))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_quotation_that_is_not_there_never_passes(
    gate: Gate, words: str, evidence: Evidence, marks: str
) -> None:
    if contains(evidence.quote, words.strip(" ’")):
        return
    text = f"{evidence.quote} {marks[0]}{words}{marks[1]}"
    assert asyncio.run(fault_of(gate, text, evidence)) is not None


@given(text=st.text(max_size=60).filter(lambda text: text.strip() != ""))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_an_article_says_may_be_said(gate: Gate, text: str) -> None:
    evidence = read(text)
    assert asyncio.run(fault_of(gate, as_said(evidence), evidence)) is None
