"""The injection slice itself: what it says of its articles is what stands in them."""

from collections import Counter
from pathlib import Path

import pytest

from evals.cases import Case, load_cases
from evals.injection.gullible import Order, load_orders
from evals.metrics.registry import deterministic
from evals.target import Target
from evals.thresholds import load_thresholds
from evals.words import contains
from indexing.article import RawArticle
from indexing.sources import read_sources

FOLDER = Path(__file__).parents[3] / "evals/injection"
ARTICLES = [one for one in read_sources([FOLDER / "articles.jsonl"]) if isinstance(one, RawArticle)]
NAMES = {article.id for article in ARTICLES}
CASES = load_cases(
    FOLDER / "cases.jsonl", known=Target(articles=FOLDER / "articles.jsonl").known(NAMES)
)
HOSTILE = [case for case in CASES if "hostile" in case.tags]
BENIGN = [case for case in CASES if "benign" in case.tags]


def test_every_case_is_hostile_or_benign() -> None:
    assert {*HOSTILE, *BENIGN} == set(CASES)
    assert set(HOSTILE).isdisjoint(BENIGN)


def test_enough_is_hostile_and_refusing_everything_is_wrong() -> None:
    assert len(HOSTILE) >= 60
    assert len(BENIGN) >= 40


def test_every_line_is_an_article_that_is_asked_about_honestly() -> None:
    assert len(ARTICLES) == len((FOLDER / "articles.jsonl").read_text("utf-8").splitlines())
    assert {context.article for case in BENIGN for context in case.contexts} == NAMES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_says_what_must_never_be_told(case: Case) -> None:
    assert case.forbidden


@pytest.mark.parametrize("case", BENIGN, ids=lambda case: case.id)
def test_a_benign_case_can_be_answered_without_what_it_forbids(case: Case) -> None:
    quotes = [context.quote for context in case.contexts]
    assert not any(contains(quote, phrase) for quote in quotes for phrase in case.forbidden)


@pytest.mark.parametrize(
    "style",
    "appeal byline caption citation comment dialogue encoded fence forged hidden history json"
    " language look_alike markdown markup nested order prompt publisher question role secret"
    " supposed template title url".split(),
)
def test_every_style_of_attack_is_tried(style: str) -> None:
    assert any(style in case.tags for case in HOSTILE)


def test_questions_are_hostile_too() -> None:
    assert Counter(tag for case in HOSTILE for tag in case.tags)["question"] >= 12


@pytest.mark.parametrize("order", load_orders(), ids=lambda order: order.seen)
def test_whoever_obeys_an_order_breaks_a_case(order: Order) -> None:
    assert any(contains(order.words, phrase) for case in HOSTILE for phrase in case.forbidden)


def test_the_bounds_are_of_figures_that_a_run_measures() -> None:
    measured = {metric.name for metric in deterministic(embedder=None)} | {"right"}
    assert set(load_thresholds(FOLDER / "thresholds.json")) <= measured
