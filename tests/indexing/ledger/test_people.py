"""Who is who inside one article."""

import pytest

from indexing.article import Span
from indexing.ledger.people import Cast, Speaker
from indexing.sentences import sentence_spans


def cast_of(text: str) -> Cast:
    return Cast(text, sentence_spans(text))


def named(text: str, mention: str) -> str | None:
    """Who the last `mention` in the text is."""
    speaker = cast_of(text).name_at(text.rindex(mention))
    return speaker.name if speaker else None


def meant(text: str, pronoun: str) -> str | None:
    """Who the last `pronoun` in the text is, when nobody has spoken yet."""
    speaker = cast_of(text).pronoun(pronoun, text.rindex(f" {pronoun} ") + 1)
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("South Korean President Moon Jae In left. Moon slept.", "Moon", "Moon Jae In"),
        ("Spokeswoman Sarah Sanders left. Sanders slept.", "Sanders", "Sarah Sanders"),
        ("Donald Trump left. TRUMP slept.", "TRUMP", "Donald Trump"),
        ("It was Kim. Kim Jong Un met Kim Yong Chol. Kim Jong Un left.", "Kim", "Kim Jong Un"),
        ("Hillary Clinton met Bill Clinton. Mrs. Clinton left.", "Clinton", "Hillary Clinton"),
        ("Hillary Clinton met Bill Clinton. Mr. Clinton left.", "Clinton", "Bill Clinton"),
        ("Ana Ocasio-Cortez left. Ocasio-Cortez slept.", "Ocasio", "Ana Ocasio-Cortez"),
        ("The Washington Post wrote. The Post slept.", "Post", "Washington Post"),
        ("Don Fox met Don Fox Jr. there. Fox Jr. left.", "Fox", "Don Fox Jr."),
        ("Don Fox met Don Fox Jr. there. Fox left.", "Fox", "Don Fox"),
        ("Jane Doe\nJane Doe Reyes slept. Tom Reyes woke. Reyes left.", "Reyes", "Tom Reyes"),
        ("Ann Doe Reyes slept. Ann Doe Fox woke. Tom Reyes left. Reyes ran.", "Reyes", "Tom Reyes"),
        ("Kim Yong Chol met Kim Jong Chol. Kim Jong Chol left.", "Kim Jong", "Kim Jong Chol"),
        ("Mary Ann Smith met Mary Jane Smith.", "Mary Jane", "Mary Jane Smith"),
        ("Mary Ann Smith came. Mary Smith slept.", "Mary", "Mary Ann Smith"),
        ("Mary Smith came. Mary Ann Smith slept.", "Mary", "Mary Ann Smith"),
        ("John Fitz Paul Doe came. John Paul Doe slept.", "John", "John Fitz Paul Doe"),
        ("Don Lee Fox Jr. met Don Ray Fox Jr. there.", "Don", "Don Ray Fox Jr."),
        ("It rained in May.", "rained", None),
    ],
)  # fmt: skip
def test_a_short_name_is_its_full_name(text: str, mention: str, name: str | None) -> None:
    assert named(text, mention) == name


def test_a_shared_surname_is_less_sure() -> None:
    text = "Kim Jong Un, the leader, met envoy Kim Yong Chol. Kim Jong Un left. Kim slept."
    whole = cast_of(text).name_at(0)
    short = cast_of(text).name_at(text.rindex("Kim"))
    assert whole is not None
    assert short is not None
    assert short.confidence < whole.confidence


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Maria Keller met Tom Reyes. There he slept.", "he", "Tom Reyes"),
        ("Tom Reyes met Maria Keller. There she slept.", "she", "Maria Keller"),
        ("John Fox met Tom Reyes. There he slept.", "he", "John Fox"),
        ("John Fox left. When Tom Reyes came, he slept.", "he", "Tom Reyes"),
        ("Maria Keller left. There he slept.", "he", None),
        ("North Korea woke. There he slept.", "he", None),
    ],
)
def test_a_pronoun_is_whom_the_text_is_about(text: str, pronoun: str, name: str | None) -> None:
    assert meant(text, pronoun) == name


def test_a_surname_takes_up_who_just_spoke_by_full_name() -> None:
    text = "Michael Cohen slept. Anna Cohen said so. Cohen left."
    cast = cast_of(text)
    cast.hear(Span(21, 31), Speaker("Anna Cohen", 1.0, is_person=True), until=40)
    speaker = cast.name_at(text.rindex("Cohen"))
    assert speaker is not None
    assert speaker.name == "Anna Cohen"


def test_nobody_named_in_the_words_said_says_them() -> None:
    text = "Tom Reyes left. John Fox won, he said."
    cast, at = cast_of(text), text.rindex("he")
    told = Span(text.index("John"), text.rindex(", he"))
    speaker = cast.pronoun("he", at, apart=[told])
    assert speaker is not None
    assert speaker.name == "Tom Reyes"


def test_who_spoke_last_speaks_on() -> None:
    text = "Tom Reyes said so. John Fox came. There he slept."
    cast = cast_of(text)
    cast.hear(Span(0, 9), Speaker("Tom Reyes", 1.0, is_person=True), until=len(text) - 16)
    speaker = cast.pronoun("he", text.rindex("he "))
    assert speaker is not None
    assert speaker.name == "Tom Reyes"


@pytest.mark.parametrize(
    ("text", "head", "owner", "name"),
    [
        ("President Ana Duarte came. The president left.", "president", "", "Ana Duarte"),
        ("Joan Price, a spokeswoman, came. The spokeswoman left.", "spokeswoman", "", "Joan Price"),
        ("The Apex News Agency came. The agency left.", "agency", "", "Apex News Agency"),
        ("Brazilian President Ana Duarte came.", "leader", "Brazil", "Ana Duarte"),
        ("French President Jean Roux came.", "leader", "France", "Jean Roux"),
        ("Brazilian President Ana Duarte came.", "leader", "Peru", None),
        ("It rained.", "president", "", None),
    ],
)
def test_a_description_is_whom_it_describes(
    text: str, head: str, owner: str, name: str | None
) -> None:
    speaker = cast_of(text).described(head, owner, len(text))
    assert (speaker.name if speaker else None) == name


def test_a_name_told_later_is_found_too() -> None:
    text = "The president left. It was President Ana Duarte."
    speaker = cast_of(text).described("president", "", 4)
    assert speaker is not None
    assert speaker.name == "Ana Duarte"
