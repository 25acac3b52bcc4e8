"""Sentences as small models write them, each beside what it cites."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexing.article import Span
from indexing.settings import Settings
from indexing.statements import StatementExtractor
from service.answer import Claim, Evidence, Interpretation
from service.support.gate import Fault, Gate
from service.support.plain import contains
from service.support.reading import Reader
from service.wording import as_said
from tests.fakes import HashEmbedding
from tests.service.newsroom import Remark, a_person, asked_of, heard, read

MOON = heard(
    Remark(
        "Moon said he did not think the Hanoi summit was a failure, although no agreement was "
        "reached.",
        "Moon Jae-in",
        "Moon",
        ("he did not think the Hanoi summit was a failure, although no agreement was reached",),
    ),
    article_id="moon",
    published=date(2019, 3, 4),
)
KANG = heard(
    Remark(
        "South Korean Foreign Minister Kang Kyung-wha told a parliamentary panel that it could be "
        "“too much to expect” that Trump and Kim would meet before working-level talks.",
        "Kang Kyung-wha",
        "South Korean Foreign Minister Kang Kyung-wha",
        (
            "it could be “too much to expect” that Trump and Kim would meet before working-level "
            "talks",
        ),
    ),
    article_id="kang",
)
SANDERS = heard(
    Remark(
        "“The president has received the letter from Kim Jong Un. It was a very warm, very "
        "positive letter,” White House spokeswoman Sarah Sanders said.",
        "Sarah Sanders",
        "White House spokeswoman Sarah Sanders",
        (
            "The president has received the letter from Kim Jong Un. It was a very warm, very "
            "positive letter",
        ),
    ),
    article_id="sanders",
)
DECLINED = heard(
    Remark(
        "The White House declined to confirm that Trump had sent a letter to Kim.",
        "White House",
        "The White House",
        ("to confirm that Trump had sent a letter to Kim",),
        is_denial=True,
    ),
    article_id="declined",
)
FACT = read(
    "The letter was flown to Pyongyang on 12 January, and about 300 officials may attend the "
    "talks in Singapore if sanctions are eased.",
    article_id="fact",
)
TOLD = read("“No agreement was reached,” Kang Kyung-wha told Donald Trump.", article_id="told")
TWO = heard(
    Remark(
        "Trump said he had received a “very beautiful letter” from Kim, but US officials have not "
        "said anything about a second letter.",
        "Donald Trump",
        "Trump",
        ("he had received a “very beautiful letter” from Kim",),
    ),
    article_id="two",
)


def asked(*names: str, form: str = "what_said") -> Interpretation:
    return asked_of(*map(a_person, names), form=form)


NOBODY = asked(form="what")


@pytest.mark.parametrize(
    ("text", "evidence", "interpretation"),
    [
        (
            "Moon Jae-in stated that he does not view the Hanoi summit as a failure.",
            MOON,
            asked("Moon Jae-in"),
        ),
        ("According to Moon Jae-in, the Hanoi summit was not a failure.", MOON, NOBODY),
        ("He said he did not think the Hanoi summit was a failure.", MOON, asked("Moon Jae-in")),
        (
            "On March 4, 2019, Moon Jae-in said he did not think the Hanoi summit was a failure.",
            MOON,
            NOBODY,
        ),
        ("In Moon Jae-in's view, the Hanoi summit was not a failure.", MOON, NOBODY),
        (
            'Kang Kyung-wha said it could be "too much to expect" that Trump and Kim would meet '
            "before working-level talks.",
            KANG,
            asked("Kang Kyung-wha"),
        ),
        (
            "The South Korean foreign minister said it could be too much to expect that Trump "
            "and Kim would meet.",
            KANG,
            NOBODY,
        ),
        (
            "It was Sarah Sanders who said the president has received the letter.",
            SANDERS,
            asked(form="who_said"),
        ),
        ("The White House would not confirm that Trump had sent a letter.", DECLINED, NOBODY),
        (
            "The White House declined to confirm that Trump had sent a letter.",
            DECLINED,
            asked("White House"),
        ),
        ("The letter was flown to Pyongyang on January 12.", FACT, NOBODY),
        ("About 300 officials could attend the talks if sanctions are eased.", FACT, NOBODY),
        ("Kang Kyung-wha told Trump that no agreement was reached.", TOLD, NOBODY),
        ("Donald Trump said he received a “very beautiful letter” from Kim.", TWO, NOBODY),
    ],
)
async def test_a_sentence_that_its_evidence_bears_is_supported(
    gate: Gate, text: str, evidence: Evidence, interpretation: Interpretation
) -> None:
    verdict = await gate.judge(Claim(text, (evidence,)), interpretation=interpretation)
    assert (verdict.support, verdict.reason) == ("supported", "")


@pytest.mark.parametrize(
    ("text", "evidence", "interpretation", "fault"),
    [
        (
            "Donald Trump stated that he does not view the Hanoi summit as a failure.",
            MOON,
            asked("Moon Jae-in"),
            "speaker",
        ),
        ("Moon Jae-in did not think so.", MOON, asked("Donald Trump"), "speaker"),
        ("Moon Jae-in said the Hanoi summit was a failure.", MOON, NOBODY, "negation"),
        ("Moon said an agreement was reached at the Hanoi summit.", MOON, NOBODY, "negation"),
        ("Moon called the Hanoi summit a “complete failure”.", MOON, NOBODY, "quote"),
        ("Moon called the Hanoi summit a 'complete failure'.", MOON, NOBODY, "quote"),
        ('Moon said: "The Hanoi summit was a success.', MOON, NOBODY, "quote"),
        ('Moon said: "The Hanoi summit was a failure."', MOON, NOBODY, "negation"),
        (
            "On March 5, 2019, Moon said he did not think the Hanoi summit was a failure.",
            MOON,
            NOBODY,
            "number",
        ),
        ("Trump and Kim said it could be too much to expect.", KANG, NOBODY, "speaker"),
        ("A parliamentary panel said it could be too much to expect.", KANG, NOBODY, "speaker"),
        (
            "Kang said it is too much to expect that Trump and Kim would meet.",
            KANG,
            NOBODY,
            "hedge",
        ),
        ("Kang said Trump and Kim will meet before working-level talks.", KANG, NOBODY, "hedge"),
        ("Kim Jong Un said that it was a very warm letter.", SANDERS, NOBODY, "speaker"),
        ("The letter was called “very warm” by Kim Jong Un.", SANDERS, NOBODY, "speaker"),
        ("In Kim Jong Un's words, the letter was “very warm”.", SANDERS, NOBODY, "speaker"),
        ("The White House said that the letter was very warm.", SANDERS, NOBODY, "speaker"),
        ("The letter came from Trump, who said it was very warm.", SANDERS, NOBODY, "speaker"),
        ("Sarah Sanders said it.", SANDERS, asked(form="who_said"), "speaker"),
        ("It was Sarah Sanders.", SANDERS, asked(form="who_said"), "speaker"),
        ("Sarah Sanders", SANDERS, asked(form="who_said"), "meaning"),
        ("It was Kim Jong Un.", SANDERS, asked(form="who_said"), "speaker"),
        ("It was Kim Jong Un who said so.", SANDERS, asked(form="who_said"), "speaker"),
        ("The White House confirmed that Trump had sent a letter.", DECLINED, NOBODY, "negation"),
        ("The White House said that Trump had sent a letter.", DECLINED, NOBODY, "negation"),
        ("Trump confirmed that he had sent a letter to Kim.", DECLINED, NOBODY, "speaker"),
        ("The letter was flown to Beijing on 12 January.", FACT, NOBODY, "name"),
        ("The letter was flown to Pyongyang on 13 January.", FACT, NOBODY, "number"),
        ("The letter was not flown to Pyongyang on 12 January.", FACT, NOBODY, "negation"),
        ("About 300 officials will attend the talks in Singapore.", FACT, NOBODY, "hedge"),
        ("About 300 million officials may attend the talks.", FACT, NOBODY, "number"),
        (
            "The letter was flown to Pyongyang, which angered the generals and ruined the harvest.",
            FACT,
            NOBODY,
            "meaning",
        ),
        ("Singers rehearse at the theatre.", FACT, NOBODY, "name"),
        ("Pyongyang, Singapore", FACT, NOBODY, "meaning"),
        ("Donald Trump said that no agreement was reached.", TOLD, NOBODY, "speaker"),
        ("It was a very warm, very positive letter.", SANDERS, asked("Sarah Sanders"), "speaker"),
        ("The Hanoi summit was not a failure.", MOON, NOBODY, "speaker"),
        ("Kim made of Trump's letter a “very beautiful letter”.", TWO, NOBODY, "speaker"),
        ("Sanders said the letter was cold.", SANDERS, NOBODY, "speaker"),
        ("Moon said the Hanoi summit was a success.", MOON, asked("Moon Jae-in"), "speaker"),
        ("Officials may attend the talks in Singapore.", FACT, NOBODY, "hedge"),
        (
            "Up to 300 officials may attend the talks if sanctions are eased.",
            FACT,
            NOBODY,
            "meaning",
        ),
        (
            "About 12 officials may attend the talks if sanctions are eased.",
            FACT,
            NOBODY,
            "meaning",
        ),
        ("The letter was secretly flown to Pyongyang on 12 January.", FACT, NOBODY, "meaning"),
        ("Moon said the summit in Hanoi was not a failure.", MOON, NOBODY, "meaning"),
        (
            "Sarah Sanders falsely said the president has received the letter from Kim Jong Un.",
            SANDERS,
            NOBODY,
            "meaning",
        ),
        (
            "Sarah Sanders, a liar, said the president has received the letter from Kim Jong Un.",
            SANDERS,
            NOBODY,
            "meaning",
        ),
        (
            "Sarah Sanders said the president has received the letter, which is nonsense.",
            SANDERS,
            NOBODY,
            "meaning",
        ),
        (
            "Sarah Sanders said the president has received the letter. she lied.",
            SANDERS,
            NOBODY,
            "meaning",
        ),
        ("The letter of Moon was no failure at the Hanoi summit.", MOON, NOBODY, "speaker"),
        ("The letter was eaten.", FACT, NOBODY, "meaning"),
        ("US officials said they received a very beautiful letter.", TWO, NOBODY, "speaker"),
        ("Kim said he had received a “very beautiful letter”.", TWO, NOBODY, "speaker"),
    ],
)
async def test_a_sentence_that_says_more_is_refused_for_that(
    *, gate: Gate, text: str, evidence: Evidence, interpretation: Interpretation, fault: Fault
) -> None:
    verdict = await gate.judge(Claim(text, (evidence,)), interpretation=interpretation)
    assert (verdict.support, verdict.fault) == ("unsupported", fault)
    assert verdict.reason.endswith(".")


async def test_a_sentence_that_cites_nothing_is_uncited(gate: Gate) -> None:
    verdict = await gate.judge(Claim("The letter was warm.", ()), interpretation=NOBODY)
    assert verdict.fault == "uncited"


async def test_a_place_outside_of_its_article_is_no_citation(gate: Gate) -> None:
    outside = replace(FACT, span=Span(0, 9999))
    verdict = await gate.judge(Claim(FACT.quote, (outside,)), interpretation=NOBODY)
    assert verdict.fault == "uncited"


async def test_words_of_another_are_not_lent_by_a_citation_of_both(gate: Gate) -> None:
    claim = Claim("Sarah Sanders said the Hanoi summit was not a failure.", (MOON, SANDERS))
    assert (await gate.judge(claim, interpretation=NOBODY)).fault == "speaker"


async def test_two_may_be_told_of_where_both_are_cited(gate: Gate) -> None:
    text = (
        "Moon Jae-in said he did not think the Hanoi summit was a failure, and Sarah Sanders said "
        "the president has received the letter."
    )
    verdict = await gate.judge(Claim(text, (MOON, SANDERS)), interpretation=NOBODY)
    assert verdict.support == "supported"


async def test_who_was_asked_about_bears_the_sentence_alone(gate: Gate) -> None:
    claim = Claim("He said the letter was very warm.", (MOON, SANDERS))
    verdict = await gate.judge(claim, interpretation=asked("Moon Jae-in"))
    assert verdict.support == "unsupported"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kyodo reported that the letter was flown to Pyongyang.", None),
        ("Kyodo flew the letter to Pyongyang.", "name"),
    ],
)
async def test_the_publisher_vouches_for_its_article_and_does_nothing_in_it(
    gate: Gate, text: str, fault: Fault | None
) -> None:
    metadata = replace(
        FACT.article.metadata, publisher=replace(FACT.article.metadata.publisher, value="Kyodo")
    )
    evidence = replace(FACT, article=replace(FACT.article, metadata=metadata))
    verdict = await gate.judge(Claim(text, (evidence,)), interpretation=NOBODY)
    assert verdict.fault == fault


async def test_who_tells_of_anothers_words_may_be_named(gate: Gate) -> None:
    assert MOON.statement is not None
    evidence = replace(MOON, statement=replace(MOON.statement, via="Yonhap"))
    text = "Yonhap reported that Moon did not think the Hanoi summit was a failure."
    verdict = await gate.judge(Claim(text, (evidence,)), interpretation=NOBODY)
    assert verdict.support == "supported"


async def test_the_reason_names_the_markers(gate: Gate) -> None:
    claim = Claim("Moon called the Hanoi summit a “complete failure”.", (MOON,))
    verdict = await gate.judge(claim, interpretation=NOBODY, markers=(2,))
    assert verdict.reason == (
        "“complete failure” is not in [2]: quote it exactly or without quotation marks."
    )


async def test_stricter_thresholds_refuse_more(gate: Gate, strict: Gate) -> None:
    claim = Claim("The letter was flown to Pyongyang.", (FACT,))
    assert (await gate.judge(claim, interpretation=NOBODY)).support == "supported"
    assert (await strict.judge(claim, interpretation=NOBODY)).fault == "meaning"


async def test_one_after_the_other_is_judged_as_if_it_came_alone(gate: Gate) -> None:
    claims = [Claim(each.quote, (each,)) for each in (FACT, TOLD, FACT)]
    verdicts = await asyncio.gather(*(gate.judge(c, interpretation=NOBODY) for c in claims))
    assert [verdict.support for verdict in verdicts] == ["supported"] * 3


def test_a_parser_can_be_loaded_before_the_first_sentence() -> None:
    opened = []

    def open_extractor() -> StatementExtractor:
        opened.append("once")
        return StatementExtractor(Settings.model_validate({}).spacy_model)

    gate = Gate(HashEmbedding(), reader=Reader(open_extractor))
    gate.load()
    gate.load()
    assert opened == ["once"]


async def test_a_sentence_of_evidence_is_embedded_once(reader: Reader) -> None:
    embedder = Asked()
    gate = Gate(embedder, reader=reader, covered=0.0, meant=0.0)
    for text in ("The letter was flown.", "The letter was flown to Pyongyang."):
        await gate.judge(Claim(text, (FACT,)), interpretation=NOBODY)
    assert len(embedder.asked) == len(set(embedder.asked)) == 3


class Asked(HashEmbedding):
    """Remembers which texts it embedded."""

    asked: list[str] = []

    def _get_text_embedding(self, text: str) -> list[float]:
        self.asked.append(text)
        return super()._get_text_embedding(text)


CLINTON = heard(
    Remark(
        "On stage with Hillary Clinton, Clinton said the economy was the issue of the year.",
        "Bill Clinton",
        "Clinton",
        ("the economy was the issue of the year",),
    ),
    article_id="clinton",
)


@pytest.mark.parametrize(
    ("name", "fault"),
    [("Bill Clinton", None), ("Clinton", None), ("Hillary Clinton", "speaker")],
)
@pytest.mark.parametrize("interpretation", [NOBODY, asked("Bill Clinton")])
async def test_of_two_with_a_surname_the_one_in_the_ledger_speaks(
    *, gate: Gate, name: str, fault: Fault | None, interpretation: Interpretation
) -> None:
    text = f"{name} said the economy was the issue of the year."
    verdict = await gate.judge(Claim(text, (CLINTON,)), interpretation=interpretation)
    assert verdict.fault == fault


@pytest.mark.parametrize(
    ("text", "evidence", "interpretation", "fault"),
    [
        ("He said the letter was very warm.", SANDERS, NOBODY, "speaker"),
        (
            "She said it was a very warm, very positive letter.",
            SANDERS,
            asked("Sarah Sanders"),
            None,
        ),
        (
            "She said the letter was very warm.",
            SANDERS,
            asked("Sarah Sanders", "Huckabee Sanders"),
            "speaker",
        ),
        ("It was flown to Pyongyang on 12 January.", FACT, NOBODY, "speaker"),
        ("They may attend the talks in Singapore if sanctions are eased.", FACT, NOBODY, "speaker"),
        ("On Monday, he said no agreement was reached.", TOLD, NOBODY, "speaker"),
        ("Moon said he did not think the Hanoi summit was a failure.", MOON, NOBODY, None),
        ("Kang Kyung-wha told Donald Trump that no agreement was reached.", TOLD, NOBODY, None),
    ],
)
async def test_who_is_told_of_is_named(
    *,
    gate: Gate,
    text: str,
    evidence: Evidence,
    interpretation: Interpretation,
    fault: Fault | None,
) -> None:
    verdict = await gate.judge(Claim(text, (evidence,)), interpretation=interpretation)
    assert verdict.fault == fault


HEARSAY = heard(
    Remark(
        "“Castellano said she would double the land tax,” Duncan Pryce said.",
        "Duncan Pryce",
        "Duncan Pryce",
        ("Castellano said she would double the land tax",),
    ),
    article_id="hearsay",
)
DONORS = heard(
    Remark(
        "Pryce said Castellano had told donors she would double the land tax.",
        "Duncan Pryce",
        "Pryce",
        ("Castellano had told donors she would double the land tax",),
    ),
    article_id="donors",
)
DENIED = heard(
    Remark(
        "“My opponent tells you that I said ‘I will double the land tax.’ I never said that, and I "
        "never will,” candidate Miriam Castellano said.",
        "Miriam Castellano",
        "candidate Miriam Castellano",
        (
            "My opponent tells you that I said ‘I will double the land tax.’ I never said that, "
            "and I never will",
        ),
    ),
    article_id="denied",
)


@pytest.mark.parametrize(
    ("text", "evidence", "is_borne"),
    [
        ("Castellano said she would double the land tax.", HEARSAY, False),
        ("Castellano told donors she would double the land tax.", DONORS, False),
        ("Castellano had told donors she would double the land tax.", DONORS, False),
        ("Castellano would double the land tax.", HEARSAY, False),
        ("Duncan Pryce said Castellano said she would double the land tax.", HEARSAY, True),
        ("Pryce said Castellano had told donors she would double the land tax.", DONORS, True),
        ("Miriam Castellano said “I will double the land tax”.", DENIED, False),
        ("Miriam Castellano said she will double the land tax.", DENIED, False),
    ],
)
@pytest.mark.parametrize("form", ["what", "who_said"])
async def test_what_somebody_has_another_say_is_told_with_both(
    *, gate: Gate, text: str, evidence: Evidence, is_borne: bool, form: str
) -> None:
    verdict = await gate.judge(Claim(text, (evidence,)), interpretation=asked(form=form))
    assert (verdict.support == "supported") is is_borne


SOLDIERS = heard(
    Remark("Trump said 50 soldiers died in the attack.", "Donald Trump", "Trump"),
    article_id="soldiers",
)
MISSILES = heard(
    Remark(
        "Kim said 300 long-range missiles stand ready in the hills near the northern border.",
        "Kim Jong Un",
        "Kim",
    ),
    article_id="missiles",
)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "Moon Jae-in said he did not think the “very warm” Hanoi summit was a failure.",
            (MOON, SANDERS),
        ),
        (
            "Kim said 50 long-range missiles stand ready in the hills near the northern border.",
            (SOLDIERS, MISSILES),
        ),
    ],
)
async def test_nobody_is_lent_the_quotations_and_amounts_of_another(
    gate: Gate, text: str, evidence: tuple[Evidence, ...]
) -> None:
    verdict = await gate.judge(Claim(text, evidence), interpretation=NOBODY)
    assert verdict.fault == "speaker"


ARREST = heard(
    Remark(
        "Police said the man who drove the truck into the market in Berlin was arrested near Milan "
        "in December.",
        "Police",
        "Police",
    ),
    article_id="arrest",
    published=date(2019, 3, 12),
)


@pytest.mark.parametrize(
    ("text", "is_borne"),
    [
        (
            "On March 12, 2019, police said the man who drove the truck into the market in Berlin "
            "was arrested near Milan in December.",
            True,
        ),
        (
            "Police said the man who drove the truck into the market in Berlin was arrested near "
            "Milan on March 12, 2019.",
            False,
        ),
        (
            "In 2019, the man who drove the truck into the market in Berlin was arrested near "
            "Milan, police said.",
            False,
        ),
    ],
)
async def test_what_is_told_of_is_not_dated_by_the_article(
    *, gate: Gate, text: str, is_borne: bool
) -> None:
    verdict = await gate.judge(Claim(text, (ARREST,)), interpretation=NOBODY)
    assert (verdict.support == "supported") is is_borne


EVERY = (MOON, KANG, SANDERS, DECLINED, FACT, TOLD, TWO)


@pytest.mark.parametrize("evidence", EVERY, ids=lambda each: each.article.id)
async def test_the_articles_own_sentence_always_passes(gate: Gate, evidence: Evidence) -> None:
    claim = Claim(as_said(evidence), (evidence,))
    for form in ("what", "what_said", "who_said", "did_say", "when"):
        verdict = await gate.judge(claim, interpretation=asked(form=form))
        assert verdict.support == "supported"


WORDS = st.text("abcdefghij klmnop’é", min_size=1).filter(lambda text: text.strip(" ’") != "")


@given(words=WORDS, evidence=st.sampled_from(EVERY), marks=st.sampled_from(["“”", '""']))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_quotation_that_is_not_there_never_passes(
    quick: Gate, words: str, evidence: Evidence, marks: str
) -> None:
    if contains(evidence.quote, words.strip(" ’")):
        return
    text = f"{evidence.quote} {marks[0]}{words}{marks[1]}"
    verdict = asyncio.run(quick.judge(Claim(text, (evidence,)), interpretation=NOBODY))
    assert verdict.support == "unsupported"


@given(text=st.text(max_size=60).filter(lambda text: text.strip() != ""))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_an_article_says_may_be_said(quick: Gate, text: str) -> None:
    evidence = read(text)
    claim = Claim(as_said(evidence), (evidence,))
    verdict = asyncio.run(quick.judge(claim, interpretation=NOBODY))
    assert verdict.support == "supported"
