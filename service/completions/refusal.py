"""What a host gives instead of a reply: whose fault it is, and whether to ask again."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from service.errors import ModelFailed, ModelOverLimit, ModelRefused, ModelUnavailable

_PASSING = frozenset({408, 409, 429})
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|string_above_max_length"
    r"|\bcontext (length|size|window)\b",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(r"insufficient.(quota|credit|balance|funds)", re.IGNORECASE)
_OVER_LIMIT = re.compile(r"rate.?limit|too many requests|\b429\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """`words`: all that the host said, which may hold anything, the key too; not to be shown."""

    status: int
    words: str = field(default="", repr=False)
    param: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def within_a_stream(cls, words: str) -> "Refusal":
        """Of a host that had said 200 before it failed."""
        if _TOO_LONG.search(words):
            return cls(400, words)
        return cls(429 if _OVER_LIMIT.search(words) else 500, words)

    @property
    def is_too_long(self) -> bool:
        is_about_length = self.status == 413 or bool(_TOO_LONG.search(self.words))
        return is_about_length and 400 <= self.status < 500

    @property
    def is_passing(self) -> bool:
        """Whether the same request may be taken a moment later."""
        if self._has_no_credit:
            return False
        verdict = self.headers.get("x-should-retry")
        if verdict in ("true", "false"):
            return verdict == "true"
        return self.status in _PASSING or self.status >= 500 and self.status != 501

    @property
    def told_pause_s(self) -> float | None:
        """How long the host asks us to wait."""
        for name, unit_s in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
            try:
                seconds = float(self.headers.get(name, "")) * unit_s
            except ValueError:
                continue
            if 0 <= seconds < float("inf"):
                return seconds
        return _until(self.headers.get("retry-after", ""))

    def failure(self, model: str) -> ModelFailed:
        if self.is_too_long:
            return ModelRefused(
                f"what was asked is longer than the chat model {model} takes: ask something "
                "narrower, or name a model with a longer context in ONRECORD_CHAT_MODEL"
            )
        if self._has_no_credit:
            return ModelOverLimit(
                f"the account of the chat model {model} has no credit left: see to it at its host"
            )
        if self.status == 429:
            return ModelOverLimit(f"the chat model {model} is over its limit: {self._when()}")
        if self.status in _PASSING or self.status >= 500:
            return ModelUnavailable(
                f"the host of the chat model {model} failed with status {self.status}: "
                f"{self._when()}"
            )
        return ModelRefused(f"the chat model {model} cannot be asked: {self._what_to_do()}")

    @property
    def _has_no_credit(self) -> bool:
        return self.status == 402 or self.status == 429 and bool(_NO_CREDIT.search(self.words))

    def _when(self) -> str:
        told = self.told_pause_s
        return f"try again in {told:.0f} s" if told and told >= 1 else "try again in a moment"

    def _what_to_do(self) -> str:
        if self.status in (401, 403):
            return "its host refused the key, check OPENAI_API_KEY"
        if self.status == 404:
            return (
                "its host does not know it, check ONRECORD_CHAT_MODEL; OPENAI_BASE_URL has to end "
                "where /chat/completions begins, most often in /v1"
            )
        if 300 <= self.status < 400:
            return "its host points elsewhere, set OPENAI_BASE_URL to the address it really has"
        return (
            f"its host refused the request with status {self.status}, the log has its reason; "
            "ONRECORD_CHAT_MODEL may name a model that does not chat"
        )


def pause_s(failures: int, *, first_s: float) -> float:
    """How long to wait after so many failures in a row: twice as long each time, less up to half by
    chance, so that those who failed together part."""
    return first_s * 2.0 ** (failures - 1) * (1 - random.random() / 2)


def _until(date: str) -> float | None:
    try:
        when = parsedate_to_datetime(date)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
