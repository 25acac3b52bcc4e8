"""Rows and runs for the tests of what is made of them, with as little said as each needs."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from evals.metrics.metric import Better, Kind
from evals.record import About, Described, Row, Run
from tests.evals.exchanges import MOON, a_case, a_response, cited, not_to_answer

STARTED = datetime(2026, 11, 21, 12, tzinfo=UTC)
METRICS: Mapping[str, tuple[Better, Kind]] = {
    "citation_recall": ("higher", "deterministic"),
    "quote_exactness": ("higher", "deterministic"),
    "wrong_speaker": ("lower", "deterministic"),
    "faithfulness": ("higher", "judged"),
}
NOTHING: Mapping[str, None] = dict.fromkeys(METRICS)


def a_row(id: str = "moon", *, case: Mapping[str, Any] | None = None, **fields: Any) -> Row:
    """A right answer, unless `fields` say otherwise; of the scores, those not named do not apply"""
    scores = {**NOTHING, **fields.pop("scores", {})}
    known: dict[str, Any] = {
        "case": a_case(id=id, **(case or {})),
        "response": a_response(cited(MOON), answer="He said so [1]."),
        "seconds": 0.5,
    }
    return Row(**{**known, **fields, "scores": _less(scores, fields.get("failed", {}))})


def a_wrong_row(id: str = "moon", **fields: Any) -> Row:
    return a_row(id, **{"faults": ("the answer lacks “Moon”",), **fields})


def an_abstention(id: str = "none", *, reason: str = "no_evidence", **fields: Any) -> Row:
    """A fair one, unless `fields` say otherwise."""
    response = a_response(outcome="insufficient_evidence", reason=reason, answer="Not said.")
    return a_row(id, **{"case": None, "response": response, **fields}).model_copy(
        update={"case": not_to_answer(id=id)}
    )


def a_lost_row(id: str = "lost", why: str = "POST /chat: timed out") -> Row:
    return Row(case=a_case(id=id), failure=why, seconds=60)


def a_run(*rows: Row, **about: Any) -> Run:
    known: dict[str, Any] = {
        "name": "gold",
        "cases_sha256": "0" * 64,
        "service": "in-process",
        "answerer": "extractive",
        "embedder": "bundled",
        "cases": len(rows),
        "metrics": {
            name: Described(better=better, kind=kind) for name, (better, kind) in METRICS.items()
        },
        "started": STARTED,
    }
    return Run(about=About(**{**known, **about}), rows=rows)


def _less(scores: Mapping[str, Any], failed: Mapping[str, str]) -> dict[str, Any]:
    return {name: score for name, score in scores.items() if name not in failed}
