"""How sure an answer is."""

import pytest

from indexing.article import Span
from service.answer import Evidence, Interpretation
from service.find import nearest, relevant
from service.rerank import Weighed
from service.sureness import LEAST_SURE, Signals, signals_of, sureness
from tests.service.newsroom import a_report, read, weighed

OF_THE_DAM = Interpretation("what", "what broke the Kariba dam")


def found(text: str, score: float) -> Weighed:
    return weighed(read(text), score, score)


def test_sureness_is_a_probability_that_grows_with_every_signal() -> None:
    least, most = sureness(Signals(0.0, 0.0)), sureness(Signals(1.0, 1.0))
    assert 0 < least < sureness(Signals(0.5, 0.0)) < sureness(Signals(0.5, 1.0)) < most < 1


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Floods broke the Kariba dam in 1987.", 1.0),
        ("Floods broke the dam at Kariba.", 0.5),
        ("Floods broke the dam.", 0.0),
    ],
)
def test_names_and_numbers_of_a_question_are_looked_for_in_the_article(
    text: str, share: float
) -> None:
    assert signals_of(found(text, 0.5), "broke the Kariba dam in 1987").named == share


def test_a_question_without_names_misses_none() -> None:
    assert signals_of(found("Floods broke it.", 0.5), "broke the dam").named == 1.0


def test_title_and_publisher_name_too() -> None:
    article = a_report("dam", "Floods broke it.", title="Kariba", publisher="The Sun").article
    titled = weighed(Evidence("dam", article, Span(0, len(article.text)), 0.0), 0.5, 0.5)
    assert signals_of(titled, "broke the Kariba dam, as the Sun has it").named == 1.0


def test_what_is_sure_enough_bears_on_the_question() -> None:
    sure, unsure = found("Floods broke the Kariba dam.", 0.9), found("Bread is dear.", 0.2)
    assert sureness(signals_of(sure, OF_THE_DAM.topic)) >= LEAST_SURE
    assert relevant([sure], OF_THE_DAM) == (sure,)
    assert relevant([unsure], OF_THE_DAM) == ()


def test_the_nearest_is_known_however_unsure() -> None:
    unsure = found("Bread is dear.", 0.2)
    assert nearest([unsure], OF_THE_DAM) == (unsure,)
    assert nearest([], OF_THE_DAM) == ()
