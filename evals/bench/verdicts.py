"""What a benchmark comes to: a verdict a question, and figures over them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question judged: the words a person needs to judge it again, and what it scores."""

    id: str
    type: str
    verdict: str
    asked: str
    gold: str
    ours: str
    sentence: str
    score: float = 0.0
    wrongly: float = 0.0
    wrongly_with_pronouns: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a share, or None where nothing bears on it; `published` are others' values."""

    name: str
    value: float | None
    count: int
    published: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one set, and every verdict behind them."""

    name: str
    figures: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]


def share(
    verdicts: Sequence[Verdict], name: str, score: Callable[[Verdict], float], *, type: str
) -> Figure:
    """The mean score over the questions of one type."""
    scores = [score(each) for each in verdicts if each.type == type]
    return Figure(name, mean(scores) if scores else None, len(scores))
