"""Each part of the score alone, on sentences made up here."""

import pytest

from evals.faithfulness.claims import claimed_sentences
from evals.faithfulness.coverage import coverage
from evals.faithfulness.grounds import Cited, Grounds
from evals.faithfulness.misattributed import is_misattributed
from evals.faithfulness.names import missing_names
from evals.faithfulness.nearness import nearness, vectors_of
from evals.faithfulness.negation import is_contradicted
from evals.faithfulness.numbers import missing_numbers, numbers_of
from evals.faithfulness.quotes import missing_quotes
from evals.faithfulness.speaking import speaking
from tests.fakes import HashEmbedding


def on(*texts: str, speaker: str | None = None) -> Grounds:
    return Grounds([Cited(text, speaker) for text in texts])


def test_markers_marks_and_list_numbers_are_no_words_of_a_claim() -> None:
    text = "How to mend dams:\n\n1. **Drain** the dam [2].\n- Mend it [1].\n3) Fill it."
    expected = ("How to mend dams:", "Drain the dam.", "Mend it.", "Fill it.")
    assert claimed_sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "You're welcome! Feel free to ask more.",
        "I don't have specific information about the dam.",
        "The documents do not provide an answer.",
        "Do you mean the dam above Lisbon?",
        "And so it is.",
    ],
)
def test_courtesies_questions_and_confessions_claim_nothing(text: str) -> None:
    assert claimed_sentences(text) == ()


def test_what_stands_together_covers_more_than_what_is_scattered() -> None:
    together = on("The dam leaks. It rained.", "Tolls rise.")
    scattered = on("The dam holds. It rained. Tolls rose. Ships came. Pipes leak.")
    assert coverage("The dam leaks.", together) == 1.0
    assert 0 < coverage("The dam leaks.", scattered) < 1


def test_a_missing_word_counts_more_than_one_that_stands_everywhere() -> None:
    grounds = on("The dam holds. The dam is old.")
    assert coverage("The dam explodes.", grounds) < 0.5


def test_nothing_covers_nothing() -> None:
    assert coverage("The dam leaks.", on()) == 0.0


async def test_the_nearest_sentence_decides_on_meaning() -> None:
    vectors = await vectors_of(["a dam", "a dam", "opera"], embedder=HashEmbedding())
    assert len(vectors) == 2
    dam, opera = vectors["a dam"], vectors["opera"]
    assert nearness(dam, opera[None] * 0) == 0.0
    assert nearness(dam, dam[None]) == pytest.approx(1.0)
    assert nearness(dam, dam[:0]) == 0.0


async def test_no_text_has_no_vector() -> None:
    assert await vectors_of([], embedder=HashEmbedding()) == {}


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The dam above Lisbon belongs to Ada Okafor.", 0.0),
        ("The dam above Lagos holds.", 1.0),
        ("In Lisbon, Petra lives.", 0.5),
        ("Portuguese engineers built it.", 0.0),  # the first word is no sure name
        ("It was built by the Portuguese.", 0.0),  # another name for the same place
        ("Dams hold.", 0.0),
        ("Nowak said it holds.", 1.0),
    ],
)
def test_the_share_of_names_that_are_missing(sentence: str, missing: float) -> None:
    assert missing_names(sentence, on("Ada Okafor owns a dam above Lisbon.")) == missing


def test_a_speaker_is_named_by_the_citation() -> None:
    assert missing_names("It holds, said Ada Okafor.", on("It holds.", speaker="Ada Okafor")) == 0


def test_numbers_are_alike_however_written() -> None:
    text = "In the 1990s, two dams held 1,200,000 litres, 3.5 times as much as the 2nd."
    assert numbers_of(text) == ["1990", "2", "1200000", "3.5", "2"]


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [("It cost 3 million.", 0.0), ("It cost 4 million.", 1.0), ("Three of 9.", 0.5), ("It", 0.0)],
)
def test_the_share_of_numbers_that_are_missing(sentence: str, missing: float) -> None:
    assert missing_numbers(sentence, on("It cost three million.")) == missing


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("He called it “very safe”.", 0.0),
        ('He called it "very safe," then.', 0.0),
        ("He called it “quite safe”.", 1.0),
        ("He called it “very … dull”.", 0.0),
        ("He called it “very [un]safe” and “dull”.", pytest.approx(0.0)),
        ("He called it very safe.", 0.0),
    ],
)
def test_the_share_of_quotes_that_are_missing(sentence: str, missing: float) -> None:
    assert missing_quotes(sentence, on("It is very safe, he said. And dull.")) == missing


@pytest.mark.parametrize(
    ("sentence", "is_denied"),
    [
        ("The dam above Lisbon leaks.", True),
        ("The dam above Lisbon does not leak.", False),
        ("No, the dam above Lisbon does not leak.", False),
        ("The dam above Lisbon doesn't leak.", False),
        ("Not only the dam above Lisbon leaks.", True),
        ("The mayor of Lisbon drinks tea every morning.", False),
        ("It leaks.", False),  # too few words to be sure
    ],
)
def test_a_denial_is_seen_where_all_else_is_alike(sentence: str, is_denied: bool) -> None:
    grounds = on("The dam above Lisbon does not leak. Tolls will rise.")
    assert is_contradicted(sentence, grounds) is is_denied


def test_nothing_contradicts_nothing() -> None:
    assert not is_contradicted("The dam above Lisbon leaks.", on())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Okafor said it holds.", ("Okafor",)),
        ("“It holds,” said Bo Lindqvist.", ("Bo Lindqvist",)),
        ("Okafor, the engineer, also said it holds.", ("Okafor",)),
        ("It was a warm letter,” Okafor said.", ("Okafor",)),
        ("“Now I say this, Lisbon, it holds.", ()),
        ("He said it holds.", ()),
        ("“Lindqvist said so,” Okafor said.", ("Okafor",)),
    ],
)
def test_who_speaks_in_a_sentence(text: str, names: tuple[str, ...]) -> None:
    assert speaking(text) == names


@pytest.mark.parametrize(
    ("sentence", "is_wrong"),
    [
        ("Okafor said it holds.", False),
        ("Ada Okafor said it holds.", False),
        ("Lindqvist said it holds.", True),
        ("Nowak said it holds.", False),  # the evidence lets her speak as well
        ("It holds.", False),
    ],
)
def test_words_in_the_wrong_mouth(sentence: str, is_wrong: bool) -> None:
    grounds = on("She said it holds, as Nowak said before.", speaker="Ada Okafor")
    assert is_misattributed(sentence, grounds) is is_wrong


def test_evidence_without_a_speaker_cannot_tell_whose_words_they_are() -> None:
    assert not is_misattributed("Lindqvist said it holds.", on("It holds."))
