"""The bounds that a run has to keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from evals.errors import ThresholdsInvalid, complaints, repeated

Verdict = Literal["kept", "broken", "unmeasured"]


class Bound(BaseModel):
    """What a figure must not fall below or rise above, and how far it may get worse.

    `may_drop` is held against a baseline: by how much the mean over the same cases may be worse
    than it was. With 0, no case may be worse.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    at_least: float | None = None
    at_most: float | None = None
    may_drop: Annotated[float, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.at_least is None and self.at_most is None and self.may_drop is None:
            raise ValueError("needs at_least, at_most or may_drop")
        return self

    def __str__(self) -> str:
        least = "" if self.at_least is None else f"≥ {self.at_least:g}"
        most = "" if self.at_most is None else f"≤ {self.at_most:g}"
        return f"{least} {most}".strip()

    @property
    def is_absolute(self) -> bool:
        """Whether it bounds the figure itself, not only its change."""
        return self.at_least is not None or self.at_most is not None

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
        bounds = TypeAdapter(dict[str, Bound]).validate_json(content)
    except (OSError, UnicodeDecodeError) as error:
        raise ThresholdsInvalid(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        raise ThresholdsInvalid(f"{path}: {next(complaints(error))}") from error
    if twice := repeated(content):
        raise ThresholdsInvalid(f"{path}: {twice[0]}")
    return bounds


def check(figures: Mapping[str, float | None], bounds: Mapping[str, Bound]) -> tuple[Check, ...]:
    """Every absolute bound with its figure; ThresholdsInvalid for a bound of no known figure."""
    unknown = sorted(set(bounds) - set(figures))
    if unknown:
        raise ThresholdsInvalid(
            f"no figure is called {', '.join(unknown)}; there are {', '.join(figures)}"
        )
    held = ((name, bound) for name, bound in bounds.items() if bound.is_absolute)
    return tuple(Check(name, figures[name], bound) for name, bound in held)
