"""A question may name one article by its headline."""

from datetime import date

import pytest

from service.headline import headline_of


@pytest.mark.parametrize(
    ("question", "title", "published"),
    [
        (
            'What did Moon say in the AP article "Moon sees hope" (2019-03-05)?',
            "Moon sees hope",
            date(2019, 3, 5),
        ),
        ("What did Moon say in the article “Moon sees hope”?", "Moon sees hope", None),
        ('What did Moon say in the story headlined "Why not?"', "Why not?", None),
        (
            'What did Kang say in the New York Times report "Kang: ‘Too much’" (2019-13-05)?',
            "Kang: ‘Too much’",
            None,
        ),
    ],
)
def test_the_headline_is_read(question: str, title: str, published: date | None) -> None:
    headline = headline_of(question)
    assert headline is not None
    assert (headline.title, headline.published) == (title, published)
    assert question.replace(headline.phrase, "").rstrip("?").endswith("say")


def test_a_headline_ends_with_its_own_mark() -> None:
    question = 'Did Trump in the AP article "Trump wins big" say "we won the state"?'
    headline = headline_of(question)
    assert headline is not None
    assert headline.title == "Trump wins big"
    assert question.replace(headline.phrase, "") == 'Did Trump say "we won the state"?'


def test_what_stands_before_the_article_stays() -> None:
    headline = headline_of('What did Moon say in Hanoi in the AP article "Talks collapse"?')
    assert headline is not None
    assert headline.phrase == ' in the AP article "Talks collapse"'


@pytest.mark.parametrize(
    "question",
    [
        'Who said "in the article of faith"?',
        "What did Moon say in the AP article?",
        'Who said in an interview "We will never surrender our weapons"?',
    ],
)
def test_other_words_are_no_headline(question: str) -> None:
    assert headline_of(question) is None
