"""The gate, and the numbers of what passes it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from indexing.article import Span
from service.answer import Claim, Evidence
from service.citations import Numbering, check
from tests.service.newsroom import Remark, heard, read

OKAFOR = heard(Remark("She said the dam holds.", "Ada Okafor", "She"))
FACT = read("The dam broke at dawn.")


def support(text: str, *evidence: Evidence, of: tuple[str, ...] = ()) -> str:
    return check(Claim(text, evidence), speaker_keys=of).support


def test_the_articles_own_words_are_verbatim() -> None:
    assert support("The dam broke at dawn.", FACT) == "verbatim"


def test_the_speakers_name_may_stand_for_a_pronoun() -> None:
    assert support("Ada Okafor said the dam holds.", OKAFOR, of=("ada okafor",)) == "verbatim"


def test_a_claim_without_evidence_is_unsupported() -> None:
    assert support("The dam broke at dawn.") == "unsupported"


def test_another_place_than_its_statement_s_is_unsupported() -> None:
    elsewhere = replace(OKAFOR, span=Span(0, 8))
    assert support("She said", elsewhere) == "unsupported"


def test_a_statement_of_another_article_is_unsupported() -> None:
    other = replace(OKAFOR, article=replace(OKAFOR.article, id="other"))
    assert support("She said the dam holds.", other) == "unsupported"


def test_what_is_outside_of_the_article_is_unsupported() -> None:
    assert support("at dawn", replace(FACT, span=Span(15, 99))) == "unsupported"


def test_a_word_that_no_evidence_has_is_unsupported() -> None:
    assert support("The old dam broke at dawn.", FACT) == "unsupported"


def test_words_may_come_from_several_places() -> None:
    both = replace(FACT, span=Span(0, 13)), replace(FACT, span=Span(13, 22))
    assert support("The dam broke at dawn.", *both) == "verbatim"


def test_another_speakers_words_are_unsupported() -> None:
    assert support("Ada Okafor said the dam holds.", OKAFOR, of=("bo lindqvist",)) == "unsupported"


def test_words_that_nobody_is_known_to_have_said_are_nobody_s() -> None:
    assert support("The dam broke at dawn.", FACT, of=("ada okafor",)) == "unsupported"


def test_one_wrong_speaker_among_several_is_one_too_many() -> None:
    other = heard(Remark("He said the dam holds.", "Bo Lindqvist", "He"), article_id="other")
    claim = "Ada Okafor said the dam holds."
    assert support(claim, OKAFOR, other, of=("ada okafor",)) == "unsupported"


def test_the_claim_itself_stays_as_it_was() -> None:
    claim = Claim("The dam broke at dawn.", (FACT,))
    assert replace(check(claim, speaker_keys=()), support="unchecked") == claim


def test_a_place_cited_twice_has_one_marker() -> None:
    numbering = Numbering()
    first = numbering.cite([FACT])
    again = numbering.cite([replace(FACT, score=0.5)])
    assert (first[0], again) == ((1,), ((1,), ()))


def test_two_places_of_an_article_have_a_marker_each() -> None:
    numbering = Numbering()
    markers, new = numbering.cite([FACT, replace(FACT, span=Span(0, 7))])
    assert markers == (1, 2)
    assert [citation.marker for citation in new] == [1, 2]


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=8))
def test_markers_are_numbered_in_reading_order_and_all_used(claims: list[list[int]]) -> None:
    numbering = Numbering()
    read_off: list[int] = []
    for places in claims:
        markers, _ = numbering.cite([replace(FACT, span=Span(at, at + 3)) for at in places])
        read_off += markers
    markers_once = list(dict.fromkeys(read_off))
    assert markers_once == list(range(1, len(markers_once) + 1))
    assert [citation.marker for citation in numbering.citations] == markers_once


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=8))
def test_a_citation_is_new_once(claims: list[list[int]]) -> None:
    numbering = Numbering()
    new = [
        citation
        for places in claims
        for citation in numbering.cite([replace(FACT, span=Span(at, at + 3)) for at in places])[1]
    ]
    assert tuple(new) == numbering.citations
