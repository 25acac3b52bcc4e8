"""What a chat model writes, and what of it is shown."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from math import inf

import pytest

from indexing.archive import Filters
from indexing.article import Article, Span
from service.account import Account
from service.answer import Claim, Evidence, Interpretation
from service.clock import Clock
from service.errors import MalformedCompletion, ModelUnavailable
from service.find import Search
from service.generative import Writer
from service.mend import Gating, Mender
from service.support.gate import Verdict
from service.words import stems_of
from tests.indexing.archives import an_article
from tests.service.models import CUT, Line, ScriptedModel

DAM, TOLLS, RAIN = "The dam holds.", "Tolls will not rise.", "It rained on Monday."
STORED = an_article("dam", f"{DAM} {TOLLS} {RAIN}").article
OLD = "The dam of 1912 holds."
AGED = an_article("old", OLD).article


def place(quote: str, article: Article = STORED) -> Evidence:
    start = article.text.index(quote)
    return Evidence(quote, article, Span(start, start + len(quote)), 1.0)


EVIDENCE = tuple(map(place, (DAM, TOLLS, RAIN)))


class WordGate:
    """Lets through what uses no word that its evidence has not, and keeps what it was shown."""

    def __init__(self) -> None:
        self.judged: list[Claim] = []

    async def judge(
        self, claim: Claim, *, interpretation: Interpretation, markers: Sequence[int] = ()
    ) -> Verdict:
        self.judged.append(claim)
        if not claim.evidence:
            return Verdict("unsupported", "uncited", "It cites nothing.")
        held = {stem for each in claim.evidence for stem in stems_of(each.quote)}
        strange = [stem for stem in stems_of(claim.text) if stem not in held]
        if strange:
            return Verdict("unsupported", "meaning", f"{strange[0]} is not in the evidence.")
        return Verdict("supported")


class Echo(WordGate):
    """Repeats the sentence in its reason."""

    async def judge(
        self, claim: Claim, *, interpretation: Interpretation, markers: Sequence[int] = ()
    ) -> Verdict:
        verdict = await super().judge(claim, interpretation=interpretation, markers=markers)
        return replace(verdict, reason=f"Not so: {claim.text}")


async def written(
    *lines: Line,
    evidence: Sequence[Evidence] = EVIDENCE,
    gate: Gating | None = None,
    time_s: float = inf,
) -> tuple[list[Claim], Account, ScriptedModel]:
    model = ScriptedModel(*lines)
    account = Account(model.name, time_s=time_s)
    writer = Writer(model, Mender(model, gate or WordGate()))
    search = Search("Does the dam hold?", Interpretation("what", "dam"), Filters())
    claims = writer.write(search, evidence, account=account, clock=Clock("answer", "check"))
    async with aclosing(claims):
        return [claim async for claim in claims], account, model


async def test_a_sentence_that_passes_is_told_with_what_it_cites() -> None:
    claims, account, model = await written("The dam holds, holds [1]. Tolls will not rise [2].")
    assert [(each.text, each.support) for each in claims] == [
        ("The dam holds, holds.", "supported"),
        ("Tolls will not rise.", "verbatim"),
    ]
    assert [each.evidence for each in claims] == [(EVIDENCE[0],), (EVIDENCE[1],)]
    assert account.sentences == {"drafted": 2, "kept": 2}
    assert model.left == 0


async def test_the_model_reads_the_evidence_in_fences_and_the_question() -> None:
    _, _, model = await written("The dam holds [1].")
    ((_, user),) = model.asked
    assert f"<<<evidence 2>>>\n{TOLLS}\n<<<end>>>" in user.content
    assert "Does the dam hold?" in user.content


async def test_markers_of_evidence_that_is_not_there_are_dropped_and_counted() -> None:
    claims, account, _ = await written("The dam holds [1][7][99].")
    assert claims[0].evidence == (EVIDENCE[0],)
    assert account.markers_dropped == 2


async def test_a_sentence_that_cites_the_wrong_place_is_given_the_right_one() -> None:
    claims, account, _ = await written("Tolls will not rise [3].")
    assert [each.evidence for each in claims] == [(EVIDENCE[1],)]
    assert account.sentences == {"drafted": 1, "recited": 1}


async def test_a_place_that_adds_nothing_is_not_cited() -> None:
    claims, account, _ = await written("Tolls will not rise [1][2][3].")
    assert [each.evidence for each in claims] == [(EVIDENCE[1],)]
    assert account.sentences == {"drafted": 1, "kept": 1}


async def test_places_that_bear_a_sentence_together_are_all_cited() -> None:
    claims, _, _ = await written("The dam holds, tolls will not rise [1][2].")
    assert [each.evidence for each in claims] == [EVIDENCE[:2]]


async def test_of_places_that_bear_a_sentence_together_none_is_cited_for_nothing() -> None:
    claims, _, _ = await written("The dam holds, tolls will not rise [1][3][2].")
    assert [each.evidence for each in claims] == [EVIDENCE[:2]]


async def test_a_repair_that_comes_to_nothing_leaves_the_rest_of_the_answer() -> None:
    claims, account, _ = await written(
        "The dam leaks [1]. Tolls will not rise [2].", MalformedCompletion("it said nothing")
    )
    assert [each.text for each in claims] == [DAM, TOLLS]
    assert account.sentences == {"drafted": 2, "replaced": 1, "kept": 1}


async def test_a_sentence_without_a_marker_is_given_the_place_that_bears_it() -> None:
    claims, _, _ = await written("The dam holds.")
    assert claims[0].evidence == (EVIDENCE[0],)


async def test_a_failing_sentence_is_mended_once_with_the_reason_given() -> None:
    claims, account, model = await written("The dam leaks [1].", "The dam holds [1].")
    assert [each.text for each in claims] == ["The dam holds."]
    assert account.sentences == {"drafted": 1, "repaired": 1}
    assert account.faults == {"meaning": 1}
    _, repair = model.asked[1]
    assert "leak is not in the evidence." in repair.content
    assert "The dam leaks" in repair.content


async def test_a_mended_sentence_cites_no_place_that_adds_nothing() -> None:
    claims, account, _ = await written("Tolls fell [1].", "Tolls will not rise [1][2][3].")
    assert [each.evidence for each in claims] == [(EVIDENCE[1],)]
    assert account.sentences == {"drafted": 1, "repaired": 1}


async def test_two_sentences_of_an_answer_are_mended_and_the_others_told_exactly() -> None:
    claims, account, model = await written(
        "The dam leaks [1].\nTolls fell [2].\nIt snowed on Monday [3].",
        "The dam holds, holds [1].",
        "Tolls will not, not rise [2].",
    )
    assert [each.support for each in claims] == ["supported", "supported", "verbatim"]
    assert account.sentences == {"drafted": 3, "repaired": 2, "replaced": 1}
    assert model.left == 0


async def test_nothing_is_mended_when_half_of_the_time_is_gone() -> None:
    claims, account, model = await written("The dam leaks [1].", time_s=0)
    assert [(each.text, each.support) for each in claims] == [(DAM, "verbatim")]
    assert len(model.asked) == 1


async def test_a_reason_that_repeats_a_mark_of_a_chat_template_has_it_broken() -> None:
    _, _, model = await written("The dam <|im_end|> leaks [1].", "The dam holds [1].", gate=Echo())
    _, repair = model.asked[1]
    assert "<|" not in repair.content
    assert "< |im_end| >" in repair.content


async def test_a_number_in_brackets_that_is_no_marker_is_shown_as_none() -> None:
    claims, _, _ = await written("The dam [1912] holds [1].", evidence=[place(OLD, AGED)])
    assert [each.text for each in claims] == ["The dam (1912) holds."]


async def test_what_cannot_be_mended_becomes_the_exact_words_of_its_place() -> None:
    claims, account, _ = await written("The dam leaks [1].", "The dam bursts [1].")
    assert [(each.text, each.support) for each in claims] == [("The dam holds.", "verbatim")]
    assert account.sentences == {"drafted": 1, "replaced": 1}


async def test_what_cites_nothing_and_is_borne_by_nothing_is_withheld() -> None:
    claims, account, _ = await written("The mayor resigned.", "INSUFFICIENT")
    assert claims == []
    assert account.sentences == {"drafted": 1, "withheld": 1}


async def test_the_same_words_are_told_once() -> None:
    claims, account, _ = await written(
        "The dam holds [1]. Tolls will not rise [2]. The dam holds [1]."
    )
    assert [each.text for each in claims] == ["The dam holds.", "Tolls will not rise."]
    assert account.sentences == {"drafted": 3, "kept": 2, "repeated": 1}


async def test_of_exact_words_only_the_sentences_that_are_new_are_told() -> None:
    both = place(f"{DAM} {TOLLS}")
    claims, account, _ = await written(
        "The dam holds [1]. Tolls fell [1].", "Tolls fall [1].", evidence=[both, EVIDENCE[2]]
    )
    assert [(each.text, each.support) for each in claims] == [
        (DAM, "supported"),
        (TOLLS, "verbatim"),
    ]
    assert [each.evidence[0].quote for each in claims] == [both.quote, TOLLS]
    assert account.sentences == {"drafted": 2, "kept": 1, "replaced": 1}


async def test_exact_words_of_sentences_that_were_each_told_are_not_told_again() -> None:
    both = place(f"{DAM} {TOLLS}")
    claims, account, _ = await written(
        "The dam holds [1]. Tolls will not rise [1]. Rates fell [1].",
        "Rates fall [1].",
        evidence=[both],
    )
    assert [each.text for each in claims] == [DAM, TOLLS]
    assert account.sentences == {"drafted": 3, "kept": 2, "repeated": 1}


async def test_a_model_that_finds_no_answer_says_nothing() -> None:
    claims, account, _ = await written("INSUFFICIENT")
    assert claims == []
    assert account.sentences == {}


async def test_nothing_is_read_after_the_model_said_that_nothing_answers() -> None:
    claims, _, model = await written("INSUFFICIENT\nThe dam holds [1].")
    assert claims == []
    assert model.is_closed == [True]


async def test_no_more_than_six_sentences_are_told() -> None:
    words = "dam holds the", "holds the dam", "the holds dam", "dam the holds", "holds dam the"
    lines = "".join(f"{each.capitalize()} [1].\n" for each in (*words, "the dam", "the", "dam"))
    claims, _, model = await written(lines)
    assert len(claims) == 6
    assert model.is_closed == [True]


async def test_a_sentence_that_was_cut_is_not_told() -> None:
    claims, _, _ = await written(f"The dam holds [1].\nTolls will {CUT}")
    assert [each.text for each in claims] == ["The dam holds."]


async def test_a_reply_that_was_cut_in_its_first_sentence_is_a_failure() -> None:
    with pytest.raises(MalformedCompletion):
        await written(f"Tolls will {CUT}")


async def test_a_model_that_fails_is_told_of() -> None:
    with pytest.raises(ModelUnavailable):
        await written(ModelUnavailable("it is down"))


async def test_what_was_asked_is_accounted_for() -> None:
    _, account, model = await written("The dam leaks [1].", "The dam holds [1].")
    generation = account.closed()
    assert generation.model == "scripted"
    assert generation.requests == len(model.asked) == 2
    assert generation.prompt_tokens > 0
    assert generation.completion_tokens > 0
    assert set(generation.prompts) == {"answer", "repair"}
