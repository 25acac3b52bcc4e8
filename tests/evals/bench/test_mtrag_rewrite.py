"""Follow-ups made to stand alone, on a conversation made up here."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evals.bench import mtrag_rewrite
from evals.bench.mtrag_rewrite import FOLLOWS, RETOLD, Searched, Wording, judge
from evals.bench.sets import BenchQuestion
from evals.bench.verdicts import Figure, Result
from evals.errors import SetMissing

ALONE = {"id": "r1", "group": "g", "type": "already_standalone", "question": "Who built the dam?"}
LEANING = {"id": "r2", "group": "g", "type": "needs_rewrite", "question": "Why?"}


def wording(fields: Mapping[str, Any], condensed: str, gold_answer: str, **more: Any) -> Wording:
    question = BenchQuestion.model_validate({**fields, "gold_answers": [gold_answer]})
    return Wording(question, condensed, **more)


def figures(result: Result) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    name = ""
    for figure in result.figures:
        name = name if figure.name.startswith("...") else figure.name
        found[figure.name if figure.name == name else f"{name} {figure.name}"] = figure
    return found


def test_wording_is_compared_with_the_persons() -> None:
    rewrites = [
        wording(ALONE, "Who built the dam?", "Who built the dam?"),
        wording(LEANING, "Why (built the dam)?", "Why was the dam built?"),
    ]
    found = figures(judge(rewrites, []))
    assert found["token F1, already standalone"].value == 1.0
    # "why", "built" and "dam" are in both, "was" in one: articles do not count.
    assert found["token F1, needs rewrite"].value == pytest.approx(6 / 7)
    assert found["token F1, needs rewrite ... of the last turn"].value == pytest.approx(2 / 5)
    # In order: why, the, dam; of 4 and 5 words.
    assert found["ROUGE-L, needs rewrite"].value == pytest.approx(6 / 9)
    assert [v.verdict for v in judge(rewrites, []).verdicts] == ["left alone", "rewritten"]


def test_the_gain_is_what_rewriting_finds_more() -> None:
    asked = wording(LEANING, "Why (dam)?", "", gold=("d1", "d2"))
    other = wording({**LEANING, "group": "h"}, "Why (dam)?", "", gold=("d1", "d2"))
    near = ("x", "d1", "y", "z", "w", "d2")
    searched = [
        Searched(asked, {"last turn": ("x",), "rewritten": near}),
        Searched(other, {"last turn": ("d1", "d2"), "rewritten": ("d2", "d1")}),
    ]
    found = figures(judge([], searched))
    name = f"{FOLLOWS}: hit@5, last turn"
    assert found[name].value == 0.5
    assert found[f"{name} ... rewritten"].value == 1.0
    gain = found[f"{name} ... rewritten minus last turn"]
    assert (gain.value, gain.unit) == (0.5, "points")
    assert gain.interval is not None
    assert found[f"{FOLLOWS}: recall@5, last turn ... rewritten"].value == 0.75
    assert found[f"{FOLLOWS}: hit@1, last turn ... rewritten minus last turn"].value == 0.0


def test_a_search_that_failed_is_told_and_in_no_figure() -> None:
    asked = wording(LEANING, "Why (dam)?", "Why a dam?", person="Why a dam?", gold=("d1",))
    result = judge([], [Searched(asked, {}, "the service is down")])
    assert [(v.verdict, v.failure) for v in result.failed] == [("failed", "the service is down")]
    found = figures(result)
    assert found[f"{FOLLOWS}: hit@5, last turn"].value is None
    assert [figure.count for figure in found.values()] == [0] * len(found)


def lines(*rows: Mapping[str, Any]) -> str:
    return "\n".join(map(json.dumps, rows))


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rewrite, held = tmp_path / "mtrag_rewrite", tmp_path / "mtrag_un"
    rewrite.mkdir()
    held.mkdir()
    turns = [{"role": "user", "text": "Who built the dam above Lisbon?"}]
    texts = {
        "dam": "The dam above Lisbon was built by Portuguese engineers.",
        "opera": "The opera house opens its season with a ballet.",
    }
    documents = [{"id": id, "title": id, "text": text} for id, text in texts.items()]
    (held / "corpus.jsonl").write_text(lines(*documents))
    follow_up = {**LEANING, "turns": turns, "gold_evidence": [{"doc_id": "dam", "text": "…"}]}
    first = {**ALONE, "gold_evidence": [{"doc_id": "dam", "text": "…"}]}
    (held / "questions.dev.jsonl").write_text(lines(follow_up, first))
    retold = {**follow_up, "gold_answers": ["Why was the dam built?"], "meta": {"qrels": ["dam"]}}
    elsewhere = {**retold, "id": "r3", "meta": {"qrels": ["in another corpus"]}}
    (rewrite / "questions.dev.jsonl").write_text(lines(retold, elsewhere))
    return rewrite


async def test_follow_ups_are_searched_as_they_came_and_condensed(sets: Path) -> None:
    result = await mtrag_rewrite.run(sets, split="dev", limit=None)
    found = figures(result)
    assert found["token F1, all"].count == 2
    assert found[f"{FOLLOWS}: hit@1, last turn ... rewritten"].value == 1.0
    assert found[f"{FOLLOWS}: hit@1, last turn"].count == 1  # a first question follows on nothing
    assert found[f"{RETOLD}: hit@5, last turn"].count == 1  # the other's passage is not held
    assert found[f"{RETOLD}: hit@5, last turn ... the person's rewrite"].value == 1.0


async def test_the_corpus_has_to_lie_beside_the_set(sets: Path) -> None:
    (sets.with_name("mtrag_un") / "corpus.jsonl").unlink()
    with pytest.raises(SetMissing, match="corpus"):
        await mtrag_rewrite.run(sets, split="dev", limit=None)
