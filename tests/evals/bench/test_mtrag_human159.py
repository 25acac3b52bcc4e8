"""Our faithfulness score beside people's ratings, on answers made up here."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evals.bench import mtrag_human159
from evals.bench.verdicts import Result
from evals.errors import CasesInvalid, SetMissing

PASSAGE = "The dam above Lisbon was finished in 1998. It is closed to visitors in winter."
ANSWERS = {
    "copies": ("The dam above Lisbon was finished in 1998.", (4, 4, 4)),
    "changes": ("The dam above Madrid was finished in 1989.", (2, 3, 2)),
    "invents": ("Opera singers rehearse at the theatre on Fridays.", (1, 1, 2)),
    "abstains": ("I do not have specific information.", (4, 4, 1)),
}
RL_F: Mapping[str, float | None] = dict.fromkeys(ANSWERS, 0.5)


async def scored(
    folder: Path,
    *,
    limit: int | None = None,
    rl_f: Mapping[str, float | None] = RL_F,
    **fields: Any,
) -> Result:
    question = {
        "id": "q1",
        "group": "g",
        "type": "t",
        "question": "When?",
        "gold_evidence": [{"doc_id": "d", "text": PASSAGE}],
    }
    rows = [
        {
            "id": f"q1/{system}",
            "question_id": "q1",
            "system": system,
            "answer": answer,
            "people": {"faithfulness": people},
            "machine": {"rl_f": rl_f[system], "RougeL": None},
            **fields,
        }
        for system, (answer, people) in ANSWERS.items()
    ]
    (folder / "questions.dev.jsonl").write_text(json.dumps(question))
    (folder / "judgments.dev.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return await mtrag_human159.run(folder, split="dev", limit=limit)


async def test_answers_are_ranked_as_people_rank_them(tmp_path: Path) -> None:
    result = await scored(tmp_path)
    figures = {figure.name: figure for figure in result.figures}
    assert figures["Spearman, answers that claim"].count == 3
    assert figures["Spearman, answers that claim"].value == pytest.approx(1.0)
    assert figures["Kendall, answers that claim"].value == pytest.approx(1.0)


async def test_who_claims_nothing_is_told_and_counts_as_borne(tmp_path: Path) -> None:
    result = await scored(tmp_path)
    verdicts = {verdict.type: verdict for verdict in result.verdicts}
    assert verdicts["abstains"].verdict == "claims nothing"
    assert verdicts["abstains"].score == 1.0
    (every,) = (figure for figure in result.figures if figure.name == "Spearman, all answers")
    assert every.count == 4
    assert every.value is not None
    assert every.value < 1.0  # people thought less of it


async def test_an_answer_that_the_authors_did_not_score_lowers_no_score_of_theirs(
    tmp_path: Path,
) -> None:
    known = {"copies": 0.9, "changes": 0.5, "invents": 0.2, "abstains": None}
    result = await scored(tmp_path, rl_f=known)
    figures = {figure.name: dict(figure.published) for figure in result.figures}
    assert figures["Spearman, all answers"]["RL_F"] == pytest.approx(1.0)
    assert figures["Kendall, answers that claim"]["RL_F"] == pytest.approx(1.0)
    assert figures["mean, copies"] == {"RL_F": 0.9}
    assert figures["mean, abstains"] == {}


async def test_the_limit_takes_so_many_answers(tmp_path: Path) -> None:
    assert len((await scored(tmp_path, limit=2)).verdicts) == 2


async def test_an_answer_to_no_question_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CasesInvalid, match=r"judgments\.dev\.jsonl:1: .*'q2'"):
        await scored(tmp_path, question_id="q2")


async def test_ratings_that_are_missing_are_told_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(CasesInvalid, match=r"judgments\.dev\.jsonl:1: people"):
        await scored(tmp_path, people={})


async def test_another_half_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetMissing, match=r"judgments\.heldout\.jsonl"):
        await mtrag_human159.run(tmp_path, split="heldout", limit=None)
