"""What a run leaves behind: a JSON-lines file, first about the run, then a row for each case."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import Case
from evals.errors import Problem, RunInvalid, complaints
from evals.metrics.metric import Better, Kind, Metric

T = TypeVar("T", bound=BaseModel)
IN_PROCESS = "in-process"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Described(_Kept):
    """What a reader of a metric's scores has to know of it."""

    better: Better = "higher"
    kind: Kind = "deterministic"


class About(_Kept):
    """What has to be known to read a run's figures, and to run it again.

    `service`: "in-process", or the address that was asked, without credentials. `settings`:
    no secrets. `prompts`: a fingerprint of each. `chat_model`: the one that wrote the answers, as
    far as the service tells. `judge`: the model that judged, None without one.
    `commit` is that of the code which judges, and in process answers too; it ends in "-dirty" where
    files were changed since, and `changes` is a fingerprint of what was. Both are None outside a
    repository.
    `cases`: how many were to be asked; a file with fewer rows is of a run that was cut off.
    `metrics`: those that were taken, by name, as `described` gives them. `archive`: a fingerprint
    of what it held; `rejected`: the articles that it was to hold and could not, and why. `split`,
    `only`, `limit`: which part of the cases was asked.
    """

    name: str
    cases_sha256: str
    service: str
    answerer: str
    chat_model: str | None = None
    embedder: str | None = None
    judge: str | None = None
    commit: str | None = None
    changes: str | None = None
    settings: Mapping[str, str] = Field(default_factory=dict)
    prompts: Mapping[str, str] = Field(default_factory=dict)
    seed: int = 0
    cases: int | None = None
    archive: str | None = None
    rejected: tuple[str, ...] = ()
    split: str | None = None
    only: tuple[str, ...] = ()
    limit: int | None = None
    concurrency: int | None = None
    metrics: Mapping[str, Described] = Field(default_factory=dict)
    started: datetime


class Row(_Kept):
    """One case and what came of it.

    `failure`: why it was not judged at all. `scores`: None where a metric does not apply.
    `failed`: the metrics that apply and could not be taken, and why.
    """

    case: Case
    response: Mapping[str, Any] | None = None
    failure: str | None = None
    seconds: float = 0.0
    faults: tuple[str, ...] = ()
    scores: Mapping[str, float | None] = Field(default_factory=dict)
    failed: Mapping[str, str] = Field(default_factory=dict)

    @property
    def is_judged(self) -> bool:
        return self.failure is None

    @property
    def is_right(self) -> bool:
        return self.is_judged and not self.faults


class Run(_Kept):
    about: About
    rows: tuple[Row, ...] = ()


def described(metrics: Iterable[Metric]) -> dict[str, Described]:
    """The metrics of a run, as `About` keeps them."""
    return {one.name: Described(better=one.better, kind=one.kind) for one in metrics}


def line_of(kept: _Kept) -> str:
    """The line that holds it."""
    return kept.model_dump_json(by_alias=True) + "\n"


def read_run(path: Path) -> Run:
    """Raises RunInvalid, naming the line, when the file is not one that a run left behind."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunInvalid([Problem(path, None, f"cannot be read: {error}")]) from error
    whole, _, cut = text.rpartition("\n")
    run = read_lines(whole or text, path=path)
    if whole and cut:
        said = "is half written: the run was cut off, go on with it by `run --resume`"
        raise RunInvalid([Problem(path, len(run.rows) + 2, said)])
    return run


def read_lines(text: str, *, path: Path) -> Run:
    """`read_run` of a file's content; `path` is what errors call it."""
    # Not splitlines: texts of articles have line separators of their own.
    first, *others = text.split("\n")
    about = _read(About, first, path=path, number=1)
    rows = [_read(Row, line, path=path, number=n) for n, line in enumerate(others, start=2)]
    return Run(about=about, rows=tuple(rows))


def _read(kind: type[T], line: str, *, path: Path, number: int) -> T:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        raise RunInvalid([Problem(path, number, next(complaints(error)))]) from error
