"""The score, with the bundled embedder, on sentences made up here."""

from collections.abc import Sequence

import pytest

from evals.faithfulness.grounds import Cited
from evals.faithfulness.score import Claim, Parts, parts_of, score, total
from indexing.embed import BundledEmbedding, open_embedder

PASSAGE = (
    "The dam above Lisbon was finished in 1998. Ada Okafor said on Monday that it does not leak. "
    "“We measured it twice,” she said. About 1,200 people live below it."
)
CITED = Cited("Okafor said on Monday that the dam does not leak.", "Ada Okafor")


async def borne_by(
    answer: str, passages: Sequence[str], *, embedder: BundledEmbedding
) -> float | None:
    return await score([Claim(answer, tuple(map(Cited, passages)))], embedder=embedder)


@pytest.fixture(scope="module")
def embedder() -> BundledEmbedding:
    opened = open_embedder()
    assert isinstance(opened, BundledEmbedding)
    return opened


async def test_words_of_the_evidence_are_borne_wholly(embedder: BundledEmbedding) -> None:
    borne = await borne_by(PASSAGE, [PASSAGE], embedder=embedder)
    assert borne == pytest.approx(1.0, abs=1e-3)


async def test_an_answer_without_evidence_is_not_borne(embedder: BundledEmbedding) -> None:
    assert await borne_by("The dam leaks.", [], embedder=embedder) == 0.0


@pytest.mark.parametrize("answer", ["", "I do not have any information on it.", "Which dam?"])
async def test_an_answer_that_claims_nothing_has_no_score(
    answer: str, embedder: BundledEmbedding
) -> None:
    assert await borne_by(answer, [PASSAGE], embedder=embedder) is None


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The dam was finished in 1998.", "The dam was finished in 1989."),
        ("The dam above Lisbon was finished.", "The dam above Madrid was finished."),
        ("Okafor said on Monday it does not leak.", "Okafor said on Monday it leaks."),
        ("“We measured it twice,” Okafor said.", "“We measured it thrice,” Okafor said."),
        ("About 1200 people live below it.", "About 2100 people live below it."),
        ("Okafor said that it does not leak.", "Lindqvist said that it does not leak."),
        ("Okafor said it holds water.", "Okafor likes opera in the evening."),
    ],
)
async def test_what_the_passage_bears_scores_above_what_it_does_not(
    right: str, wrong: str, embedder: BundledEmbedding
) -> None:
    borne = await borne_by(right, [PASSAGE], embedder=embedder)
    false = await borne_by(wrong, [PASSAGE], embedder=embedder)
    assert borne is not None
    assert false is not None
    assert borne > false + 0.1


async def test_words_put_in_the_wrong_mouth_count_for_nothing(embedder: BundledEmbedding) -> None:
    claim = Claim("Bo Lindqvist said on Monday that the dam does not leak.", (CITED,))
    assert await score([claim], embedder=embedder) == 0.0


async def test_the_speaker_may_be_named_where_the_article_does_not(
    embedder: BundledEmbedding,
) -> None:
    said = Cited("She said on Monday that the dam does not leak.", "Ada Okafor")
    claim = Claim("Ada Okafor said on Monday that the dam does not leak.", (said,))
    assert (await score([claim], embedder=embedder) or 0) > 0.9


async def test_each_claim_is_held_against_its_own_evidence(embedder: BundledEmbedding) -> None:
    other = Cited("Tolls on the bridge will rise in spring.")
    claims = [Claim("The dam does not leak.", (CITED,)), Claim("The dam does not leak.", (other,))]
    (own,), (strange,) = await parts_of(claims, embedder=embedder)
    assert own.coverage == 1.0
    assert strange.coverage == 0.0


def part(words: int, coverage: float) -> Parts:
    return Parts("…", words, coverage, 0.0, 0.0, 0.0, 0.0, False, False)


def test_a_long_sentence_weighs_more_than_a_short_one() -> None:
    assert total([part(3, 1.0), part(1, 0.0)], weight=1.0) == pytest.approx(0.75)


def test_no_sentence_has_no_score() -> None:
    assert total([]) is None
