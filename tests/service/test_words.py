from concurrent.futures import ThreadPoolExecutor

import pytest

from service.words import fold, is_content, stem, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("denuclearisation", "denuclearization"),
        ("letters", "letter"),
        ("leader’s", "leader"),
        ("met", "meeting"),
        ("U.S.", "US"),
        ("Château", "chateau"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_different_words_keep_different_stems() -> None:
    assert len({stem(word) for word in ("summit", "letter", "Hanoi", "Vietnam")}) == 4


def test_words_part_at_hyphens_and_keep_numbers_whole() -> None:
    assert words_of("Kang Kyung-wha’s $5.2 million") == "Kang Kyung wha $ 5.2 million".split()


def test_the_country_is_a_word_of_content_and_the_pronoun_is_not() -> None:
    assert is_content("US")
    assert not is_content("us")


def test_folding_takes_case_accents_and_dots_off() -> None:
    assert fold("U.S.") == fold("us") == "us"


_MIDDLES = ("arrel", "ation", "endl", "oister", "umming", "onver", "ispos", "iction")
_ENDS = ("ing", "ed", "ations", "fulness", "ically", "ement", "izers", "ously", "ities", "")


def test_words_are_stemmed_on_several_threads_at_once() -> None:
    words = [f"{start}{middle}{end}" for start in "bcdfg" for middle in _MIDDLES for end in _ENDS]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(stem, words * 2))
    stem.cache_clear()
    assert together == [stem(word) for word in words] * 2
