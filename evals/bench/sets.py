"""The files of a set: its questions, its corpus, and other lines, plain or compressed."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import CasesInvalid, Problem, SetMissing


class Lenient(BaseModel):
    # Sets carry fields of their own, which their scoring reads from `meta`.
    model_config = ConfigDict(extra="ignore", frozen=True)


Read = TypeVar("Read", bound=Lenient)


class Turn(Lenient):
    role: str
    text: str


class Evidence(Lenient):
    doc_id: str
    text: str


class BenchQuestion(Lenient):
    """One question; `scope` null is the whole corpus, a list those documents, `[]` none."""

    id: str
    group: str
    type: str
    question: str
    turns: tuple[Turn, ...] = ()
    as_of: str | None = None
    gold_answers: tuple[str, ...] = ()
    gold_evidence: tuple[Evidence, ...] = ()
    choices: tuple[str, ...] | None = None
    answer_index: tuple[int, ...] | None = None
    answerable: bool | None = None
    expected: str | None = None
    scope: tuple[str, ...] | None = None
    meta: Mapping[str, Any] = Field(default_factory=dict)


def questions_of(folder: Path, *, split: str) -> list[BenchQuestion]:
    """Raises SetMissing, and CasesInvalid with file and line where a question cannot be read."""
    return read_rows(file_of(folder, f"questions.{split}.jsonl"), BenchQuestion)


def read_rows(path: Path, kind: type[Read]) -> list[Read]:
    """The lines of a file. Raises CasesInvalid, with file and line, where one cannot be read."""
    found = []
    for number, row in _rows(path):
        try:
            found.append(kind.model_validate(row))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise CasesInvalid([Problem(path, number, f"{place}: {first['msg']}")]) from error
    return found


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises CasesInvalid where a line is none."""
    return [row for _, row in _rows(path)]


def file_of(folder: Path, name: str) -> Path:
    """The file of that name in a set's folder, compressed or not. Raises SetMissing."""
    for path in (folder / f"{name}.gz", folder / name):
        if path.is_file():
            return path
    raise SetMissing(
        f"{folder} holds no {name} and no {name}.gz: give the folder that has the sets with --data"
    )


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise CasesInvalid([Problem(path, number, "a line has to be a JSON object")])
                yield number, row
    except json.JSONDecodeError as error:
        raise CasesInvalid([Problem(path, number, f"no JSON: {error.msg}")]) from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CasesInvalid([Problem(path, None, f"cannot be read: {error}")]) from error
