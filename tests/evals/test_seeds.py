"""The gold set itself: what it says of the articles is what stands in them."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.cases import Case, Known, load_cases
from evals.exchange import Exchange, read_reply
from evals.metrics.registry import deterministic
from evals.metrics.right import faults
from evals.record import About, Run, described
from evals.summary import figures
from evals.thresholds import check, load_thresholds
from evals.words import contains, plain

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "evals/gold"
RAW = {f"seeds/{path.name}": path.read_text("utf-8") for path in (ROOT / "seeds").glob("*.txt")}
CASES = load_cases(GOLD / "seeds.jsonl", known=Known(RAW, (), RAW))
UNSEEN = load_cases(GOLD / "unseen.jsonl", known=Known(RAW, (), RAW))
BY_ID = {case.id: case for case in (*CASES, *UNSEEN)}
ANSWERABLE = [case for case in CASES if case.is_answerable]
UNANSWERABLE = [case for case in CASES if not case.is_answerable]


def _ids(cases: list[Case]) -> list[str]:
    return [case.id for case in cases]


@pytest.mark.parametrize("id", [id for id, case in BY_ID.items() if case.is_answerable])
def test_every_reference_stands_in_its_article(id: str) -> None:
    for context in BY_ID[id].contexts:
        assert RAW[context.article].count(context.quote) == 1


@pytest.mark.parametrize("id", _ids(ANSWERABLE))
def test_all_that_is_asked_of_the_words_stands_in_the_references(id: str) -> None:
    case = BY_ID[id]
    cited = " … ".join(context.quote for context in case.contexts)
    for needed in case.cited_contains:
        assert all(contains(cited, phrase) for phrase in _each(needed))


@pytest.mark.parametrize("id", _ids(ANSWERABLE))
def test_all_that_is_asked_of_the_answer_stands_in_the_references(id: str) -> None:
    case = BY_ID[id]
    # The speaker's name is known from elsewhere in the article where the sentence has "he".
    known = " … ".join([*(context.quote for context in case.contexts), *case.speaker])
    for needed in case.answer_contains:
        assert any(contains(known, phrase) for phrase in _each(needed))


def _each(needed: str | tuple[str, ...]) -> tuple[str, ...]:
    return (needed,) if isinstance(needed, str) else needed


def _ideal(case: Case) -> Exchange:
    """The reply of somebody who knows the case."""
    needed = [_each(needed)[0] for needed in case.answer_contains]
    citations = [
        {
            "article_id": context.article,
            "source": context.source,
            "start": RAW[context.article].index(context.quote),
            "end": RAW[context.article].index(context.quote) + len(context.quote),
            "quote": context.quote,
            "speaker": case.speaker[0] if case.speaker else None,
            "publisher": case.publisher,
        }
        for context in case.contexts
    ]
    reply = {
        "outcome": case.outcomes[0],
        "reason": case.reasons[0] if case.reasons else None,
        "answer": " … ".join(needed),
        "short_answer": case.short_answer[0] if case.short_answer else None,
        "citations": citations if case.outcomes[0] == "answered" else [],
    }
    return Exchange(case, read_reply(reply), RAW)


@pytest.mark.parametrize("id", BY_ID)
def test_every_case_can_be_met(id: str) -> None:
    assert faults(_ideal(BY_ID[id])) == ()


def test_what_is_unseen_is_asked_nowhere_else() -> None:
    assert len(BY_ID) == len(CASES) + len(UNSEEN)
    gold = {plain(case.question) for case in CASES}
    assert [case.id for case in UNSEEN if plain(case.question) in gold and not case.history] == []


def test_every_form_is_asked() -> None:
    forms = Counter(case.form for case in CASES)
    assert len(forms) == 10
    assert min(forms.values()) >= 8


def test_enough_is_asked_and_enough_of_it_not_to_be_answered() -> None:
    assert len(CASES) >= 100
    assert len(UNANSWERABLE) >= 32


def test_about_a_third_of_the_answerable_is_about_who_said_what() -> None:
    speech = [case for case in ANSWERABLE if case.form in ("what_said", "who_said", "did_say")]
    assert 0.3 <= len(speech) / len(ANSWERABLE) <= 0.4


def test_a_speech_question_knows_its_speaker() -> None:
    nameless = [case.id for case in ANSWERABLE if case.form == "what_said" and not case.speaker]
    assert nameless == []


def test_follow_ups_go_back_two_and_three_turns() -> None:
    turns = Counter(len(case.history) for case in CASES)
    assert turns[2] >= 10
    assert turns[4] >= 3


@pytest.mark.parametrize(
    "tag", ["unknown_speaker", "silent_speaker", "outside_dates", "false_premise", "next_door"]
)
def test_every_way_to_have_no_answer_is_tried(tag: str) -> None:
    assert sum(tag in case.tags for case in UNANSWERABLE) >= 5


def test_the_rows_that_must_hold_are_there() -> None:
    assert sum("must_hold" in case.tags for case in CASES) == 10


def test_the_bounds_are_of_figures_that_a_run_measures() -> None:
    about = About(
        name="gold",
        cases_sha256="",
        service="in-process",
        answerer="extractive",
        metrics=described(deterministic(embedder=None)),
        started=datetime.now(UTC),
    )
    measured = {figure.name: figure.value for figure in figures(Run(about=about))}
    assert {one.name for one in check(measured, load_thresholds(GOLD / "thresholds.json"))} == {
        "right",
        "answerable_right",
        "unanswerable_answered",
        "wrong_speaker",
        "wrong_short_answer",
        "quote_exactness",
    }


@pytest.mark.parametrize("case", [case for case in CASES if "unknown_speaker" in case.tags])
def test_an_unknown_speaker_is_nowhere_in_the_articles(case: Case) -> None:
    surname = case.speaker[0].split()[-1]
    assert not any(contains(text, surname) for text in RAW.values())


@pytest.mark.parametrize("case", [case for case in CASES if "silent_speaker" in case.tags])
def test_a_silent_speaker_is_in_the_articles(case: Case) -> None:
    names = case.speaker[0].split()
    assert any(contains(text, name) for text in RAW.values() for name in (names[0], names[-1]))
