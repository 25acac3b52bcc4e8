"""The bounds that a run has to keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from evals.errors import ThresholdsInvalid

Verdict = Literal["kept", "broken", "unmeasured"]


class Bound(BaseModel):
    """What a figure must not fall below, or not rise above."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("needs at_least or at_most")
        return self

    def __str__(self) -> str:
        least = "" if self.at_least is None else f"≥ {self.at_least:g}"
        most = "" if self.at_most is None else f"≤ {self.at_most:g}"
        return f"{least} {most}".strip()

    def keeps(self, value: float) -> bool:
        is_low = self.at_least is not None and value < self.at_least
        is_high = self.at_most is not None and value > self.at_most
        return not (is_low or is_high)


@dataclass(frozen=True, slots=True)
class Check:
    """A figure held against its bound; one without a value is unmeasured, not kept."""

    name: str
    value: float | None
    bound: Bound

    @property
    def verdict(self) -> Verdict:
        if self.value is None:
            return "unmeasured"
        return "kept" if self.bound.keeps(self.value) else "broken"


def load_thresholds(path: Path) -> dict[str, Bound]:
    """The bounds of a file such as `{"wrong_speaker": {"at_most": 0}}`."""
    try:
        content = path.read_text(encoding="utf-8")
        return TypeAdapter(dict[str, Bound]).validate_json(content)
    except (OSError, UnicodeDecodeError) as error:
        raise ThresholdsInvalid(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ThresholdsInvalid(f"{path}: {place}: {first['msg']}") from error


def check(figures: Mapping[str, float | None], bounds: Mapping[str, Bound]) -> tuple[Check, ...]:
    """Every bound with its figure; ThresholdsInvalid for a bound of no known figure."""
    unknown = sorted(set(bounds) - set(figures))
    if unknown:
        raise ThresholdsInvalid(
            f"no figure is called {', '.join(unknown)}; there are {', '.join(figures)}"
        )
    return tuple(Check(name, figures[name], bound) for name, bound in bounds.items())
