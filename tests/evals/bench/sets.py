"""A set like SQuAD's, written into a folder: a corpus of one article and three questions."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TEXT = (
    "The dam above Lisbon was built in 1998 by Portuguese engineers. "
    "Its turbines feed the railway to Porto."
)
BUILT: Mapping[str, Any] = {
    "id": "q1",
    "question": "When was the dam above Lisbon built?",
    "answerable": True,
    "gold_answers": ["1998"],
    "scope": ["dam"],
}
SINGS: Mapping[str, Any] = {
    "id": "q2",
    "question": "Who sings tonight?",
    "answerable": False,
    "scope": [],
}
QUESTIONS = (BUILT, SINGS, {**SINGS, "id": "q3"})


def write_set(
    folder: Path,
    *,
    questions: Sequence[Mapping[str, Any]] = QUESTIONS,
    texts: Sequence[str] = (TEXT,),
    split: str = "dev",
) -> None:
    folder.mkdir(exist_ok=True)
    names = ("dam", *map(str, range(1, len(texts))))
    documents = [
        {"id": id, "title": id, "text": text} for id, text in zip(names, texts, strict=True)
    ]
    (folder / "corpus.jsonl").write_text(_lines(documents))
    asked = [{"group": f"g-{each['id']}", "type": "t", **each} for each in questions]
    (folder / f"questions.{split}.jsonl").write_text(_lines(asked))


def _lines(rows: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(map(json.dumps, rows))
