"""What keeps an evaluation from judging, by whose fault it is; each of these is exit code 2.

EvalError
├── CasesInvalid       the case file's: wrong fields, duplicates, sources that are not there
├── ThresholdsInvalid  the threshold file's
├── BaselineInvalid    the baseline file's, or a run's that cannot be one
├── RunInvalid         the file of an earlier run's
├── SetMissing         a public evaluation set is not where it was said to be
├── ServiceUnusable    the far side's: refusing, or failing
│   └── ServiceSilent      it gave no answer at all: down, or too slow
├── ReplyMalformed     the far side answered, but not as the contract says
├── FellBack           the far side answered, but its chat model failed and the rules took over
└── MetricFailed       a judgment that could not be made: the judge is down, or talks nonsense
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError


class EvalError(Exception):
    """The root; its text says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a case file, and where."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


class _FileInvalid(EvalError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class CasesInvalid(_FileInvalid):
    pass


class RunInvalid(_FileInvalid):
    pass


class ThresholdsInvalid(EvalError):
    pass


class BaselineInvalid(EvalError):
    pass


class SetMissing(EvalError):
    pass


class ServiceUnusable(EvalError):
    pass


class ServiceSilent(ServiceUnusable):
    pass


class ReplyMalformed(EvalError):
    pass


class FellBack(EvalError):
    pass


class MetricFailed(EvalError):
    pass


def complaints(error: ValidationError) -> Iterator[str]:
    """What is wrong with data from outside, each with the field that it is about."""
    for detail in error.errors(include_url=False):
        # A part with brackets is pydantic's name for one side of a union, not a field.
        place = ".".join(str(part) for part in detail["loc"] if "[" not in str(part))
        yield f"{place}: {detail['msg']}" if place else detail["msg"]


def repeated(content: str) -> list[str]:
    """What is wrong with JSON that names a field twice: its readers take the last, untold."""
    found: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        counts = Counter(name for name, _ in pairs)
        found.extend(f"{name}: stands here twice" for name, count in counts.items() if count > 1)

    json.loads(content, object_pairs_hook=look)
    return found
