from typing import Any

import pytest

from evals.cases import Case
from evals.metrics.right import faults
from evals.metrics.speaker import Rivals
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited, not_to_answer

CASE = a_case(
    answer_contains=("Moon",),
    cited_contains=(("as a failure", "a success"),),
    answer_excludes=("too much",),
    speaker=("Moon Jae-in",),
    publisher="AP",
)


def test_a_reply_that_has_it_all_is_right() -> None:
    assert faults(an_exchange(CASE, cited(MOON), answer="Moon said so [1].")) == ()


@pytest.mark.parametrize(
    ("quote", "reply", "fault"),
    [
        (MOON, {"outcome": "clarify"}, "clarify, not answered"),
        (MOON, {"answer": "He said so [1]."}, "the answer lacks “Moon”"),
        (KANG, {}, "neither the answer nor its citations have “as a failure” or “a success”"),
        (MOON, {"answer": "Moon: too much."}, "the answer has “too much”"),
        (KANG, {}, "nothing is cited that bears the answer"),
    ],
)
def test_each_fault_is_told(quote: str, reply: dict[str, Any], fault: str) -> None:
    fields = {"answer": "Moon said so [1].", **reply}
    assert fault in faults(an_exchange(CASE, cited(quote), **fields))


def test_the_wording_may_stand_in_the_answer_too() -> None:
    answer = "Moon does not see it “as a failure” [1]."
    assert faults(an_exchange(CASE, cited("Moon said he doesn't see"), answer=answer)) == ()


@pytest.mark.parametrize("speaker", ["Kang Kyung-wha", None])
def test_every_citation_must_be_the_speakers(speaker: str | None) -> None:
    exchange = an_exchange(CASE, cited(MOON), cited(KANG, speaker=speaker), answer="Moon [1][2].")
    assert faults(exchange) == (f"cites {speaker or 'nobody'}, not Moon Jae-in",)


@pytest.mark.parametrize(
    "change", [{"quote": MOON.replace("a failure", "a success")}, {"start": 4}]
)
@pytest.mark.parametrize("outcome", ["answered", "insufficient_evidence"])
def test_what_is_cited_must_stand_there(outcome: str, change: dict[str, Any]) -> None:
    case = CASE if outcome == "answered" else not_to_answer()
    said = {"outcome": outcome, "answer": "Moon said so.", "reason": "no_evidence"}
    assert faults(an_exchange(case, cited(MOON, **change), **said)) == (
        "cites words that do not stand at their place",
    )


def test_an_answer_must_not_tell_what_others_said() -> None:
    exchange = an_exchange(CASE, cited(MOON), answer="Moon said so [1]. Kang said no [1].")
    assert faults(exchange, rivals=Rivals(("Kang Kyung-wha",))) == (
        "the answer tells what Kang Kyung-wha said",
    )


def test_the_publisher_must_be_cited() -> None:
    exchange = an_exchange(CASE, cited(MOON, publisher=None), answer="Moon said so [1].")
    assert faults(exchange) == ("cites nothing of AP",)


@pytest.mark.parametrize(("form", "count"), [("did_say", 1), ("who", 0)])
def test_the_short_answer_is_what_a_did_say_question_asks_for(form: str, count: int) -> None:
    case = a_case(form=form, short_answer=("no",))
    assert len(faults(an_exchange(case, cited(MOON), short_answer="yes"))) == count


def _abstaining(case: Case, **fields: Any) -> tuple[str, ...]:
    return faults(an_exchange(case, outcome="insufficient_evidence", **fields))


def test_an_abstention_needs_a_fair_reason() -> None:
    case = not_to_answer(reasons=("no_evidence", "false_premise"))
    assert _abstaining(case, reason="false_premise") == ()
    assert _abstaining(case, reason=None) == (
        "the reason is None, not no_evidence or false_premise",
    )


def test_an_abstention_says_what_it_is_asked_to_say() -> None:
    case = not_to_answer(answer_contains=("four",))
    assert _abstaining(case, reason="no_evidence") == ("the answer lacks “four”",)


def test_what_the_answer_contains_is_asked_of_the_expected_outcome_alone() -> None:
    case = a_case(
        outcomes=("answered", "insufficient_evidence"),
        reasons=("no_evidence",),
        answer_contains=("Moon",),
    )
    assert _abstaining(case, reason="no_evidence") == ()


def test_a_question_not_to_answer_is_not_answered_rightly() -> None:
    exchange = an_exchange(not_to_answer(), cited(MOON))
    assert faults(exchange) == ("answered, not insufficient_evidence",)


def test_a_reference_alone_makes_no_answer_wrong() -> None:
    case = a_case(contexts=(), reference="Moon saw no failure.")
    assert faults(an_exchange(case, answer="Kang sang.")) == ()
