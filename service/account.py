"""What a chat model did for one question, counted while the question is answered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Literal

from service.chat_model import Meter
from service.errors import ModelOverLimit, ModelRefused, ModelUnavailable

_LASTING = frozenset(failed.code for failed in (ModelUnavailable, ModelOverLimit, ModelRefused))

UNUSABLE = "unusable_reply"
"""The code of a model whose reply to a step could not be used."""
NO_ANSWER = "no_answer"
"""The code of a model that was asked and had no sentence that could be shown."""
TOO_LATE = "too_late"
"""The code of a model that is not asked any more, for the time left is needed without it."""

Fate = Literal["drafted", "kept", "recited", "repaired", "replaced", "withheld", "repeated"]
"""What became of a sentence that the model wrote: kept as it was, with the evidence that does bear
it, in other words of the model, with the article's own words in its place; or not shown."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An account that is closed.

    `steps` tells for each step who took it: "model", "rules", or the code of the failure after
    which the rules did; also UNUSABLE, NO_ANSWER, TOO_LATE. `prompts` are the fingerprints of
    those used.
    """

    model: str
    steps: Mapping[str, str]
    prompts: Mapping[str, str]
    requests: int
    retries: int
    prompt_tokens: int
    completion_tokens: int
    sentences: Mapping[str, int]
    faults: Mapping[str, int]
    markers_dropped: int


@dataclass(slots=True)
class Account:
    """`is_demanded`: the reader wants the model's answer or none. `has_written`: what is told is
    the model's. `time_s`: how long the question may take."""

    model: str
    is_demanded: bool = False
    has_written: bool = False
    time_s: float = inf
    began: float = field(default_factory=monotonic)
    meter: Meter = field(default_factory=Meter)
    steps: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    sentences: Counter[Fate] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    markers_dropped: int = 0
    repairs: int = 0

    @property
    def is_late(self) -> bool:
        """Whether more than half of the question's time is gone."""
        return monotonic() - self.began > self.time_s / 2

    @property
    def failure(self) -> str | None:
        """The code of what keeps the model from being asked again; a reply that was of no use, or
        malformed, does not."""
        return next((by for by in self.steps.values() if by in _LASTING), None)

    def took(self, step: str, by: str, *, prompt: str | None) -> None:
        """Who took a step, with the fingerprint of the prompt where one was used."""
        self.steps[step] = by
        if prompt is not None:
            self.prompts[step] = prompt

    def closed(self) -> Generation:
        return Generation(
            model=self.model,
            steps=dict(self.steps),
            prompts=dict(self.prompts),
            requests=self.meter.requests,
            retries=self.meter.retries,
            prompt_tokens=self.meter.prompt_tokens,
            completion_tokens=self.meter.completion_tokens,
            sentences={str(fate): count for fate, count in self.sentences.items()},
            faults=dict(self.faults),
            markers_dropped=self.markers_dropped,
        )
